package backprop.lessons;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of the lessons in JupyterLab, light and dark, for people to look at; the Maven option {@code -Dscreenshots} asks for them. */
@Tag("lessons")
@EnabledIfSystemProperty(named = "screenshots", matches = ".*")
class ScreenshotsIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    static List<Path> lessons() throws IOException {
        return Lessons.chosen();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void photographs(Path lesson) throws IOException {
        String name = lesson.getFileName().toString().replace(".ipynb", "");
        LessonPage page = LAB.open(name);
        page.runAll();
        page.photographInBothThemes(name.substring(0, 2));
    }
}
