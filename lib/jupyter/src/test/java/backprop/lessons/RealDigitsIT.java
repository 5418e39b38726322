package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Shared;
import backprop.data.mnist.IdxFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lesson that trains on digits, on real ones. */
@Tag("ci")
class RealDigitsIT {
    @TempDir
    Path folder;

    @Test
    void digitsLessonOnRealDigits() throws IOException, InterruptedException {
        splitRealDigits(Shared.mnist());
        JsonNode lesson = Lessons.read(Lessons.FOLDER.resolve("13-digits.ipynb"));
        Lessons.replaceInCode(lesson, "int steps = 10_000;", "int steps = 1_000;");
        Lessons.appendCode(lesson, "measured", "System.out.println(\"measured \" + onTest);");
        Path copy = folder.resolve("13-real.ipynb");
        Lessons.JSON.writeValue(copy.toFile(), lesson);

        Path output = folder.resolve("output");
        var finished = Python.lessons(
                Map.of("BACKPROP_MNIST", folder.toAbsolutePath().toString()),
                copy.toString(),
                "--timeout",
                "600",
                "--output",
                output.toString());
        assertEquals(0, finished.exitCode(), finished.output());
        List<JsonNode> cells = Lessons.codeCells(Lessons.read(output.resolve("13-real.ipynb")));
        String source = Lessons.text(Lessons.outputs(cells.get(1)).get(0).at("/data/text~1plain"));
        assertTrue(source.startsWith("The digits in ") && source.contains("4,000 to train, 1,000 to test"), source);
        String said =
                Lessons.text(Lessons.outputs(cells.get(cells.size() - 1)).get(0).get("text"));
        System.out.print("lesson 13 on real digits, 1,000 steps: " + said);
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
}
