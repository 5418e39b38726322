package backprop.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A lesson in JupyterLab, used as a reader uses it. Cells go by their ids in the notebook. */
final class LessonPage implements AutoCloseable {
    private static final String CELLS = ".jp-Notebook .jp-Cell";
    private static final String NUMBER = ".jp-InputPrompt";
    private static final String KERNEL = ".jp-Notebook-ExecutionIndicator";
    private static final String ERRORS = "[data-mime-type$=error], [data-mime-type$=stderr]";
    private static final Page.WaitForFunctionOptions PATIENTLY =
            new Page.WaitForFunctionOptions().setTimeout(Lab.PATIENCE);

    private static final String NOTHING_RUNS =
            "() => document.querySelector('" + KERNEL + "').dataset.status === 'idle'"
                    + " && ![...document.querySelectorAll('" + NUMBER + "')].some(n => n.textContent.includes('*'))";
    // The indicator says idle also where there is no kernel yet; JupyterLab then runs nothing, and says nothing.
    private static final String KERNEL_WAITS =
            "() => { const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;"
                    + "return kernel?.connectionStatus === 'connected' && kernel.status === 'idle'; }";
    // An error ends it as well: what stands below is then not run.
    private static final String DONE = "({from, to, before}) => {"
            + "const cells = [...document.querySelectorAll('" + CELLS + "')].slice(from, to);"
            + "const renumbered = (cell, i) => { const n = cell.querySelector('" + NUMBER + "')?.textContent;"
            + "  return !cell.matches('.jp-CodeCell') || /\\d/.test(n) && n !== before[i]; };"
            + "return (" + NOTHING_RUNS + ")()"
            + "  && (cells.some(cell => cell.querySelector('" + ERRORS + "')) || cells.every(renumbered)); }";
    // Of JupyterLab, above and below the lesson, in pixels.
    private static final int HEADER = 150;
    private static final String HEIGHT_OF_LESSON = "() => { const cells = document.querySelectorAll('" + CELLS + "');"
            + "return cells[cells.length - 1].getBoundingClientRect().bottom - cells[0].getBoundingClientRect().top; }";
    private static final String TO_THE_TOP = "() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0;"
            + "const cells = document.querySelectorAll('" + CELLS + "');"
            + "return cells[0].getBoundingClientRect().top > 0 && cells[cells.length - 1].getBoundingClientRect().bottom < innerHeight; }";

    private final Page page;
    private final List<String> ids;

    LessonPage(Page page, JsonNode lesson) {
        this.page = page;
        this.ids = Lessons.list(lesson.get("cells")).stream()
                .map(cell -> cell.get("id").asText())
                .toList();
    }

    /** For what no method here does. */
    Page page() {
        return page;
    }

    void awaitKernel() {
        assertThat(page.locator(CELLS)).hasCount(ids.size());
        page.waitForFunction(KERNEL_WAITS);
    }

    /** Runs all cells; none ends in an error. */
    void runAll() {
        run(0, ids.size(), () -> menu("Run", "Run All Cells"));
    }

    /** Runs the cells above one; none ends in an error. */
    void runAbove(String id) {
        select(id);
        run(0, ids.indexOf(id), () -> menu("Run", "Run All Above Selected Cell"));
    }

    /** Runs a cell and those below it; none ends in an error. */
    void runFrom(String id) {
        select(id);
        run(ids.indexOf(id), ids.size(), () -> menu("Run", "Run Selected Cell and All Below"));
    }

    /** Runs one cell, which does not end in an error. */
    void run(String id) {
        run(ids.indexOf(id), ids.indexOf(id) + 1, () -> start(id));
    }

    /** Starts one cell. */
    void start(String id) {
        select(id);
        page.keyboard().press("Control+Enter");
    }

    private void select(String id) {
        cell(id).locator(NUMBER).click();
    }

    private void run(int from, int to, Runnable start) {
        // Cells without a number are text; JavaScript gets null for them.
        List<String> before = ids.subList(from, to).stream()
                .map(id -> cell(id).locator(NUMBER))
                .map(number -> number.count() == 0 ? null : number.textContent())
                .toList();
        page.waitForFunction(KERNEL_WAITS);
        start.run();
        page.waitForFunction(DONE, Map.of("from", from, "to", to, "before", before), PATIENTLY);
        for (String id : ids.subList(from, to))
            assertEquals(List.of(), cell(id).locator(ERRORS).allTextContents(), id);
    }

    /** Saves the lesson and loads its page anew, beside the kernel that runs on. */
    void reload() {
        page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')");
        page.reload();
        awaitKernel();
    }

    /** Presses the stop button and waits until nothing runs; cells that stood in line behind the running one are run by then. */
    void stop() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Interrupt the kernel")))
                .click();
        page.waitForFunction(NOTHING_RUNS, null, PATIENTLY);
    }

    Locator cell(String id) {
        int index = ids.indexOf(id);
        if (index < 0) throw new IllegalArgumentException("there is no cell " + id + ", only " + ids);
        return page.locator(CELLS).nth(index);
    }

    /** Everything that is shown below a cell. */
    Locator output(String id) {
        return cell(id).locator(".jp-Cell-outputArea");
    }

    /** Moves a slider with the arrow keys: upwards, or downwards if {@code times} is negative. */
    void moveSlider(String name, int times) {
        Locator slider = page.locator(".widget-slider")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".widget-label", new Page.LocatorOptions().setHasText(name))))
                .locator("[role=slider]");
        slider.focus();
        for (int i = 0; i < Math.abs(times); i++) slider.press(times > 0 ? "ArrowRight" : "ArrowLeft");
    }

    /** Photographs the whole lesson in both themes. */
    void photographInBothThemes(String name) {
        for (String theme : List.of("Light", "Dark")) {
            setTheme(theme);
            photograph(name + "-" + theme.toLowerCase(Locale.ROOT));
        }
    }

    /** @param theme Light or Dark */
    void setTheme(String theme) {
        page.evaluate(
                "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
                "JupyterLab " + theme);
        assertThat(page.locator("body")).hasAttribute("data-jp-theme-light", theme.equals("Light") ? "true" : "false");
    }

    /** Makes the page as tall as the lesson, and a picture of it. */
    void photograph(String name) {
        ViewportSize before = page.viewportSize();
        int height = ((Number) page.evaluate(HEIGHT_OF_LESSON)).intValue();
        page.setViewportSize(before.width, HEADER + height);
        page.waitForFunction(TO_THE_TOP);
        page.screenshot(new Page.ScreenshotOptions().setPath(Lab.SCREENSHOTS.resolve(name + ".png")));
        page.setViewportSize(before.width, before.height);
    }

    private void menu(String name, String item) {
        page.locator(".lm-MenuBar-item")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + name + "$")))
                .click();
        page.locator(".lm-Menu-item")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + item)))
                .click();
    }

    /** Closes the page and ends its kernel. */
    @Override
    public void close() {
        page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()");
        page.context().close();
    }
}
