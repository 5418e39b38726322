package backprop.math;

import backprop.math.engine.Arithmetic;
import backprop.math.engine.Workers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.ops.ConvertMatrixData;
import org.ejml.simple.SimpleMatrix;

/**
 * The matrix operations that layers are made of and that EJML's {@link SimpleMatrix} lacks, or offers for one precision
 * only. Every method takes float or double matrices and returns the same precision; only those whose name ends in {@code
 * InPlace} modify an argument. Shapes or precisions that do not fit throw an {@link IllegalArgumentException}.
 *
 * <p>Some take an {@code output} to reuse, as EJML's operations do: it is overwritten and returned if it has the shape and
 * precision of the result. Otherwise, or if it is null, a new matrix is returned. It must not be one of the arguments.
 *
 * <p>Shapes are written rows × columns. Rows are samples, columns are features.
 */
public final class Matrices {
    private static final int ROWS_A_UNIT = 10;
    // Less than this is done before another thread has heard of it.
    private static final int ENTRIES_A_UNIT = 1 << 13;

    private Matrices() {}

    /** A 1 × D matrix of doubles: {@code row(1, 2, 3)}. */
    public static SimpleMatrix row(double... numbers) {
        return matrix(numbers);
    }

    /**
     * A matrix of doubles from its rows: {@code matrix(row(1, 2), row(3, 4))}, {@code matrix(new double[][] {{1, 2}, {3, 4}})}.
     *
     * @throws IllegalArgumentException if there is no row, or one is longer than another
     */
    public static SimpleMatrix matrix(double[]... rows) {
        if (rows.length == 0) throw new IllegalArgumentException("a matrix needs at least one row");
        for (int i = 1; i < rows.length; i++)
            if (rows[i].length != rows[0].length)
                throw new IllegalArgumentException("the rows of a matrix must be equally long, but row 1 has "
                        + rows[0].length + " numbers and row " + (i + 1) + " has " + rows[i].length);
        return new SimpleMatrix(rows);
    }

    /** {@link #matrix(double[][])} in the given precision. */
    public static SimpleMatrix matrix(Precision precision, double[]... rows) {
        return to(precision, matrix(rows));
    }

    /** The matrices one below the other: {@link #stack}. */
    public static SimpleMatrix matrix(SimpleMatrix... parts) {
        return stack(List.of(parts));
    }

    /** A rows × columns matrix of zeros. */
    public static SimpleMatrix zeros(int rows, int columns, Precision precision) {
        return precision == Precision.FLOAT
                ? SimpleMatrix.wrap(new FMatrixRMaj(rows, columns))
                : SimpleMatrix.wrap(new DMatrixRMaj(rows, columns));
    }

    /** A matrix of zeros with the shape and precision of another. */
    public static SimpleMatrix zerosLike(SimpleMatrix m) {
        return zeros(m.getNumRows(), m.getNumCols(), Precision.of(m));
    }

    /**
     * A copy in the given precision, also where the matrix has it already.
     *
     * @throws IllegalArgumentException if the matrix is complex or sparse
     */
    public static SimpleMatrix to(Precision precision, SimpleMatrix m) {
        if (Precision.of(m) == precision) return m.copy();
        SimpleMatrix result = zeros(m.getNumRows(), m.getNumCols(), precision);
        if (precision == Precision.FLOAT) ConvertMatrixData.convert(m.getDDRM(), result.getFDRM());
        else ConvertMatrixData.convert(m.getFDRM(), result.getDDRM());
        return result;
    }

    /**
     * The matrices stacked vertically, one below the other.
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
        int at = 0;
        for (SimpleMatrix part : parts) {
            all.insertIntoThis(at, 0, part);
            at += part.getNumRows();
        }
        return all;
    }

    /**
     * The same numbers in the same order, in another shape; not a copy, what is changed in one changes in the other.
     *
     * @throws IllegalArgumentException if rows × columns are not as many as there are
     */
    public static SimpleMatrix reshape(SimpleMatrix m, int rows, int columns) {
        if ((long) rows * columns != m.getNumElements())
            throw new IllegalArgumentException("the numbers of " + shape(m) + " do not fill " + rows + " × " + columns);
        return Precision.of(m) == Precision.FLOAT
                ? SimpleMatrix.wrap(FMatrixRMaj.wrap(rows, columns, m.getFDRM().data))
                : SimpleMatrix.wrap(DMatrixRMaj.wrap(rows, columns, m.getDDRM().data));
    }

    /**
     * Rows of bytes as rows of numbers from 0 to 1: an unsigned byte divided by 255.
     *
     * @param bytes row i is {@code bytes[starts[i]]} and those after it
     * @param output a matrix to reuse, or null
     * @throws IndexOutOfBoundsException if a row reaches beyond the bytes
     */
    public static SimpleMatrix ofBytes(
            byte[] bytes, int[] starts, int columns, Precision precision, SimpleMatrix output) {
        for (int start : starts) Objects.checkFromIndexSize(start, columns, bytes.length);
        SimpleMatrix x = reuse(output, starts.length, columns, precision);
        Arithmetic arithmetic = arithmetic(x);
        inParts(starts.length, ROWS_A_UNIT, (from, to) -> {
            for (int i = from; i < to; i++) arithmetic.ofBytes(bytes, starts[i], x, i * columns, columns);
        });
        return x;
    }

    /** A·B: (n × k)·(k × m) → n × m. */
    public static SimpleMatrix mult(SimpleMatrix a, SimpleMatrix b) {
        return mult(a, b, null);
    }

    /** {@link #mult(SimpleMatrix, SimpleMatrix)} into an output to reuse. */
    public static SimpleMatrix mult(SimpleMatrix a, SimpleMatrix b, SimpleMatrix output) {
        requireProduct("A·B", a, b, a.getNumCols(), b.getNumRows());
        return product(a, false, b, false, output);
    }

    /** Aᵀ·B: (k × n)ᵀ·(k × m) → n × m. */
    public static SimpleMatrix multTransA(SimpleMatrix a, SimpleMatrix b) {
        return multTransA(a, b, null);
    }

    /** {@link #multTransA(SimpleMatrix, SimpleMatrix)} into an output to reuse. */
    public static SimpleMatrix multTransA(SimpleMatrix a, SimpleMatrix b, SimpleMatrix output) {
        requireProduct("Aᵀ·B", a, b, a.getNumRows(), b.getNumRows());
        return product(a, true, b, false, output);
    }

    /** A·Bᵀ: (n × k)·(m × k)ᵀ → n × m. */
    public static SimpleMatrix multTransB(SimpleMatrix a, SimpleMatrix b) {
        return multTransB(a, b, null);
    }

    /** {@link #multTransB(SimpleMatrix, SimpleMatrix)} into an output to reuse. */
    public static SimpleMatrix multTransB(SimpleMatrix a, SimpleMatrix b, SimpleMatrix output) {
        requireProduct("A·Bᵀ", a, b, a.getNumCols(), b.getNumCols());
        return product(a, false, b, true, output);
    }

    private static SimpleMatrix product(
            SimpleMatrix a, boolean transA, SimpleMatrix b, boolean transB, SimpleMatrix output) {
        int n = transA ? a.getNumCols() : a.getNumRows();
        int m = transB ? b.getNumRows() : b.getNumCols();
        SimpleMatrix c = reuse(output, n, m, Precision.of(a));
        arithmetic(a).product(a, transA, b, transB, c);
        return c;
    }

    /** X + b with the row b (1 × D) added to every row of X (N × D). */
    public static SimpleMatrix addRow(SimpleMatrix x, SimpleMatrix b) {
        SimpleMatrix y = x.copy();
        addRowInPlace(y, b);
        return y;
    }

    /** X ← X + b, in the array of X. */
    public static void addRowInPlace(SimpleMatrix x, SimpleMatrix b) {
        requireSamePrecision("adding a row", "X", x, "b", b);
        int columns = x.getNumCols();
        if (b.getNumRows() != 1 || b.getNumCols() != columns)
            throw new IllegalArgumentException(
                    "a row added to " + shape(x) + " must be 1 × " + columns + ", but it is " + shape(b));
        Arithmetic arithmetic = arithmetic(x);
        int rowsOfUnit = Math.max(1, ENTRIES_A_UNIT / Math.max(1, columns));
        inParts(x.getNumRows(), rowsOfUnit, (from, to) -> {
            for (int row = from; row < to; row++) arithmetic.add(b, 0, x, row * columns, columns);
        });
    }

    /** The sum of every column: N × D → 1 × D. */
    public static SimpleMatrix columnSums(SimpleMatrix x) {
        return columnSums(x, null);
    }

    /** {@link #columnSums(SimpleMatrix)} into an output to reuse. */
    public static SimpleMatrix columnSums(SimpleMatrix x, SimpleMatrix output) {
        int columns = x.getNumCols();
        SimpleMatrix sums = reuse(output, 1, columns, Precision.of(x));
        sums.zero();
        Arithmetic arithmetic = arithmetic(x);
        for (int at = 0; at < x.getNumElements(); at += columns) arithmetic.add(x, at, sums, 0, columns);
        return sums;
    }

    /** The argmax of every row: the column of its largest entry, of equal ones the first. */
    public static int[] argMaxOfRows(SimpleMatrix m) {
        int[] columns = new int[m.getNumRows()];
        for (int i = 0; i < columns.length; i++) {
            double largest = m.getNumCols() == 0 ? 0 : m.get(i, 0);
            for (int j = 1; j < m.getNumCols(); j++) {
                double entry = m.get(i, j);
                if (entry > largest) {
                    largest = entry;
                    columns[i] = j;
                }
            }
        }
        return columns;
    }

    /** f applied to every entry. */
    public static SimpleMatrix map(SimpleMatrix x, DoubleUnaryOperator f) {
        return map(x, f, null);
    }

    /** {@link #map(SimpleMatrix, DoubleUnaryOperator)} into an output to reuse. */
    public static SimpleMatrix map(SimpleMatrix x, DoubleUnaryOperator f, SimpleMatrix output) {
        SimpleMatrix y = reuse(output, x);
        arithmetic(x).map(x, f, y);
        return y;
    }

    /** f applied to each entry of A and the entry of B in the same place. */
    public static SimpleMatrix zip(SimpleMatrix a, SimpleMatrix b, DoubleBinaryOperator f) {
        return zip(a, b, f, null);
    }

    /** {@link #zip(SimpleMatrix, SimpleMatrix, DoubleBinaryOperator)} into an output to reuse. */
    public static SimpleMatrix zip(SimpleMatrix a, SimpleMatrix b, DoubleBinaryOperator f, SimpleMatrix output) {
        requireSameShape(a, b);
        SimpleMatrix c = reuse(output, a);
        arithmetic(a).zip(a, b, f, c);
        return c;
    }

    /** A ← f(A, B) entry by entry, in the array of A. */
    public static void zipInPlace(SimpleMatrix a, SimpleMatrix b, DoubleBinaryOperator f) {
        requireSameShape(a, b);
        arithmetic(a).zip(a, b, f, a);
    }

    /** ReLU, or leaky ReLU with a slope, element-wise: x where x &gt; 0, otherwise slope·x. NaN stays NaN. */
    public static SimpleMatrix rectify(SimpleMatrix x, double slope) {
        return rectify(x, slope, null);
    }

    /** {@link #rectify(SimpleMatrix, double)} into an output to reuse. */
    public static SimpleMatrix rectify(SimpleMatrix x, double slope, SimpleMatrix output) {
        return rectifyBackward(x, x, slope, output);
    }

    /** The gradient through {@link #rectify(SimpleMatrix, double)}: dY where x &gt; 0, otherwise slope·dY. */
    public static SimpleMatrix rectifyBackward(SimpleMatrix dY, SimpleMatrix x, double slope) {
        return rectifyBackward(dY, x, slope, null);
    }

    /** {@link #rectifyBackward(SimpleMatrix, SimpleMatrix, double)} into an output to reuse. */
    public static SimpleMatrix rectifyBackward(SimpleMatrix dY, SimpleMatrix x, double slope, SimpleMatrix output) {
        requireSameShape(dY, x);
        SimpleMatrix dX = reuse(output, x);
        inParts(x.getNumElements(), ENTRIES_A_UNIT, (from, to) -> arithmetic(x).rectify(slope, x, dY, dX, from, to));
        return dX;
    }

    /**
     * Y ← X, in the array of Y.
     *
     * @return whether every entry is finite, neither NaN nor infinite
     */
    public static boolean assignInPlace(SimpleMatrix y, SimpleMatrix x) {
        requireSameShape(y, x);
        AtomicBoolean finite = new AtomicBoolean(true);
        inParts(y.getNumElements(), ENTRIES_A_UNIT, (from, to) -> {
            if (!arithmetic(x).assign(x, y, from, to)) finite.set(false);
        });
        return finite.get();
    }

    /** Y ← Y + αX, in the array of Y: an optimizer's update (axpy). */
    public static void addScaledInPlace(SimpleMatrix y, double alpha, SimpleMatrix x) {
        requireSameShape(y, x);
        inParts(y.getNumElements(), ENTRIES_A_UNIT, (from, to) -> arithmetic(x).addScaled(alpha, x, y, from, to));
    }

    /**
     * Whether both have the same shape and precision, and the same number in each place. NaN is the same as NaN, and −0 not the
     * same as 0.
     */
    public static boolean areIdentical(SimpleMatrix a, SimpleMatrix b) {
        return Precision.of(a) == Precision.of(b)
                && a.getNumRows() == b.getNumRows()
                && a.getNumCols() == b.getNumCols()
                && arithmetic(a).areIdentical(a, b);
    }

    /**
     * The softmax of every row, y<sub>k</sub> = exp(a<sub>k</sub>) / Σ<sub>i</sub> exp(a<sub>i</sub>): N × C → N × C. The
     * largest entry of a row is subtracted first, which changes nothing in exact arithmetic and keeps exp from
     * overflowing.
     */
    public static SimpleMatrix softmax(SimpleMatrix a) {
        return softmax(a, new double[a.getNumRows()], null);
    }

    /**
     * {@link #softmax(SimpleMatrix)}, and the log-sum-exp of every row.
     *
     * @param logSums filled with ln Σ<sub>k</sub> exp(a<sub>nk</sub>), for each row n
     * @param output a matrix to reuse, or null
     * @throws IllegalArgumentException if logSums is not as long as a has rows
     */
    public static SimpleMatrix softmax(SimpleMatrix a, double[] logSums, SimpleMatrix output) {
        if (logSums.length != a.getNumRows())
            throw new IllegalArgumentException("softmax of " + a.getNumRows()
                    + " rows needs as many places for their sums, not " + logSums.length);
        SimpleMatrix y = reuse(output, a);
        if (Precision.of(a) == Precision.FLOAT) softmaxOfFloats(a, logSums, y);
        else softmaxOfDoubles(a, logSums, y);
        return y;
    }

    private static void softmaxOfFloats(SimpleMatrix a, double[] logSums, SimpleMatrix y) {
        int columns = a.getNumCols();
        float[] in = a.getFDRM().data;
        float[] out = y.getFDRM().data;
        for (int i = 0; i < logSums.length; i++) logSums[i] = subtractLargest(in, out, i * columns, (i + 1) * columns);
        Arithmetic.FLOATS.exp(y, y);
        for (int i = 0; i < logSums.length; i++)
            logSums[i] += Math.log(divideBySum(out, i * columns, (i + 1) * columns));
    }

    private static float subtractLargest(float[] in, float[] out, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int k = from; k < to; k++) max = Math.max(max, in[k]);
        for (int k = from; k < to; k++) out[k] = in[k] - max;
        return max;
    }

    private static double divideBySum(float[] numbers, int from, int to) {
        double sum = 0;
        for (int k = from; k < to; k++) sum += numbers[k];
        float share = (float) (1 / sum);
        for (int k = from; k < to; k++) numbers[k] *= share;
        return sum;
    }

    /** Not divided by the sum: ln y is then just what the loss takes for it. */
    private static void softmaxOfDoubles(SimpleMatrix a, double[] logSums, SimpleMatrix y) {
        for (int i = 0; i < logSums.length; i++) {
            logSums[i] = logSumExp(a, i);
            for (int k = 0; k < a.getNumCols(); k++) y.set(i, k, Math.exp(a.get(i, k) - logSums[i]));
        }
    }

    /** ln Σ<sub>k</sub> exp(a<sub>ik</sub>) of row i, without overflow. */
    public static double logSumExp(SimpleMatrix a, int row) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < a.getNumCols(); k++) max = Math.max(max, a.get(row, k));
        double sum = 0;
        for (int k = 0; k < a.getNumCols(); k++) sum += Math.exp(a.get(row, k) - max);
        return max + Math.log(sum);
    }

    /** The shape as it is written in messages: {@code 2 × 3}. */
    public static String shape(SimpleMatrix m) {
        return m.getNumRows() + " × " + m.getNumCols();
    }

    /**
     * @param where the operation, for the message
     * @throws IllegalArgumentException if one matrix is float and the other double
     */
    public static void requireSamePrecision(
            String where, String nameOfA, SimpleMatrix a, String nameOfB, SimpleMatrix b) {
        if (Precision.of(a) == Precision.of(b)) return;
        throw new IllegalArgumentException(where + ": " + nameOfA + " is " + Precision.of(a)
                + " and " + nameOfB + " " + Precision.of(b) + "; convert one with Matrices.to(Precision."
                + Precision.of(b) + ", …). (EJML makes floats of whole numbers listed as arguments: write 1.0, or"
                + " matrix(row(…), row(…)).)");
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

    /** The output if it fits, or a new one. */
    static SimpleMatrix reuse(SimpleMatrix output, int rows, int columns, Precision precision) {
        boolean fits = output != null
                && output.getNumRows() == rows
                && output.getNumCols() == columns
                && Precision.of(output) == precision;
        return fits ? output : zeros(rows, columns, precision);
    }

    private static SimpleMatrix reuse(SimpleMatrix output, SimpleMatrix like) {
        return reuse(output, like.getNumRows(), like.getNumCols(), Precision.of(like));
    }

    static Arithmetic arithmetic(SimpleMatrix m) {
        return Precision.of(m) == Precision.FLOAT ? Arithmetic.FLOATS : Arithmetic.DOUBLES;
    }

    interface Part {
        void of(int from, int to);
    }

    /** Work from 0 to count, in parts of a size, on several threads where there is more than one part. */
    static void inParts(int count, int size, Part part) {
        int units = (int) ((count + size - 1L) / size);
        Workers.run(units, unit -> part.of(unit * size, (int) Math.min(count, (unit + 1L) * size)));
    }
}
