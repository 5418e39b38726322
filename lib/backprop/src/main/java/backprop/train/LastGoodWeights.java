package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * The newest good weights of a net, for when training diverges. Good are those whose loss is at most the lowest mean loss of
 * an epoch so far, or the first loss if that is lower: before a loss becomes NaN it has mostly grown for some iterations, so
 * the weights of the last finite one are no longer good.
 */
final class LastGoodWeights {
    // Copying the weights in every iteration would take noticeable time.
    private static final int EVERY = 10;

    private final List<SimpleMatrix> values;
    private List<SimpleMatrix> good;
    private List<SimpleMatrix> spare;
    private int iteration = 1;
    private double loss = Double.NaN;
    private double standard = Double.NaN;

    LastGoodWeights(Collection<Param> params) {
        values = params.stream().map(Param::value).toList();
        good = values.stream().map(SimpleMatrix::copy).toList();
        spare = values.stream().map(SimpleMatrix::copy).toList();
    }

    /**
     * Looks at the weights of every tenth iteration, and keeps them if they are good.
     *
     * @param newIteration the one, counted from 1, that began with these weights
     * @param newLoss its loss
     * @return false if it found a weight that is NaN or infinite
     */
    boolean look(int newIteration, double newLoss) {
        if (Double.isNaN(standard)) standard = newLoss;
        if (newIteration % EVERY != 1) return true;
        if (!assign(spare, values)) return false;
        if (newLoss > standard) return true;
        List<SimpleMatrix> older = good;
        good = spare;
        spare = older;
        iteration = newIteration;
        loss = newLoss;
        return true;
    }

    /** @param meanLoss of an epoch */
    void endEpoch(double meanLoss) {
        if (meanLoss < standard) standard = meanLoss;
    }

    /** Puts the good weights back into the net. */
    void restore() {
        assign(values, good);
    }

    /** The iteration that began with the good weights. */
    int iteration() {
        return iteration;
    }

    /** Their loss; NaN if they never had one. */
    double loss() {
        return loss;
    }

    /** Whether all numbers are finite. */
    private static boolean assign(List<SimpleMatrix> to, List<SimpleMatrix> from) {
        boolean finite = true;
        for (int i = 0; i < to.size(); i++) finite &= Matrices.assignInPlace(to.get(i), from.get(i));
        return finite;
    }
}
