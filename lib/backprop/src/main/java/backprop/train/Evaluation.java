package backprop.train;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.math.Matrices;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Evaluates a network on a whole data set in portions, so that a large one needs little memory. */
final class Evaluation {
    // Enough rows to keep the product busy, few enough that they stay in a cache.
    private static final int ROWS = 400;
    private static final String ONE_HOT = "; for class numbers use Labels.oneHot";

    private final Network net;
    private final Dataset data;
    private final BooleanSupplier stop;
    private int unreadable;

    Evaluation(Network net, Dataset data) {
        this(net, data, () -> false);
    }

    /** @param stop asked between portions; once it is true, there is no result */
    Evaluation(Network net, Dataset data, BooleanSupplier stop) {
        this.net = net;
        this.data = data;
        this.stop = stop;
    }

    /** Whether all portions were worked through. */
    private boolean forEachPortion(Consumer<Batch> work) {
        Batch portion = null;
        for (int start = 0; start < data.size(); start += ROWS) {
            if (stop.getAsBoolean()) return false;
            int end = Math.min(start + ROWS, data.size());
            portion = data.batch(IntStream.range(start, end).toArray(), portion);
            work.accept(portion);
        }
        return true;
    }

    /** @throws IllegalArgumentException if weights or outputs are NaN or infinite */
    int[] classes() {
        List<int[]> parts = new ArrayList<>();
        forEachPortion(portion -> {
            SimpleMatrix y = net.predict(portion.x());
            unreadable += unreadable(y);
            parts.add(Labels.ofRows(y));
        });
        requireSound(net, "there are no classes", unreadable, data.size(), data.name());
        return parts.stream().flatMapToInt(IntStream::of).toArray();
    }

    /** NaN if the largest output of a sample is NaN or infinite: then it tells no class. */
    OptionalDouble accuracy() {
        requireSamples("accuracy");
        if (data.classes() == 0)
            throw new IllegalArgumentException(data.name()
                    + " has no classes: its targets are numbers, which an answer comes near to or not; ask for the loss"
                    + (data.outputs() == 1 && outputs() > 1 ? ONE_HOT : ""));
        int[] right = {0};
        boolean done = forEachPortion(portion -> right[0] += right(portion));
        if (!done) return OptionalDouble.empty();
        return OptionalDouble.of(unreadable > 0 ? Double.NaN : (double) right[0] / data.size());
    }

    private int outputs() {
        return net.predict(data.batch(0).x()).getNumCols();
    }

    private int right(Batch portion) {
        SimpleMatrix y = net.predict(portion.x());
        requireSameClasses(y, portion.t());
        int[] guesses = Labels.ofRows(y);
        int[] truths = Labels.ofRows(portion.t());
        unreadable += unreadable(y);
        return (int) IntStream.range(0, guesses.length)
                .filter(i -> guesses[i] == truths[i])
                .count();
    }

    /** How many samples such outputs tell no class of. */
    static int unreadable(SimpleMatrix y) {
        return (int) IntStream.range(0, y.getNumRows())
                .filter(i -> !hasLargest(y, i))
                .count();
    }

    private static boolean hasLargest(SimpleMatrix y, int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < y.getNumCols(); k++) largest = Math.max(largest, y.get(row, k)); // NaN, if there is one
        return Double.isFinite(largest);
    }

    // One column tells two classes apart, as Labels.ofRows does.
    private void requireSameClasses(SimpleMatrix y, SimpleMatrix t) {
        int told = Math.max(2, y.getNumCols());
        int there = Math.max(2, t.getNumCols());
        if (told != there)
            throw new IllegalArgumentException("the net tells " + told + " classes apart, but "
                    + (t.getNumCols() > 1
                            ? data.name() + " has " + there
                            : "the targets of " + data.name() + " are a single column" + ONE_HOT));
    }

    /**
     * {@link #accuracy} for a net that should be sound.
     *
     * @throws IllegalArgumentException also if weights or outputs are NaN or infinite
     */
    double soundAccuracy() {
        double accuracy = accuracy().orElseThrow();
        requireSound(net, "there is no accuracy", unreadable, data.size(), data.name());
        return accuracy;
    }

    /**
     * Names what is NaN or infinite, as the reason why there is no result.
     *
     * @param unreadable how many samples have such outputs
     * @param name of all samples together
     */
    static void requireSound(Network net, String consequence, int unreadable, int samples, String name) {
        net.params().forEach((param, values) -> {
            SimpleMatrix W = values.value();
            long broken = IntStream.range(0, W.getNumElements())
                    .filter(i -> !Double.isFinite(W.get(i)))
                    .count();
            if (broken > 0)
                throw new IllegalArgumentException(consequence + ": of the " + W.getNumElements() + " numbers in "
                        + param + ", " + broken + (broken == 1 ? " is" : " are") + " NaN or infinite");
        });
        if (unreadable > 0)
            throw new IllegalArgumentException(consequence + ": the net's outputs are NaN or infinite for " + unreadable
                    + " of the " + samples + " samples of " + name
                    + "; look for NaN, infinite or very large numbers in them");
    }

    OptionalDouble loss() {
        requireSamples("loss");
        List<SimpleMatrix> outputs = new ArrayList<>();
        List<SimpleMatrix> targets = new ArrayList<>();
        boolean done = forEachPortion(portion -> {
            outputs.add(net.predict(portion.x()));
            targets.add(portion.t().copy());
        });
        return done
                ? OptionalDouble.of(net.lossLayer().forward(Matrices.stack(outputs), Matrices.stack(targets)))
                : OptionalDouble.empty();
    }

    private void requireSamples(String what) {
        if (data.size() == 0)
            throw new IllegalArgumentException(data.name() + " is empty: there is no " + what + " of nothing");
    }
}
