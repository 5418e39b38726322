package backprop.errors;

import java.util.ArrayList;
import java.util.List;

/**
 * An error as a page shows it: first a sentence, then the line that it is about, then what to try, and at the end what Java
 * says. In the colours of a terminal, which Jupyter knows.
 */
final class ErrorText {
    private static final String STRONG = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final List<String> lines = new ArrayList<>();

    void say(String sentence) {
        lines.add(STRONG + sentence + PLAIN);
    }

    void advise(String advice) {
        if (!advice.isEmpty()) lines.add(advice);
    }

    /**
     * A line, marked, and the one before it.
     *
     * @param start the column in which a piece of it begins that is marked besides, from 0; it ends before {@code end}, and
     *     there is none if both are the line's ends
     */
    void show(CellSources cells, CellSources.Place place, int start, int end) {
        String text = cells.text(place);
        if (text.isBlank()) return;
        if (!cells.isRunning(place)) lines.add("In cell [" + place.cell() + "]:");
        String before = cells.text(new CellSources.Place(place.cell(), place.line() - 1));
        if (!before.isBlank()) lines.add(numbered("  ", place.line() - 1, before));
        lines.add(STRONG + numbered("→ ", place.line(), text) + PLAIN);
        String shown = numbered("→ ", place.line(), "");
        if (start > 0 || end < text.length())
            lines.add(STRONG + " ".repeat(shown.length() + start) + "^".repeat(Math.max(1, end - start)) + PLAIN);
    }

    private static String numbered(String mark, int line, String text) {
        // A tab would move the mark below it.
        return mark + String.format("%3d", line) + " | " + text.replace('\t', ' ');
    }

    void blank() {
        lines.add("");
    }

    void add(List<String> more) {
        lines.addAll(more);
    }

    List<String> lines() {
        return lines;
    }
}
