package backprop.math.engine;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.ejml.simple.SimpleMatrix;

/** The JDK's Vector API (JEP 338 and its successors). */
public final class JdkVectors implements Vectors {
    // Made here, so that they fail to load where the module is missing.
    private final Arithmetic floats = new Floats();
    private final Arithmetic doubles = new DoubleVectors();

    @Override
    public Arithmetic floats() {
        return floats;
    }

    @Override
    public Arithmetic doubles() {
        return doubles;
    }

    /** What is worth it for floats only, with which networks are trained. */
    private static final class Floats extends FloatVectors {
        private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
        private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
        // As many bytes as there are floats, but there are no registers of less than 64 bits.
        private static final VectorSpecies<Byte> BYTES =
                VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.length() * Byte.SIZE)));
        // 1.5 · 2²³
        private static final float ROUNDING = 12582912;
        private static final float LN2_HEAD = 0.693359375f;
        private static final float LN2_REST = -2.12194440e-4f;
        // e to this is the smallest normal number.
        private static final float SMALLEST = -87.33654f;

        @Override
        public void ofBytes(byte[] bytes, int start, SimpleMatrix x, int at, int count) {
            float[] out = numbers(x);
            int i = 0;
            for (; i <= count - BYTES.length(); i += FLOATS.length()) {
                // B2I and a mask: JDK 17 has no ZERO_EXTEND_B2I for registers of this size.
                IntVector signed = (IntVector)
                        ByteVector.fromArray(BYTES, bytes, start + i).convertShape(VectorOperators.B2I, INTS, 0);
                FloatVector v = (FloatVector) signed.and(0xff).convertShape(VectorOperators.I2F, FLOATS, 0);
                v.div(255).intoArray(out, at + i);
            }
            super.ofBytes(bytes, start + i, x, at + i, count - i);
        }

        @Override
        public void exp(SimpleMatrix x, SimpleMatrix y) {
            float[] in = numbers(x);
            float[] out = numbers(y);
            int count = x.getNumElements();
            int i = 0;
            for (; i <= count - FLOATS.length(); i += FLOATS.length())
                exp(FloatVector.fromArray(FLOATS, in, i)).intoArray(out, i);
            // The rest in a register too, or it would be rounded in another way.
            float[] rest = Arrays.copyOf(Arrays.copyOfRange(in, i, count), FLOATS.length());
            exp(FloatVector.fromArray(FLOATS, rest, 0)).intoArray(rest, 0);
            System.arraycopy(rest, 0, out, i, count - i);
        }

        /** eˣ = 2ⁿ·eʳ with a whole n and |r| ≤ ½ ln 2, where a polynomial does (S. Moshier, Cephes, expf, 1989). */
        private static FloatVector exp(FloatVector x) {
            // The sum is so large that no digits after the point are left, and n stands in its last bits.
            FloatVector shifted = x.mul(1.442695041f).add(ROUNDING);
            FloatVector n = shifted.sub(ROUNDING);
            FloatVector r = n.mul(-LN2_HEAD).add(x);
            r = n.mul(-LN2_REST).add(r);
            FloatVector p = r.mul(1.9875691500e-4f).add(1.3981999507e-3f);
            p = p.mul(r).add(8.3334519073e-3f);
            p = p.mul(r).add(4.1665795894e-2f);
            p = p.mul(r).add(1.6666665459e-1f);
            p = p.mul(r).add(5.0000001201e-1f);
            p = p.mul(r).mul(r).add(r).add(1);
            IntVector exponent = shifted.reinterpretAsInts()
                    .sub(Float.floatToRawIntBits(ROUNDING))
                    .add(127);
            FloatVector power = exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            return p.mul(power).blend(0, x.compare(VectorOperators.LT, SMALLEST));
        }

        @Override
        public double multiplyAndAdd(int repetitions) {
            FloatVector x = FloatVector.broadcast(FLOATS, 0.5f);
            FloatVector y = FloatVector.broadcast(FLOATS, 0.25f);
            FloatVector s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x;
            FloatVector s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
            // Adds to s, as a product does: s·x + y took a fifth longer, probably for copies of y.
            for (int i = 0; i < repetitions; i++) {
                s0 = x.fma(y, s0);
                s1 = x.fma(y, s1);
                s2 = x.fma(y, s2);
                s3 = x.fma(y, s3);
                s4 = x.fma(y, s4);
                s5 = x.fma(y, s5);
                s6 = x.fma(y, s6);
                s7 = x.fma(y, s7);
                s8 = x.fma(y, s8);
                s9 = x.fma(y, s9);
                s10 = x.fma(y, s10);
                s11 = x.fma(y, s11);
            }
            FloatVector first = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
            FloatVector second = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
            return first.add(second).reduceLanes(VectorOperators.ADD);
        }
    }
}
