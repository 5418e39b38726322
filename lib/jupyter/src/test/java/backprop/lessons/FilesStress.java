package backprop.lessons;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link FilesIT} with every lesson, from its first cell to its last. */
@Tag("lessons")
class FilesStress {
    @TempDir
    Path folder;

    @Test
    void noLessonWritesAFileBesideItsCache() throws IOException, InterruptedException {
        FilesIT.leaveNothing(
                folder, Lessons.chosen().stream().map(Path::toString).toArray(String[]::new));
    }
}
