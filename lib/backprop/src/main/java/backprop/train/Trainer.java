package backprop.train;

import backprop.data.Batch;
import backprop.data.Dataset;
import java.time.Duration;
import java.util.Random;

/**
 * The training loop in four steps: draw a mini-batch, compute the gradient, update the parameters, repeat.
 *
 * <p>Each {@link #run(int)} continues where the one before ended or was stopped. After every epoch a trainer measures the
 * accuracy on the training and the validation data, or, where the data have no classes, the loss on the validation data,
 * and looks for a hidden layer most of whose units have stopped learning. Between two steps other threads may use the net:
 * {@link Network#betweenSteps}.
 */
public final class Trainer {
    private final Network net;
    private Optimizer optimizer;
    private final Dataset train;
    private final Dataset validation;
    private final int batchSize;
    private final Random random;
    private final History history;
    private LastGoodWeights lastGood;
    private Batch batch;

    /**
     * @param net trained in place
     * @param train the training data
     * @param validation held back: measured after every epoch, never trained on
     * @param batchSize samples in a mini-batch
     * @param seed the same seed draws the same mini-batches
     * @throws IllegalArgumentException if the batch size is not positive, or a data set is empty
     */
    public Trainer(Network net, Optimizer optimizer, Dataset train, Dataset validation, int batchSize, long seed) {
        if (batchSize < 1)
            throw new IllegalArgumentException("the batch size must be at least 1, but it is " + batchSize);
        for (Dataset data : new Dataset[] {train, validation})
            if (data.size() == 0)
                throw new IllegalArgumentException(data.name() + " is empty: there is nothing to train or validate on");
        this.net = net;
        this.optimizer = optimizer;
        this.train = train;
        this.validation = validation;
        this.batchSize = batchSize;
        this.random = new Random(seed);
        this.history = new History(train.classes() > 0 && validation.classes() > 0);
    }

    /** {@link #run(int, TrainingListener)} without a listener. */
    public History run(int iterations) {
        return run(iterations, TrainingListener.NONE);
    }

    /**
     * Trains for a number of iterations, or until the thread is interrupted, whose flag stays set; what was learnt by then is
     * kept.
     *
     * <p>A loss, or a weight, that is NaN or infinite stops the run and restores the last good weights: the newest of every
     * tenth iteration whose loss was at most the lowest mean of an epoch so far, or the first loss if that is lower. {@link
     * History#divergence} says what happened; go on with a smaller learning rate, {@link #setOptimizer}.
     *
     * @param iterations how many updates to do
     * @return everything recorded since this trainer was made
     * @throws IllegalArgumentException if iterations is negative
     */
    public History run(int iterations, TrainingListener listener) {
        if (iterations < 0)
            throw new IllegalArgumentException("the number of steps must be 0 or more, but it is " + iterations);
        if (lastGood == null) lastGood = new LastGoodWeights(net.params().values());
        Run run = new Run(history.iterations(), iterations, listener);
        net.reuseMemory(true);
        try {
            run.toItsEnd();
        } finally {
            net.reuseMemory(false);
        }
        return history;
    }

    /** Whether it went well: if not, the last good weights are restored, and the history says why. */
    private boolean step() {
        batch = train.draw(batchSize, random, batch); // 1. a mini-batch
        double loss = net.gradient(batch); // 2. the gradient
        history.addLoss(loss);
        if (!Double.isFinite(loss) || !lastGood.look(history.iterations(), loss)) {
            goBack(loss);
            return false;
        }
        optimizer.update(net); // 3. an update
        return true;
    }

    private void goBack(double loss) {
        lastGood.restore();
        optimizer.forget();
        history.addDivergence(
                new Divergence(history.iterations(), loss, lastGood.iteration(), lastGood.loss(), advice()));
    }

    private String advice() {
        if (batch.x().hasUncountable() || batch.t().hasUncountable())
            return "The mini-batch holds NaN or infinity: look for it in " + train.name() + ".";
        if (Double.isNaN(lastGood.loss()))
            return "Nothing was learnt with them yet: look for weights or data that are NaN, infinite or very large.";
        return "Mostly the learning rate is too large: try a tenth of it, trainer.setOptimizer(new Sgd(…)), and run again.";
    }

    /** One call of {@link #run(int, TrainingListener)}. */
    private final class Run {
        private final int from;
        private final int until;
        private final TrainingListener listener;
        private final long start = System.nanoTime();
        private long learning;
        private boolean interrupted;
        private boolean diverged;

        Run(int from, int iterations, TrainingListener listener) {
            this.from = from;
            this.until = (int) Math.min(Integer.MAX_VALUE, (long) from + iterations);
            this.listener = listener;
        }

        void toItsEnd() {
            if (!recordEpoch()) report();
            while (history.iterations() < until && !interrupted && !diverged) { // 4. repeat
                long before = System.nanoTime();
                diverged = !net.betweenSteps(Trainer.this::step);
                learning += System.nanoTime() - before;
                if (!diverged) recordEpoch();
                report();
            }
            if (interrupted) Thread.currentThread().interrupt();
        }

        private boolean recordEpoch() {
            return net.betweenSteps(Trainer.this::recordEpochIfDue);
        }

        private void report() {
            interrupted = Thread.interrupted();
            int iteration = history.iterations();
            listener.onProgress(
                    new Progress(
                            iteration,
                            until,
                            from,
                            (double) iteration / iterationsPerEpoch(),
                            iteration == 0 ? Double.NaN : history.loss(iteration - 1),
                            iteration == from ? 0 : 1e9 * batchSize * (iteration - from) / learning,
                            Duration.ofNanos(System.nanoTime() - start),
                            interrupted,
                            diverged),
                    history);
        }
    }

    /**
     * Measures at the end of an epoch. A stop is not to wait for that: the next run catches up on it.
     *
     * @return false if it was interrupted
     */
    private boolean recordEpochIfDue() {
        if (!history.epochIsDue(iterationsPerEpoch())) return true;
        Evaluation onTrain = new Evaluation(net, train, Thread.currentThread()::isInterrupted);
        Evaluation onValidation = new Evaluation(net, validation, Thread.currentThread()::isInterrupted);
        int epoch = history.iterations() / iterationsPerEpoch();
        boolean recorded = history.hasClasses()
                ? history.addAccuracies(epoch, onTrain.accuracy(), onValidation.accuracy())
                : history.addValidationLoss(epoch, onValidation.loss());
        if (!recorded) return false;
        lastGood.endEpoch(history.newestEpoch().loss());
        // Not of the untrained net: with few inputs many of its units may be silent by chance.
        if (epoch > 0) history.setSaturation(Saturation.of(net, train).orElse(null));
        return true;
    }

    /** Changes the optimizer from the next iteration on, for example to a smaller learning rate. */
    public void setOptimizer(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** The iterations of an epoch: training samples / batch size, rounded down, at least 1. */
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
