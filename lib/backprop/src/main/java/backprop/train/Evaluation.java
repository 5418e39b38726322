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

    private final Network net;
    private final Dataset data;
    private final BooleanSupplier stop;

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

    int[] classes() {
        List<int[]> parts = new ArrayList<>();
        forEachPortion(portion -> parts.add(net.classify(portion.x())));
        return parts.stream().flatMapToInt(IntStream::of).toArray();
    }

    OptionalDouble accuracy() {
        requireSamples("accuracy");
        if (data.classes() == 0)
            throw new IllegalArgumentException(
                    data.name()
                            + " has no classes: its targets are numbers, which an answer comes near to or not; ask for the loss");
        int[] right = {0};
        boolean done = forEachPortion(portion -> right[0] += right(portion));
        return done ? OptionalDouble.of((double) right[0] / data.size()) : OptionalDouble.empty();
    }

    private int right(Batch portion) {
        int[] guesses = net.classify(portion.x());
        int[] truths = Labels.ofRows(portion.t());
        return (int) IntStream.range(0, guesses.length)
                .filter(i -> guesses[i] == truths[i])
                .count();
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
