package backprop.lessons;

import backprop.Required;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CLI;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A browser without a window: the Chrome, Chromium or Edge that is installed, else Playwright's own, which is downloaded
 * once.
 */
final class InstalledBrowser implements AutoCloseable {
    private static final List<String> ON_THE_PATH =
            List.of("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge");
    private static final List<String> MAC = List.of("Google Chrome", "Chromium", "Microsoft Edge");
    private static final List<String> WINDOWS =
            List.of("Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe");
    private static final String HOW_TO_GET_ONE =
            "there is no browser. Install Chrome, Chromium or Edge (Debian: sudo apt"
                    + " install chromium), or connect to the network, and Playwright downloads its own";

    // A test that reached the internet would not prove that the lessons do without it.
    private static final List<String> FLAGS = List.of(
            "--disable-background-networking",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");

    private final Playwright playwright;
    private final Browser browser;

    private InstalledBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; where none can be had, the test is skipped. */
    static InstalledBrowser open() throws IOException, InterruptedException {
        // It would download three browsers.
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> refusals = new ArrayList<>();
        Browser browser = null;
        for (Path program : installed()) if (browser == null) browser = launch(playwright, program, refusals);
        if (browser == null && download()) browser = launch(playwright, null, refusals);
        if (browser == null) {
            playwright.close();
            Required.missing(
                    "browser", HOW_TO_GET_ONE + (refusals.isEmpty() ? "" : "; " + String.join("; ", refusals)));
        }
        return new InstalledBrowser(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        // The browser with it.
        playwright.close();
    }

    // Playwright leaves the sandbox out by itself: it is refused to root and in many containers, and the pages are
    // ours.
    private static Browser launch(Playwright playwright, Path program, List<String> refusals) {
        try {
            return playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(FLAGS));
        } catch (PlaywrightException refusal) {
            String what = program == null ? "Playwright's own" : program.toString();
            refusals.add(what + " does not start: " + refusal.getMessage().strip());
            return null;
        }
    }

    private static List<Path> installed() {
        List<Path> places = new ArrayList<>();
        if (File.separatorChar == '/')
            for (String folder : System.getenv("PATH").split(File.pathSeparator))
                for (String name : ON_THE_PATH) places.add(Path.of(folder, name));
        for (String name : MAC) places.add(Path.of("/Applications", name + ".app", "Contents", "MacOS", name));
        Stream.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .forEach(folder -> WINDOWS.forEach(name -> places.add(Path.of(folder, name))));
        return places.stream().filter(Files::isExecutable).toList();
    }

    /** Has Playwright fetch its own browser, unless it did so before. */
    private static boolean download() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-cp", classPath, CLI.class.getName(), "install", "--only-shell", "chromium")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
