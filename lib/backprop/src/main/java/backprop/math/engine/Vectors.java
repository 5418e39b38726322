package backprop.math.engine;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The processor's vector registers, which multiply and add several numbers at once. Found as a service, because the one there
 * is needs a module of the JDK that is present only when Java was started with it.
 */
public interface Vectors {
    /** The registers there are; empty where the vector module is missing, which is logged once. */
    Optional<Vectors> FOUND = find();

    private static Optional<Vectors> find() {
        try {
            return ServiceLoader.load(Vectors.class, Vectors.class.getClassLoader())
                    .findFirst();
        } catch (ServiceConfigurationError | LinkageError e) {
            System.getLogger("backprop")
                    .log(
                            Level.WARNING,
                            "Matrix products run on EJML, many times slower than they could: start Java with"
                                    + " --add-modules jdk.incubator.vector");
            return Optional.empty();
        }
    }

    /** The registers filled with floats. */
    Lanes<float[]> floats();

    /** The registers filled with doubles. */
    Lanes<double[]> doubles();

    /** Turns some unsigned bytes, one after the other, into the share of 255 that they are. */
    void shares(byte[] from, int at, float[] to, int toAt, int count);

    /**
     * Puts eˣ in the place of each x, as exact as a float can be but for its last bits; 0 where it is below the smallest
     * normal number.
     *
     * @param x not above 0
     */
    void exp(float[] x, int count);

    /** Nothing but x·y + z, in as many registers as a tile has sums: what the peak measures. */
    float multiplyAndAdd(int repetitions);
}
