package backprop.layer;

import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** A layer of a network: a function of a batch, and its backward pass. */
public interface Layer {
    /**
     * The output Y of a batch X. The layer keeps what backward needs, and does not modify x.
     *
     * @param x N × D, one sample a row
     * @return N × M
     * @throws IllegalArgumentException if the shape or the precision of x does not fit
     */
    SimpleMatrix forward(SimpleMatrix x);

    /**
     * The backward pass of the last forward: also sets the gradient of every parameter.
     *
     * @param dY the upstream gradient ∂L/∂Y, of the shape of Y
     * @return ∂L/∂X, of the shape of X
     * @throws IllegalStateException before the first forward
     * @throws IllegalArgumentException if dY does not have the shape of the last output
     */
    SimpleMatrix backward(SimpleMatrix dY);

    /**
     * {@link #backward} without ∂L/∂X, for the first layer of a network, where it is not needed.
     *
     * @param dY as for backward
     * @throws IllegalStateException as for backward
     * @throws IllegalArgumentException as for backward
     */
    default void backwardToParams(SimpleMatrix dY) {
        backward(dY);
    }

    /** The parameters of this layer; none by default. */
    default List<Param> params() {
        return List.of();
    }

    /**
     * Whether this layer may overwrite, in the next step, the matrices that it returned and its gradients, instead of
     * allocating new ones. Off at first; a {@link backprop.train.Trainer} turns it on while it runs. A layer of your own may
     * ignore it.
     */
    default void reuseMemory(boolean reuse) {}

    /** D, the columns that X must have; 0 if any number will do. */
    default int inputs() {
        return 0;
    }

    /** M, the columns of Y, for an X of that many; 0 where only data would tell. */
    default int outputs(int inputs) {
        return 0;
    }

    /** The name shown in summaries and messages. */
    default String name() {
        return getClass().getSimpleName();
    }
}
