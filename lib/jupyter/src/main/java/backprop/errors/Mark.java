package backprop.errors;

/**
 * The piece of a statement that the compiler objects to.
 *
 * @param source the statement
 * @param from where the piece begins in it
 * @param to where it ends
 * @param line of the cell, from 1, in which it begins
 */
record Mark(String source, int from, int to, int line) {
    /** The piece itself; may be empty. */
    String text() {
        return source.substring(from, to);
    }

    int lineStart() {
        return source.lastIndexOf('\n', from - 1) + 1;
    }

    int lineEnd() {
        int end = source.indexOf('\n', from);
        return end < 0 ? source.length() : end;
    }

    /** The whole line. */
    String wholeLine() {
        return source.substring(lineStart(), lineEnd());
    }

    /** What stands in the line after the piece. */
    String rest() {
        return source.substring(Math.min(to, lineEnd()), lineEnd());
    }

    /** What stands below the line. */
    String below() {
        return source.substring(lineEnd()).stripLeading();
    }
}
