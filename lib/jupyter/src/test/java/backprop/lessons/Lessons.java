package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The notebooks as the tests see them. */
final class Lessons {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Path FOLDER = Path.of("notebooks");
    private static final Path PLANS = Path.of("lib/jupyter/src/test/resources/lessons");

    // The appendix is a lesson, too; the glossary and the page on how to use the lessons are none.
    private static final Pattern LESSON = Pattern.compile("(?:\\d\\d|A)-.*\\.ipynb");
    private static final Pattern SOLUTION = Pattern.compile("solution-(\\d+)");
    private static final Pattern JAVA = Pattern.compile("^```java\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private Lessons() {}

    /** The lessons in order. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file ->
                            LESSON.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The lessons to execute: all, or those that the Maven option {@code -Dlessons=05,09} names. */
    static List<Path> chosen() throws IOException {
        List<String> names = List.of(System.getProperty("lessons", "").split(","));
        return all().stream()
                .filter(file -> names.stream().anyMatch(file.getFileName().toString()::startsWith))
                .toList();
    }

    static JsonNode read(Path lesson) throws IOException {
        return JSON.readTree(Files.readString(lesson));
    }

    /** What the tests know of a lesson: the changes to try, which cells take long, and whether it computes with vectors. */
    static JsonNode plan(Path lesson) throws IOException {
        String name = lesson.getFileName().toString().replace(".ipynb", ".json");
        return read(PLANS.resolve(name));
    }

    static List<JsonNode> codeCells(JsonNode lesson) {
        return list(lesson.get("cells")).stream()
                .filter(cell -> cell.get("cell_type").asText().equals("code"))
                .toList();
    }

    /** Takes outputs and the numbers of earlier runs away: a run gives cells the same numbers again, and looks as if it were over. */
    static void forgetRuns(JsonNode lesson) {
        for (JsonNode cell : codeCells(lesson))
            ((ObjectNode) cell).putNull("execution_count").putArray("outputs");
    }

    static String id(JsonNode cell) {
        return cell.get("id").asText();
    }

    static String source(JsonNode cell) {
        return text(cell.get("source"));
    }

    static List<JsonNode> outputs(JsonNode cell) {
        return list(cell.get("outputs"));
    }

    /** Whether a cell holds numbers that the reader is invited to change. */
    static boolean isToPlayWith(JsonNode cell) {
        return hasTag(cell, "play");
    }

    /** Whether a cell shows times or speeds, which differ from run to run. */
    static boolean isMeasured(JsonNode cell) {
        return hasTag(cell, "measured");
    }

    private static boolean hasTag(JsonNode cell, String name) {
        return list(cell.at("/metadata/tags")).stream()
                .anyMatch(tag -> tag.asText().equals(name));
    }

    /** The Java in the solution of every exercise, by the id of the cell that it answers. */
    static Map<String, String> solutions(JsonNode lesson) {
        Map<String, String> solutions = new LinkedHashMap<>();
        for (JsonNode cell : list(lesson.get("cells"))) {
            Matcher id = SOLUTION.matcher(cell.get("id").asText());
            if (!id.matches()) continue;
            Matcher java = JAVA.matcher(text(cell.get("source")));
            if (java.find()) solutions.put("answer-" + id.group(1), java.group(1));
        }
        return solutions;
    }

    /** Replaces text that stands in just one code cell. */
    static void replaceInCode(JsonNode lesson, String what, String by) {
        int replaced = 0;
        for (JsonNode cell : codeCells(lesson)) {
            String source = text(cell.get("source"));
            if (!source.contains(what)) continue;
            ((ObjectNode) cell).put("source", source.replace(what, by));
            replaced++;
        }
        assertEquals(1, replaced, what);
    }

    /** Takes away what stands below a cell. */
    static void removeBelow(JsonNode lesson, String id) {
        ArrayNode cells = (ArrayNode) lesson.get("cells");
        while (!id(cells.get(cells.size() - 1)).equals(id)) cells.remove(cells.size() - 1);
    }

    /** Puts a code cell at the end. */
    static void appendCode(JsonNode lesson, String id, String source) {
        ObjectNode last = codeCells(lesson).get(0).deepCopy();
        last.put("id", id).put("source", source);
        ((ArrayNode) lesson.get("cells")).add(last);
    }

    /** Sources and texts are a string or a list of lines. */
    static String text(JsonNode node) {
        if (node == null || !node.isArray()) return node == null ? "" : node.asText();
        StringBuilder text = new StringBuilder();
        node.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
