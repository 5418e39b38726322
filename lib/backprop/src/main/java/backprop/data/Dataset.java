package backprop.data;

import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Samples with their targets, read in batches. */
public interface Dataset {
    /** What the data are, for titles and messages. */
    String name();

    /** The number of samples. */
    int size();

    /** The number of features of a sample: the columns of a batch's x. */
    int features();

    /** The number of targets of a sample: the columns of a batch's t. */
    int outputs();

    /**
     * How many classes the samples belong to: each sample's targets are a one-hot row, or, for two classes, may be a single
     * number, 0 or 1. It is 0 for regression, where there is no accuracy.
     */
    int classes();

    /**
     * The samples at the given indices, in that order.
     *
     * @throws IllegalArgumentException if there are none, or an index is out of range
     */
    Batch batch(int... indices);

    /**
     * All samples, in order, as one batch.
     *
     * @throws IllegalArgumentException if there are none
     */
    default Batch all() {
        return batch(IntStream.range(0, size()).toArray());
    }

    /**
     * {@link #batch(int...)} in the memory of an earlier batch, where this data set supports that.
     *
     * @param earlier no longer needed by anyone; may be null
     */
    default Batch batch(int[] indices, Batch earlier) {
        return batch(indices);
    }

    /**
     * The samples from start (inclusive) to end (exclusive), sharing the data where that is possible.
     *
     * @throws IllegalArgumentException if there are no such samples
     */
    Dataset slice(int start, int end);

    /**
     * A mini-batch: samples drawn at random, with replacement.
     *
     * @throws IllegalArgumentException if count is not positive or there is nothing to draw from
     */
    default Batch draw(int count, Random random) {
        return draw(count, random, null);
    }

    /**
     * {@link #draw(int, Random)} in the memory of an earlier batch, where this data set supports that.
     *
     * @param earlier no longer needed by anyone; may be null
     * @throws IllegalArgumentException as there
     */
    default Batch draw(int count, Random random, Batch earlier) {
        if (count < 1)
            throw new IllegalArgumentException(
                    "a mini-batch needs at least one sample, but " + count + " were asked for");
        if (size() == 0)
            throw new IllegalArgumentException(name() + " is empty: there is nothing to draw a mini-batch from");
        return batch(random.ints(count, 0, size()).toArray(), earlier);
    }

    /** The same samples, each its own target: what an autoencoder learns from. */
    default Dataset inputsAsTargets() {
        return new InputsAsTargets(this);
    }

    /**
     * A data set from matrices. It has classes if all rows of the targets are one-hot, or if there is a single target that
     * is always 0 or 1.
     *
     * @param x one sample a row; kept, not copied
     * @param t the targets, row by row; kept, not copied
     * @throws IllegalArgumentException if the numbers of rows or the precisions differ
     */
    static Dataset of(String name, SimpleMatrix x, SimpleMatrix t) {
        return new MatrixDataset(name, x, t, Labels.classes(t));
    }

    /** For implementations: the argument check of {@link #batch}. */
    static void requireSamples(Dataset data, int... indices) {
        if (indices.length == 0)
            throw new IllegalArgumentException("an empty batch was asked for; it needs at least one sample");
        for (int index : indices)
            if (index < 0 || index >= data.size())
                throw new IllegalArgumentException("sample " + index + " asked for, but " + data.name() + " has "
                        + data.size() + ", counted from 0");
    }

    /** For implementations: the argument check of {@link #slice}. */
    static void requireSlice(Dataset data, int start, int end) {
        if (start < 0 || end < start || end > data.size())
            throw new IllegalArgumentException("samples " + start + " to " + end + " (not included) asked for, but "
                    + data.name() + " has " + data.size());
    }
}
