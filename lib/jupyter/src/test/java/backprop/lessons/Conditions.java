package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What may be different on a reader's machine. Runs a lesson there.
 *
 * @param name in words
 * @param through the program that makes it so, and its arguments; empty where none is needed
 * @param variables of the environment
 * @param options of Java
 */
record Conditions(String name, List<String> through, Map<String, String> variables, List<String> options) {
    // No test of speed: one core beside a busy neighbour may be slow.
    private static final String PATIENCE = "1200";

    /** A machine like this one. */
    static Conditions usual() {
        return new Conditions("usual", List.of(), Map.of(), List.of());
    }

    /** Another language, its way to write numbers, and another time zone. */
    static Conditions language(String language, String country, String zone) {
        String locale = language + "_" + country;
        return new Conditions(
                locale,
                List.of(),
                Map.of("LANG", locale + ".UTF-8", "LC_ALL", locale + ".UTF-8", "TZ", zone),
                List.of("-Duser.language=" + language, "-Duser.country=" + country, "-Duser.timezone=" + zone));
    }

    static Conditions oneCore() {
        return new Conditions("one core", List.of("taskset", "-c", "0"), Map.of(), List.of());
    }

    /** Nothing but the machine itself can be reached, and nothing was fetched before. */
    static Conditions noNetwork(Path folder) throws IOException {
        List<String> through =
                List.of("unshare", "--map-root-user", "--net", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
        String cache = Files.createDirectories(folder.resolve("empty-cache"))
                .toAbsolutePath()
                .toString();
        return new Conditions("no network", through, Map.of("XDG_CACHE_HOME", cache), List.of());
    }

    /** Nothing can be made in the home folder: its place is below a file. Jupyter keeps its own notes elsewhere. */
    static Conditions homeThatCannotBeWritten(Path folder) throws IOException {
        Path file = folder.resolve("file");
        if (!Files.exists(file)) Files.createFile(file);
        String home = file.resolve("home").toAbsolutePath().toString();
        String notes = folder.resolve("jupyter").toAbsolutePath().toString();
        return new Conditions(
                "home that cannot be written",
                List.of(),
                Map.of(
                        "HOME",
                        home,
                        "XDG_CACHE_HOME",
                        "",
                        "JUPYTER_RUNTIME_DIR",
                        notes,
                        "JUPYTER_CONFIG_DIR",
                        notes,
                        "IPYTHONDIR",
                        notes),
                List.of("-Duser.home=" + home));
    }

    /** Both at once. */
    Conditions and(Conditions other) {
        List<String> both = new ArrayList<>(through);
        both.addAll(other.through);
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(other.variables);
        List<String> flags = new ArrayList<>(options);
        flags.addAll(other.options);
        return new Conditions(name + ", " + other.name, both, all, flags);
    }

    /** Whether this system has the programs that make them so, and they are allowed. */
    boolean canBeHad() throws InterruptedException {
        if (through.isEmpty()) return true;
        List<String> command = new ArrayList<>(through);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Executes a lesson from top to bottom, which must succeed. What its cells say, by their ids. */
    Map<String, String> said(Path lesson, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve(name);
        Map<String, String> all = new LinkedHashMap<>(variables);
        if (!options.isEmpty()) all.put("JDK_JAVA_OPTIONS", '"' + String.join("\" \"", options) + '"');
        var finished =
                Python.lessons(through, all, lesson.toString(), "--timeout", PATIENCE, "--output", output.toString());
        assertEquals(0, finished.exitCode(), () -> name + ": " + finished.output());
        return Said.in(output.resolve(lesson.getFileName()));
    }

    /** Executes a lesson: its cells must say what they said elsewhere. */
    void assertSays(Map<String, String> expected, Path lesson, Path folder) throws IOException, InterruptedException {
        Map<String, String> said = said(lesson, folder);
        for (JsonNode cell : Lessons.codeCells(Lessons.read(lesson))) {
            String id = cell.get("id").asText();
            assertEquals(
                    Said.lasting(cell, expected.get(id)),
                    Said.lasting(cell, said.get(id)),
                    () -> name + ": " + Lessons.text(cell.get("source")));
        }
    }
}
