package backprop.show;

import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.draw.Html;
import backprop.show.draw.Numbers;
import backprop.show.draw.Rendering;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Matrices as tables, with their shape, the middle left out where they are large. */
final class MatrixTable {
    private static final int MOST = 12;
    private static final int EDGE = 5;

    private MatrixTable() {}

    static Rendering render(SimpleMatrix m) {
        String shape = Matrices.shape(m)
                + (Precision.of(m) == Precision.FLOAT ? " matrix of floats" : " matrix of doubles")
                + broken(Numbers.notFinite(m), m.getNumElements());
        StringBuilder html = new StringBuilder();
        StringBuilder text = new StringBuilder(shape);
        if (m.getNumElements() == 0) {
            html.append("<tr><td>no entries</td></tr>");
            text.append("\nno entries");
        } else appendRows(m, html, text);
        return new Rendering(Html.table(shape, "", html.toString()), text.toString());
    }

    private static void appendRows(SimpleMatrix m, StringBuilder html, StringBuilder text) {
        for (int i : shown(m.getNumRows())) {
            html.append("<tr>");
            text.append('\n');
            for (int j : shown(m.getNumCols())) {
                boolean gap = i < 0 || j < 0;
                html.append(gap ? "<td>…</td>" : Html.cell(m.get(i, j), Double.toString(m.get(i, j))));
                text.append(String.format(" %13s", gap ? "…" : Numbers.format(m.get(i, j))));
            }
            html.append("</tr>");
        }
    }

    // It is said in words too, for it may be in the part that is left out.
    static String broken(long count, int entries) {
        return count == 0 ? "" : ", " + count + " of " + entries + " entries NaN or infinite";
    }

    /** The indices to show of so many, −1 for what is left out. */
    static int[] shown(int count) {
        if (count <= MOST) return IntStream.range(0, count).toArray();
        int[] shown = new int[2 * EDGE + 1];
        for (int i = 0; i < EDGE; i++) {
            shown[i] = i;
            shown[shown.length - 1 - i] = count - 1 - i;
        }
        shown[EDGE] = -1;
        return shown;
    }
}
