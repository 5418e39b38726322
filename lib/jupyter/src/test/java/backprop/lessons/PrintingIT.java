package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cells print by the thousand, on the installed kernel: all of it arrives, in its order with pictures, and the kernel lives. */
class PrintingIT {
    private static final List<String> CELLS = List.of(
            "for (int i = 0; i < 100_000; i++) {\n    System.out.println(i);\n"
                    + "    if (i % 25_000 == 24_999) Notebook.show(\"picture\\n\");\n}",
            "double w = 3;\nfor (int i = 1; i <= 20_000; i++) {\n    w -= 1e-4 * 2 * w;\n"
                    + "    System.out.printf(\"iteration %d, loss %.3f%n\", i, w * w);\n}",
            "for (int i = 0; i < 2_000; i++) {\n    System.out.print(i + \" \");\n    System.err.print(-i + \" \");\n}",
            "List<Thread> threads = new ArrayList<>();\nfor (int t = 0; t < 4; t++) {\n    int own = t;\n"
                    + "    threads.add(new Thread(() -> { for (int i = 0; i < 5_000; i++) System.out.println(own + \" \" + i); }));\n"
                    + "}\nthreads.forEach(Thread::start);\nfor (Thread thread : threads) thread.join();",
            "for (int i = 0; i < 1_000_000; i++) System.out.println(i);\nNotebook.show(\"end\");",
            "2 * 21");

    private static List<String> said;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        said = MistakesIT.pages(CELLS).stream()
                .map((JsonNode page) -> page.get("text").asText())
                .toList();
    }

    @Test
    void aHundredThousandLinesWithPicturesBetweenThem() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            expected.add(String.valueOf(i));
            if (i % 25_000 == 24_999) expected.add("picture");
        }
        assertEquals(expected, said.get(0).lines().toList());
    }

    @Test
    void aTrainingLoopThatPrintsEachIteration() {
        List<String> lines = said.get(1).lines().toList();
        assertEquals(20_000, lines.size());
        assertEquals("iteration 20000, loss 0.003", lines.get(19_999));
    }

    @Test
    void bothStreamsInTurnWithoutTheEndOfALine() {
        assertEquals(
                IntStream.range(0, 2_000).mapToObj(i -> i + " " + -i + " ").collect(Collectors.joining()), said.get(2));
    }

    @Test
    void severalThreads() {
        List<String> lines = said.get(3).lines().toList();
        assertEquals(20_000, lines.size());
        for (int t = 0; t < 4; t++) {
            String own = t + " ";
            assertEquals(
                    IntStream.range(0, 5_000).mapToObj(i -> own + i).toList(),
                    lines.stream().filter(line -> line.startsWith(own)).toList());
        }
    }

    @Test
    void ofAMillionLinesTheFirstAndTheLastAndHowManyAreMissing() {
        List<String> lines = said.get(4).lines().toList();
        String gap =
                lines.stream().filter(line -> line.startsWith("…")).findFirst().orElseThrow();
        int leftOut = Integer.parseInt(gap.replaceAll("\\D", ""));
        assertEquals(1_000_000, lines.size() - 2 + leftOut);
        assertEquals(List.of("999999", "end"), lines.subList(lines.size() - 2, lines.size()));
        assertEquals("42", said.get(5));
    }
}
