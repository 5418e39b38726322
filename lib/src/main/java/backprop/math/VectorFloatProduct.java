package backprop.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product on the processor's vector registers (JEP 338 and its successors). Four rows of A meet two registers' width of
 * columns of B at a time, so that eight sums stay in registers while k runs. B is copied first into panels of that width;
 * what is computed beyond its last column is cut off again, for vectors with a mask at the ragged end would cost several
 * times as much.
 */
public final class VectorFloatProduct implements FloatProduct {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    private static final int L = LANES.length();
    private static final int WIDTH = 2 * L;
    private static final int ROWS = 4;

    @Override
    public void multiply(
            int n,
            int k,
            int m,
            float[] a,
            int aRowStep,
            int aColumnStep,
            float[] b,
            int bRowStep,
            int bColumnStep,
            float[] c) {
        float[] panel = new float[k * WIDTH];
        float[] tile = new float[ROWS * WIDTH];
        for (int j = 0; j < m; j += WIDTH) {
            int width = Math.min(WIDTH, m - j);
            pack(k, width, b, j * bColumnStep, bRowStep, bColumnStep, panel);
            int i = 0;
            for (; i + ROWS <= n; i += ROWS) {
                if (width == WIDTH) {
                    fourRows(k, a, i * aRowStep, aRowStep, aColumnStep, panel, c, i * m + j, m);
                } else {
                    fourRows(k, a, i * aRowStep, aRowStep, aColumnStep, panel, tile, 0, WIDTH);
                    for (int r = 0; r < ROWS; r++) System.arraycopy(tile, r * WIDTH, c, (i + r) * m + j, width);
                }
            }
            for (; i < n; i++) {
                oneRow(k, a, i * aRowStep, aColumnStep, panel, tile);
                System.arraycopy(tile, 0, c, i * m + j, width);
            }
        }
    }

    private static void pack(int k, int width, float[] b, int start, int rowStep, int columnStep, float[] panel) {
        for (int p = 0; p < k; p++) {
            int from = start + p * rowStep;
            int to = p * WIDTH;
            if (columnStep == 1) System.arraycopy(b, from, panel, to, width);
            else for (int j = 0; j < width; j++) panel[to + j] = b[from + j * columnStep];
        }
    }

    private static void fourRows(
            int k, float[] a, int a0, int rowStep, int columnStep, float[] panel, float[] c, int c0, int cStep) {
        int a1 = a0 + rowStep;
        int a2 = a1 + rowStep;
        int a3 = a2 + rowStep;
        FloatVector zero = FloatVector.zero(LANES);
        FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero, s20 = zero, s21 = zero, s30 = zero, s31 = zero;
        for (int p = 0, at = 0, b = 0; p < k; p++, at += columnStep, b += WIDTH) {
            FloatVector b0 = FloatVector.fromArray(LANES, panel, b);
            FloatVector b1 = FloatVector.fromArray(LANES, panel, b + L);
            FloatVector v0 = FloatVector.broadcast(LANES, a[a0 + at]);
            s00 = v0.fma(b0, s00);
            s01 = v0.fma(b1, s01);
            FloatVector v1 = FloatVector.broadcast(LANES, a[a1 + at]);
            s10 = v1.fma(b0, s10);
            s11 = v1.fma(b1, s11);
            FloatVector v2 = FloatVector.broadcast(LANES, a[a2 + at]);
            s20 = v2.fma(b0, s20);
            s21 = v2.fma(b1, s21);
            FloatVector v3 = FloatVector.broadcast(LANES, a[a3 + at]);
            s30 = v3.fma(b0, s30);
            s31 = v3.fma(b1, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c0 + cStep);
        s11.intoArray(c, c0 + cStep + L);
        s20.intoArray(c, c0 + 2 * cStep);
        s21.intoArray(c, c0 + 2 * cStep + L);
        s30.intoArray(c, c0 + 3 * cStep);
        s31.intoArray(c, c0 + 3 * cStep + L);
    }

    private static void oneRow(int k, float[] a, int a0, int columnStep, float[] panel, float[] c) {
        FloatVector s0 = FloatVector.zero(LANES);
        FloatVector s1 = s0;
        for (int p = 0, at = a0, b = 0; p < k; p++, at += columnStep, b += WIDTH) {
            FloatVector v = FloatVector.broadcast(LANES, a[at]);
            s0 = v.fma(FloatVector.fromArray(LANES, panel, b), s0);
            s1 = v.fma(FloatVector.fromArray(LANES, panel, b + L), s1);
        }
        s0.intoArray(c, 0);
        s1.intoArray(c, L);
    }
}
