package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * The newest weights that were good, for when learning breaks. A loss that becomes NaN has mostly been growing for some
 * iterations: the weights of the last finite loss are then as lost as the others. So weights are good when their loss is not
 * far above what is usual: ten times what one in ten mini-batches of the best epoch so far did not exceed, or, in the first
 * epoch, the first loss. One in ten, and not the mean, because an epoch may hold losses that grew.
 *
 * <p>Every iteration's weights are looked at, or, where there are so many that copying them would be felt, those of every tenth.
 */
final class Checkpoint {
    // Mini-batches differ less, if they are not very small; and if they do, the next one will be good.
    private static final double FAR = 10;

    // A copy of this many takes a hundredth of a training step.
    private static final int MANY = 10_000;
    private static final int EVERY_OF_MANY = 10;

    private final int every;
    private final List<SimpleMatrix> values;
    private List<SimpleMatrix> newest;
    private List<SimpleMatrix> good;
    private int iterationOfNewest;
    private int iterationOfGood;
    private double lossOfGood;
    private double usual;
    private boolean usualIsOfEpoch;

    Checkpoint(Collection<Param> params) {
        values = params.stream().map(Param::value).toList();
        every = values.stream().mapToInt(SimpleMatrix::getNumElements).sum() > MANY ? EVERY_OF_MANY : 1;
        newest = values.stream().map(SimpleMatrix::copy).toList();
        good = values.stream().map(SimpleMatrix::copy).toList();
    }

    /**
     * Before a run. If somebody has changed the weights since the last one, they are the only ones to go back to.
     *
     * @param iteration the one, counted from 1, that begins with these weights
     */
    void start(int iteration) {
        boolean changed = iterationOfNewest == 0;
        for (int i = 0; i < values.size(); i++) changed |= !Matrices.areIdentical(values.get(i), newest.get(i));
        if (!changed) return;
        keepNow(iteration);
        assign(good, values);
        iterationOfGood = iteration;
        lossOfGood = Double.NaN;
        usual = Double.NaN;
        usualIsOfEpoch = false;
    }

    /**
     * What the loss is.
     *
     * @param iteration the one, counted from 1, that found it
     */
    void judge(int iteration, double loss) {
        if (Double.isNaN(usual)) usual = loss;
        if (iteration != iterationOfNewest || !(loss <= usual + (FAR - 1) * Math.abs(usual))) return;
        List<SimpleMatrix> older = good;
        good = newest;
        newest = older;
        iterationOfGood = iterationOfNewest;
        lossOfGood = loss;
    }

    /** What one in ten mini-batches of an epoch did not exceed; NaN if no loss of it was finite. */
    void judgeEpoch(double loss) {
        if (Double.isNaN(loss)) return;
        usual = usualIsOfEpoch ? Math.min(usual, loss) : loss;
        usualIsOfEpoch = true;
    }

    /**
     * After an update.
     *
     * @param iteration the one that begins with these weights
     * @return false if it looked at them and found one that is NaN or infinite
     */
    boolean keep(int iteration) {
        return iteration - iterationOfNewest < every || keepNow(iteration);
    }

    /** At the end of a run, for {@link #start} to know whether somebody changes them. */
    void end(int iteration) {
        if (iteration != iterationOfNewest) keepNow(iteration);
    }

    private boolean keepNow(int iteration) {
        iterationOfNewest = iteration;
        return assign(newest, values);
    }

    /** Puts the good weights into the net. */
    void giveBack() {
        assign(values, good);
        assign(newest, good);
        iterationOfNewest = iterationOfGood;
    }

    /** The iteration that began with the good weights. */
    int iteration() {
        return iterationOfGood;
    }

    /** Their loss; NaN if there was none. */
    double loss() {
        return lossOfGood;
    }

    private static boolean assign(List<SimpleMatrix> to, List<SimpleMatrix> from) {
        boolean finite = true;
        for (int i = 0; i < to.size(); i++) finite &= Matrices.assignInPlace(to.get(i), from.get(i));
        return finite;
    }
}
