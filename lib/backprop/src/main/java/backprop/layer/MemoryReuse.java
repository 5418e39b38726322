package backprop.layer;

import org.ejml.simple.SimpleMatrix;

/** Remembers its last results, and may overwrite them: {@link Layer#reuseMemory}. */
abstract class MemoryReuse {
    private boolean reuse;

    public final void reuseMemory(boolean reuse) {
        this.reuse = reuse;
    }

    /** The last result, if it is to be overwritten; otherwise null, for a new matrix. */
    final SimpleMatrix again(SimpleMatrix last) {
        return reuse ? last : null;
    }
}
