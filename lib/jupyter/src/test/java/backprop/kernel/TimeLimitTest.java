package backprop.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long SHORT = 20_000_000;

    private volatile boolean looping = true;

    @AfterEach
    void endLoops() {
        looping = false;
    }

    private String loop() {
        while (looping) Thread.onSpinWait();
        return "never";
    }

    private static ShowingGivenUpException tooLong(Supplier<String> work) {
        return assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThrows(ShowingGivenUpException.class, () -> TimeLimit.show("this Loop", work, SHORT)));
    }

    @Test
    void aLoopWithoutEndIsGivenUpAndItsPlaceIsNamed() {
        ShowingGivenUpException e = tooLong(this::loop);
        assertTrue(e.getMessage().startsWith("Showing this Loop took more than "), e.getMessage());
        List<String> methods = Stream.of(e.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
        assertTrue(methods.contains("loop"), methods::toString);
        // Those who have asked for it stand below.
        assertTrue(methods.contains("tooLong") || methods.contains("lambda$tooLong$1"), methods::toString);
    }

    @Test
    void whoMerelySleepsOrWaitsIsGivenUpWithoutAWordOfACore() {
        ShowingGivenUpException sleeping = tooLong(() -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                return "interrupted";
            }
            return "slept";
        });
        assertFalse(sleeping.getMessage().contains("core"), sleeping.getMessage());
        CountDownLatch never = new CountDownLatch(1);
        ShowingGivenUpException waiting = tooLong(() -> {
            while (looping)
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // goes on
                }
            return "";
        });
        assertFalse(waiting.getMessage().contains("core"), waiting.getMessage());
        never.countDown();
    }

    @Test
    void whatIsThrownComesOutWithTheFramesOfWhoAsked() {
        for (Throwable thrown :
                List.of(new ArithmeticException("/ by zero"), new StackOverflowError(), new OutOfMemoryError())) {
            Throwable caught = assertThrows(
                    thrown.getClass(),
                    () -> TimeLimit.show("this", () -> {
                        if (thrown instanceof Error error) throw error;
                        throw (RuntimeException) thrown;
                    }));
            assertSame(thrown, caught);
            assertTrue(Stream.of(caught.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("whatIsThrownComesOutWithTheFramesOfWhoAsked")));
        }
    }

    @Test
    void whatIsShownWithinSomethingShownIsPartOfIt() {
        assertEquals("in two threads: false", TimeLimit.show("this", () -> {
            Thread outer = Thread.currentThread();
            return TimeLimit.show("this", () -> "in two threads: " + (Thread.currentThread() != outer));
        }));
    }

    @Test
    void anInterruptionFromBeforeStaysAndDoesNotDisturb() {
        Thread.currentThread().interrupt();
        try {
            assertEquals(
                    "calm", TimeLimit.show("this", () -> Thread.currentThread().isInterrupted() ? "" : "calm"));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void itPrintsWhereWhoAskedPrints() {
        CellOutput cell = new CellOutput("", (error, text) -> {});
        assertSame(cell, CellOutput.as(cell, () -> TimeLimit.show("this", CellOutput::ofThisThread)));
    }

    @Test
    void whatFillsTheMemoryIsGivenUpBeforeItsTimeAndNoMoreTroubleWhenItHasEnded() {
        ShowingGivenUpException e = assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThrows(
                        ShowingGivenUpException.class,
                        () -> TimeLimit.show("this Loop", this::loop, Long.MAX_VALUE / 2, thread -> full())));
        assertTrue(
                e.getMessage().matches("Showing this Loop fills the memory \\(\\d+ MB\\), so it was given up\\."),
                e.getMessage());
        assertTrue(Stream.of(e.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("loop")));
        looping = false;
        assertFalse(TimeLimit.fillsMemory());
    }

    @Test
    void whatHasFilledTheMemoryButIsDoneIsShown() {
        assertEquals("done", TimeLimit.show("this", () -> "done", Long.MAX_VALUE / 2, thread -> full()));
    }

    private static MemoryWatch full() {
        return new MemoryWatch(new MemoryWatchTest.FakeHeap(100, 100));
    }
}
