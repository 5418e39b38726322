package backprop.train;

import backprop.layer.Param;
import java.util.Collection;

/** Moves parameters along their gradients so that the loss becomes smaller. */
public interface Optimizer {
    /** One update of every parameter from its gradient, in place. The next step overwrites the gradients: to keep one, copy it. */
    void update(Collection<Param> params);

    /**
     * Forgets what earlier updates left behind, such as a momentum. A {@link Trainer} calls it when it has given the net weights
     * of an earlier iteration back. By default there is nothing to forget.
     */
    default void forget() {}
}
