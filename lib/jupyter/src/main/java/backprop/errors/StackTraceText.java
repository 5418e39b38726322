package backprop.errors;

import java.util.ArrayList;
import java.util.List;

/** A trace as text, with what repeats itself said once: a stack overflow has a thousand lines. */
final class StackTraceText {
    // Methods that call each other in turn, some streams between them.
    private static final int LONGEST_ROUND = 64;
    private static final int FEWEST_ROUNDS = 3;
    private static final int FIRST = 40;
    private static final int LAST = 20;

    private StackTraceText() {}

    /** Rounds of the same lines, one after the other, become one round and a line that counts the others. */
    static List<String> folded(List<String> lines) {
        List<String> folded = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            int round = 1;
            while (round <= LONGEST_ROUND && rounds(lines, i, round) < FEWEST_ROUNDS) round++;
            if (round > LONGEST_ROUND) {
                folded.add(lines.get(i++));
                continue;
            }
            int more = rounds(lines, i, round) - 1;
            folded.addAll(lines.subList(i, i + round));
            folded.add(String.format(
                    "    … and %,d times more the same%s", more, round == 1 ? "" : " " + round + " lines"));
            i += round * (more + 1);
        }
        return folded;
    }

    private static int rounds(List<String> lines, int start, int length) {
        if (start + length > lines.size()) return 0;
        List<String> first = lines.subList(start, start + length);
        int count = 1;
        for (int next = start + length;
                next + length <= lines.size()
                        && lines.subList(next, next + length).equals(first);
                next += length) count++;
        return count;
    }

    /** A trace that would still fill pages, without its middle. */
    static List<String> shortened(List<String> lines) {
        int left = lines.size() - FIRST - LAST;
        if (left <= 1) return lines;
        List<String> shortened = new ArrayList<>(lines.subList(0, FIRST));
        shortened.add("    … " + left + " lines more; Notebook.trace() has them all");
        shortened.addAll(lines.subList(lines.size() - LAST, lines.size()));
        return shortened;
    }
}
