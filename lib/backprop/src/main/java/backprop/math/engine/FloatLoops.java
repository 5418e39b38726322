package backprop.math.engine;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.simple.SimpleMatrix;

/** Arithmetic in plain loops, and EJML's products. DoubleLoops is generated from this. */
class FloatLoops implements Arithmetic {
    private static final float LARGEST_BYTE = 255;

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
        for (int i = 0; i < count; i++) out[at + i] = (bytes[start + i] & 0xff) / LARGEST_BYTE;
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
            for (int j = 0; j < sums.length; j++) sums[j] = Math.fma(sums[j], 0.5f, 0.25f);
        return sums[0];
    }
}
