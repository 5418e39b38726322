package backprop.lessons;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every lesson on machines that differ from this one; what each cell says must not. */
@Tag("lessons")
class ConditionsStress {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyLessonSaysTheSame() throws IOException {
        return Lessons.chosen().stream()
                .map(lesson -> DynamicTest.dynamicTest(lesson.getFileName().toString(), () -> compare(lesson)));
    }

    private void compare(Path lesson) throws IOException, InterruptedException {
        Map<String, String> usually = Conditions.usual().said(lesson, folder);
        for (Conditions conditions : List.of(
                Conditions.oneCore(),
                Conditions.noNetwork(folder),
                Conditions.homeThatCannotBeWritten(folder),
                Conditions.language("tr", "TR", "Europe/Istanbul"),
                Conditions.language("zh", "TW", "Asia/Taipei"))) {
            boolean possible = conditions.canBeHad();
            if (possible) conditions.assertSays(usually, lesson, folder);
            System.out.println(
                    lesson.getFileName() + ", " + conditions.name() + ": " + (possible ? "says the same" : "skipped"));
        }
    }
}
