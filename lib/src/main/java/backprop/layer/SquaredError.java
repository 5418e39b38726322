package backprop.layer;

import org.ejml.simple.SimpleMatrix;

/** What the two squared losses share. */
final class SquaredError {
    private SquaredError() {}

    /** Σ (y − t)², added up in double. */
    static double sum(SimpleMatrix y, SimpleMatrix t) {
        double sum = 0;
        for (int i = 0; i < y.getNumElements(); i++) {
            double d = y.get(i) - t.get(i);
            sum += d * d;
        }
        return sum;
    }
}
