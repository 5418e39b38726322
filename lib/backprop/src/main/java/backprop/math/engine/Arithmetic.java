package backprop.math.engine;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * Operations on matrices of one precision: in vector registers (SIMD) where Java has them, otherwise in plain loops. The
 * caller has checked precisions and shapes. Ranges of entries are in row-major order.
 */
public interface Arithmetic {
    /** With matrices of floats. */
    Arithmetic FLOATS = Vectors.FOUND.map(Vectors::floats).orElseGet(FloatLoops::new);
    /** With matrices of doubles. */
    Arithmetic DOUBLES = Vectors.FOUND.map(Vectors::doubles).orElseGet(DoubleLoops::new);

    /** How many sums {@link #multiplyAndAdd} keeps, each of {@link #lanes} numbers: enough to keep two multipliers busy. */
    int SUMS = 12;

    /** How many numbers are processed at a time: those of a vector register, or 1. */
    int lanes();

    /** C ← A·B, with A or B transposed, but not both. */
    void product(SimpleMatrix a, boolean transA, SimpleMatrix b, boolean transB, SimpleMatrix c);

    /** Adds consecutive entries of one matrix to those of another. */
    void add(SimpleMatrix from, int at, SimpleMatrix to, int toAt, int count);

    /** y ← y + αx, for some entries. */
    void addScaled(double alpha, SimpleMatrix x, SimpleMatrix y, int from, int to);

    /**
     * y ← x, for some entries.
     *
     * @return whether all of them are finite
     */
    boolean assign(SimpleMatrix x, SimpleMatrix y, int from, int to);

    /** v where x &gt; 0 or is NaN, otherwise slope·v, for some entries. */
    void rectify(double slope, SimpleMatrix x, SimpleMatrix v, SimpleMatrix result, int from, int to);

    /** y ← eˣ for every entry x ≤ 0; floats may be wrong in their last bits, and 0 below the smallest normal number. */
    void exp(SimpleMatrix x, SimpleMatrix y);

    /** y ← f(x), for every entry. */
    void map(SimpleMatrix x, DoubleUnaryOperator f, SimpleMatrix y);

    /** c ← f(a, b), for every entry. */
    void zip(SimpleMatrix a, SimpleMatrix b, DoubleBinaryOperator f, SimpleMatrix c);

    /** Consecutive unsigned bytes, divided by 255. */
    void ofBytes(byte[] bytes, int start, SimpleMatrix x, int at, int count);

    /** Copies consecutive entries of one matrix into another. */
    void copy(SimpleMatrix from, int at, SimpleMatrix to, int toAt, int count);

    /** Consecutive entries ← 0. */
    void zero(SimpleMatrix x, int at, int count);

    /**
     * Copies every window of a picture into a row of p.
     *
     * @param at where the picture begins in x
     */
    void patches(Grid grid, SimpleMatrix x, int at, SimpleMatrix p);

    /** Adds every row of p to the window that {@link #patches} took it from. */
    void addPatches(Grid grid, SimpleMatrix p, SimpleMatrix x, int at);

    /** The largest number of every window of a picture, for each channel; NaN if one is NaN. */
    void max(Grid grid, SimpleMatrix x, int at, SimpleMatrix y, int yAt);

    /** Puts the entries of dY into dX, each where x first equals y in its window. The others must be 0 before. */
    void maxBackward(Grid grid, SimpleMatrix dY, SimpleMatrix x, int at, SimpleMatrix y, int yAt, SimpleMatrix dX);

    /** Whether two matrices of one shape have the same entries; NaN is the same as NaN, and −0 not the same as 0. */
    boolean areIdentical(SimpleMatrix a, SimpleMatrix b);

    /** Only fused multiply-adds, on sums that stay in registers: measures the processor's peak. */
    double multiplyAndAdd(int repetitions);
}
