package backprop.math.engine;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector registers of floats. DoubleLanes is generated from this. */
final class FloatLanes implements Lanes<float[]> {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final int L = LANES.length();
    // Processors with registers of 512 bits have 32 of them, others 16 that we can be sure of.
    private static final boolean MANY_REGISTERS = LANES.vectorBitSize() == 512;

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
        if (b.columnStep() != 1) packColumns(k, width, b, start, panel, at);
        else if (width == 3 * L) packThree(k, b, start, panel.numbers(), at);
        else packRows(k, width, b, start, panel, at);
        int panelWidth = panel.rowStep();
        if (width == panelWidth) return;
        for (int p = 0, end = at + panelWidth; p < k; p++, end += panelWidth)
            Arrays.fill(panel.numbers(), end - panelWidth + width, end, 0);
    }

    private static void packRows(int k, int width, Strided<float[]> b, int start, Strided<float[]> panel, int at) {
        float[] in = b.numbers();
        float[] out = panel.numbers();
        for (int p = 0, from = start, to = at; p < k; p++, from += b.rowStep(), to += panel.rowStep()) {
            int j = 0;
            for (; j <= width - L; j += L)
                FloatVector.fromArray(LANES, in, from + j).intoArray(out, to + j);
            for (; j < width; j++) out[to + j] = in[from + j];
        }
    }

    // Copying waits for memory. The fewer instructions a row takes, the more loads are in flight at a time.
    private static void packThree(int k, Strided<float[]> b, int from, float[] out, int to) {
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

    // How the tiles are written decides over a factor of two. A loop that the compiler sees through it
    // unrolls, an index of its own for each row takes a register, and either way the sums no longer fit the
    // registers. lib/bench measures it.

    @Override
    public int rows(int vectors, int rowsLeft) {
        if (vectors < 3) return 6;
        return MANY_REGISTERS && rowsLeft >= 8 ? 8 : 4;
    }

    @Override
    public void tile(
            int rows,
            int vectors,
            int k,
            Strided<float[]> a,
            int aStart,
            Strided<float[]> b,
            int bStart,
            Strided<float[]> c,
            int cStart) {
        if (vectors == 1) sixByOne(k, a, aStart, b, bStart, c, cStart);
        else if (vectors == 2) sixByTwo(k, a, aStart, b, bStart, c, cStart);
        else if (rows == 4) fourByThree(k, a, aStart, b, bStart, c, cStart);
        else eightByThree(k, a, aStart, b, bStart, c, cStart);
    }

    private static void fourByThree(
            int k, Strided<float[]> left, int aStart, Strided<float[]> right, int bStart, Strided<float[]> to, int c0) {
        float[] a = left.numbers(), panel = right.numbers(), c = to.numbers();
        int aRowStep = left.rowStep(), aColumnStep = left.columnStep();
        int panelStep = right.rowStep(), cRowStep = to.rowStep();
        FloatVector s00 = FloatVector.zero(LANES), s01 = FloatVector.zero(LANES), s02 = FloatVector.zero(LANES);
        FloatVector s10 = FloatVector.zero(LANES), s11 = FloatVector.zero(LANES), s12 = FloatVector.zero(LANES);
        FloatVector s20 = FloatVector.zero(LANES), s21 = FloatVector.zero(LANES), s22 = FloatVector.zero(LANES);
        FloatVector s30 = FloatVector.zero(LANES), s31 = FloatVector.zero(LANES), s32 = FloatVector.zero(LANES);
        for (int p = 0, column = aStart, b = bStart; p < k; p++, column += aColumnStep, b += panelStep) {
            FloatVector b0 = FloatVector.fromArray(LANES, panel, b);
            FloatVector b1 = FloatVector.fromArray(LANES, panel, b + L);
            FloatVector b2 = FloatVector.fromArray(LANES, panel, b + 2 * L);
            int row = column;
            FloatVector a0 = FloatVector.broadcast(LANES, a[row]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            row += aRowStep;
            FloatVector a1 = FloatVector.broadcast(LANES, a[row]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            row += aRowStep;
            FloatVector a2 = FloatVector.broadcast(LANES, a[row]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            row += aRowStep;
            FloatVector a3 = FloatVector.broadcast(LANES, a[row]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
        }
        int c1 = c0 + cRowStep;
        int c2 = c1 + cRowStep;
        int c3 = c2 + cRowStep;
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s02.intoArray(c, c0 + 2 * L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s12.intoArray(c, c1 + 2 * L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s22.intoArray(c, c2 + 2 * L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s32.intoArray(c, c3 + 2 * L);
    }

    private static void sixByTwo(
            int k, Strided<float[]> left, int aStart, Strided<float[]> right, int bStart, Strided<float[]> to, int c0) {
        float[] a = left.numbers(), panel = right.numbers(), c = to.numbers();
        int aRowStep = left.rowStep(), aColumnStep = left.columnStep();
        int panelStep = right.rowStep(), cRowStep = to.rowStep();
        FloatVector s00 = FloatVector.zero(LANES), s01 = FloatVector.zero(LANES);
        FloatVector s10 = FloatVector.zero(LANES), s11 = FloatVector.zero(LANES);
        FloatVector s20 = FloatVector.zero(LANES), s21 = FloatVector.zero(LANES);
        FloatVector s30 = FloatVector.zero(LANES), s31 = FloatVector.zero(LANES);
        FloatVector s40 = FloatVector.zero(LANES), s41 = FloatVector.zero(LANES);
        FloatVector s50 = FloatVector.zero(LANES), s51 = FloatVector.zero(LANES);
        for (int p = 0, column = aStart, b = bStart; p < k; p++, column += aColumnStep, b += panelStep) {
            FloatVector b0 = FloatVector.fromArray(LANES, panel, b);
            FloatVector b1 = FloatVector.fromArray(LANES, panel, b + L);
            int row = column;
            FloatVector a0 = FloatVector.broadcast(LANES, a[row]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            row += aRowStep;
            FloatVector a1 = FloatVector.broadcast(LANES, a[row]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            row += aRowStep;
            FloatVector a2 = FloatVector.broadcast(LANES, a[row]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            row += aRowStep;
            FloatVector a3 = FloatVector.broadcast(LANES, a[row]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            row += aRowStep;
            FloatVector a4 = FloatVector.broadcast(LANES, a[row]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            row += aRowStep;
            FloatVector a5 = FloatVector.broadcast(LANES, a[row]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
        }
        int c1 = c0 + cRowStep;
        int c2 = c1 + cRowStep;
        int c3 = c2 + cRowStep;
        int c4 = c3 + cRowStep;
        int c5 = c4 + cRowStep;
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + L);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + L);
    }

    private static void sixByOne(
            int k, Strided<float[]> left, int aStart, Strided<float[]> right, int bStart, Strided<float[]> to, int c0) {
        float[] a = left.numbers(), panel = right.numbers(), c = to.numbers();
        int aRowStep = left.rowStep(), aColumnStep = left.columnStep();
        int panelStep = right.rowStep(), cRowStep = to.rowStep();
        FloatVector s0 = FloatVector.zero(LANES);
        FloatVector s1 = FloatVector.zero(LANES);
        FloatVector s2 = FloatVector.zero(LANES);
        FloatVector s3 = FloatVector.zero(LANES);
        FloatVector s4 = FloatVector.zero(LANES);
        FloatVector s5 = FloatVector.zero(LANES);
        for (int p = 0, column = aStart, b = bStart; p < k; p++, column += aColumnStep, b += panelStep) {
            FloatVector b0 = FloatVector.fromArray(LANES, panel, b);
            int row = column;
            FloatVector a0 = FloatVector.broadcast(LANES, a[row]);
            s0 = a0.fma(b0, s0);
            row += aRowStep;
            FloatVector a1 = FloatVector.broadcast(LANES, a[row]);
            s1 = a1.fma(b0, s1);
            row += aRowStep;
            FloatVector a2 = FloatVector.broadcast(LANES, a[row]);
            s2 = a2.fma(b0, s2);
            row += aRowStep;
            FloatVector a3 = FloatVector.broadcast(LANES, a[row]);
            s3 = a3.fma(b0, s3);
            row += aRowStep;
            FloatVector a4 = FloatVector.broadcast(LANES, a[row]);
            s4 = a4.fma(b0, s4);
            row += aRowStep;
            FloatVector a5 = FloatVector.broadcast(LANES, a[row]);
            s5 = a5.fma(b0, s5);
        }
        int c1 = c0 + cRowStep;
        int c2 = c1 + cRowStep;
        int c3 = c2 + cRowStep;
        int c4 = c3 + cRowStep;
        int c5 = c4 + cRowStep;
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
        s4.intoArray(c, c4);
        s5.intoArray(c, c5);
    }

    private static void eightByThree(
            int k, Strided<float[]> left, int aStart, Strided<float[]> right, int bStart, Strided<float[]> to, int c0) {
        float[] a = left.numbers(), panel = right.numbers(), c = to.numbers();
        int aRowStep = left.rowStep(), aColumnStep = left.columnStep();
        int panelStep = right.rowStep(), cRowStep = to.rowStep();
        FloatVector s00 = FloatVector.zero(LANES), s01 = FloatVector.zero(LANES), s02 = FloatVector.zero(LANES);
        FloatVector s10 = FloatVector.zero(LANES), s11 = FloatVector.zero(LANES), s12 = FloatVector.zero(LANES);
        FloatVector s20 = FloatVector.zero(LANES), s21 = FloatVector.zero(LANES), s22 = FloatVector.zero(LANES);
        FloatVector s30 = FloatVector.zero(LANES), s31 = FloatVector.zero(LANES), s32 = FloatVector.zero(LANES);
        FloatVector s40 = FloatVector.zero(LANES), s41 = FloatVector.zero(LANES), s42 = FloatVector.zero(LANES);
        FloatVector s50 = FloatVector.zero(LANES), s51 = FloatVector.zero(LANES), s52 = FloatVector.zero(LANES);
        FloatVector s60 = FloatVector.zero(LANES), s61 = FloatVector.zero(LANES), s62 = FloatVector.zero(LANES);
        FloatVector s70 = FloatVector.zero(LANES), s71 = FloatVector.zero(LANES), s72 = FloatVector.zero(LANES);
        for (int p = 0, column = aStart, b = bStart; p < k; p++, column += aColumnStep, b += panelStep) {
            FloatVector b0 = FloatVector.fromArray(LANES, panel, b);
            FloatVector b1 = FloatVector.fromArray(LANES, panel, b + L);
            FloatVector b2 = FloatVector.fromArray(LANES, panel, b + 2 * L);
            int row = column;
            FloatVector a0 = FloatVector.broadcast(LANES, a[row]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            row += aRowStep;
            FloatVector a1 = FloatVector.broadcast(LANES, a[row]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            row += aRowStep;
            FloatVector a2 = FloatVector.broadcast(LANES, a[row]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            row += aRowStep;
            FloatVector a3 = FloatVector.broadcast(LANES, a[row]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            row += aRowStep;
            FloatVector a4 = FloatVector.broadcast(LANES, a[row]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            s42 = a4.fma(b2, s42);
            row += aRowStep;
            FloatVector a5 = FloatVector.broadcast(LANES, a[row]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            s52 = a5.fma(b2, s52);
            row += aRowStep;
            FloatVector a6 = FloatVector.broadcast(LANES, a[row]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            s62 = a6.fma(b2, s62);
            row += aRowStep;
            FloatVector a7 = FloatVector.broadcast(LANES, a[row]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);
            s72 = a7.fma(b2, s72);
        }
        int c1 = c0 + cRowStep;
        int c2 = c1 + cRowStep;
        int c3 = c2 + cRowStep;
        int c4 = c3 + cRowStep;
        int c5 = c4 + cRowStep;
        int c6 = c5 + cRowStep;
        int c7 = c6 + cRowStep;
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s02.intoArray(c, c0 + 2 * L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s12.intoArray(c, c1 + 2 * L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s22.intoArray(c, c2 + 2 * L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s32.intoArray(c, c3 + 2 * L);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + L);
        s42.intoArray(c, c4 + 2 * L);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + L);
        s52.intoArray(c, c5 + 2 * L);
        s60.intoArray(c, c6);
        s61.intoArray(c, c6 + L);
        s62.intoArray(c, c6 + 2 * L);
        s70.intoArray(c, c7);
        s71.intoArray(c, c7 + L);
        s72.intoArray(c, c7 + 2 * L);
    }

    @Override
    public void add(float[] from, int at, float[] to, int toAt, int count) {
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector sum =
                    FloatVector.fromArray(LANES, to, toAt + i).add(FloatVector.fromArray(LANES, from, at + i));
            sum.intoArray(to, toAt + i);
        }
        for (; i < count; i++) to[toAt + i] += from[at + i];
    }
}
