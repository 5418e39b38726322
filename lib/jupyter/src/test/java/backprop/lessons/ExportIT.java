package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader sees of the committed lessons where nothing runs, neither Java nor scripts, in a real browser. */
@Tag("ci")
@Tag("lessons")
class ExportIT {
    private static final String WIDGET = "application/vnd.jupyter.widget-view+json";

    private static final String TOO_WIDE = "() => [...document.querySelectorAll('figure img')]"
            + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth).map(e => e.alt)";
    private static final String TOO_SMALL = "() => [...document.querySelectorAll('details[open] ~ * img')]"
            + ".filter(e => e.checkVisibility()"
            + "    && Math.round(e.getBoundingClientRect().width) != e.getAttribute('width')).map(e => e.alt)";

    @TempDir
    static Path folder;

    private static InstalledBrowser browser;

    private Page page;

    @BeforeAll
    static void export() throws IOException, InterruptedException {
        browser = InstalledBrowser.open();
        List<String> arguments = new ArrayList<>(List.of("--to", "html", "--output-dir", folder.toString()));
        for (Path lesson : Lessons.chosen()) arguments.add(lesson.toString());
        var finished = Python.nbconvert(arguments.toArray(String[]::new));
        assertEquals(0, finished.exitCode(), finished.output());
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
    }

    @BeforeEach
    void openPage() {
        page = browser.browser().newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false));
    }

    @AfterEach
    void closePage() {
        page.close();
    }

    static List<Path> lessons() throws IOException {
        return Lessons.chosen();
    }

    /** The page that nbconvert makes. */
    @ParameterizedTest
    @MethodSource("lessons")
    void theExportedPageShowsEveryPicture(Path lesson) throws IOException {
        String name = lesson.getFileName().toString().replace(".ipynb", "");
        page.navigate(folder.resolve(name + ".html").toUri().toString());
        if (Lab.allScreenshots() || name.startsWith("01"))
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Lab.SCREENSHOTS.resolve(name.substring(0, 2) + "-exported.png")));
        assertShown(pictures(String.join("", outputs(lesson))));
        assertEquals(List.of(), page.evaluate(TOO_WIDE));
        for (Locator fullSize : page.getByText("Full size").all()) if (fullSize.isVisible()) fullSize.click();
        assertEquals(List.of(), page.evaluate(TOO_SMALL));
    }

    /** GitHub shows the HTML of an output without scripts, styles and inline SVG, and knows no widgets. */
    @ParameterizedTest
    @MethodSource("lessons")
    void gitHubShowsEveryPicture(Path lesson) throws IOException {
        String outputs = String.join("<hr>", outputs(lesson));
        page.setContent(
                outputs.replaceAll("(?s)<(script|style|svg)\\b.*?</\\1>", "").replaceAll(" style=\"[^\"]*\"", ""));
        assertShown(pictures(outputs));
    }

    /** What was interactive is there in words or as a picture. */
    @ParameterizedTest
    @MethodSource("lessons")
    void everyWidgetHasSomethingInItsPlace(Path lesson) throws IOException {
        for (JsonNode cell : Lessons.codeCells(Lessons.read(lesson)))
            for (JsonNode output : Lessons.outputs(cell)) {
                if (!output.at("/data").has(WIDGET)) continue;
                page.setContent(Lessons.text(output.at("/data/text~1html")));
                assertTrue(
                        page.locator("img[alt]").count() > 0
                                || page.locator("body").innerText().contains("."),
                        Lessons.text(cell.get("source")));
            }
    }

    private void assertShown(List<String> expected) {
        assertTrue(!expected.isEmpty(), "a lesson has pictures");
        List<Locator> pictures = page.locator("figure img").all();
        List<String> shown = new ArrayList<>();
        for (Locator picture : pictures)
            if ((boolean)
                    picture.evaluate(
                            "async img => { try { await img.decode(); } catch { return false; } return img.naturalWidth > 0; }"))
                shown.add(picture.getAttribute("alt"));
        assertEquals(expected, shown);
    }

    /** The descriptions of the pictures in some HTML. */
    private List<String> pictures(String html) {
        Page reader = browser.browser().newPage(new Browser.NewPageOptions().setJavaScriptEnabled(false));
        reader.setContent(html);
        List<String> alts = reader.locator("figure img").all().stream()
                .map(image -> image.getAttribute("alt"))
                .toList();
        reader.close();
        return alts;
    }

    private static List<String> outputs(Path lesson) throws IOException {
        List<String> html = new ArrayList<>();
        for (JsonNode cell : Lessons.codeCells(Lessons.read(lesson)))
            for (JsonNode output : Lessons.outputs(cell)) html.add(Lessons.text(output.at("/data/text~1html")));
        return html;
    }
}
