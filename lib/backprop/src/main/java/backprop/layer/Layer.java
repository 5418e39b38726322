package backprop.layer;

import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** A step of a network: a function of a batch that can also send a gradient back through itself. */
public interface Layer {
    /**
     * The output Y of a batch X. The layer keeps what its backward needs, and alters nothing.
     *
     * @param x N × D, one sample a row
     * @return N × M
     * @throws IllegalArgumentException if the shape or the precision of x does not fit
     */
    SimpleMatrix forward(SimpleMatrix x);

    /**
     * Takes the upstream gradient ∂L/∂Y of the last forward, leaves its gradient in every parameter, and returns ∂L/∂X.
     *
     * @param dY ∂L/∂Y, of the shape of Y
     * @return ∂L/∂X, of the shape of X
     * @throws IllegalStateException before the first forward
     * @throws IllegalArgumentException if dY has not the shape of the last output
     */
    SimpleMatrix backward(SimpleMatrix dY);

    /**
     * {@link #backward} without ∂L/∂X, for the first layer of a network, where nobody asks for it.
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

    /**
     * Whether this layer may overwrite the matrices that it returned, and its gradients, in the next step, instead of making new
     * ones. At first it must not. A {@link backprop.train.Trainer} allows it while it runs. A layer of your own need not follow.
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
