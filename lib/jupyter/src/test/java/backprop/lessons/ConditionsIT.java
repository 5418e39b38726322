package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first lesson under many conditions at once, and the one about speed without vectors; {@link ConditionsStress} takes every
 * lesson, and one condition after the other.
 */
@Tag("ci")
class ConditionsIT {
    private static final Path LESSON = Lessons.FOLDER.resolve("01-fruit-stall.ipynb");
    private static final Path ON_SPEED = Lessons.FOLDER.resolve("A-why-is-it-fast.ipynb");
    private static final Path KERNEL =
            Path.of(".venv/share/jupyter/kernels/java").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void theFirstLessonSaysTheSame() throws IOException, InterruptedException {
        Conditions all = Conditions.oneCore()
                .and(Conditions.noNetwork(folder))
                .and(Conditions.homeThatCannotBeWritten(folder))
                .and(Conditions.language("tr", "TR", "Europe/Istanbul"));
        assumeTrue(all.canBeHad(), "skipped: this system has no taskset, or lets nobody cut the network off");
        all.assertSays(Conditions.usual().said(LESSON, folder), LESSON, folder);
    }

    @Test
    void withoutTheVectorModuleTheLessonOnSpeedLeavesStepFourOut() throws IOException, InterruptedException {
        kernelWithoutVectors(folder.resolve("kernels/without-vectors"));
        Path output = folder.resolve("output");
        var finished = Python.lessons(
                Map.of("JUPYTER_PATH", folder.toString()),
                ON_SPEED.toString(),
                "--kernel",
                "without-vectors",
                "--output",
                output.toString());
        assertEquals(0, finished.exitCode(), finished::output);
        Map<String, String> said = Said.in(output.resolve(ON_SPEED.getFileName()));
        assertTrue(said.get("vector-speed").startsWith("Step 4 is left out"), said::toString);
        assertTrue(said.get("shapes").contains("0 (vectors)"), said::toString);
    }

    private static void kernelWithoutVectors(Path kernel) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode description =
                (ObjectNode) json.readTree(KERNEL.resolve("kernel.json").toFile());
        ArrayNode start = json.createArrayNode();
        for (JsonNode argument : description.get("argv")) {
            String text = argument.asText();
            if (!text.equals("--add-modules") && !text.equals("jdk.incubator.vector"))
                start.add(text.replace("{resource_dir}", KERNEL.toString()));
        }
        assertEquals(description.get("argv").size() - 2, start.size(), description::toString);
        description.set("argv", start);
        description.putObject("env");
        Files.createDirectories(kernel);
        json.writeValue(kernel.resolve("kernel.json").toFile(), description);
    }
}
