package backprop.lessons;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first lesson under many conditions at once; {@link ConditionsStress} takes every lesson, and one after the other. */
class ConditionsIT {
    private static final Path LESSON = Lessons.FOLDER.resolve("01-fruit-stall.ipynb");

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
}
