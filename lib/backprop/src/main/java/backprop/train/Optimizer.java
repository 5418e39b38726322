package backprop.train;

import backprop.layer.Param;
import java.util.Collection;

/** Updates parameters from their gradients so that the loss decreases. */
public interface Optimizer {
    /** One update of every parameter from its gradient, in place. */
    void update(Collection<Param> params);

    /** {@link #update(Collection)} of all parameters of a network. */
    default void update(Network net) {
        update(net.params().values());
    }

    /**
     * Discards the state of earlier updates, such as momentum, when a {@link Trainer} has restored earlier weights. Does
     * nothing by default.
     */
    default void forget() {}
}
