package backprop.math.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void everyUnitIsDoneOnce() {
        for (int units = 0; units < 200; units++) {
            AtomicIntegerArray done = new AtomicIntegerArray(units);
            Workers.run(units, done::incrementAndGet);
            for (int i = 0; i < units; i++) assertEquals(1, done.get(i));
        }
    }

    @Test
    void whatGoesWrongInAUnitReachesWhoAskedForIt() {
        AtomicInteger done = new AtomicInteger();
        IllegalStateException trouble = assertThrows(
                IllegalStateException.class,
                () -> Workers.run(50, unit -> {
                    done.incrementAndGet();
                    if (unit == 49) throw new IllegalStateException("unit 49");
                }));
        assertEquals("unit 49", trouble.getMessage());
        assertEquals(50, done.get());
        Workers.run(10, unit -> done.incrementAndGet());
        assertEquals(60, done.get(), "and the workers are there for the next work");
    }

    @Test
    void workWithinWorkAndFromSeveralThreadsIsDone() throws Exception {
        AtomicInteger done = new AtomicInteger();
        Callable<Object> work = () -> {
            for (int i = 0; i < 200; i++) Workers.run(8, unit -> Workers.run(5, inner -> done.incrementAndGet()));
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (Future<Object> result : threads.invokeAll(List.of(work, work, work))) result.get();
        } finally {
            threads.shutdown();
        }
        assertEquals(3 * 200 * 8 * 5, done.get());
    }

    @Test
    void workIsDoneAloneAfterManyLongWaits() {
        long now = Long.MAX_VALUE - 5; // the clock may run over
        Workers.Patience patience = new Workers.Patience(now);
        for (int i = 0; i < 1000; i++) {
            patience.waited(now, now + Workers.Patience.LONG_WAIT - 1);
            now += Workers.Patience.LONG_WAIT;
            assertTrue(patience.lastsAt(now), "short waits are part of sharing");
        }
        for (int i = 0; i < 1000; i++) {
            patience.waited(now, now + 4 * Workers.Patience.LONG_WAIT);
            now += 44 * Workers.Patience.LONG_WAIT;
            assertTrue(patience.lastsAt(now), "one wait in eleven times as long is forgotten before the next");
        }

        long until = now + Workers.Patience.ENOUGH + 3 * Workers.Patience.LONG_WAIT;
        patience.waited(now, until);
        long alone = 10 * 3 * Workers.Patience.LONG_WAIT;
        assertFalse(patience.lastsAt(until));
        assertFalse(patience.lastsAt(until + alone - 10));
        assertTrue(patience.lastsAt(until + alone));
    }

    @Test
    void aProgramThatWasStoppedForAnHourIsNotAloneForLong() {
        Workers.Patience patience = new Workers.Patience(0);
        long anHour = 3_600_000_000_000L;
        patience.waited(0, anHour);
        assertFalse(patience.lastsAt(anHour));
        assertTrue(patience.lastsAt(anHour + 500_000_000));
    }
}
