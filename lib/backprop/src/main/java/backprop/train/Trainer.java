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
 * also after an interruption, or when the loss became NaN. After every epoch ({@link #iterationsPerEpoch()}) it measures the
 * accuracy on the training and the test data, or, where the data have no classes, the loss on the test data.
 */
public final class Trainer {
    private final Network net;
    private Optimizer optimizer;
    private final Dataset train;
    private final Dataset test;
    private final int batchSize;
    private final Random random;
    private final History history;
    private final Checkpoint lastGood;
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
        this.lastGood = new Checkpoint(net.params().values());
        this.history = new History(train.classes() > 0 && test.classes() > 0);
    }

    /** {@link #run(int, TrainingListener)} that nobody watches. */
    public History run(int iterations) {
        return run(iterations, TrainingListener.NONE);
    }

    /**
     * Trains for a number of iterations, or until the thread is interrupted; what was learnt by then stays. An epoch whose
     * measuring an interrupt cut short is measured when the next run begins, so that both together record what one run would have.
     *
     * <p>A loss that is NaN or infinite stops the run, and so does an update that leaves such a weight, even if the loss does not
     * show it; in a net of more than 10,000 parameters, weights are looked at every ten iterations. Then the net gets its last good weights back. A loss has mostly grown out of all proportion before it is
     * infinite, so these are the newest whose loss was at most ten times what is usual: what one in ten mini-batches of the
     * best epoch so far did not exceed, or, in the first epoch, the first loss. {@link History#divergence} says where it
     * happened and what to try. The next run goes on from these weights with the next mini-batch; give it a smaller learning
     * rate with {@link #setOptimizer}.
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
        boolean diverged = false;
        lastGood.start(from + 1);
        if (!recordEpochIfDue()) {
            interrupted = Thread.interrupted();
            listener.onProgress(progress(from, from, until, learning, System.nanoTime(), interrupted, false), history);
        }
        long start = System.nanoTime();
        for (int i = from; i < until && !interrupted && !diverged; i++) {
            long before = System.nanoTime();
            diverged = !step(i + 1);
            learning += System.nanoTime() - before;
            if (!diverged) recordEpochIfDue();
            interrupted = Thread.interrupted();
            listener.onProgress(progress(i + 1, from, until, learning, start, interrupted, diverged), history);
        }
        if (!diverged) lastGood.end(history.iterations() + 1);
        return history;
    }

    private Progress progress(
            int iteration, int from, int until, long learning, long start, boolean interrupted, boolean diverged) {
        return new Progress(
                iteration,
                until,
                from,
                (double) iteration / iterationsPerEpoch(),
                iteration == 0 ? Double.NaN : history.loss(iteration - 1),
                iteration == from ? 0 : 1e9 * batchSize * (iteration - from) / learning,
                Duration.ofNanos(System.nanoTime() - start),
                interrupted,
                diverged);
    }

    /** Whether it went well: if not, the last good weights are back, and the history says why. */
    private boolean step(int iteration) {
        workspace.startOver();
        Batch batch = Lending.to(train, workspace).use(() -> train.draw(batchSize, random)); // 1. a mini-batch
        double loss = net.gradient(batch, workspace); // 2. the gradient
        boolean finite = Double.isFinite(loss);
        if (finite) {
            lastGood.judge(iteration, loss);
            optimizer.update(net.params().values()); // 3. an update
            finite = lastGood.keep(iteration + 1);
        }
        history.addLoss(loss);
        if (finite) return true; // 4. repeat
        lastGood.giveBack();
        optimizer.forget();
        history.addDivergence(new Divergence(iteration, loss, lastGood.iteration(), lastGood.loss(), advice(batch)));
        return false;
    }

    private String advice(Batch batch) {
        if (batch.x().hasUncountable() || batch.t().hasUncountable())
            return "The mini-batch holds NaN or infinity: look for it in " + train.name() + ".";
        if (Double.isNaN(lastGood.loss()))
            return "Nothing was learnt with them yet: look for weights or data that are NaN, infinite or very large.";
        return "Mostly the learning rate is too large: try a tenth of it, trainer.setOptimizer(new Sgd(…)), and run again.";
    }

    /**
     * Left out where the run is stopped meanwhile: a stop is not to wait for the end of an evaluation.
     *
     * @return false if it was left out
     */
    private boolean recordEpochIfDue() {
        if (!history.epochIsDue(iterationsPerEpoch())) return true;
        int epoch = history.iterations() / iterationsPerEpoch();
        BooleanSupplier stop = () -> Thread.currentThread().isInterrupted();
        if (history.hasClasses()) {
            OptionalDouble onTrain = net.accuracy(train, stop);
            OptionalDouble onTest = net.accuracy(test, stop);
            if (onTrain.isEmpty() || onTest.isEmpty()) return false;
            history.addAccuracies(epoch, onTrain.getAsDouble(), onTest.getAsDouble());
        } else {
            OptionalDouble loss = net.loss(test, stop);
            if (loss.isEmpty()) return false;
            history.addTestLoss(epoch, loss.getAsDouble());
        }
        if (epoch > 0) lastGood.judgeEpoch(history.lowLoss(iterationsPerEpoch()));
        return true;
    }

    /** Learns with another optimizer from the next iteration on, such as one with a smaller learning rate. */
    public void setOptimizer(Optimizer optimizer) {
        this.optimizer = optimizer;
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
