package backprop.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** What a trainer recorded: the loss of every mini-batch, and the accuracies after every epoch. */
public final class History {
    private double[] losses = new double[1024];
    private int iterations;
    private final List<Epoch> epochs = new ArrayList<>();

    History() {}

    /**
     * The state after an epoch.
     *
     * @param epoch counted from 1; 0 is the untrained net
     * @param iteration updates done by then
     * @param loss the mean loss of the mini-batches of this epoch; NaN for epoch 0
     * @param trainAccuracy the share of training samples read right, from 0 to 1; NaN for data without classes
     * @param testAccuracy the same of the test samples
     */
    public record Epoch(int epoch, int iteration, double loss, double trainAccuracy, double testAccuracy) {}

    void addLoss(double loss) {
        if (iterations == losses.length) losses = Arrays.copyOf(losses, 2 * iterations);
        losses[iterations++] = loss;
    }

    void addEpoch(int epoch, double trainAccuracy, double testAccuracy) {
        int since = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).iteration;
        double loss = Arrays.stream(losses, since, iterations).average().orElse(Double.NaN);
        epochs.add(new Epoch(epoch, iterations, loss, trainAccuracy, testAccuracy));
    }

    /** The number of updates recorded. */
    public int iterations() {
        return iterations;
    }

    /**
     * The loss of one mini-batch.
     *
     * @param iteration counted from 0
     */
    public double loss(int iteration) {
        if (iteration < 0 || iteration >= iterations)
            throw new IllegalArgumentException(
                    "iteration " + iteration + " asked for, but " + iterations + " are recorded, counted from 0");
        return losses[iteration];
    }

    /** The losses of all mini-batches, in order. */
    public double[] losses() {
        return Arrays.copyOf(losses, iterations);
    }

    /** The epochs so far. */
    public List<Epoch> epochs() {
        return List.copyOf(epochs);
    }

    /** The epochs so far as a table, one a row: epoch, iteration, loss, train accuracy, test accuracy. */
    public Table table() {
        IntColumn epoch = IntColumn.create("epoch");
        IntColumn iteration = IntColumn.create("iteration");
        DoubleColumn loss = DoubleColumn.create("loss");
        DoubleColumn train = DoubleColumn.create("train accuracy");
        DoubleColumn test = DoubleColumn.create("test accuracy");
        for (Epoch e : epochs) {
            epoch.append(e.epoch);
            iteration.append(e.iteration);
            loss.append(e.loss);
            train.append(e.trainAccuracy);
            test.append(e.testAccuracy);
        }
        return Table.create("Training, epoch by epoch", epoch, iteration, loss, train, test);
    }
}
