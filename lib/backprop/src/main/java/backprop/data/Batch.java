package backprop.data;

import org.ejml.simple.SimpleMatrix;

/**
 * Samples with their targets: a mini-batch.
 *
 * @param x N × features, one sample a row
 * @param t N × outputs, the targets; one-hot rows for classes
 */
public record Batch(SimpleMatrix x, SimpleMatrix t) {
    /** The number of samples, N. */
    public int size() {
        return x.getNumRows();
    }
}
