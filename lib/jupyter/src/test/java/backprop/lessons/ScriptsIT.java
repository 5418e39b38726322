package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python around the lessons. */
@Tag("ci")
class ScriptsIT {
    @Test
    void aLessonThatFindsNoLibrarySaysWhereItLookedAndWhatToDo(@TempDir Path elsewhere)
            throws IOException, InterruptedException {
        var finished = Python.lessons(Map.of(), "01-fruit-stall", "--cwd", elsewhere.toString());
        assertEquals(1, finished.exitCode());
        String looked = elsewhere.resolve("../lib/jars").toFile().getCanonicalPath();
        assertTrue(finished.output().contains("The library is not in " + looked), finished.output());
        assertTrue(finished.output().contains("python3 binder/lab.py --setup"), finished.output());
    }

    @Test
    void theScriptsHoldTheirOwnTests() throws IOException, InterruptedException {
        var finished = Python.run("-m", "unittest", "discover", "-s", "lib/jupyter/src/test/python");
        System.out.print(finished.output());
        assertEquals(0, finished.exitCode(), finished.output());
    }
}
