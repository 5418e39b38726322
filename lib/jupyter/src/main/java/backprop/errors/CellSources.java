package backprop.errors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells that were run, and where in them each statement stands: a kernel numbers statements, a reader counts lines. */
public final class CellSources {
    private final Map<Integer, List<String>> sources = new HashMap<>();
    private final Map<String, Place> statements = new HashMap<>();
    private int running;
    private String source = "";
    private int reached;
    private int below;

    /**
     * A line of a cell.
     *
     * @param cell its number in the brackets beside it
     * @param line counted from 1
     */
    record Place(int cell, int line) {}

    /** A cell begins to run. */
    void begin(int number, String source) {
        running = number;
        this.source = source;
        reached = 0;
        below = 0;
        sources.put(number, source.lines().toList());
    }

    /**
     * The next statement of the running cell.
     *
     * @param id the kernel's name for it
     * @param statement as the kernel has it, which may end in a semicolon that the reader left out; some kernels begin it with
     *     the end of the line before, but JShell counts from its first word
     */
    void add(String id, String statement) {
        String text = Magics.javaOf(statement).strip();
        int start = text.isEmpty() ? Magics.next(source, reached) : find(text);
        if (start < 0) return;
        statements.put(id, new Place(running, line(source, start)));
        reached = start + 1;
        below = Math.min(start + text.length(), source.length());
    }

    private int find(String statement) {
        int start = source.indexOf(statement, reached);
        return start < 0 && statement.endsWith(";")
                ? source.indexOf(statement.substring(0, statement.length() - 1), reached)
                : start;
    }

    /** The line, from 1, in which a place of a source is. */
    static int line(String source, int offset) {
        return 1
                + (int) source.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    /** Where the so-manyth line of a statement stands; empty for statements from before the library was loaded. */
    Optional<Place> find(String id, int line) {
        return Optional.ofNullable(statements.get(id)).map(start -> new Place(start.cell, start.line + line - 1));
    }

    /** The line, from 1, in which the running cell has something below the statement that it has come to. */
    Optional<Integer> lineBelow(Pattern something) {
        Matcher found = something.matcher(source);
        return found.find(below) ? Optional.of(line(source, found.end() - 1)) : Optional.empty();
    }

    /** What a sentence calls the cell of a place. */
    String name(Place place) {
        return isRunning(place) ? "this cell" : "cell [" + place.cell + "]";
    }

    boolean isRunning(Place place) {
        return place.cell == running;
    }

    int running() {
        return running;
    }

    String source() {
        return source;
    }

    /** The text of a line; empty where there is none. */
    String text(Place place) {
        List<String> lines = sources.getOrDefault(place.cell, List.of());
        return place.line >= 1 && place.line <= lines.size() ? lines.get(place.line - 1) : "";
    }
}
