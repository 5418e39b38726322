package backprop.train;

import backprop.layer.Param;
import java.util.Collection;

/** Moves parameters along their gradients so that the loss becomes smaller. */
public interface Optimizer {
    /** One update of every parameter from its gradient, in place. The next step overwrites the gradients: to keep one, copy it. */
    void update(Collection<Param> params);
}
