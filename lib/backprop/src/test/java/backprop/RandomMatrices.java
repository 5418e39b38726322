package backprop;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/** Matrices of normally distributed numbers for tests, the same for the same seed. */
public final class RandomMatrices {
    private final Random random;

    public RandomMatrices(long seed) {
        random = new Random(seed);
    }

    public SimpleMatrix next(int rows, int columns, Precision precision) {
        return Matrices.map(Matrices.zeros(rows, columns, precision), zero -> random.nextGaussian());
    }

    public int size(int most) {
        return 1 + random.nextInt(most);
    }
}
