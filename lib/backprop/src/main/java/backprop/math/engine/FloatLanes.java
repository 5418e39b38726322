package backprop.math.engine;

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
    public void copy(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        if (b.columnStep() != 1) copyColumns(k, width, b, start, panel, at);
        else if (width == 3 * L) copyThreeRegisters(k, b, start, panel, at);
        else if (width == 4) copyFourNumbers(k, b, start, panel, at);
        else copyRows(k, width, b, start, panel, at);
    }

    private static void copyRows(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        for (int p = 0, from = start, to = at; p < k; p++, from += b.rowStep(), to += panel.rowStep())
            System.arraycopy(b.numbers(), from, panel.numbers(), to, width);
    }

    // Copying waits for memory. The fewer instructions a row takes, the more loads are in flight at a time. There must
    // be no condition between them: the compiler checks the last index first, and where that check fails without need
    // it compiles vectors worse from then on, in all classes.
    private static void copyThreeRegisters(int k, Strided<float[]> b, int from, Strided<float[]> panel, int to) {
        float[] in = b.numbers();
        float[] out = panel.numbers();
        int rowStep = b.rowStep();
        int panelWidth = panel.rowStep();
        for (int p = 0; p < k; p++, from += rowStep, to += panelWidth) {
            FloatVector b0 = FloatVector.fromArray(LANES, in, from);
            FloatVector b1 = FloatVector.fromArray(LANES, in, from + L);
            FloatVector b2 = FloatVector.fromArray(LANES, in, from + 2 * L);
            b0.intoArray(out, to);
            b1.intoArray(out, to + L);
            b2.intoArray(out, to + 2 * L);
        }
    }

    // Whole registers: what is written beyond the four numbers are the next rows' places, which come later.
    private static void copyFourNumbers(int k, Strided<float[]> b, int from, Strided<float[]> panel, int to) {
        float[] in = b.numbers();
        float[] out = panel.numbers();
        int rowStep = b.rowStep();
        int panelWidth = panel.rowStep();
        int whole = L < 4 ? 0 : Math.min(k - L / 4 + 1, Math.floorDiv(in.length - L - from, Math.max(1, rowStep)) + 1);
        int p = 0;
        for (; p < whole; p++, from += rowStep, to += panelWidth)
            FloatVector.fromArray(LANES, in, from).intoArray(out, to);
        for (; p < k; p++, from += rowStep, to += panelWidth) System.arraycopy(in, from, out, to, 4);
    }

    @Override
    public void copyRows(int k, int rows, Strided<float[]> a, int start, float[] panel, int at) {
        int p = 0;
        if (rows == ROWS_OF_PANEL && L >= UNROLLED) p = copyFourRows(k, a, start, panel, at);
        for (int whole = k + Lanes.missing(k); p < whole; p++)
            for (int i = 0; i < rows; i++)
                panel[at + (p - p % UNROLLED) * ROWS_OF_PANEL + i * UNROLLED + p % UNROLLED] =
                        p < k ? a.numbers()[start + a.at(i, p)] : 0;
    }

    // Whole registers here too. Returns how many numbers of each row have been copied.
    private static int copyFourRows(int k, Strided<float[]> a, int row0, float[] out, int to) {
        float[] in = a.numbers();
        int row1 = row0 + a.rowStep();
        int row2 = row1 + a.rowStep();
        int row3 = row2 + a.rowStep();
        int p = 0;
        for (; p <= k - L; p += UNROLLED, to += UNROLLED * ROWS_OF_PANEL) {
            FloatVector.fromArray(LANES, in, row0 + p).intoArray(out, to);
            FloatVector.fromArray(LANES, in, row1 + p).intoArray(out, to + UNROLLED);
            FloatVector.fromArray(LANES, in, row2 + p).intoArray(out, to + 2 * UNROLLED);
            FloatVector.fromArray(LANES, in, row3 + p).intoArray(out, to + 3 * UNROLLED);
        }
        return p;
    }

    private static void copyColumns(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        int j = 0;
        for (; j <= width - 4; j += 4) copyFour(k, b, start + b.at(0, j), panel, at + j);
        for (; j < width; j++)
            for (int p = 0, from = start + b.at(0, j), to = at + j; p < k; p++, from++, to += panel.rowStep())
                panel.numbers()[to] = b.numbers()[from];
    }

    // In a transposed B, columns are contiguous. Four at a time, for otherwise every number that is written
    // touches a cache line of its own.
    private static void copyFour(int k, Strided<float[]> b, int column0, Strided<float[]> panel, int to) {
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
    public void tiles(
            boolean areCopied,
            int vectors,
            int tiles,
            int k,
            Strided<float[]> a,
            int a0,
            Strided<float[]> b,
            int b0,
            Strided<float[]> f,
            int f0,
            Strided<float[]> c,
            int c0) {
        boolean areRows = a.columnStep() == 1;
        if (areCopied) {
            int whole = k + Lanes.missing(k);
            if (vectors == 3 && areRows) FloatTiles.fourByThreeOfRowPanel(tiles, whole, a, a0, b, b0, f, f0, c, c0);
            else if (vectors == 3) FloatTiles.fourByThreeOfColumnPanel(tiles, whole, a, a0, b, b0, f, f0, c, c0);
            else if (areRows) FloatTiles.fourByTwoOfRowPanel(tiles, whole, a, a0, b, b0, f, f0, c, c0);
            else FloatTiles.fourByTwoOfColumnPanel(tiles, whole, a, a0, b, b0, f, f0, c, c0);
        } else if (vectors == 3) {
            boolean isEven = k % UNROLLED == 0 && b.rowStep() == 3 * L;
            if (isEven && areRows) FloatTiles.fourByThreeOfRows(tiles, k, a, a0, b, b0, f, f0, c, c0);
            else if (isEven && a.rowStep() == 1) FloatTiles.fourByThreeOfColumns(tiles, k, a, a0, b, b0, f, f0, c, c0);
            else FloatTiles.fourByThree(tiles, k, a, a0, b, b0, f, f0, c, c0);
        } else if (vectors == 1) FloatTiles.sixByOne(tiles, k, a, a0, b, b0, f, f0, c, c0);
        else if (vectors == 2) FloatTiles.sixByTwo(tiles, k, a, a0, b, b0, f, f0, c, c0);
        else FloatTiles.twoByFour(tiles, k, a, a0, b, b0, f, f0, c, c0);
    }

    @Override
    public void dots(int k, Strided<float[]> rows, int a0, Strided<float[]> columns, Strided<float[]> sums) {
        float[] a = rows.numbers(), b = columns.numbers(), c = sums.numbers();
        int a1 = a0 + rows.rowStep();
        int a2 = a1 + rows.rowStep();
        int a3 = a2 + rows.rowStep();
        // As many partial sums as the widest register holds: so a narrower one gives the same bits.
        for (int lane = 0; lane < WIDEST; lane += L) {
            FloatVector s00 = FloatVector.zero(LANES), s10 = s00, s20 = s00, s30 = s00;
            FloatVector s01 = s00, s11 = s00, s21 = s00, s31 = s00;
            for (int p = lane; p <= k - WIDEST + lane; p += WIDEST) {
                FloatVector b0 = FloatVector.fromArray(LANES, b, p);
                FloatVector b1 = FloatVector.fromArray(LANES, b, k + p);
                FloatVector v0 = FloatVector.fromArray(LANES, a, a0 + p);
                s00 = v0.fma(b0, s00);
                s01 = v0.fma(b1, s01);
                FloatVector v1 = FloatVector.fromArray(LANES, a, a1 + p);
                s10 = v1.fma(b0, s10);
                s11 = v1.fma(b1, s11);
                FloatVector v2 = FloatVector.fromArray(LANES, a, a2 + p);
                s20 = v2.fma(b0, s20);
                s21 = v2.fma(b1, s21);
                FloatVector v3 = FloatVector.fromArray(LANES, a, a3 + p);
                s30 = v3.fma(b0, s30);
                s31 = v3.fma(b1, s31);
            }
            s00.intoArray(c, lane);
            s10.intoArray(c, WIDEST + lane);
            s20.intoArray(c, 2 * WIDEST + lane);
            s30.intoArray(c, 3 * WIDEST + lane);
            s01.intoArray(c, 4 * WIDEST + lane);
            s11.intoArray(c, 5 * WIDEST + lane);
            s21.intoArray(c, 6 * WIDEST + lane);
            s31.intoArray(c, 7 * WIDEST + lane);
        }
        for (int i = 0; i < DOTS; i++) {
            float sum = 0;
            for (int lane = 0; lane < WIDEST; lane++) sum += c[i * WIDEST + lane];
            int row = a0 + i % ROWS_OF_DOTS * rows.rowStep();
            int column = i / ROWS_OF_DOTS * k;
            for (int p = k / WIDEST * WIDEST; p < k; p++) sum += a[row + p] * b[column + p];
            c[i] = sum;
        }
    }
}
