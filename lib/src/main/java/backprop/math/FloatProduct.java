package backprop.math;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A way to multiply float matrices that is faster than EJML's. Found as a service, because the one there is needs a module of
 * the JDK that is present only when Java was started with it.
 */
interface FloatProduct {
    /** The way there is; empty where the vector module is missing, which is logged once. */
    Optional<FloatProduct> FASTEST = find();

    private static Optional<FloatProduct> find() {
        try {
            return ServiceLoader.load(FloatProduct.class, FloatProduct.class.getClassLoader())
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

    /**
     * C = A·B. Steps say where the next entry is, so that a transposed matrix needs no copy: entry (i, p) of A is {@code a[i *
     * aRowStep + p * aColumnStep]}, and so for B. C is dense and row-major, and overwritten.
     *
     * @param n rows of A and C
     * @param k columns of A, rows of B
     * @param m columns of B and C
     */
    void multiply(
            int n,
            int k,
            int m,
            float[] a,
            int aRowStep,
            int aColumnStep,
            float[] b,
            int bRowStep,
            int bColumnStep,
            float[] c);
}
