package backprop.math.engine;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The processor's vector registers (SIMD), which multiply and add several numbers at once. Loaded as a service, because the
 * implementation needs {@code jdk.incubator.vector}, a module that Java must be started with.
 */
public interface Vectors {
    /** The implementation; empty where the vector module is missing, which is logged once. */
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

    /** The arithmetic of registers filled with floats. */
    Arithmetic floats();

    /** The arithmetic of registers filled with doubles. */
    Arithmetic doubles();
}
