package backprop.math.engine;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.simple.SimpleMatrix;

/** Arithmetic in plain loops, and EJML's products. DoubleLoops is generated from this. */
class FloatLoops implements Arithmetic {
    private static final float LARGEST_BYTE = 255;
    // Reading a quotient takes less time than dividing.
    private static final float[] OF_BYTES = new float[256];

    static {
        for (int i = 0; i < OF_BYTES.length; i++) OF_BYTES[i] = i / LARGEST_BYTE;
    }

    static float[] numbers(SimpleMatrix m) {
        return m.getFDRM().data;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void product(SimpleMatrix a, boolean transA, SimpleMatrix b, boolean transB, SimpleMatrix c) {
        if (transA) CommonOps_FDRM.multTransA(a.getFDRM(), b.getFDRM(), c.getFDRM());
        else if (transB) CommonOps_FDRM.multTransB(a.getFDRM(), b.getFDRM(), c.getFDRM());
        else CommonOps_FDRM.mult(a.getFDRM(), b.getFDRM(), c.getFDRM());
    }

    @Override
    public void add(SimpleMatrix from, int at, SimpleMatrix to, int toAt, int count) {
        float[] in = numbers(from);
        float[] out = numbers(to);
        for (int i = 0; i < count; i++) out[toAt + i] += in[at + i];
    }

    @Override
    public void addScaled(double alpha, SimpleMatrix x, SimpleMatrix y, int from, int to) {
        float[] in = numbers(x);
        float[] out = numbers(y);
        float a = (float) alpha;
        for (int i = from; i < to; i++) out[i] += a * in[i];
    }

    @Override
    public boolean assign(SimpleMatrix x, SimpleMatrix y, int from, int to) {
        float[] in = numbers(x);
        float[] out = numbers(y);
        float differences = 0; // v − v is 0 where v is finite, and NaN where it is not
        for (int i = from; i < to; i++) {
            out[i] = in[i];
            differences += in[i] - in[i];
        }
        return differences == 0;
    }

    @Override
    public void rectify(double slope, SimpleMatrix x, SimpleMatrix v, SimpleMatrix result, int from, int to) {
        float[] at = numbers(x);
        float[] in = numbers(v);
        float[] out = numbers(result);
        for (int i = from; i < to; i++) out[i] = at[i] <= 0 ? scaled(in[i], (float) slope) : in[i];
    }

    // 0 · −∞ would be NaN.
    private static float scaled(float v, float slope) {
        return slope == 0 ? 0 : slope * v;
    }

    @Override
    public void exp(SimpleMatrix x, SimpleMatrix y) {
        map(x, Math::exp, y);
    }

    @Override
    public void map(SimpleMatrix x, DoubleUnaryOperator f, SimpleMatrix y) {
        float[] in = numbers(x);
        float[] out = numbers(y);
        for (int i = 0; i < out.length; i++) out[i] = (float) f.applyAsDouble(in[i]);
    }

    @Override
    public void zip(SimpleMatrix a, SimpleMatrix b, DoubleBinaryOperator f, SimpleMatrix c) {
        float[] left = numbers(a);
        float[] right = numbers(b);
        float[] out = numbers(c);
        for (int i = 0; i < out.length; i++) out[i] = (float) f.applyAsDouble(left[i], right[i]);
    }

    @Override
    public void ofBytes(byte[] bytes, int start, SimpleMatrix x, int at, int count) {
        float[] out = numbers(x);
        for (int i = 0; i < count; i++) out[at + i] = OF_BYTES[bytes[start + i] & 0xff];
    }

    @Override
    public void copy(SimpleMatrix from, int at, SimpleMatrix to, int toAt, int count) {
        System.arraycopy(numbers(from), at, numbers(to), toAt, count);
    }

    @Override
    public void zero(SimpleMatrix x, int at, int count) {
        Arrays.fill(numbers(x), at, at + count, 0);
    }

    @Override
    public void patches(Grid grid, SimpleMatrix x, int at, SimpleMatrix p) {
        float[] in = numbers(x);
        float[] out = numbers(p);
        for (int i = 0; i < grid.down(); i++)
            for (int line = 0; line < grid.side(); line++) {
                int to = i * grid.across() * grid.side() * grid.run() + line * grid.run();
                if (grid.run() < 8) copySingly(grid, in, at + grid.start(i, 0, line), out, to);
                else copyRuns(grid, in, at + grid.start(i, 0, line), out, to);
            }
    }

    /** Copies the same line of all windows side by side. */
    private static void copyRuns(Grid grid, float[] in, int from, float[] out, int to) {
        int run = grid.run(), next = grid.step() * grid.channels(), row = grid.side() * run;
        for (int j = 0; j < grid.across(); j++) System.arraycopy(in, from + j * next, out, to + j * row, run);
    }

    // A call for a few numbers takes longer than to copy them.
    private static void copySingly(Grid grid, float[] in, int from, float[] out, int to) {
        int run = grid.run(), next = grid.step() * grid.channels(), row = grid.side() * run;
        for (int k = 0; k < run; k++)
            for (int j = 0; j < grid.across(); j++) out[to + k + j * row] = in[from + k + j * next];
    }

    @Override
    public void addPatches(Grid grid, SimpleMatrix p, SimpleMatrix x, int at) {
        int run = grid.run();
        int from = 0;
        for (int i = 0; i < grid.down(); i++)
            for (int j = 0; j < grid.across(); j++)
                for (int line = 0; line < grid.side(); line++, from += run)
                    add(p, from, x, at + grid.start(i, j, line), run);
    }

    @Override
    public void max(Grid grid, SimpleMatrix x, int at, SimpleMatrix y, int yAt) {
        max(grid, 0, numbers(x), at, numbers(y), yAt);
    }

    /** In the channels from the given one on. */
    static void max(Grid grid, int firstChannel, float[] x, int at, float[] y, int yAt) {
        int channels = grid.channels();
        int[] pixels = grid.pixels();
        for (int i = 0, to = yAt; i < grid.down(); i++)
            for (int j = 0; j < grid.across(); j++, to += channels)
                for (int channel = firstChannel; channel < channels; channel++) {
                    int start = at + grid.start(i, j) + channel;
                    float largest = x[start];
                    for (int pixel : pixels) largest = Math.max(largest, x[start + pixel]);
                    y[to + channel] = largest;
                }
    }

    @Override
    public void maxBackward(
            Grid grid, SimpleMatrix dY, SimpleMatrix x, int at, SimpleMatrix y, int yAt, SimpleMatrix dX) {
        maxBackward(grid, 0, numbers(dY), numbers(x), at, numbers(y), yAt, numbers(dX));
    }

    /** In the channels from the given one on. */
    static void maxBackward(
            Grid grid, int firstChannel, float[] dY, float[] x, int at, float[] y, int yAt, float[] dX) {
        int channels = grid.channels();
        int[] pixels = grid.pixels();
        for (int i = 0, from = yAt; i < grid.down(); i++)
            for (int j = 0; j < grid.across(); j++, from += channels)
                for (int channel = firstChannel; channel < channels; channel++) {
                    int start = at + grid.start(i, j) + channel;
                    float largest = y[from + channel];
                    int k = 0;
                    while (k < pixels.length - 1 && x[start + pixels[k]] != largest) k++;
                    dX[start + pixels[k]] = dY[from + channel];
                }
    }

    // Several times as fast as EJML's isIdentical.
    @Override
    public boolean areIdentical(SimpleMatrix a, SimpleMatrix b) {
        int count = a.getNumElements();
        return Arrays.equals(numbers(a), 0, count, numbers(b), 0, count);
    }

    @Override
    public double multiplyAndAdd(int repetitions) {
        float[] sums = new float[SUMS];
        for (int i = 0; i < repetitions; i++)
            for (int j = 0; j < sums.length; j++) sums[j] = Math.fma(0.5f, 0.25f, sums[j]);
        return sums[0];
    }
}
