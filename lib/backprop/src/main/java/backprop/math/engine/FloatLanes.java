package backprop.math.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector registers of floats. DoubleLanes is generated from this. */
final class FloatLanes implements Lanes<float[]> {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final int L = LANES.length();

    @Override
    public int count() {
        return L;
    }

    @Override
    public float[] array(int length) {
        return new float[length];
    }

    @Override
    public void pack(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        int panelWidth = panel.rowStep();
        if (b.columnStep() != 1) packColumns(k, width, b, start, panel, at);
        else if (width == 3 * L) packThreeRegisters(k, b, start, panel.numbers(), at);
        else if (width == 4) packFourNumbers(k, b, start, panel, at);
        else packRows(k, width, b, start, panel, at);
        int end = at + k * panelWidth;
        Arrays.fill(panel.numbers(), end, end + Lanes.missing(k) * panelWidth, 0);
    }

    private static void packRows(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        for (int p = 0, from = start, to = at; p < k; p++, from += b.rowStep(), to += panel.rowStep())
            System.arraycopy(b.numbers(), from, panel.numbers(), to, width);
    }

    // Copying waits for memory. The fewer instructions a row takes, the more loads are in flight at a time. There must
    // be no condition between them: the compiler checks the last index first, and where that check fails without need
    // it compiles vectors worse from then on, in all classes.
    private static void packThreeRegisters(int k, Strided<float[]> b, int from, float[] out, int to) {
        float[] in = b.numbers();
        int rowStep = b.rowStep();
        for (int p = 0; p < k; p++, from += rowStep, to += 3 * L) {
            FloatVector b0 = FloatVector.fromArray(LANES, in, from);
            FloatVector b1 = FloatVector.fromArray(LANES, in, from + L);
            FloatVector b2 = FloatVector.fromArray(LANES, in, from + 2 * L);
            b0.intoArray(out, to);
            b1.intoArray(out, to + L);
            b2.intoArray(out, to + 2 * L);
        }
    }

    private static void packFourNumbers(int k, Strided<float[]> b, int from, Strided<float[]> panel, int to) {
        float[] in = b.numbers();
        float[] out = panel.numbers();
        int rowStep = b.rowStep();
        int panelWidth = panel.rowStep();
        for (int p = 0; p < k; p++, from += rowStep, to += panelWidth) {
            out[to] = in[from];
            out[to + 1] = in[from + 1];
            out[to + 2] = in[from + 2];
            out[to + 3] = in[from + 3];
        }
    }

    private static void packColumns(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        int j = 0;
        for (; j <= width - 4; j += 4) packFour(k, b, start + b.at(0, j), panel, at + j);
        for (; j < width; j++)
            for (int p = 0, from = start + b.at(0, j), to = at + j; p < k; p++, from++, to += panel.rowStep())
                panel.numbers()[to] = b.numbers()[from];
    }

    // In a transposed B, columns are contiguous. Four at a time, for otherwise every number that is written
    // touches a cache line of its own.
    private static void packFour(int k, Strided<float[]> b, int column0, Strided<float[]> panel, int to) {
        float[] in = b.numbers();
        float[] out = panel.numbers();
        int panelWidth = panel.rowStep();
        int column1 = column0 + b.columnStep();
        int column2 = column1 + b.columnStep();
        int column3 = column2 + b.columnStep();
        for (int p = 0; p < k; p++, to += panelWidth) {
            out[to] = in[column0 + p];
            out[to + 1] = in[column1 + p];
            out[to + 2] = in[column2 + p];
            out[to + 3] = in[column3 + p];
        }
    }

    @Override
    public void tile(
            int vectors,
            int k,
            Strided<float[]> a,
            int aStart,
            Strided<float[]> b,
            int bStart,
            Strided<float[]> from,
            int fromStart,
            Strided<float[]> c,
            int cStart) {
        if (vectors == 1) FloatTiles.sixByOne(k, a, aStart, b, bStart, from, fromStart, c, cStart);
        else if (vectors == 2) FloatTiles.sixByTwo(k, a, aStart, b, bStart, from, fromStart, c, cStart);
        else FloatTiles.fourByThree(k, a, aStart, b, bStart, from, fromStart, c, cStart);
    }

    @Override
    public void tileOfPanels(
            int vectors,
            int k,
            Strided<float[]> a,
            int aStart,
            Strided<float[]> b,
            Strided<float[]> from,
            int fromStart,
            Strided<float[]> c,
            int cStart) {
        int whole = k + Lanes.missing(k);
        if (vectors == 2) FloatTiles.fourByTwoOfPanels(whole, a, aStart, b, 0, from, fromStart, c, cStart);
        else FloatTiles.fourByThreeOfPanels(whole, a, aStart, b, 0, from, fromStart, c, cStart);
    }
}
