package backprop.layer;

import org.ejml.simple.SimpleMatrix;

/** The loss function at the end of a network: one number for the error of a batch of predictions. */
public interface Loss {
    /**
     * The loss L of a batch.
     *
     * @param y the predictions, or the logits for softmax, N × C
     * @param t the targets, of the same shape
     * @throws IllegalArgumentException if the shapes differ, the precisions differ or the batch is empty
     */
    double forward(SimpleMatrix y, SimpleMatrix t);

    /**
     * The gradient of the last forward's loss with respect to the predictions.
     *
     * @return ∂L/∂Y, N × C
     * @throws IllegalStateException before the first forward
     */
    SimpleMatrix backward();

    /** As {@link Layer#reuseMemory}. */
    default void reuseMemory(boolean reuse) {}

    /** The name shown in summaries and messages. */
    default String name() {
        return getClass().getSimpleName();
    }
}
