package backprop.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lessons in JupyterLab, in a real browser. */
class BrowserIT {
    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    void theFruitStallIsComputedOnThePage() throws IOException {
        LessonPage lesson = LAB.open("01-fruit-stall");
        lesson.runAll();
        assertThat(lesson.output("cell-06")).containsText("total 220.00000000000003");
        assertThat(lesson.output("cell-14").getByRole(AriaRole.CELL))
                .hasText(new String[] {"price", "2.2", "2.2", "quantity", "110", "110", "tax", "200", "200"});
        lesson.photographInBothThemes("01");
    }
}
