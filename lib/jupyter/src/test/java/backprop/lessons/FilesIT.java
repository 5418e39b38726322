package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lessons leave nothing behind on a reader's machine but what the README names. */
@Tag("ci")
class FilesIT {
    // What other tests and programs write, at the same time perhaps.
    private static final Set<Path> NOT_THE_LESSONS = Set.of(
            Path.of(".git"),
            Path.of(".venv"),
            Path.of("lib", "backprop", "target"),
            Path.of("lib", "jupyter", "target"));
    // Ours, Jupyter's (on Linux, on macOS, on Windows) and, in .java, the JDK's list of fonts.
    private static final List<String> AT_HOME = List.of(
            ".cache/backprop-by-hand",
            ".local/share/jupyter",
            ".jupyter",
            ".ipython",
            "Library/Jupyter",
            "AppData",
            ".java/fonts");

    private static final int CELLS = 5;

    @TempDir
    Path folder;

    @Test
    void aLessonWritesNoFileBesideItsCache() throws IOException, InterruptedException {
        leaveNothing(folder, beginningOfDigits().toString());
    }

    /** Lesson 13 as far as it asks for MNIST and shows it. */
    private Path beginningOfDigits() throws IOException {
        JsonNode lesson = Lessons.read(Lessons.FOLDER.resolve("13-digits.ipynb"));
        ArrayNode cells = (ArrayNode) lesson.get("cells");
        while (Lessons.codeCells(lesson).size() > CELLS) cells.remove(cells.size() - 1);
        Path copy = folder.resolve("13-beginning.ipynb");
        Lessons.JSON.writeValue(copy.toFile(), lesson);
        return copy;
    }

    /**
     * Runs lessons for a reader who has an empty home.
     *
     * @param folder of the test
     */
    static void leaveNothing(Path folder, String... lessons) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Map<Path, String> before = files(Path.of(""));
        List<String> arguments = new ArrayList<>(List.of(lessons));
        arguments.addAll(List.of("--timeout", "600"));
        var finished = Python.lessons(
                Map.of(
                        "HOME", home.toString(),
                        "USERPROFILE", home.toString(),
                        "XDG_CACHE_HOME", home.resolve(".cache").toString(),
                        "TMPDIR", temporary.toString(),
                        "TEMP", temporary.toString(),
                        // Java asks the system, not these variables; and no download, which is tested elsewhere.
                        "JAVA_TOOL_OPTIONS",
                                "\"-Duser.home=" + home + "\" \"-Djava.io.tmpdir=" + temporary
                                        + "\" -Dhttps.proxyHost=localhost -Dhttps.proxyPort=9"),
                arguments.toArray(String[]::new));
        assertEquals(0, finished.exitCode(), finished.output());
        assertEquals(Set.of(), changed(before, files(Path.of(""))), "in the project's folder");
        assertEquals(Map.of(), files(temporary), "in the folder for temporary files");
        Set<Path> others = new TreeSet<>(files(home).keySet());
        others.removeIf(
                file -> AT_HOME.stream().anyMatch(known -> home.relativize(file).startsWith(known)));
        assertEquals(Set.of(), others, "at home");
    }

    private static Set<Path> changed(Map<Path, String> before, Map<Path, String> after) {
        Set<Path> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(file -> before.getOrDefault(file, "").equals(after.get(file)));
        return changed;
    }

    /** Every file, with its size and the time of its last change. */
    private static Map<Path, String> files(Path root) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_THE_LESSONS.contains(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(file, attributes.size() + " bytes, " + attributes.lastModifiedTime());
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
