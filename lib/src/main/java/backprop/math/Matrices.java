package backprop.math;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.simple.SimpleMatrix;

/**
 * The matrix operations that layers are made of and that EJML's {@link SimpleMatrix} lacks, or offers for one precision
 * only. Every method takes float or double matrices, never mixed, and answers in the same precision; none alters its
 * arguments, except those whose name ends in {@code InPlace}.
 *
 * <p>Shapes are written rows × columns. Rows are samples, columns are features.
 */
public final class Matrices {
    private Matrices() {}

    /** A rows × columns matrix of zeros. */
    public static SimpleMatrix zeros(int rows, int columns, Precision precision) {
        return precision == Precision.FLOAT
                ? SimpleMatrix.wrap(new FMatrixRMaj(rows, columns))
                : SimpleMatrix.wrap(new DMatrixRMaj(rows, columns));
    }

    /**
     * The same numbers in the asked precision: a copy, also where nothing had to be converted.
     *
     * @throws IllegalArgumentException if the matrix is complex or sparse
     */
    public static SimpleMatrix to(Precision precision, SimpleMatrix m) {
        if (Precision.of(m) == precision) return m.copy();
        SimpleMatrix result = zeros(m.getNumRows(), m.getNumCols(), precision);
        if (precision == Precision.FLOAT) {
            double[] from = m.getDDRM().data;
            float[] to = result.getFDRM().data;
            for (int i = 0; i < to.length; i++) to[i] = (float) from[i];
        } else {
            float[] from = m.getFDRM().data;
            double[] to = result.getDDRM().data;
            for (int i = 0; i < to.length; i++) to[i] = from[i];
        }
        return result;
    }

    /** A·B: (n × k)·(k × m) → n × m. */
    public static SimpleMatrix mult(SimpleMatrix a, SimpleMatrix b) {
        requireProduct("A·B", a, b, a.getNumCols(), b.getNumRows());
        return product(a, false, b, false);
    }

    /** Aᵀ·B: (k × n)ᵀ·(k × m) → n × m. */
    public static SimpleMatrix multTransA(SimpleMatrix a, SimpleMatrix b) {
        requireProduct("Aᵀ·B", a, b, a.getNumRows(), b.getNumRows());
        return product(a, true, b, false);
    }

    /** A·Bᵀ: (n × k)·(m × k)ᵀ → n × m. */
    public static SimpleMatrix multTransB(SimpleMatrix a, SimpleMatrix b) {
        requireProduct("A·Bᵀ", a, b, a.getNumCols(), b.getNumCols());
        return product(a, false, b, true);
    }

    private static SimpleMatrix product(SimpleMatrix a, boolean transA, SimpleMatrix b, boolean transB) {
        int n = transA ? a.getNumCols() : a.getNumRows();
        int k = transA ? a.getNumRows() : a.getNumCols();
        int m = transB ? b.getNumRows() : b.getNumCols();
        SimpleMatrix c = zeros(n, m, Precision.of(a));
        if (isFloat(a) && FloatProduct.FASTEST.isPresent()) {
            int aStep = a.getNumCols();
            int bStep = b.getNumCols();
            FloatProduct.FASTEST
                    .get()
                    .multiply(
                            n,
                            k,
                            m,
                            a.getFDRM().data,
                            transA ? 1 : aStep,
                            transA ? aStep : 1,
                            b.getFDRM().data,
                            transB ? 1 : bStep,
                            transB ? bStep : 1,
                            c.getFDRM().data);
        } else if (isFloat(a)) {
            if (transA) CommonOps_FDRM.multTransA(a.getFDRM(), b.getFDRM(), c.getFDRM());
            else if (transB) CommonOps_FDRM.multTransB(a.getFDRM(), b.getFDRM(), c.getFDRM());
            else CommonOps_FDRM.mult(a.getFDRM(), b.getFDRM(), c.getFDRM());
        } else {
            if (transA) CommonOps_DDRM.multTransA(a.getDDRM(), b.getDDRM(), c.getDDRM());
            else if (transB) CommonOps_DDRM.multTransB(a.getDDRM(), b.getDDRM(), c.getDDRM());
            else CommonOps_DDRM.mult(a.getDDRM(), b.getDDRM(), c.getDDRM());
        }
        return c;
    }

    /** X + b with the row b (1 × D) added to every row of X (N × D). */
    public static SimpleMatrix addRow(SimpleMatrix x, SimpleMatrix b) {
        requireSamePrecision("adding a row", "X", x, "b", b);
        int rows = x.getNumRows();
        int columns = x.getNumCols();
        if (b.getNumRows() != 1 || b.getNumCols() != columns)
            throw new IllegalArgumentException(
                    "a row added to " + shape(x) + " must be 1 × " + columns + ", but it is " + shape(b));
        SimpleMatrix y = x.copy();
        if (isFloat(x)) {
            float[] out = y.getFDRM().data;
            float[] row = b.getFDRM().data;
            for (int i = 0, at = 0; i < rows; i++) for (int j = 0; j < columns; j++, at++) out[at] += row[j];
        } else {
            double[] out = y.getDDRM().data;
            double[] row = b.getDDRM().data;
            for (int i = 0, at = 0; i < rows; i++) for (int j = 0; j < columns; j++, at++) out[at] += row[j];
        }
        return y;
    }

    /** The sum of every column: N × D → 1 × D. */
    public static SimpleMatrix columnSums(SimpleMatrix x) {
        int rows = x.getNumRows();
        int columns = x.getNumCols();
        SimpleMatrix sums = zeros(1, columns, Precision.of(x));
        if (isFloat(x)) {
            float[] in = x.getFDRM().data;
            float[] out = sums.getFDRM().data;
            for (int i = 0, at = 0; i < rows; i++) for (int j = 0; j < columns; j++, at++) out[j] += in[at];
        } else {
            double[] in = x.getDDRM().data;
            double[] out = sums.getDDRM().data;
            for (int i = 0, at = 0; i < rows; i++) for (int j = 0; j < columns; j++, at++) out[j] += in[at];
        }
        return sums;
    }

    /** f of every entry. */
    public static SimpleMatrix map(SimpleMatrix x, DoubleUnaryOperator f) {
        SimpleMatrix y = zeros(x.getNumRows(), x.getNumCols(), Precision.of(x));
        if (isFloat(x)) {
            float[] in = x.getFDRM().data;
            float[] out = y.getFDRM().data;
            for (int i = 0; i < out.length; i++) out[i] = (float) f.applyAsDouble(in[i]);
        } else {
            double[] in = x.getDDRM().data;
            double[] out = y.getDDRM().data;
            for (int i = 0; i < out.length; i++) out[i] = f.applyAsDouble(in[i]);
        }
        return y;
    }

    /** f of every entry of A and the entry of B in the same place. */
    public static SimpleMatrix zip(SimpleMatrix a, SimpleMatrix b, DoubleBinaryOperator f) {
        requireSameShape(a, b);
        SimpleMatrix c = zeros(a.getNumRows(), a.getNumCols(), Precision.of(a));
        if (isFloat(a)) {
            float[] left = a.getFDRM().data;
            float[] right = b.getFDRM().data;
            float[] out = c.getFDRM().data;
            for (int i = 0; i < out.length; i++) out[i] = (float) f.applyAsDouble(left[i], right[i]);
        } else {
            double[] left = a.getDDRM().data;
            double[] right = b.getDDRM().data;
            double[] out = c.getDDRM().data;
            for (int i = 0; i < out.length; i++) out[i] = f.applyAsDouble(left[i], right[i]);
        }
        return c;
    }

    /** Y ← Y + αX, in the array of Y: how an optimizer moves a parameter. */
    public static void addScaledInPlace(SimpleMatrix y, double alpha, SimpleMatrix x) {
        requireSameShape(y, x);
        int entries = y.getNumElements();
        if (isFloat(y)) {
            float[] out = y.getFDRM().data;
            float[] in = x.getFDRM().data;
            float a = (float) alpha;
            for (int i = 0; i < entries; i++) out[i] += a * in[i];
        } else {
            double[] out = y.getDDRM().data;
            double[] in = x.getDDRM().data;
            for (int i = 0; i < entries; i++) out[i] += alpha * in[i];
        }
    }

    /**
     * The softmax of every row, y<sub>k</sub> = exp(a<sub>k</sub>) / Σ<sub>i</sub> exp(a<sub>i</sub>): N × C → N × C. The
     * largest entry of a row is subtracted first, which changes nothing in exact arithmetic and keeps exp from
     * overflowing.
     */
    public static SimpleMatrix softmax(SimpleMatrix a) {
        SimpleMatrix y = zeros(a.getNumRows(), a.getNumCols(), Precision.of(a));
        for (int i = 0; i < a.getNumRows(); i++) {
            double logSum = logSumExp(a, i);
            for (int k = 0; k < a.getNumCols(); k++) y.set(i, k, Math.exp(a.get(i, k) - logSum));
        }
        return y;
    }

    /** ln Σ<sub>k</sub> exp(a<sub>ik</sub>) of row i, without overflow. */
    public static double logSumExp(SimpleMatrix a, int row) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < a.getNumCols(); k++) max = Math.max(max, a.get(row, k));
        double sum = 0;
        for (int k = 0; k < a.getNumCols(); k++) sum += Math.exp(a.get(row, k) - max);
        return max + Math.log(sum);
    }

    /**
     * The rows of all of them, one matrix below the other.
     *
     * @throws IllegalArgumentException if there is none, or they differ in columns or precision
     */
    public static SimpleMatrix stack(List<SimpleMatrix> parts) {
        if (parts.isEmpty()) throw new IllegalArgumentException("there is nothing to stack");
        SimpleMatrix first = parts.get(0);
        int rows = 0;
        for (SimpleMatrix part : parts) {
            requireSamePrecision("stacking", "the first", first, "another", part);
            if (part.getNumCols() != first.getNumCols())
                throw new IllegalArgumentException("matrices that are stacked need as many columns, but they are "
                        + shape(first) + " and " + shape(part));
            rows += part.getNumRows();
        }
        SimpleMatrix all = zeros(rows, first.getNumCols(), Precision.of(first));
        Object to = isFloat(first) ? all.getFDRM().data : all.getDDRM().data;
        int at = 0;
        for (SimpleMatrix part : parts) {
            Object from = isFloat(first) ? part.getFDRM().data : part.getDDRM().data;
            System.arraycopy(from, 0, to, at, part.getNumElements());
            at += part.getNumElements();
        }
        return all;
    }

    /** The column of the largest entry of every row; of equal ones the first. */
    public static int[] argMaxOfRows(SimpleMatrix m) {
        int[] columns = new int[m.getNumRows()];
        for (int i = 0; i < columns.length; i++)
            for (int j = 1; j < m.getNumCols(); j++) if (m.get(i, j) > m.get(i, columns[i])) columns[i] = j;
        return columns;
    }

    /** The shape as it is written in messages: {@code 2 × 3}. */
    public static String shape(SimpleMatrix m) {
        return m.getNumRows() + " × " + m.getNumCols();
    }

    /**
     * @param where who asks, for the message
     * @throws IllegalArgumentException if one matrix is float and the other double
     */
    public static void requireSamePrecision(
            String where, String nameOfA, SimpleMatrix a, String nameOfB, SimpleMatrix b) {
        if (Precision.of(a) == Precision.of(b)) return;
        throw new IllegalArgumentException(where + ": " + nameOfA + " is " + Precision.of(a)
                + " and " + nameOfB + " " + Precision.of(b) + "; convert one with Matrices.to(Precision."
                + Precision.of(b) + ", …). (EJML makes floats of whole numbers listed as arguments: write 1.0, or"
                + " new SimpleMatrix(new double[][] {{…}}).)");
    }

    private static void requireSameShape(SimpleMatrix a, SimpleMatrix b) {
        requireSamePrecision("entry by entry", "A", a, "B", b);
        if (a.getNumRows() != b.getNumRows() || a.getNumCols() != b.getNumCols())
            throw new IllegalArgumentException(
                    "both matrices must have the same shape, but they are " + shape(a) + " and " + shape(b));
    }

    private static void requireProduct(String product, SimpleMatrix a, SimpleMatrix b, int inner, int other) {
        requireSamePrecision(product, "A", a, "B", b);
        if (inner != other)
            throw new IllegalArgumentException(product + " of A " + shape(a) + " and B " + shape(b)
                    + " does not exist: " + inner + " and " + other + " must be equal");
    }

    private static boolean isFloat(SimpleMatrix m) {
        return Precision.of(m) == Precision.FLOAT;
    }
}
