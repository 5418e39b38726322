package backprop.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrintedTextTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PrintedText text = new PrintedText(4e-3);
    private final PrintStream out = text.out();
    private final PrintStream err = text.err();

    /** A cell, and what its page was sent. */
    private static final class Page {
        final List<String> messages = Collections.synchronizedList(new ArrayList<>());
        final CellOutput cell = new CellOutput(this, (error, sent) -> messages.add((error ? "err " : "out ") + sent));

        /** Without what says which stream it was. */
        String all() {
            return String.join(
                    "", messages.stream().map(message -> message.substring(4)).toList());
        }
    }

    private final Page page = new Page();

    @BeforeEach
    void begin() {
        page.cell.begin();
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) lines.append(i).append('\n');
        return lines.toString();
    }

    @Test
    void aLineThatComesAloneIsSent() {
        out.println("alone");
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (page.messages.isEmpty()) Thread.onSpinWait();
        });
        assertEquals(List.of("out alone" + System.lineSeparator()), page.messages);
    }

    @Test
    void ofAHundredThousandLinesAllArriveInAFewMessages() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            page.cell.begin();
            for (int i = 0; i < 100_000; i++)
                switch (i % 3) {
                    case 0 -> out.print(i + "\n");
                    case 1 -> out.printf("%d%c", i, '\n');
                    default -> out.append(String.valueOf(i)).write('\n');
                }
            text.flush(page.cell);
        });
        assertEquals(lines(0, 100_000), page.all());
        assertTrue(page.messages.size() < 100, () -> page.messages.size() + " messages");
    }

    @Test
    void bothStreamsKeepTheirOrder() {
        for (int i = 0; i < 5; i++) {
            out.print("o" + i);
            err.print("e" + i);
        }
        text.flush(page.cell);
        assertEquals(
                IntStream.range(0, 5)
                        .boxed()
                        .flatMap(i -> List.of("out o" + i, "err e" + i).stream())
                        .toList(),
                page.messages);
    }

    @Test
    void whatHasNoEndOfALineIsSentBeforeAPictureAndOtherwiseSoon() throws InterruptedException {
        out.print("before");
        text.flush(page.cell);
        page.messages.add("    picture");
        out.print("after");
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (page.messages.size() < 3) Thread.onSpinWait();
        });
        assertEquals(List.of("out before", "    picture", "out after"), page.messages);
    }

    @Test
    void severalThreadsPrintWholeLinesInTheirOrder() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < 10_000; i++) out.println(t + " " + i);
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) thread.join();
        text.flush(page.cell);
        List<String> all = page.all().lines().toList();
        assertEquals(40_000, all.size());
        for (int t = 0; t < 4; t++) {
            String own = t + " ";
            assertEquals(
                    IntStream.range(0, 10_000).mapToObj(i -> own + i).toList(),
                    all.stream().filter(line -> line.startsWith(own)).toList());
        }
    }

    @Test
    void whatAThreadPrintsAfterItsCellGoesToItsCell() throws InterruptedException {
        // As the kernel's threads do, this one begins cells, and one below it runs them.
        Thread[] started = new Thread[1];
        Page next = new Page();
        Thread runs = new Thread(() -> started[0] = new Thread(() -> {
            assertEquals(page.cell, CellOutput.ofThisThread());
            out.println("late");
        }));
        runs.start();
        runs.join();
        next.cell.begin();
        out.println("next");
        started[0].start();
        started[0].join();
        text.flush(next.cell);
        assertEquals("late", page.all().strip());
        assertEquals("next", next.all().strip());
    }

    @Test
    void ofMillionsOfLinesTheMiddleIsLeftOutAndCounted() {
        int count = 3_000_000;
        assertTimeoutPreemptively(PATIENCE, () -> {
            page.cell.begin();
            for (int i = 0; i < count; i++) out.print(i + "\n");
            text.flush(page.cell);
        });
        List<String> all = page.all().lines().toList();
        int gap = IntStream.range(0, all.size())
                .filter(i -> all.get(i).startsWith("…"))
                .findFirst()
                .orElseThrow();
        Matcher left = Pattern.compile("… ([\\d,]+) lines left out …").matcher(all.get(gap));
        assertTrue(left.matches(), all.get(gap));
        int leftOut = Integer.parseInt(left.group(1).replace(",", ""));
        assertEquals(count, all.size() - 1 + leftOut);
        assertTrue(gap >= 100_000, () -> gap + " lines at the beginning");
        assertEquals(lines(0, gap), String.join("\n", all.subList(0, gap)) + "\n");
        assertEquals(lines(gap + leftOut, count), String.join("\n", all.subList(gap + 1, all.size())) + "\n");
    }

    @Test
    void aLineWithoutEndIsCutAsWell() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            page.cell.begin();
            for (int i = 0; i < 4_000; i++) out.print("x".repeat(5_000));
            text.flush(page.cell);
        });
        assertTrue(Pattern.compile("x\n… [\\d,]+ characters left out …\nx")
                .matcher(page.all())
                .find());
    }

    @Test
    void charactersOfSeveralBytesAreWholeInEveryMessage() {
        String line = "中文 é 😀 — ".repeat(20_000);
        assertTimeoutPreemptively(PATIENCE, () -> {
            page.cell.begin();
            out.print(line);
            text.flush(page.cell);
        });
        assertEquals(line, page.all());
        assertTrue(page.messages.size() > 1);
        assertFalse(page.all().contains("\ufffd"));
    }
}
