package backprop.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lessons in JupyterLab, in a real browser. */
class BrowserIT {
    private static final Pattern ITERATION = Pattern.compile("iteration ([\\d,]+) of");

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

    @Test
    void trainingGrowsOnThePageUntilItIsStopped() throws IOException {
        JsonNode digits = Lessons.read(Lessons.FOLDER.resolve("09-digits.ipynb"));
        // Only the stop button ends this.
        Lessons.replaceInCode(digits, "int iterations = 10_000;", "int iterations = 1_000_000_000;");
        Lessons.appendCode(digits, "again", "trainer.run(100, new LiveTraining());");
        Lessons.appendCode(digits, "learnt", "net.accuracy(digits.test()) > fresh.accuracy(digits.test()) + 0.3");
        LessonPage lesson = LAB.open("09-digits", digits);
        lesson.runAbove("cell-20");
        lesson.start("cell-20");

        Locator live = lesson.output("cell-20");
        Locator curve = live.getByRole(AriaRole.IMG);
        assertThat(live).containsText("Training:");
        int reached = 0;
        for (int looks = 0; looks < 3 || reached < 600; looks++) {
            int iteration = iteration(live);
            assertTrue(iteration > reached, iteration + " after " + reached);
            reached = iteration;
            assertThat(curve).not().hasAttribute("src", curve.getAttribute("src"));
        }
        lesson.stop();
        assertThat(live).containsText("Stopped:");
        int stopped = iteration(live);
        lesson.runFrom("cell-21");
        assertThat(lesson.output("again"))
                .containsText(String.format(Locale.ROOT, "Done: iteration %,d of %<,d", stopped + 100));
        assertThat(lesson.output("learnt")).containsText("true");
        lesson.photographInBothThemes("09");
    }

    static List<Path> lessonsToLookAt() throws IOException {
        return Lab.allScreenshots() ? Lessons.chosen() : List.of();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("lessonsToLookAt")
    void photographs(Path lesson) throws IOException {
        String name = lesson.getFileName().toString().replace(".ipynb", "");
        LessonPage page = LAB.open(name);
        page.runAll();
        page.photographInBothThemes(name.substring(0, 2));
    }

    private static int iteration(Locator live) {
        Matcher iteration = ITERATION.matcher(live.innerText());
        assertTrue(iteration.find(), live.innerText());
        return Integer.parseInt(iteration.group(1).replace(",", ""));
    }
}
