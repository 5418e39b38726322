package backprop.lessons;

import backprop.Required;
import com.microsoft.playwright.Page;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What axe-core, which looks for barriers, finds in a page. npm fetches it, in the version that the lock names. */
final class Axe {
    private static final Path LOCK = Path.of("lib", "jupyter", "src", "test", "npm");
    private static final Path FOLDER = Path.of("lib", "jupyter", "target", "npm");
    private static final String SERIOUS = "async part => (await axe.run(part)).violations"
            + ".filter(v => ['serious', 'critical'].includes(v.impact))"
            + ".flatMap(v => v.nodes.map(node => v.id + ': ' + node.html + ' ' + node.failureSummary))";

    private final String script;

    private Axe(String script) {
        this.script = script;
    }

    /** Fetches it; where it cannot be had, the test is skipped. */
    static Axe fetch() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String name : List.of("package.json", "package-lock.json"))
            Files.copy(LOCK.resolve(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        String npm = File.separatorChar == '/' ? "npm" : "npm.cmd";
        String said;
        try {
            Process process = new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0)
                return new Axe(Files.readString(FOLDER.resolve("node_modules/axe-core/axe.min.js")));
        } catch (IOException e) {
            said = e.getMessage();
        }
        Required.missing("axe", "axe-core cannot be fetched with npm, which comes with Node.js: " + said);
        throw new AssertionError("not reached");
    }

    /**
     * What is a serious barrier in a part of a page, and where.
     *
     * @param part a selector, or axe's lists of what to include and exclude
     */
    @SuppressWarnings("unchecked")
    List<String> serious(Page page, Object part) {
        page.evaluate(script);
        return (List<String>) page.evaluate(SERIOUS, part);
    }
}
