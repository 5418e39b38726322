package backprop.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a trainer recorded: the loss of every mini-batch, and after every epoch the accuracies, or, for data without
 * classes, the loss on the validation data. Where training diverged, {@link #divergence} says how; a loss that is not
 * finite is recorded like the others. {@link #warning} is what a reader should know beyond the numbers.
 */
public final class History {
    private double[] losses = new double[1024];
    private int iterations;
    private final boolean hasClasses;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private Saturation saturation;

    History(boolean hasClasses) {
        this.hasClasses = hasClasses;
    }

    /**
     * The state after an epoch.
     *
     * @param epoch counted from 1; 0 is the untrained net
     * @param iteration updates done by then
     * @param loss the mean loss of the mini-batches of this epoch, without one that is not finite; NaN for epoch 0
     * @param trainAccuracy the fraction of training samples classified correctly; NaN for data without classes, and
     *     if outputs of the net were NaN or infinite
     * @param validationAccuracy the same of the validation samples
     * @param validationLoss the loss on the validation data; NaN for data with classes
     */
    public record Epoch(
            int epoch,
            int iteration,
            double loss,
            double trainAccuracy,
            double validationAccuracy,
            double validationLoss) {}

    void addLoss(double loss) {
        if (iterations == losses.length) losses = Arrays.copyOf(losses, 2 * iterations);
        losses[iterations++] = loss;
    }

    void addDivergence(Divergence divergence) {
        divergences.add(divergence);
    }

    /** @param newSaturation at the newest epoch; null if there is none */
    void setSaturation(Saturation newSaturation) {
        saturation = newSaturation;
    }

    /** Whether there was something to add: both were measured. */
    boolean addAccuracies(int epoch, OptionalDouble train, OptionalDouble validation) {
        if (train.isEmpty() || validation.isEmpty()) return false;
        addEpoch(epoch, train.getAsDouble(), validation.getAsDouble(), Double.NaN);
        return true;
    }

    /** Whether there was something to add. */
    boolean addValidationLoss(int epoch, OptionalDouble validationLoss) {
        if (validationLoss.isEmpty()) return false;
        addEpoch(epoch, Double.NaN, Double.NaN, validationLoss.getAsDouble());
        return true;
    }

    private void addEpoch(int epoch, double trainAccuracy, double validationAccuracy, double validationLoss) {
        int since = epochs.isEmpty() ? 0 : newestEpoch().iteration;
        double loss = Arrays.stream(losses, since, iterations)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        epochs.add(new Epoch(epoch, iterations, loss, trainAccuracy, validationAccuracy, validationLoss));
    }

    /** Whether the data have classes: only then are there accuracies. */
    public boolean hasClasses() {
        return hasClasses;
    }

    Epoch newestEpoch() {
        return epochs.get(epochs.size() - 1);
    }

    /** Whether an epoch ended here that is not recorded yet. */
    boolean epochIsDue(int iterationsPerEpoch) {
        return iterations % iterationsPerEpoch == 0 && (epochs.isEmpty() || newestEpoch().iteration < iterations);
    }

    /**
     * Why the newest run was stopped: its loss, or a weight, was no longer finite. Empty if it was not, and once the trainer
     * has gone on.
     */
    public Optional<Divergence> divergence() {
        return divergences.stream()
                .filter(divergence -> divergence.iteration() == iterations)
                .findFirst();
    }

    /** Every time that a run was stopped because the loss, or a weight, was no longer finite. */
    public List<Divergence> divergences() {
        return List.copyOf(divergences);
    }

    /** The hidden layer most of whose units had stopped learning at the newest epoch; empty if there is none. */
    public Optional<Saturation> saturation() {
        return Optional.ofNullable(saturation);
    }

    /** In words: the {@link #divergence}, or else the {@link #saturation}; mostly there is neither. */
    public Optional<String> warning() {
        return divergence().map(Divergence::toString).or(() -> saturation().map(Saturation::toString));
    }

    /** The number of iterations recorded. */
    public int iterations() {
        return iterations;
    }

    /**
     * The loss of one mini-batch.
     *
     * @param iteration counted from 0
     * @throws IllegalArgumentException if that iteration is not recorded
     */
    public double loss(int iteration) {
        if (iteration < 0 || iteration >= iterations)
            throw new IllegalArgumentException(
                    "step " + iteration + " asked for, but " + iterations + " are recorded, counted from 0");
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

    /** How many iterations and epochs there are, the {@link #warning}, if there is one, and the epochs, one a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%,d steps, %,d epochs recorded", iterations, epochs.size()));
        warning().ifPresent(words -> text.append(". ").append(words));
        text.append(String.format("%n%8s%12s%12s", "epoch", "step", "loss")
                .concat(hasClasses ? "  train accuracy  validation accuracy" : "  validation loss"));
        for (Epoch epoch : epochs) text.append(line(epoch));
        return text.toString();
    }

    private String line(Epoch epoch) {
        String loss = Double.isNaN(epoch.loss) ? "" : String.format(Locale.ROOT, "%.4g", epoch.loss);
        String start = String.format(Locale.ROOT, "%n%8d%12d%12s", epoch.epoch, epoch.iteration, loss);
        return start
                + (hasClasses
                        ? String.format(Locale.ROOT, "%16.4f%21.4f", epoch.trainAccuracy, epoch.validationAccuracy)
                        : String.format(Locale.ROOT, "%17.4g", epoch.validationLoss));
    }
}
