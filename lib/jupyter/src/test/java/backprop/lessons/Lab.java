package backprop.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JupyterLab as a reader starts it, and a browser that shows it, for the tests of one class. The lessons are copies, so that
 * what is done to them does not reach the committed ones. After a failed test the server's words are printed, and the page is
 * in {@code lib/jupyter/target/screenshots}.
 */
final class Lab implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** How long cells may run that train nets beside a busy neighbour, in milliseconds. */
    static final double PATIENCE = 600_000;

    // For all else: pages that open, themes that change.
    private static final double SOME_PATIENCE = 120_000;

    static final Path SCREENSHOTS = Path.of("lib", "jupyter", "target", "screenshots");

    private static final Path FOLDER = Path.of("lib", "jupyter", "target", "browser");
    private static final Path COPIES = FOLDER.resolve("notebooks");
    private static final Pattern ADDRESS = Pattern.compile("(http://[^/\\s]+)/\\S*[?&]token=(\\w+)");
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 1000;

    private final List<LessonPage> open = new ArrayList<>();
    private final StringBuffer log = new StringBuffer();
    private InstalledBrowser browser;
    private Process server;
    private Matcher address;

    /** Whether the Maven option {@code -Dscreenshots} asks for pictures of all lessons, not only of those that are tested. */
    static boolean allScreenshots() {
        return System.getProperty("screenshots") != null;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        browser = InstalledBrowser.open();
        PlaywrightAssertions.setDefaultAssertionTimeout(SOME_PATIENCE);
        copyLessons();
        try {
            address = start();
        } catch (ExecutionException | TimeoutException problem) {
            throw new IllegalStateException("JupyterLab does not start:\n" + log, problem);
        }
    }

    /** Opens a lesson, named like its file but for the ending, and waits for its kernel. Nothing has been run there. */
    LessonPage open(String name) throws IOException {
        return open(name, Lessons.read(Lessons.FOLDER.resolve(name + ".ipynb")));
    }

    /** Opens a lesson that was altered for the test. */
    LessonPage open(String name, JsonNode lesson) throws IOException {
        Lessons.forgetRuns(lesson);
        Lessons.JSON.writeValue(COPIES.resolve(name + ".ipynb").toFile(), lesson);
        BrowserContext context =
                browser.browser().newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
        context.setDefaultTimeout(SOME_PATIENCE);
        Page page = context.newPage();
        LessonPage opened = new LessonPage(page, lesson);
        open.add(opened);
        // A workspace of its own, or the lessons that were opened before would be opened as well.
        page.navigate(
                address.group(1) + "/lab/workspaces/" + name + "/tree/" + name + ".ipynb?token=" + address.group(2));
        opened.awaitKernel();
        return opened;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean failed = context.getExecutionException().isPresent();
        if (failed) System.out.println("JupyterLab says:\n" + log);
        for (LessonPage lesson : open) {
            if (failed) lesson.photograph(context.getRequiredTestMethod().getName() + "-failed");
            lesson.close();
        }
        open.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (browser != null) browser.close();
        if (server == null) return;
        // lab.py, JupyterLab and the kernels; on Windows ending the first would leave the others.
        List<ProcessHandle> all = Stream.concat(Stream.of(server.toHandle()), server.descendants())
                .toList();
        server.destroy();
        server.waitFor(30, TimeUnit.SECONDS);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts JupyterLab and waits until it says where. */
    private Matcher start() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Path settings = FOLDER.resolve("jupyter").toAbsolutePath();
        // All cells are part of the page, not only those in view.
        Path notebooks = settings.resolve("lab/user-settings/@jupyterlab/notebook-extension");
        Files.createDirectories(notebooks);
        Files.writeString(notebooks.resolve("tracker.jupyterlab-settings"), "{\"windowingMode\": \"none\"}");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("python", "python3"),
                "binder/lab.py",
                "--no-browser",
                "--",
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.workspaces_dir=" + settings.resolve("workspaces"),
                COPIES.toString()));
        if (System.getProperty("user.name").equals("root")) command.add("--allow-root");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        // The reader's own settings stay out of it, and the Java under test in.
                        "JUPYTER_CONFIG_DIR", settings.toString(),
                        "JUPYTER_RUNTIME_DIR", settings.resolve("runtime").toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "PYTHONIOENCODING", "utf-8"));
        server = builder.start();
        CompletableFuture<Matcher> said = new CompletableFuture<>();
        Thread reader = new Thread(() -> listen(said), "JupyterLab's words");
        reader.setDaemon(true);
        reader.start();
        return said.get(2, TimeUnit.MINUTES);
    }

    private void listen(CompletableFuture<Matcher> said) {
        try (BufferedReader words = server.inputReader()) {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                log.append(line).append('\n');
                Matcher found = ADDRESS.matcher(line);
                if (found.find()) said.complete(found);
            }
        } catch (IOException closed) {
            log.append(closed.getMessage()).append('\n');
        }
        said.completeExceptionally(new IllegalStateException("JupyterLab has ended"));
    }

    /** The lessons, and beside them the library, where their first cell looks for it. */
    private static void copyLessons() throws IOException {
        if (Files.exists(FOLDER))
            try (Stream<Path> old = Files.walk(FOLDER)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        copy(Lessons.FOLDER, COPIES);
        copy(Path.of("lib", "jars"), FOLDER.resolve("lib").resolve("jars"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else Files.copy(file, copy);
            }
        }
    }
}
