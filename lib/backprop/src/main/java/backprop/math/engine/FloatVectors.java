package backprop.math.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ejml.simple.SimpleMatrix;

/** Arithmetic in vector registers, and what is left at the end in a loop. DoubleVectors is generated from this. */
class FloatVectors extends FloatLoops {
    private static final FloatLanes REGISTERS = new FloatLanes();
    private static final Product<float[]> PRODUCT = new Product<>(REGISTERS);
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
        REGISTERS.add(numbers(from), at, numbers(to), toAt, count);
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
}
