package backprop.layer;

import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * A step of a network: a function of a batch that can also send a gradient back through itself.
 *
 * <p>While a {@link backprop.train.Trainer} runs, arguments are lent: the next step computes in the same memory. A layer keeps
 * them until its backward, and what it needs for longer as a copy.
 */
public interface Layer {
    /**
     * The output Y for a batch: a new matrix, which later calls leave as it is.
     *
     * @param x one sample a row
     * @throws IllegalArgumentException if the shape or the precision of x does not fit
     */
    SimpleMatrix forward(SimpleMatrix x);

    /**
     * Takes how the loss changes with the output of the last forward, leaves in every parameter how the loss changes with
     * it, and hands back, as a new matrix, how the loss changes with the input.
     *
     * @param dY ∂L/∂Y, of the shape of Y
     * @return ∂L/∂X, of the shape of X
     * @throws IllegalStateException before the first forward
     * @throws IllegalArgumentException if dY has not the shape of the last output
     */
    SimpleMatrix backward(SimpleMatrix dY);

    /**
     * {@link #backward} for the first layer of a network, where nobody asks for ∂L/∂X: layers for which it is much work leave
     * it out.
     *
     * @param dY as for backward
     * @throws IllegalStateException as for backward
     * @throws IllegalArgumentException as for backward
     */
    default void backwardToParams(SimpleMatrix dY) {
        backward(dY);
    }

    /** What this layer learns; none by default. */
    default List<Param> params() {
        return List.of();
    }

    /** The name shown in summaries and messages. */
    default String name() {
        return getClass().getSimpleName();
    }
}
