package backprop.math.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ejml.simple.SimpleMatrix;

/** Arithmetic in vector registers, and what is left at the end in a loop. DoubleVectors is generated from this. */
class FloatVectors extends FloatLoops {
    private static final Product<float[]> PRODUCT = new Product<>(new FloatLanes());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    @Override
    public int lanes() {
        return L;
    }

    @Override
    public void product(SimpleMatrix a, boolean transA, SimpleMatrix b, boolean transB, SimpleMatrix c) {
        int n = c.getNumRows();
        int k = transA ? a.getNumRows() : a.getNumCols();
        int m = c.getNumCols();
        if (Product.pays(n, k, m)) PRODUCT.multiply(n, k, m, strided(a, transA), strided(b, transB), numbers(c));
        else super.product(a, transA, b, transB, c);
    }

    private static Strided<float[]> strided(SimpleMatrix m, boolean transposed) {
        Strided<float[]> rows = Strided.rows(numbers(m), m.getNumCols());
        return transposed ? rows.transposed() : rows;
    }

    @Override
    public void add(SimpleMatrix from, int at, SimpleMatrix to, int toAt, int count) {
        float[] in = numbers(from);
        float[] out = numbers(to);
        int i = 0;
        for (; i <= count - L; i += L) {
            FloatVector sum =
                    FloatVector.fromArray(SPECIES, out, toAt + i).add(FloatVector.fromArray(SPECIES, in, at + i));
            sum.intoArray(out, toAt + i);
        }
        super.add(from, at + i, to, toAt + i, count - i);
    }

    @Override
    public boolean assign(SimpleMatrix x, SimpleMatrix y, int from, int to) {
        float[] in = numbers(x);
        float[] out = numbers(y);
        // v − v is 0 where v is finite, and NaN where it is not. Two sums, so that one need not wait for the other.
        FloatVector s0 = FloatVector.zero(SPECIES), s1 = FloatVector.zero(SPECIES);
        int i = from;
        for (; i <= to - 2 * L; i += 2 * L) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, in, i);
            FloatVector v1 = FloatVector.fromArray(SPECIES, in, i + L);
            v0.intoArray(out, i);
            v1.intoArray(out, i + L);
            s0 = s0.add(v0.sub(v0));
            s1 = s1.add(v1.sub(v1));
        }
        boolean isRestFinite = super.assign(x, y, i, to);
        return s0.add(s1).reduceLanes(VectorOperators.ADD) == 0 && isRestFinite;
    }

    @Override
    public void rectify(double slope, SimpleMatrix x, SimpleMatrix v, SimpleMatrix result, int from, int to) {
        float[] at = numbers(x);
        float[] in = numbers(v);
        float[] out = numbers(result);
        int i = from;
        for (; i <= to - L; i += L) {
            VectorMask<Float> below = FloatVector.fromArray(SPECIES, at, i).compare(VectorOperators.LE, 0);
            FloatVector all = FloatVector.fromArray(SPECIES, in, i);
            FloatVector chosen = slope == 0 ? all.blend(0, below) : all.blend(all.mul((float) slope), below);
            chosen.intoArray(out, i);
        }
        super.rectify(slope, x, v, result, i, to);
    }

    @Override
    public void max(Grid grid, SimpleMatrix x, int at, SimpleMatrix y, int yAt) {
        float[] in = numbers(x);
        float[] out = numbers(y);
        int channels = grid.channels();
        int[] pixels = grid.pixels();
        for (int i = 0, to = yAt; i < grid.down(); i++)
            for (int j = 0; j < grid.across(); j++, to += channels) {
                int start = at + grid.start(i, j);
                for (int channel = 0; channel <= channels - L; channel += L)
                    max(in, start + channel, pixels, out, to + channel);
            }
        max(grid, channels / L * L, in, at, out, yAt);
    }

    private static void max(float[] in, int start, int[] pixels, float[] out, int to) {
        FloatVector largest = FloatVector.fromArray(SPECIES, in, start);
        for (int k = 1; k < pixels.length; k++)
            largest = largest.max(FloatVector.fromArray(SPECIES, in, start + pixels[k]));
        largest.intoArray(out, to);
    }

    @Override
    public void maxBackward(
            Grid grid, SimpleMatrix dY, SimpleMatrix x, int at, SimpleMatrix y, int yAt, SimpleMatrix dX) {
        int channels = grid.channels();
        int[] pixels = grid.pixels();
        for (int i = 0, from = yAt; i < grid.down(); i++)
            for (int j = 0; j < grid.across(); j++, from += channels) {
                int start = at + grid.start(i, j);
                for (int channel = 0; channel <= channels - L; channel += L)
                    maxBackward(
                            numbers(dY), numbers(x), numbers(y), from + channel, start + channel, pixels, numbers(dX));
            }
        maxBackward(grid, channels / L * L, numbers(dY), numbers(x), at, numbers(y), yAt, numbers(dX));
    }

    private static void maxBackward(float[] dY, float[] x, float[] y, int from, int start, int[] pixels, float[] dX) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector largest = FloatVector.fromArray(SPECIES, y, from);
        FloatVector rest = FloatVector.fromArray(SPECIES, dY, from);
        for (int pixel : pixels) {
            VectorMask<Float> here =
                    FloatVector.fromArray(SPECIES, x, start + pixel).compare(VectorOperators.EQ, largest);
            zero.blend(rest, here).intoArray(dX, start + pixel);
            rest = rest.blend(zero, here);
        }
    }
}
