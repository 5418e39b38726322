package backprop.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.show.draw.Numbers;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Lessons in JupyterLab, in a real browser. */
@Execution(ExecutionMode.CONCURRENT)
class BrowserIT {
    private static final Pattern ITERATION = Pattern.compile("step ([\\d,]+) of");

    @RegisterExtension
    static final Lab LAB = new Lab();

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theFruitStallIsComputedAndMovedOnThePage() throws IOException {
        JsonNode stall = Lessons.read(Lessons.FOLDER.resolve("01-fruit-stall.ipynb"));
        Lessons.appendCode(
                stall,
                "failing",
                "Slider digit = new Slider(\"digit\", 0, 9, 1, 5);\n"
                        + "Notebook.interact(() -> \"at \" + digit.value() + \" it is \" + 60 / (digit.intValue() - 6), digit);");
        LessonPage lesson = LAB.open("01-fruit-stall", stall);
        lesson.runAll();
        assertThat(lesson.output("cell-06")).containsText("total 220.00000000000003");
        assertThat(lesson.output("cell-14").getByRole(AriaRole.CELL))
                .hasText(new String[] {"price", "2.2", "2.2", "quantity", "110", "110", "tax", "200", "200"});

        Locator moved = lesson.output("move");
        moved.getByText("All numbers").click();
        assertNumbers(moved, "quantity", "2.0", "110.00000000000001");
        lesson.moveSlider("quantity", 1);
        assertThat(moved.getByRole(AriaRole.IMG))
                .hasAttribute("alt", Pattern.compile("= 330\\. .*price 100, gradient 3\\.3;"));
        moved.getByText("All numbers").click();
        assertNumbers(moved, "price", "100.0", "3.3000000000000003");
        assertNumbers(moved, "quantity", "3.0", "110.00000000000001");
        assertNumbers(moved, "tax", "1.1", "300.0");
        lesson.moveSlider("price", -10);
        assertThat(moved.getByRole(AriaRole.IMG))
                .hasAttribute("alt", Pattern.compile("= 0\\. .*tax 1\\.1, gradient 0\\."));

        lesson.moveSlider("step", 4);
        assertThat(lesson.output("steps"))
                .containsText("Step 5 of 7, backward 1 of 2: At the × of total, 1 comes from the right.");
        anErrorStandsInThePlaceOfThePictureAndTheSliderLives(lesson);
    }

    private static void anErrorStandsInThePlaceOfThePictureAndTheSliderLives(LessonPage lesson) {
        Locator output = lesson.output("failing");
        assertThat(output).containsText("is -60");
        lesson.moveSlider("digit", 1);
        assertThat(output.getByRole(AriaRole.ALERT)).containsText("✗ ArithmeticException: / by zero");
        lesson.moveSlider("digit", 1);
        assertThat(output).containsText("is 60");
        assertThat(output.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    private static void assertNumbers(Locator output, String node, String... numbers) {
        Locator row = output.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(node))
                .first();
        for (String number : numbers) assertThat(row).containsText(number);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void trainingGrowsOnThePageUntilItIsStopped() throws IOException {
        JsonNode digits = Lessons.read(Lessons.FOLDER.resolve("13-digits.ipynb"));
        // Only the stop button ends this.
        Lessons.replaceInCode(digits, "int steps = 10_000;", "int steps = 1_000_000_000;");
        Lessons.removeBelow(digits, "cell-20");
        Lessons.appendCode(digits, "again", "trainer.run(100, new LiveTraining());");
        Lessons.appendCode(digits, "learnt", "net.accuracy(digits.test()) > fresh.accuracy(digits.test()) + 0.3");
        LessonPage lesson = LAB.open("13-digits", digits);
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
        lesson.runFrom("again");
        assertThat(lesson.output("again"))
                .containsText(String.format(Locale.ROOT, "Done: step %,d of %<,d", stopped + 100));
        assertThat(lesson.output("learnt")).containsText("true");
    }

    @Test
    @Tag("ci")
    @Execution(ExecutionMode.SAME_THREAD)
    void axeFindsNothingSeriousInWhatIsOurs() throws IOException, InterruptedException {
        Axe axe = Axe.fetch();
        LessonPage lesson = LAB.open("01-fruit-stall");
        lesson.runAll();
        // The handles of ipywidgets' sliders and the buttons of its player have no names, and no trait gives them any.
        Map<String, List<String>> ours =
                Map.of("include", List.of(".jp-Cell-outputArea"), "exclude", List.of(".jupyter-widgets"));
        for (String theme : List.of("Light", "Dark")) {
            lesson.setTheme(theme);
            assertEquals(List.of(), axe.serious(lesson.page(), ours), theme);
        }
    }

    @Test
    @Tag("ci")
    @Execution(ExecutionMode.SAME_THREAD)
    void allThatIsPrintedArrivesInItsOrderAndItsPlace() throws IOException {
        JsonNode stall = Lessons.read(Lessons.FOLDER.resolve("01-fruit-stall.ipynb"));
        Lessons.appendCode(
                stall,
                "many",
                "for (int i = 1; i <= 100_000; i++) {\n    System.out.println(\"line \" + i);\n"
                        + "    if (i % 50_000 == 0) Notebook.show(\"picture \" + i);\n}");
        Lessons.appendCode(
                stall,
                "late",
                "var go = new java.util.concurrent.CountDownLatch(1);\n"
                        + "new Thread(() -> {\n    try { go.await(); } catch (InterruptedException e) { }\n"
                        + "    System.out.println(\"late text\");\n    Notebook.show(\"late picture\");\n}).start();");
        Lessons.appendCode(stall, "told", "go.countDown();");
        Lessons.appendCode(
                stall,
                "talking",
                "Slider said = new Slider(\"said\", 0, 9, 1, 5);\nNotebook.interact(() -> {\n"
                        + "    System.out.println(\"asked at \" + said.intValue());\n    return said.intValue();\n}, said);");
        LessonPage lesson = LAB.open("01-fruit-stall", stall);
        lesson.runAll();

        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 100_000; i++) {
            expected.add("line " + i);
            if (i % 50_000 == 0) expected.add("picture " + i);
        }
        List<String> shown = lesson.output("many").locator("pre").allTextContents().stream()
                .flatMap(String::lines)
                .toList();
        assertEquals(expected, shown);
        assertThat(lesson.output("late")).containsText("late text");
        assertThat(lesson.output("late")).containsText("late picture");
        lesson.moveSlider("said", 1);
        assertThat(lesson.output("talking")).containsText("asked at 6");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whatIsDrawnIsReadWhileItIsDrawn() throws IOException {
        JsonNode digits = firstCellsOfDigits();
        Lessons.appendCode(digits, "pad", "Pad pad = Pad.open(TwoLayerNet.trainedOnMnist());");
        Lessons.appendCode(digits, "kept", "pad.drawings()");
        LessonPage lesson = LAB.open("13-digits", digits);
        lesson.runAll();
        Locator pad = lesson.output("pad");
        Locator paper = pad.getByRole(AriaRole.APPLICATION);
        Locator answer = pad.locator("tr.answer");
        assertThat(pad).containsText("Draw a digit");
        assertThat(answer).hasCount(0);
        assertThat(pad.getByRole(AriaRole.IMG, named("Image 0"))).hasCount(0);

        drawSeven(lesson.page(), paper);
        assertThat(answer).hasText(Pattern.compile("^7[5-9]\\d\\.\\d %$|^7100\\.0 %$"));
        assertThat(pad).containsText("Read as 7, ");
        assertThat(pad.getByRole(AriaRole.IMG, named("Weights of unit"))).hasCount(6);

        pad.getByRole(AriaRole.BUTTON, button("Undo")).click();
        assertThat(answer).hasCount(0);
        paper.focus();
        for (int i = 0; i < 20; i++) paper.press("ArrowUp");
        paper.press("Space");
        for (int i = 0; i < 40; i++) paper.press("ArrowDown");
        paper.press("Space");
        assertThat(answer.locator("th")).hasText("1");

        pad.getByRole(AriaRole.COMBOBOX).selectOption("3");
        pad.getByRole(AriaRole.BUTTON, button("Make it a 3")).click();
        assertThat(pad).containsText("the net reads 3, 99.");
        assertThat(answer.locator("th")).hasText("3");

        pad.getByRole(AriaRole.BUTTON, button("Keep it as a 3")).click();
        assertThat(pad).containsText("The net reads 0 of your 1 drawing.");
        pad.getByRole(AriaRole.BUTTON, button("Train the net on them")).click();
        assertThat(pad).containsText("steps: The net reads 1 of your 1 drawing.");
        lesson.run("kept");
        assertThat(lesson.output("kept").getByRole(AriaRole.IMG))
                .hasAttribute("alt", Pattern.compile("Your drawings: the first 1 of 1: 3\\."));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theBorderFollowsThePointsThatAreSet() throws IOException {
        JsonNode digits = firstCellsOfDigits();
        Lessons.appendCode(digits, "plane", "Plane plane = Plane.open(ToyData.ring(60, 0.05, 1));");
        Lessons.appendCode(digits, "points", "plane.points()");
        Lessons.appendCode(digits, "accuracy", "plane.net().accuracy(plane.points())");
        LessonPage lesson = LAB.open("13-digits", digits);
        lesson.runAll();
        Locator plane = lesson.output("plane");
        Locator square = plane.getByRole(AriaRole.APPLICATION);
        Locator status = plane.locator(".status");
        assertThat(plane.getByRole(AriaRole.IMG)).hasCount(0);
        plane.getByRole(AriaRole.BUTTON, button("Clear")).click();
        assertThat(status).hasText("Step 0. There are no points yet.");

        plane.getByRole(AriaRole.RADIO, named("circle")).check();
        for (int i = 0; i < 6; i++) click(square, 40 + 8 * i, 60 + 40 * i);
        plane.getByRole(AriaRole.RADIO, named("square")).check();
        for (int i = 0; i < 4; i++) click(square, 240 + 8 * i, 60 + 40 * i);
        square.focus();
        for (int i = 0; i < 9; i++) square.press("ArrowRight");
        square.press("2");
        square.press("ArrowDown");
        square.press("Space");
        assertThat(plane).containsText("A square at (0.9, -0.1).");
        assertThat(status).hasText(Pattern.compile("Step 0: loss .* of 12 points right\\."));
        Object before = sides(square);
        plane.getByRole(AriaRole.BUTTON, button("Learn")).click();
        assertThat(status).hasText(Pattern.compile("Step [\\d,]+: loss 0\\.0.* 12 of 12 points right\\."));
        plane.getByRole(AriaRole.BUTTON, button("Stop")).click();
        assertThat(plane.locator(".words")).hasText(Pattern.compile("Step [\\d,]+: loss .*"));
        assertThat(square.locator("xpath=ancestor::*[@aria-busy][1]")).hasAttribute("aria-busy", "false");
        assertNotEquals(before, sides(square));
        lesson.run("points");
        assertThat(lesson.output("points")).containsText("12 samples");
        lesson.run("accuracy");
        assertThat(lesson.output("accuracy")).containsText("1.0");
        plane.getByRole(AriaRole.BUTTON, button("Rewind")).click();
        assertThat(status).hasText(Pattern.compile("Step 0: .*"));
        assertEquals(before, sides(square));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void allNumbersFollowAWeightThatIsDragged() throws IOException {
        JsonNode byHand = Lessons.read(Lessons.FOLDER.resolve("06-by-hand.ipynb"));
        Lessons.removeBelow(byHand, "weights");
        String numbers = "System.out.println(\"E \" + weights.net().gradient(X, T));\n"
                + "System.out.println(\"δ \" + weights.net().param(\"b1\").gradient().get(0));";
        Lessons.appendCode(byHand, "dragged", numbers);
        Lessons.appendCode(byHand, "pressed", numbers);
        LessonPage lesson = LAB.open("06-by-hand", byHand);
        lesson.runAll();
        Locator net = lesson.output("weights");
        Locator w5 = net.getByRole(AriaRole.SLIDER, named("w₅ "));
        assertThat(w5).hasAttribute("aria-valuenow", "0.4");
        assertThat(net.locator(".status")).containsText(" 0.2983711088.");

        w5.scrollIntoViewIfNeeded();
        BoundingBox box = w5.boundingBox();
        Mouse mouse = lesson.page().mouse();
        mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        mouse.down();
        mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2, new Mouse.MoveOptions().setSteps(8));
        mouse.up();
        assertThat(w5).hasAttribute("aria-valuenow", "0");
        lesson.run("dragged");
        assertFollows(net, lesson.output("dragged"), -1);

        w5.focus();
        for (int i = 0; i < 3; i++) w5.press("PageUp");
        w5.press("ArrowLeft");
        assertThat(w5).hasAttribute("aria-valuenow", "0.29");
        lesson.run("pressed");
        assertFollows(net, lesson.output("pressed"), 1);

        net.getByRole(AriaRole.BUTTON, button("Back to the start")).click();
        assertThat(net.locator(".status")).containsText(" 0.2983711088.");
        assertThat(w5).hasAttribute("aria-valuenow", "0.4");
    }

    /** The page has the total error and the δ of h₁ that Java has printed. */
    private static void assertFollows(Locator net, Locator printed, int sign) {
        Matcher numbers = Pattern.compile("E (\\S+)\\s+δ (\\S+)").matcher(printed.innerText());
        assertTrue(numbers.find(), printed.innerText());
        double delta = Double.parseDouble(numbers.group(2));
        assertEquals(sign, Math.signum(delta));
        assertThat(net.locator(".status")).containsText(" " + Numbers.format(Double.parseDouble(numbers.group(1)), 10));
        String shown = net.locator("text")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^δ ")))
                .first()
                .textContent();
        assertEquals(delta, Double.parseDouble(shown.substring(2).replace('−', '-')), 0.01 * Math.abs(delta));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aPageThatIsLoadedAnewGoesOnBesideItsKernel() throws IOException {
        JsonNode digits = firstCellsOfDigits();
        Lessons.appendCode(
                digits,
                "slider",
                "Slider side = new Slider(\"side\", 1, 9, 1, 2);\n"
                        + "Notebook.interact(() -> \"area \" + side.intValue() * side.intValue(), side);");
        Lessons.appendCode(digits, "pad", "Pad pad = Pad.open(TwoLayerNet.trainedOnMnist());");
        LessonPage lesson = LAB.open("13-digits", digits);
        lesson.runAll();
        Locator slider = lesson.output("slider");
        Locator pad = lesson.output("pad");
        Locator answer = pad.locator("tr.answer th");
        lesson.moveSlider("side", 1);
        assertThat(slider).containsText("area 9");
        drawSeven(lesson.page(), pad.getByRole(AriaRole.APPLICATION));
        assertThat(answer).hasText("7");

        lesson.reload();
        assertThat(slider).containsText("Run this cell again, and the picture below can be moved.");
        assertThat(answer).hasText("7");
        pad.getByRole(AriaRole.BUTTON, button("Undo")).click();
        assertThat(answer).hasCount(0);
        drawSeven(lesson.page(), pad.getByRole(AriaRole.APPLICATION));
        assertThat(answer).hasText("7");
        lesson.run("slider");
        lesson.moveSlider("side", 2);
        assertThat(slider).containsText("area 16");
    }

    @Test
    @Tag("ci")
    @Execution(ExecutionMode.SAME_THREAD)
    void drawingLeavesNothingBehindInThePage() throws IOException {
        JsonNode digits = firstCellsOfDigits();
        Lessons.appendCode(digits, "pad", "Pad pad = Pad.open(TwoLayerNet.trainedOnMnist());");
        LessonPage lesson = LAB.open("13-digits", digits);
        lesson.runAll();
        Locator pad = lesson.output("pad");
        CDPSession inspector = lesson.page().context().newCDPSession(lesson.page());
        inspector.send("Performance.enable");
        drawAndClear(lesson.page(), pad, 5);
        Map<String, Double> before = kept(inspector);
        drawAndClear(lesson.page(), pad, 20);
        Map<String, Double> after = kept(inspector);
        for (String what : List.of("Nodes", "JSEventListeners"))
            assertTrue(after.get(what) < before.get(what) + 20, what + ": " + before + " before, " + after + " after");
    }

    private static void drawAndClear(Page page, Locator pad, int times) {
        Locator answer = pad.locator("tr.answer th");
        for (int i = 0; i < times; i++) {
            drawSeven(page, pad.getByRole(AriaRole.APPLICATION));
            assertThat(answer).hasText("7");
            pad.getByRole(AriaRole.BUTTON, button("Clear")).click();
            assertThat(answer).hasCount(0);
        }
    }

    /** What the browser still has of the page when it has collected its garbage. */
    private static Map<String, Double> kept(CDPSession inspector) {
        inspector.send("HeapProfiler.collectGarbage");
        Map<String, Double> kept = new HashMap<>();
        for (JsonElement metric : inspector.send("Performance.getMetrics").getAsJsonArray("metrics"))
            kept.put(
                    metric.getAsJsonObject().get("name").getAsString(),
                    metric.getAsJsonObject().get("value").getAsDouble());
        return kept;
    }

    private static void click(Locator square, double x, double y) {
        square.click(new Locator.ClickOptions().setPosition(x, y));
    }

    /** The columns of the canvas where its border crosses a row that no point lies on. */
    private static Object sides(Locator square) {
        return square.evaluate(
                "canvas => { const row = canvas.getContext('2d').getImageData(0, 8, canvas.width, 1).data;"
                        + " return Array.from({length: canvas.width}, (_, x) => x)"
                        + ".filter(x => row[4 * x] === 34 && row[4 * x + 1] === 34); }");
    }

    /** What loads the library, and imports it. */
    private static JsonNode firstCellsOfDigits() throws IOException {
        JsonNode digits = Lessons.read(Lessons.FOLDER.resolve("13-digits.ipynb"));
        Lessons.removeBelow(digits, "cell-02");
        return digits;
    }

    private static Locator.GetByRoleOptions button(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions named(String beginning) {
        return new Locator.GetByRoleOptions().setName(Pattern.compile("^" + beginning));
    }

    private static void drawSeven(Page page, Locator paper) {
        paper.scrollIntoViewIfNeeded();
        BoundingBox box = paper.boundingBox();
        int[][] corners = {{70, 60}, {200, 60}, {120, 230}};
        for (int i = 0; i < corners.length; i++) {
            page.mouse().move(box.x + corners[i][0], box.y + corners[i][1], new Mouse.MoveOptions().setSteps(8));
            if (i == 0) page.mouse().down();
        }
        page.mouse().up();
    }

    private static int iteration(Locator live) {
        Matcher iteration = ITERATION.matcher(live.innerText());
        assertTrue(iteration.find(), live.innerText());
        return Integer.parseInt(iteration.group(1).replace(",", ""));
    }
}
