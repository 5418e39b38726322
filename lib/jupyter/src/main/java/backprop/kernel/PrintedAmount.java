package backprop.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * How much a cell has printed. The page takes a good deal of it; of what comes then, the end is kept, and the rest counted.
 */
final class PrintedAmount {
    private static final int MOST_LINES = 200_000;
    private static final int MOST_BYTES = 8 << 20;
    private static final int END = 1 << 16;

    private long lines;
    private long bytes;
    private boolean withinLine;
    private final Deque<Piece> end = new ArrayDeque<>();
    private int endBytes;
    private long linesLeftOut;
    private long bytesLeftOut;

    /** Text that was printed in one go, to the one or the other stream. */
    static final class Piece {
        final CellOutput cell;
        final boolean error;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Piece(CellOutput cell, boolean error) {
            this.cell = cell;
            this.error = error;
        }

        boolean continues(CellOutput otherCell, boolean otherError) {
            return cell == otherCell && error == otherError;
        }
    }

    /** Whether the page still takes it; otherwise it was added to the end. */
    boolean takes(CellOutput cell, boolean error, byte[] text, int from, int length) {
        if (lines < MOST_LINES && bytes < MOST_BYTES) {
            lines += lines(text, from, from + length);
            bytes += length;
            withinLine = text[from + length - 1] != '\n';
            return true;
        }
        Piece last = end.peekLast();
        if (last == null || !last.continues(cell, error)) end.add(last = new Piece(cell, error));
        last.bytes.write(text, from, length);
        endBytes += length;
        while (endBytes > 2 * END) shorten();
        return false;
    }

    /** Leaves out the first of the pieces, or so much of it that the end is as long as it may be. */
    private void shorten() {
        Piece first = end.remove();
        byte[] text = first.bytes.toByteArray();
        int cut = Math.min(text.length, endBytes - END);
        // Whole lines, where there are some.
        for (int i = cut; i < Math.min(text.length, cut + END / 2); i++)
            if (text[i] == '\n') {
                cut = i + 1;
                break;
            }
        linesLeftOut += lines(text, 0, cut);
        bytesLeftOut += cut;
        endBytes -= cut;
        if (cut == text.length) return;
        Piece rest = new Piece(first.cell, first.error);
        rest.bytes.write(text, cut, text.length - cut);
        end.addFirst(rest);
    }

    /** The end, after a line that says how much is missing before it; it is given away. */
    Deque<Piece> takeEnd() {
        Deque<Piece> taken = new ArrayDeque<>(end);
        if (bytesLeftOut > 0) {
            Piece note = new Piece(taken.getFirst().cell, false);
            note.bytes.writeBytes(String.format(
                            Locale.ROOT,
                            "%s… %,d %s left out …\n",
                            withinLine ? "\n" : "",
                            linesLeftOut > 0 ? linesLeftOut : bytesLeftOut,
                            linesLeftOut > 0 ? "lines" : "characters")
                    .getBytes(StandardCharsets.UTF_8));
            taken.addFirst(note);
        }
        end.clear();
        endBytes = 0;
        withinLine = false;
        linesLeftOut = 0;
        bytesLeftOut = 0;
        return taken;
    }

    private static int lines(byte[] text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) if (text[i] == '\n') lines++;
        return lines;
    }
}
