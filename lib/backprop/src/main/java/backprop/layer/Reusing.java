package backprop.layer;

import org.ejml.simple.SimpleMatrix;

/** What remembers its last results, and may be told to compute in them again: {@link Layer#reuseMemory}. */
abstract class Reusing {
    private boolean reuse;

    public final void reuseMemory(boolean reuse) {
        this.reuse = reuse;
    }

    /** The last result, if it is to be overwritten; otherwise null, for a new matrix. */
    final SimpleMatrix again(SimpleMatrix last) {
        return reuse ? last : null;
    }
}
