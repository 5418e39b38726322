package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every lesson on the installed kernel, run once for all that is asked of it. */
@Tag("lessons")
@Execution(ExecutionMode.CONCURRENT)
class LessonsIT {
    // No test of speed: a kernel beside a busy neighbour may be slow.
    private static final String PATIENCE = "600";

    @TempDir
    Path folder;

    /** The last first: they take longest, and the short ones fill what time is left on the other core. */
    @TestFactory
    Stream<DynamicTest> everyLesson() throws IOException {
        Files.createDirectory(folder.resolve("script"));
        List<Path> lessons = new ArrayList<>(Lessons.chosen());
        Collections.reverse(lessons);
        return lessons.stream()
                .map(lesson -> DynamicTest.dynamicTest(lesson.getFileName().toString(), () -> rehearse(lesson)));
    }

    private void rehearse(Path lesson) throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal(lesson, Boolean.getBoolean("wholeLessons"));
        Path script = folder.resolve("script").resolve(lesson.getFileName());
        Lessons.JSON.writeValue(script.toFile(), rehearsal.script());
        var finished =
                Python.lessons(java(lesson), script.toString(), "--timeout", PATIENCE, "--output", folder.toString());
        assertEquals(0, finished.exitCode(), finished.output());
        rehearsal.assertWell(folder.resolve(lesson.getFileName()));
        System.out.println(rehearsal);
    }

    /**
     * One processor for a kernel that trains, for there are several: threads that wait for each other would take it from them.
     * Cells of the others, which run once or twice, are not worth Java's second compiler, nor collecting garbage beside them.
     */
    private static Map<String, String> java(Path lesson) throws IOException {
        boolean trains = Lessons.plan(lesson).path("vectors").asBoolean();
        String options = trains ? "-XX:ActiveProcessorCount=1" : "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";
        return Map.of("JDK_JAVA_OPTIONS", options);
    }
}
