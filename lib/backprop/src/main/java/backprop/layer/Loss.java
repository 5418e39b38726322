package backprop.layer;

import org.ejml.simple.SimpleMatrix;

/** The last step of a network: one number that says how far a batch of predictions is from its targets. */
public interface Loss {
    /**
     * The loss L of a batch.
     *
     * @param y what the layers put out, N × C
     * @param t what was wanted, of the same shape
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
