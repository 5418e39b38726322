package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What readers do with a lesson, all of it in one kernel: every cell is run twice in a row; then the whole lesson once more,
 * with the solutions in the place of the answers; then every number that the lesson invites to change is changed, and what
 * depends on it below is run again.
 */
class RehearsalIT {
    private static final String PATIENCE = "600";
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)\\s*=(?!=)\\s*([^,;{]+|\\{[^;]*)");
    private static final Pattern WORD = Pattern.compile("\\w+");
    // A variable, or a method, class or record.
    private static final Pattern DEFINITION =
            Pattern.compile("(\\w+)(?:\\[\\w+])*\\s*=(?!=)|\\b(?!new |return |throw )[\\w<>\\[\\]]+\\s+(\\w+)\\s*[({]");
    private static final Pattern LOOP = Pattern.compile("for \\(\\w+ \\w+ =");

    @TempDir
    Path folder;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyLesson() throws IOException {
        return Lessons.chosen().stream()
                .map(lesson -> DynamicTest.dynamicTest(lesson.getFileName().toString(), () -> rehearse(lesson)));
    }

    private void rehearse(Path file) throws IOException, InterruptedException {
        JsonNode lesson = Lessons.read(file);
        List<JsonNode> cells = Lessons.codeCells(lesson);
        List<Change> changes = changes(file, cells);
        ObjectNode script = (ObjectNode) lesson.deepCopy();
        ArrayNode steps = script.putArray("cells");
        for (JsonNode cell : cells) {
            steps.add(step("first", cell, source(cell)));
            steps.add(step("again", cell, source(cell)));
        }
        Map<String, String> solutions = Lessons.solutions(lesson);
        for (JsonNode cell : cells) steps.add(step("solved", cell, solutions.getOrDefault(id(cell), source(cell))));
        Change before = null;
        for (Change change : changes) {
            // What the change before has left behind is put right again, too.
            Set<Integer> changed =
                    before == null ? Set.of(change.cell) : new TreeSet<>(List.of(change.cell, before.cell));
            for (int i : dependents(cells, changed))
                steps.add(step(change.name(), cells.get(i), i == change.cell ? change.source : source(cells.get(i))));
            before = change;
        }

        Map<String, String> said = run(file, script);
        for (JsonNode cell : cells) {
            String once = Said.lasting(cell, said.get("first-" + id(cell)));
            assertEquals(once, Said.lasting(cell, said.get("again-" + id(cell))), "run twice: " + source(cell));
            if (id(cell).startsWith("check-"))
                assertTrue(said.get("solved-" + id(cell)).startsWith("✓"), said.get("solved-" + id(cell)));
            else if (!solutions.containsKey(id(cell)) && !source(cell).contains(".follow()"))
                assertEquals(
                        once,
                        Said.lasting(cell, said.get("solved-" + id(cell))),
                        "the whole lesson twice: " + source(cell));
        }
        for (Change change : changes) change.assertFollowed(cells, said);
        System.out.println(file.getFileName() + ": " + cells.size() + " cells twice and once more, " + solutions.size()
                + " solutions, " + changes.size() + " changes");
    }

    private Map<String, String> run(Path file, ObjectNode script) throws IOException, InterruptedException {
        Path copy = folder.resolve(file.getFileName());
        Lessons.JSON.writeValue(copy.toFile(), script);
        Path output = folder.resolve("output");
        var finished = Python.lessons(Map.of(), copy.toString(), "--timeout", PATIENCE, "--output", output.toString());
        assertEquals(0, finished.exitCode(), finished.output());
        return Said.in(output.resolve(file.getFileName()));
    }

    /** The cells that must be run again, in order: those that mention a name that a cell which is run again defines. */
    private static List<Integer> dependents(List<JsonNode> cells, Set<Integer> changed) {
        List<Integer> again = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String source = source(cells.get(i));
            boolean mentions =
                    WORD.matcher(source).results().map(MatchResult::group).anyMatch(names::contains);
            if (!mentions && !changed.contains(i)) continue;
            again.add(i);
            DEFINITION
                    .matcher(source)
                    .results()
                    .forEach(found -> names.add(found.group(1) != null ? found.group(1) : found.group(2)));
        }
        return again;
    }

    private static ObjectNode step(String phase, JsonNode cell, String source) {
        ObjectNode step = cell.deepCopy();
        step.put("id", phase + "-" + id(cell)).put("source", source);
        return step;
    }

    private static String id(JsonNode cell) {
        return cell.get("id").asText();
    }

    private static String source(JsonNode cell) {
        return Lessons.text(cell.get("source"));
    }

    /** One change of a cell with numbers to play with. */
    private record Change(int number, int cell, String source, Set<String> variables, List<String> shows) {
        String name() {
            return "change" + number;
        }

        void assertFollowed(List<JsonNode> cells, Map<String, String> said) {
            StringBuilder before = new StringBuilder();
            StringBuilder after = new StringBuilder();
            for (JsonNode below : cells.subList(cell, cells.size())) {
                before.append(said.get("first-" + id(below)));
                after.append(said.getOrDefault(name() + "-" + id(below), ""));
            }
            for (String text : shows) {
                assertFalse(
                        before.indexOf(text) >= 0, () -> "\"" + text + "\" is there before the change to\n" + source);
                assertTrue(
                        after.indexOf(text) >= 0,
                        () -> "\"" + text + "\" does not follow from\n" + source + "\nbut\n" + after);
            }
        }
    }

    /** The changes that are written down for a lesson, the last cell first: running an earlier one again restores the later ones. */
    private static List<Change> changes(Path lesson, List<JsonNode> cells) throws IOException {
        String name = lesson.getFileName().toString().replace(".ipynb", ".json");
        JsonNode plan =
                Lessons.JSON.readTree(Files.readString(Path.of("lib/jupyter/src/test/resources/lessons", name)));
        List<Change> changes = new ArrayList<>();
        for (JsonNode change : Lessons.list(plan.get("changes")))
            changes.add(change(changes.size() + 1, change, cells));
        for (int i = 0; i < cells.size(); i++) {
            if (!Lessons.isToPlayWith(cells.get(i))) continue;
            int cell = i;
            Set<String> untried =
                    new LinkedHashSet<>(assignments(source(cells.get(i))).keySet());
            changes.stream()
                    .filter(change -> change.cell == cell)
                    .forEach(change -> untried.removeAll(change.variables));
            assertEquals(Set.of(), untried, "numbers to play with that no change in " + name + " tries");
        }
        changes.sort(Comparator.comparingInt(Change::cell).reversed());
        return changes;
    }

    private static Change change(int number, JsonNode change, List<JsonNode> cells) {
        String find = change.get("find").asText();
        List<JsonNode> found = cells.stream()
                .filter(Lessons::isToPlayWith)
                .filter(cell -> source(cell).contains(find))
                .toList();
        assertEquals(1, found.size(), "cells with numbers to play with that contain: " + find);
        String before = source(found.get(0));
        String after = before.replace(find, change.get("replace").asText());
        Map<String, String> values = assignments(before);
        Set<String> changed = new LinkedHashSet<>();
        assignments(after).forEach((variable, value) -> {
            if (!value.equals(values.get(variable))) changed.add(variable);
        });
        List<String> shows =
                Lessons.list(change.get("shows")).stream().map(JsonNode::asText).toList();
        assertFalse(shows.isEmpty(), "a change shows something: " + find);
        return new Change(number, cells.indexOf(found.get(0)), after, changed, shows);
    }

    private static Map<String, String> assignments(String source) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher assignment = ASSIGNMENT.matcher(source.replaceAll("//.*", ""));
        while (assignment.find())
            values.put(assignment.group(1), assignment.group(2).strip());
        return values;
    }
}
