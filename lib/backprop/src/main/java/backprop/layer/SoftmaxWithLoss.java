package backprop.layer;

import static backprop.math.Matrices.softmax;
import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/**
 * Softmax and cross-entropy in one: y = softmax(a) row by row, L = −1/N Σ<sub>n</sub> Σ<sub>k</sub> t<sub>nk</sub> ln
 * y<sub>nk</sub>, the mean over the N rows. Targets are one-hot rows, or any rows of probabilities.
 *
 * <p>ln y<sub>k</sub> is computed as a<sub>k</sub> − ln Σ exp(a<sub>i</sub>): the loss stays finite where a probability
 * underflows to 0.
 */
public final class SoftmaxWithLoss extends MemoryReuse implements Loss {
    // Rows of float probabilities add up to 1 only nearly.
    private static final double SUM_TOLERANCE = 1e-4;

    private SimpleMatrix y;
    private SimpleMatrix t;
    private SimpleMatrix dA;

    /**
     * @param a the logits, N × C
     * @param t N × C, every row adding up to 1
     * @throws IllegalArgumentException also if a row of t does not add up to 1
     */
    @Override
    public double forward(SimpleMatrix a, SimpleMatrix t) {
        ShapeChecks.requireTargets(name(), a, t);
        double[] logSums = new double[a.getNumRows()];
        this.y = softmax(a, logSums, again(y));
        this.t = t;
        double sum = 0;
        for (int n = 0; n < a.getNumRows(); n++) {
            double total = 0;
            for (int k = 0; k < a.getNumCols(); k++) {
                double target = t.get(n, k);
                total += target;
                // 0 · ln 0 counts as 0
                if (target != 0) sum -= target * (a.get(n, k) - logSums[n]);
            }
            if (!(Math.abs(total - 1) <= SUM_TOLERANCE))
                throw new IllegalArgumentException(name() + ": row " + n + " of the targets adds up to " + total
                        + ", but it must add up to 1; for class numbers use Labels.oneHot");
        }
        return sum / a.getNumRows();
    }

    /** dA = (y − t)/N. */
    @Override
    public SimpleMatrix backward() {
        ShapeChecks.requireForward(name(), y);
        int N = y.getNumRows();
        dA = zip(y, t, (p, target) -> (p - target) / N, again(dA));
        return dA;
    }

    @Override
    public String toString() {
        return name();
    }
}
