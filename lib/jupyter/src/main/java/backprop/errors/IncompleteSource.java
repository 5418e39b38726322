package backprop.errors;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is missing in code that ends too early. */
final class IncompleteSource {
    private IncompleteSource() {}

    /** The place of the last bracket that is opened and not closed; the end of the code if there is none. */
    static int place(String code) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (code.startsWith("//", i)) i = before(code, "\n", i);
            else if (code.startsWith("/*", i)) {
                int end = code.indexOf("*/", i + 2);
                if (end < 0) return i;
                i = end + 1;
            } else if (code.startsWith("\"\"\"", i)) {
                int end = code.indexOf("\"\"\"", i + 3);
                if (end < 0) return i;
                i = end + 2;
            } else if (c == '"' || c == '\'') i = endOfText(code, i);
            else if ("{[(".indexOf(c) >= 0) open.push(i);
            else if ("}])".indexOf(c) >= 0 && !open.isEmpty()) open.pop();
        }
        return open.isEmpty() ? code.length() : open.peek();
    }

    private static int before(String code, String what, int from) {
        int found = code.indexOf(what, from);
        return found < 0 ? code.length() : found;
    }

    private static int endOfText(String code, int start) {
        char quote = code.charAt(start);
        int i = start + 1;
        while (i < code.length() && code.charAt(i) != quote && code.charAt(i) != '\n')
            i += code.charAt(i) == '\\' ? 2 : 1;
        return i;
    }

    /**
     * @param line in which the place is
     * @param place {@link #place} in the code
     */
    static Explanation of(String code, int place, int line) {
        if (code.startsWith("/*", place))
            return new Explanation(
                    "The comment that line " + line + " opens is never closed.", "Write */ where it ends.");
        if (code.startsWith("\"\"\"", place))
            return new Explanation(
                    "The text that line " + line + " opens is never closed.", "Write \"\"\" where it ends.");
        if (place == code.length())
            return new Explanation("The cell ends in the middle of a statement.", "Something is missing at its end.");
        char bracket = code.charAt(place);
        char closing = "}])".charAt("{[(".indexOf(bracket));
        return new Explanation(
                "The bracket " + bracket + " that line " + line + " opens is never closed.",
                "Write " + closing + " where it ends.");
    }
}
