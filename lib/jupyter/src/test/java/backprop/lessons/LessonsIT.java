package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Shared;
import backprop.data.mnist.IdxFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every lesson from top to bottom on the installed kernel. */
class LessonsIT {
    // No test of speed: a kernel beside a busy neighbour may be slow.
    private static final String PATIENCE = "600";

    @TempDir
    Path folder;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyLessonRuns() throws IOException {
        return Lessons.chosen().stream()
                .map(lesson -> DynamicTest.dynamicTest(lesson.getFileName().toString(), () -> {
                    var finished = Python.lessons(
                            Map.of(), lesson.toString(), "--timeout", PATIENCE, "--output", folder.toString());
                    System.out.print(finished.output());
                    assertEquals(0, finished.exitCode(), finished.output());
                    showsWhatIsCommitted(lesson, folder.resolve(lesson.getFileName()));
                }));
    }

    /** The same cells answer, with the same kinds of output. */
    private static void showsWhatIsCommitted(Path committed, Path executed) throws IOException {
        List<JsonNode> expected = Lessons.codeCells(Lessons.read(committed));
        List<JsonNode> actual = Lessons.codeCells(Lessons.read(executed));
        for (int i = 0; i < expected.size(); i++) {
            String source = Lessons.text(expected.get(i).get("source"));
            assertEquals(kinds(expected.get(i)), kinds(actual.get(i)), source);
        }
    }

    private static List<String> kinds(JsonNode cell) {
        return Lessons.outputs(cell).stream()
                // the progress of a download, which is there the first time only, and only where there is a network
                .filter(output -> !Lessons.text(output.at("/data/text~1plain")).startsWith("Download: "))
                .map(output ->
                        output.get("output_type").asText() + (output.at("/data").has("text/html") ? " html" : ""))
                .toList();
    }

    @Test
    void digitsLessonOnRealDigits() throws IOException, InterruptedException {
        splitRealDigits(Shared.mnist());
        JsonNode lesson = Lessons.read(Lessons.FOLDER.resolve("09-digits.ipynb"));
        Lessons.replaceInCode(lesson, "int iterations = 10_000;", "int iterations = 1_000;");
        Lessons.appendCode(lesson, "measured", "System.out.println(\"measured \" + net.accuracy(digits.test()));");
        Path copy = folder.resolve("09-real.ipynb");
        Lessons.JSON.writeValue(copy.toFile(), lesson);

        Path output = folder.resolve("output");
        var finished = Python.lessons(
                Map.of("BACKPROP_MNIST", folder.toAbsolutePath().toString()),
                copy.toString(),
                "--timeout",
                PATIENCE,
                "--output",
                output.toString());
        assertEquals(0, finished.exitCode(), finished.output());
        List<JsonNode> cells = Lessons.codeCells(Lessons.read(output.resolve("09-real.ipynb")));
        String source = Lessons.text(Lessons.outputs(cells.get(1)).get(0).at("/data/text~1plain"));
        assertTrue(source.startsWith("The digits in ") && source.contains("4,000 to train, 1,000 to test"), source);
        String said =
                Lessons.text(Lessons.outputs(cells.get(cells.size() - 1)).get(0).get("text"));
        System.out.print("lesson 09 on real digits, 1,000 iterations: " + said);
        assertTrue(Double.parseDouble(said.split(" ")[1].strip()) >= 0.915, said);
    }

    private void splitRealDigits(Path mnist) throws IOException {
        IdxFile images = IdxFile.read(mnist.resolve("mnist5k-images-idx3-ubyte.gz"));
        IdxFile labels = IdxFile.read(mnist.resolve("mnist5k-labels-idx1-ubyte.gz"));
        writePart("train", images, labels, 0, 4000);
        writePart("t10k", images, labels, 4000, 5000);
    }

    private void writePart(String name, IdxFile images, IdxFile labels, int start, int end) throws IOException {
        byte[] pixels = Arrays.copyOfRange(images.data(), start * 784, end * 784);
        byte[] numbers = Arrays.copyOfRange(labels.data(), start, end);
        new IdxFile(new int[] {end - start, 28, 28}, pixels).write(folder.resolve(name + "-images-idx3-ubyte"));
        new IdxFile(new int[] {end - start}, numbers).write(folder.resolve(name + "-labels-idx1-ubyte"));
    }

    @Test
    void aLessonOpenedBeforeTheLibraryIsBuiltSaysWhatToDo() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectory(folder.resolve("notebooks"));
        var finished = Python.lessons(Map.of(), "01-fruit-stall", "--cwd", elsewhere.toString(), "--timeout", PATIENCE);
        assertEquals(1, finished.exitCode());
        assertTrue(
                finished.output()
                        .contains("The library is not built yet. In the project's folder run:"
                                + " python3 binder/lab.py --setup"),
                finished.output());
    }

    @Test
    void theScriptsHoldTheirOwnTests() throws IOException, InterruptedException {
        var finished = Python.run("-m", "unittest", "discover", "-s", "lib/jupyter/src/test/python");
        System.out.print(finished.output());
        assertEquals(0, finished.exitCode(), finished.output());
    }
}
