package backprop.lessons;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web edition: made with one command, with one lesson that moves, and read in a real browser. */
@Tag("ci")
class SiteIT {
    private static final String LESSON = "01-fruit-stall";
    // The others are shown as they are committed; these have the widest pictures, tables and formulas.
    private static final List<String> WIDE = List.of("index", LESSON, "06-by-hand", "09-layers", "13-digits");
    private static final LocatorAssertions.ContainsTextOptions PLAYED =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    // Text that is cut off at the right, and not inside something that can be scrolled.
    private static final String CUT_OFF =
            "() => [...document.querySelectorAll('article :is(p, li, h1, h2, h3, td, th, pre, img)')]"
                    + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)"
                    + ".filter(e => { for (let a = e; a; a = a.parentElement) {"
                    + "    if (['auto', 'scroll'].includes(getComputedStyle(a).overflowX)"
                    + "        && a.getBoundingClientRect().right <= innerWidth + 1) return false; } return true; })"
                    + ".map(e => e.outerHTML.slice(0, 200))";

    private static InstalledBrowser browser;
    private static WebServer server;

    private final List<String> foreign = new ArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        browser = InstalledBrowser.open();
        var made = Python.run("binder/lab.py", "--site", "--built", LESSON);
        assertEquals(0, made.exitCode(), made.output());
        assertTrue(made.output().contains("price 21 × quantity 11 × tax 11: 2,541 pictures"), made.output());
        server = WebServer.of(Path.of("lib/site/target/html"));
    }

    @AfterAll
    static void close() {
        if (server != null) server.close();
        if (browser != null) browser.close();
    }

    private Page open(String name, Browser.NewContextOptions options) {
        context = browser.browser().newContext(options);
        context.onRequest(request -> {
            if (!request.url().matches("(data|blob):.*") && !request.url().startsWith(server.address()))
                foreign.add(request.url());
        });
        Page page = context.newPage();
        page.navigate(server.address() + name + ".html");
        return page;
    }

    private Page open(String name) {
        return open(name, new Browser.NewContextOptions());
    }

    @AfterEach
    void nothingWasAskedOfAnotherMachine() {
        if (context != null) context.close();
        assertEquals(List.of(), foreign);
    }

    /** What stands around a control: all controls of its picture, and the picture. */
    private static Locator around(Page page, String control) {
        return page.locator(".backprop-frames")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(AriaRole.SLIDER, new Page.GetByRoleOptions().setName(control))));
    }

    private static void press(Locator place, String slider, String key) {
        place.getByRole(AriaRole.SLIDER, new Locator.GetByRoleOptions().setName(slider))
                .press(key);
    }

    @Test
    void aMovedSliderShowsTheNewTotalAndItsGradients() {
        Page page = open(LESSON);
        Locator bill = around(page, "quantity");
        bill.getByText("All numbers").click();
        press(bill, "quantity", "ArrowRight");
        assertThat(bill.getByRole(AriaRole.IMG))
                .hasAttribute(
                        "alt",
                        Pattern.compile(
                                "= 330\\. .*price 100, gradient 3\\.3; quantity 3, gradient 110; tax 1\\.1, gradient 300\\."));
        assertRow(bill, "price", "100.0", "3.3000000000000003");
        assertRow(bill, "quantity", "3.0", "110.00000000000001");
        press(bill, "price", "Home");
        press(bill, "tax", "End");
        assertThat(bill.getByRole(AriaRole.IMG))
                .hasAttribute(
                        "alt",
                        Pattern.compile(
                                "= 0\\. .*price 0, gradient 4\\.5; quantity 3, gradient 0; tax 1\\.5, gradient 0\\."));
        assertThat(bill.getByRole(AriaRole.SLIDER).nth(2)).hasAttribute("aria-valuetext", "1.5");
    }

    private static void assertRow(Locator place, String node, String... numbers) {
        Locator row = place.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(node))
                .first();
        for (String number : numbers) assertThat(row).containsText(number);
    }

    @Test
    void stepsArePlayedToTheEnd() {
        Locator steps = around(open(LESSON), "step");
        steps.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Play"))
                .click();
        Locator words = steps.locator(".backprop-frame > p");
        assertThat(words).containsText("Step 2 of 7");
        assertThat(steps.getByRole(AriaRole.BUTTON)).hasText("Pause");
        assertThat(words).containsText("Step 7 of 7", PLAYED);
        assertThat(steps.getByRole(AriaRole.BUTTON)).hasText("Play");
        press(steps, "step", "ArrowLeft");
        press(steps, "step", "ArrowLeft");
        assertThat(words).containsText("Step 5 of 7, backward 1 of 2: At the × of total, 1 comes from the right.");
    }

    @Test
    void whoWantsNoMotionGoesStepByStep() {
        Page page = open(LESSON, new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        Locator steps = around(page, "step");
        Locator next = steps.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Next step"));
        next.press("Enter");
        next.press("Enter");
        assertThat(steps.locator(".backprop-frame > p")).containsText("Step 3 of 7");
    }

    @Test
    void aWordIsFound() {
        Page page = open("search");
        page.navigate(server.address() + "search.html?q=chain+rule");
        assertThat(page.locator("#search-results a[href*='02-chain-rule.html']").first())
                .isVisible();
    }

    @Test
    void onAPhoneNothingIsCutOff() {
        for (String name : WIDE) {
            Page page = open(name, new Browser.NewContextOptions().setViewportSize(360, 740));
            page.waitForFunction(
                    "() => document.querySelectorAll('mjx-container').length > 0 || !document.querySelector('.math')");
            assertEquals(360, page.evaluate("() => document.documentElement.scrollWidth"), name);
            assertEquals(List.of(), page.evaluate(CUT_OFF), name);
            context.close();
        }
    }

    /** Lesson 6 is shown as it is committed; its graph is the widest. */
    @ParameterizedTest
    @ValueSource(ints = {360, 800, 1280})
    void aWidePictureFitsUntilItsFullSizeIsUnfolded(int width) {
        Page page = open("06-by-hand", new Browser.NewContextOptions().setViewportSize(width, 740));
        Locator box = page.locator("div[style='overflow-x: auto']").first();
        Locator picture = box.getByRole(AriaRole.IMG);
        picture.scrollIntoViewIfNeeded();
        assertTrue(picture.boundingBox().width < width);
        assertEquals(box.evaluate("e => e.clientWidth"), box.evaluate("e => e.scrollWidth"));

        Locator fullSize = box.getByText("Full size");
        fullSize.press("Enter");
        assertEquals(picture.getAttribute("width"), Math.round(picture.boundingBox().width) + "");
        assertTrue(box.boundingBox().width < width, "it is the picture that is scrolled, not the page");
        fullSize.press("ArrowRight");
        page.waitForFunction("e => e.scrollLeft > 0", box.elementHandle());
        assertTrue(fullSize.boundingBox().x >= 0, "what folds it stays in sight");
        fullSize.press("Enter");
        assertTrue(picture.boundingBox().width < width);
    }

    @Test
    void withoutScriptsTheFirstPicturesStand() {
        Page page = open(LESSON, new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Locator pictures = page.locator(".backprop-frame img[alt]");
        assertThat(pictures).hasCount(2);
        for (Locator picture : pictures.all()) assertThat(picture).isVisible();
        assertThat(page.locator(".backprop-frames > p").nth(1))
                .hasText(
                        "Interactive: the picture below shows price 100 (0 to 200), quantity 2 (0 to 10), tax 1.1 (1 to 1.5)."
                                + " Run this cell in JupyterLab, and you can move them.");
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void axeFindsNothingSerious(ColorScheme scheme) throws IOException, InterruptedException {
        Axe axe = Axe.fetch();
        for (String name : List.of("index", LESSON, "09-layers")) {
            Page page = open(name, new Browser.NewContextOptions().setColorScheme(scheme));
            page.waitForFunction(
                    "() => document.querySelectorAll('mjx-container').length > 0 || !document.querySelector('.math')");
            assertEquals(List.of(), axe.serious(page, "main"), name);
            context.close();
        }
    }
}
