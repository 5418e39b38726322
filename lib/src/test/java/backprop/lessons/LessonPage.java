package backprop.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A lesson in JupyterLab, used as a reader uses it. Cells go by their ids in the notebook. */
final class LessonPage implements AutoCloseable {
    private static final String KERNEL = ".jp-Notebook-ExecutionIndicator";
    private static final String NUMBERS_OF_CELLS = ".jp-CodeCell .jp-InputPrompt";
    // An error ends it as well: what stands below is then not run.
    private static final String ALL_DONE = "() => {"
            + "const numbers = [...document.querySelectorAll('" + NUMBERS_OF_CELLS
            + "')].map(n => n.textContent.trim());"
            + "const idle = document.querySelector('" + KERNEL + "').dataset.status === 'idle';"
            + "const error = document.querySelector('.jp-OutputArea-child [data-mime-type$=error]');"
            + "return idle && !numbers.includes('[*]:') && (error || numbers.every(n => /\\d/.test(n))); }";

    // Of JupyterLab, above and below the lesson, in pixels.
    private static final int HEADER = 150;
    private static final String HEIGHT_OF_LESSON =
            "() => { const cells = document.querySelectorAll('.jp-Notebook .jp-Cell');"
                    + "return cells[cells.length - 1].getBoundingClientRect().bottom - cells[0].getBoundingClientRect().top; }";
    private static final String TO_THE_TOP = "() => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0;"
            + "const cells = document.querySelectorAll('.jp-Notebook .jp-Cell');"
            + "return cells[0].getBoundingClientRect().top > 0 && cells[cells.length - 1].getBoundingClientRect().bottom < innerHeight; }";

    private final Page page;
    private final List<String> ids;
    private final Path screenshots;

    LessonPage(Page page, JsonNode lesson, Path screenshots) {
        this.page = page;
        this.ids = Lessons.list(lesson.get("cells")).stream()
                .map(cell -> cell.get("id").asText())
                .toList();
        this.screenshots = screenshots;
    }

    /** For what no method here does. */
    Page page() {
        return page;
    }

    void waitForKernel() {
        assertThat(page.locator(".jp-Notebook .jp-Cell"))
                .hasCount(ids.size(), new LocatorAssertions.HasCountOptions().setTimeout(Lab.PATIENCE));
        assertThat(page.locator(KERNEL))
                .hasAttribute(
                        "data-status", "idle", new LocatorAssertions.HasAttributeOptions().setTimeout(Lab.PATIENCE));
    }

    /** Starts all cells, from a page without outputs. */
    void startAll() {
        menu("Edit", "Clear Outputs of All Cells");
        assertThat(page.locator(".jp-OutputArea-child")).hasCount(0);
        menu("Run", "Run All Cells");
    }

    /** Runs all cells to the last one. */
    void runAll() {
        startAll();
        waitUntilDone();
    }

    /** Runs one cell. */
    void run(String id) {
        Locator number = cell(id).locator(".jp-InputPrompt");
        String before = number.textContent();
        number.click();
        page.keyboard().press("Control+Enter");
        assertThat(number).not().hasText(before);
        waitUntilDone();
    }

    /** Waits until no cell is running or waiting, and no cell ended in an error. */
    void waitUntilDone() {
        page.waitForFunction(ALL_DONE, null, new Page.WaitForFunctionOptions().setTimeout(Lab.PATIENCE));
        assertEquals(
                List.of(),
                page.locator("[data-mime-type$=error], [data-mime-type$=stderr]")
                        .allTextContents());
    }

    /** Presses the stop button. */
    void stop() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Interrupt the kernel")))
                .click();
    }

    Locator cell(String id) {
        int index = ids.indexOf(id);
        if (index < 0) throw new IllegalArgumentException("there is no cell " + id + ", only " + ids);
        return page.locator(".jp-Notebook .jp-Cell").nth(index);
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
            photograph(name + "-" + theme.toLowerCase());
        }
    }

    private void setTheme(String theme) {
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
        page.screenshot(new Page.ScreenshotOptions().setPath(screenshots.resolve(name + ".png")));
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
