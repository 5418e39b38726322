package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The numbers that a lesson invites to change: for each of them a change, and what must then be said below. */
final class Changes {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)\\s*=(?!=)\\s*([^,;{]+|\\{[^;]*)");

    private Changes() {}

    /**
     * One change of a cell with numbers to play with.
     *
     * @param in the ids of the cells that show it
     */
    record Change(int number, int cell, String source, Set<String> variables, List<String> shows, Set<String> in) {
        String name() {
            return "change" + number;
        }

        /** What is to be said is said after the change, and was not before. */
        void assertFollowed(String before, String after) {
            for (String text : shows) {
                assertFalse(before.contains(text), () -> "\"" + text + "\" is there before the change to\n" + source);
                assertTrue(
                        after.contains(text),
                        () -> "\"" + text + "\" does not follow from\n" + source + "\nbut\n" + after);
            }
        }
    }

    /** The changes that are written down for a lesson, the last cell first: running an earlier one again restores the later ones. */
    static List<Change> of(Path lesson, List<JsonNode> cells) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (JsonNode change : Lessons.list(Lessons.plan(lesson).get("changes")))
            changes.add(change(changes.size() + 1, change, cells));
        for (int i = 0; i < cells.size(); i++)
            if (Lessons.isToPlayWith(cells.get(i)))
                assertEquals(Set.of(), untried(i, cells, changes), "numbers to play with that no change tries");
        changes.sort(Comparator.comparingInt(Change::cell).reversed());
        return changes;
    }

    private static Set<String> untried(int cell, List<JsonNode> cells, List<Change> changes) {
        Set<String> untried =
                new LinkedHashSet<>(assignments(Lessons.source(cells.get(cell))).keySet());
        for (Change change : changes) if (change.cell == cell) untried.removeAll(change.variables);
        return untried;
    }

    private static Change change(int number, JsonNode change, List<JsonNode> cells) {
        String find = change.get("find").asText();
        List<JsonNode> found = cells.stream()
                .filter(Lessons::isToPlayWith)
                .filter(cell -> Lessons.source(cell).contains(find))
                .toList();
        assertEquals(1, found.size(), "cells with numbers to play with that contain: " + find);
        String before = Lessons.source(found.get(0));
        String after = before.replace(find, change.get("replace").asText());
        Map<String, String> values = assignments(before);
        Set<String> changed = new LinkedHashSet<>();
        assignments(after).forEach((variable, value) -> {
            if (!value.equals(values.get(variable))) changed.add(variable);
        });
        List<String> shows =
                Lessons.list(change.get("shows")).stream().map(JsonNode::asText).toList();
        assertFalse(shows.isEmpty(), "a change shows something: " + find);
        Set<String> in =
                Lessons.list(change.path("in")).stream().map(JsonNode::asText).collect(Collectors.toSet());
        assertFalse(in.isEmpty(), "the cells that show a change have names: " + find);
        return new Change(number, cells.indexOf(found.get(0)), after, changed, shows, in);
    }

    private static Map<String, String> assignments(String source) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher assignment = ASSIGNMENT.matcher(source.replaceAll("//.*", ""));
        while (assignment.find())
            values.put(assignment.group(1), assignment.group(2).strip());
        return values;
    }
}
