package backprop.train;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.math.Workspace;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * The learning loop in four steps: draw a mini-batch, compute the gradient, update the parameters, repeat.
 *
 * <p>A trainer keeps its place: {@link #run(int)} does that many further iterations, and the next call goes on from there,
 * also after an interruption. After every epoch ({@link #iterationsPerEpoch()}) it measures the accuracy on the
 * training and the test data, or, where the data have no classes, the loss on the test data.
 */
public final class Trainer {
    private final Network net;
    private final Optimizer optimizer;
    private final Dataset train;
    private final Dataset test;
    private final int batchSize;
    private final Random random;
    private final History history;
    private final Workspace workspace = new Workspace();

    /**
     * @param net learns in place
     * @param train what to learn from
     * @param test what to measure on, never learnt from
     * @param batchSize samples in a mini-batch
     * @param seed the same seed draws the same mini-batches
     * @throws IllegalArgumentException if the batch size is not positive, or a data set is empty
     */
    public Trainer(Network net, Optimizer optimizer, Dataset train, Dataset test, int batchSize, long seed) {
        if (batchSize < 1)
            throw new IllegalArgumentException("the batch size must be at least 1, but it is " + batchSize);
        for (Dataset data : new Dataset[] {train, test})
            if (data.size() == 0)
                throw new IllegalArgumentException(data.name() + " is empty: there is nothing to train or test on");
        this.net = net;
        this.optimizer = optimizer;
        this.train = train;
        this.test = test;
        this.batchSize = batchSize;
        this.random = new Random(seed);
        this.history = new History(train.classes() > 0 && test.classes() > 0);
    }

    /** {@link #run(int, TrainingListener)} that nobody watches. */
    public History run(int iterations) {
        return run(iterations, TrainingListener.NONE);
    }

    /**
     * Trains for a number of iterations, or until the thread is interrupted; what was learnt by then stays.
     *
     * @param iterations how many updates to do
     * @return everything recorded since this trainer was made
     * @throws IllegalArgumentException if iterations is negative
     */
    public History run(int iterations, TrainingListener listener) {
        if (iterations < 0)
            throw new IllegalArgumentException("the number of iterations must be 0 or more, but it is " + iterations);
        int from = history.iterations();
        int until = (int) Math.min(Integer.MAX_VALUE, (long) from + iterations);
        long learning = 0;
        boolean interrupted = false;
        if (from == 0 && history.epochs().isEmpty()) recordEpoch(0);
        long start = System.nanoTime();
        for (int i = from; i < until && !interrupted; i++) {
            long before = System.nanoTime();
            double loss = step();
            history.addLoss(loss);
            learning += System.nanoTime() - before;
            if ((i + 1) % iterationsPerEpoch() == 0) recordEpoch((i + 1) / iterationsPerEpoch());
            interrupted = Thread.interrupted();
            listener.onProgress(
                    new Progress(
                            i + 1,
                            until,
                            from,
                            (double) (i + 1) / iterationsPerEpoch(),
                            loss,
                            1e9 * batchSize * (i + 1 - from) / learning,
                            Duration.ofNanos(System.nanoTime() - start),
                            interrupted),
                    history);
        }
        return history;
    }

    private double step() {
        workspace.startOver();
        Batch batch = Lending.to(train, workspace).use(() -> train.draw(batchSize, random)); // 1. a mini-batch
        double loss = net.gradient(batch, workspace); // 2. the gradient
        optimizer.update(net.params().values()); // 3. an update
        return loss; // 4. repeat
    }

    // Left out where the run is stopped meanwhile: a stop is not to wait for the end of an evaluation.
    private void recordEpoch(int epoch) {
        BooleanSupplier stop = () -> Thread.currentThread().isInterrupted();
        if (history.hasClasses()) {
            OptionalDouble onTrain = net.accuracy(train, stop);
            OptionalDouble onTest = net.accuracy(test, stop);
            if (onTrain.isPresent() && onTest.isPresent())
                history.addAccuracies(epoch, onTrain.getAsDouble(), onTest.getAsDouble());
        } else {
            net.loss(test, stop).ifPresent(loss -> history.addTestLoss(epoch, loss));
        }
    }

    /** How many iterations make an epoch: as many as draw the number of training samples, rounded down, at least 1. */
    public int iterationsPerEpoch() {
        return Math.max(1, train.size() / batchSize);
    }

    /** The net that learns. */
    public Network net() {
        return net;
    }

    /** Everything recorded since this trainer was made. */
    public History history() {
        return history;
    }
}
