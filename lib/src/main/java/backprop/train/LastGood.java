package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * The weights of the newest two iterations, so that a broken update can be taken back. That an update was broken is known from
 * the weights that it left, or only from the next loss: until that is finite, the weights before the update are the last good
 * ones.
 */
final class LastGood {
    private final List<SimpleMatrix> values;
    private List<SimpleMatrix> newest;
    private List<SimpleMatrix> good;
    private int iterationOfNewest;
    private int iterationOfGood;

    LastGood(Collection<Param> params) {
        values = params.stream().map(Param::value).toList();
        newest = values.stream().map(SimpleMatrix::copy).toList();
        good = values.stream().map(SimpleMatrix::copy).toList();
    }

    /**
     * Before a run. Weights that somebody has changed since the last one are the only ones to go back to.
     *
     * @param iteration the one, counted from 1, that begins with these weights
     */
    void start(int iteration) {
        boolean changed = iterationOfNewest == 0;
        for (int i = 0; i < values.size(); i++) changed |= !values.get(i).isIdentical(newest.get(i), 0);
        if (!changed) return;
        keep(iteration);
        keep(iteration);
    }

    /**
     * After an update, when the weights before it are known to be good.
     *
     * @param iteration the one that begins with these weights
     * @return whether all of them are finite
     */
    boolean keep(int iteration) {
        List<SimpleMatrix> oldest = good;
        good = newest;
        iterationOfGood = iterationOfNewest;
        newest = oldest;
        iterationOfNewest = iteration;
        return assign(newest, values);
    }

    /**
     * Puts the last good weights into the net.
     *
     * @return the iteration that began with them
     */
    int giveBack() {
        assign(values, good);
        assign(newest, good);
        iterationOfNewest = iterationOfGood;
        return iterationOfGood;
    }

    private static boolean assign(List<SimpleMatrix> to, List<SimpleMatrix> from) {
        boolean finite = true;
        for (int i = 0; i < to.size(); i++) finite &= Matrices.assignInPlace(to.get(i), from.get(i));
        return finite;
    }
}
