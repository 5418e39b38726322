package backprop.errors;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kernel's own commands, lines that begin with %: it exchanges them for Java before anything else reads the cell. */
final class Magics {
    private static final String CALL = "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.";
    private static final Pattern LINE = Pattern.compile("^[ \\t]*%+\\w", Pattern.MULTILINE);

    private Magics() {}

    /** A statement up to the first command in it: empty if it is nothing else. */
    static String javaOf(String statement) {
        int call = statement.indexOf(CALL);
        return call < 0 ? statement : statement.substring(0, call);
    }

    /** Whether a piece of what the kernel has made of a cell begins with a command. */
    static boolean isCommand(String java) {
        return java.startsWith(CALL);
    }

    /** Where the next command of a cell begins; -1 if there is none. */
    static int next(String source, int from) {
        Matcher line = LINE.matcher(source);
        return line.find(from) ? line.start() : -1;
    }

    /**
     * The sentence for a command inside a text, which the kernel exchanges as well.
     *
     * @return empty if the cell has none
     */
    static String inText(String source) {
        for (int at = next(source, 0); at >= 0; at = next(source, at + 1))
            if (source.substring(0, at).split("\"\"\"", -1).length % 2 == 0)
                return "Line " + CellSources.line(source, at)
                        + " begins with %. The kernel takes it for a command of its own,"
                        + " although it stands in a text, and has put something else there. Write \\045 for this %.\n";
        return "";
    }
}
