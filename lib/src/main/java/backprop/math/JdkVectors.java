package backprop.math;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The JDK's vectors (JEP 338 and its successors). */
public final class JdkVectors implements Vectors {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(FLOATS.length() * Byte.SIZE));

    @Override
    public Lanes<float[]> floats() {
        return new FloatLanes();
    }

    @Override
    public Lanes<double[]> doubles() {
        return new DoubleLanes();
    }

    @Override
    public void shares(byte[] from, int at, float[] to, int toAt, int count) {
        int i = 0;
        for (; i <= count - FLOATS.length(); i += FLOATS.length()) {
            // B2I and a mask: JDK 17 has no ZERO_EXTEND_B2I for registers of this size.
            IntVector signed =
                    (IntVector) ByteVector.fromArray(BYTES, from, at + i).convertShape(VectorOperators.B2I, INTS, 0);
            FloatVector v = (FloatVector) signed.and(0xff).convertShape(VectorOperators.I2F, FLOATS, 0);
            v.div(255).intoArray(to, toAt + i);
        }
        for (; i < count; i++) to[toAt + i] = (from[at + i] & 0xff) / 255f;
    }
}
