package backprop.math.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LanesTest {
    /** Java has no way to write them once: this keeps them from growing apart. */
    @Test
    void bothPrecisionsAreTheSameCodeButForTheNames() throws IOException {
        assertEquals(
                code("FloatLanes")
                        .replace("float", "double")
                        .replace("Float", "Double")
                        .replace("DoubleLanes}isthesamefordoubles", "FloatLanes}isthesameforfloats"),
                code("DoubleLanes"));
    }

    /** Without what the layout of a line depends on. */
    private static String code(String name) throws IOException {
        String code = Files.readString(Path.of("lib/backprop/src/main/java/backprop/math/engine", name + ".java"));
        return code.replaceAll("\\s+", "");
    }
}
