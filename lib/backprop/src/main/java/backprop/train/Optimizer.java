package backprop.train;

import backprop.layer.Param;
import java.util.Collection;

/** Moves parameters along their gradients so that the loss becomes smaller. */
public interface Optimizer {
    /** One update of every parameter from its gradient, in place. */
    void update(Collection<Param> params);

    /** {@link #update(Collection)} of all parameters of a network. */
    default void update(Network net) {
        update(net.params().values());
    }

    /**
     * Forgets what earlier updates left behind, such as a momentum: a {@link Trainer} has given the net earlier weights back. By
     * default there is nothing to forget.
     */
    default void forget() {}
}
