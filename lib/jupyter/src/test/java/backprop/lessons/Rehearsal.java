package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.lessons.Changes.Change;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What readers do with a lesson, as one notebook for one kernel: every cell is run twice in a row; then the solutions are put
 * in the place of the answers; then every number that the lesson invites to change is changed, and what leads from it to the
 * cells that show it is run again. With the Maven option wholeLessons cells that measure are run twice, too, the whole lesson is run with the
 * solutions, and all that depends on a changed cell; but not in lessons with cells that take long. The id of a cell begins with the phase that it belongs to.
 */
final class Rehearsal {
    private final Path file;
    private final JsonNode lesson;
    private final List<JsonNode> cells;
    private final Map<String, String> solutions;
    private final List<Change> changes;
    private final Set<String> takesLong;
    private final boolean whole;

    /**
     * @param whole whether nothing is left out: a kernel takes the longer for a cell the more of those below it there are,
     *     and most of what they show was seen before; never of a lesson with cells that take long
     */
    Rehearsal(Path file, boolean whole) throws IOException {
        this.file = file;
        lesson = Lessons.read(file);
        cells = Lessons.codeCells(lesson);
        solutions = Lessons.solutions(lesson);
        changes = Changes.of(file, cells);
        takesLong = Lessons.list(Lessons.plan(file).path("takesLong")).stream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        this.whole = whole && takesLong.isEmpty();
    }

    /** The notebook to execute. */
    JsonNode script() {
        ObjectNode script = lesson.deepCopy();
        ArrayNode steps = script.putArray("cells");
        for (JsonNode cell : cells) {
            steps.add(step("first", cell, Lessons.source(cell)));
            if (isRunAgain(cell)) steps.add(step("again", cell, Lessons.source(cell)));
        }
        for (int i : whole ? all() : Dependents.of(cells, answersAndChecks())) addSolved(steps, cells.get(i));
        addChanges(steps);
        return script;
    }

    private boolean isRunAgain(JsonNode cell) {
        return whole || !Lessons.isMeasured(cell) && !takesLong.contains(Lessons.id(cell));
    }

    private List<Integer> all() {
        return IntStream.range(0, cells.size()).boxed().toList();
    }

    private Set<Integer> answersAndChecks() {
        return all().stream()
                .filter(i -> Lessons.id(cells.get(i)).matches("(answer|check)-.*"))
                .collect(Collectors.toSet());
    }

    private void addSolved(ArrayNode steps, JsonNode cell) {
        steps.add(step("solved", cell, solutions.getOrDefault(Lessons.id(cell), Lessons.source(cell))));
    }

    private void addChanges(ArrayNode steps) {
        Set<Integer> changed = new HashSet<>();
        int before = -1;
        for (Change change : changes) {
            int cell = change.cell();
            // A further change of a cell has nothing new to say to those that do not show it.
            boolean all = whole && cell != before;
            changed.add(cell);
            // What the cell before has left behind is put right again, too.
            List<Integer> toRun = all
                    ? Dependents.of(cells, new HashSet<>(List.of(cell, before)))
                    : Dependents.leadingTo(change.in(), cell, cells, Dependents.of(cells, changed));
            before = cell;
            for (int i : toRun)
                steps.add(
                        step(change.name(), cells.get(i), i == cell ? change.source() : Lessons.source(cells.get(i))));
        }
    }

    private static ObjectNode step(String phase, JsonNode cell, String source) {
        ObjectNode step = cell.deepCopy();
        step.put("id", phase + "-" + Lessons.id(cell)).put("source", source);
        return step;
    }

    /** All is as it must be in the executed script. */
    void assertWell(Path executed) throws IOException {
        List<JsonNode> first = Lessons.codeCells(Lessons.read(executed)).stream()
                .filter(cell -> Lessons.id(cell).startsWith("first-"))
                .toList();
        for (int i = 0; i < cells.size(); i++) assertShowsWhatIsCommitted(cells.get(i), first.get(i));
        Map<String, String> said = Said.in(executed);
        for (JsonNode cell : cells) assertSaysTheSame(cell, said);
        for (Change change : changes)
            change.assertFollowed(below(change, "first", said), below(change, change.name(), said));
    }

    /** The cell answers with the same kinds of output, and the same claims agree. */
    private static void assertShowsWhatIsCommitted(JsonNode committed, JsonNode executed) {
        String source = Lessons.source(committed);
        assertEquals(kinds(committed), kinds(executed), source);
        assertEquals(ClaimRow.in(committed), ClaimRow.in(executed), source);
    }

    private static List<String> kinds(JsonNode cell) {
        return Lessons.outputs(cell).stream()
                // the progress of a download, which is there the first time only, and only where there is a network
                .filter(output -> !Lessons.text(output.at("/data/text~1plain")).startsWith("Download: "))
                .map(output ->
                        output.get("output_type").asText() + (output.at("/data").has("text/html") ? " html" : ""))
                .toList();
    }

    private void assertSaysTheSame(JsonNode cell, Map<String, String> said) {
        String id = Lessons.id(cell);
        String source = Lessons.source(cell);
        String once = Said.lasting(cell, said.get("first-" + id));
        if (isRunAgain(cell)) assertEquals(once, Said.lasting(cell, said.get("again-" + id)), "run twice: " + source);
        String solved = said.get("solved-" + id);
        if (solved == null) return;
        if (id.startsWith("check-")) assertTrue(solved.startsWith("✓"), solved);
        else if (!solutions.containsKey(id) && !source.contains(".follow()"))
            assertEquals(once, Said.lasting(cell, solved), "the whole lesson twice: " + source);
    }

    private String below(Change change, String phase, Map<String, String> said) {
        StringBuilder text = new StringBuilder();
        for (JsonNode cell : cells.subList(change.cell(), cells.size()))
            text.append(said.getOrDefault(phase + "-" + Lessons.id(cell), ""));
        return text.toString();
    }

    @Override
    public String toString() {
        return file.getFileName() + ": " + cells.size() + " cells twice, " + solutions.size() + " solutions, "
                + changes.size() + " changes";
    }
}
