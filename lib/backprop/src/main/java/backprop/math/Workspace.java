package backprop.math;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ejml.simple.SimpleMatrix;

/**
 * Memory for work that is done again and again. What {@link Matrices} computes in {@link #use} goes into matrices that are kept,
 * and after {@link #startOver} the same matrices are filled anew: a training loop then makes next to no garbage, and the
 * numbers stay in the processor's caches.
 *
 * <p>So a matrix from a workspace is lent. It is good until the work is done once more; who needs it for longer takes a
 * copy.
 */
public final class Workspace {
    /** Lends nothing: every matrix is a new one. */
    public static final Workspace NONE = new Workspace();

    private static final ThreadLocal<Workspace> CURRENT = ThreadLocal.withInitial(() -> NONE);

    // In the order in which they are asked for, which is the same each time.
    private final List<SimpleMatrix> lent = new ArrayList<>();
    private int next;

    /** From here on the matrices are lent anew. */
    public void startOver() {
        next = 0;
    }

    /** Does a piece of work; the matrices that it makes are lent by this workspace. */
    public <T> T use(Supplier<T> work) {
        Workspace outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    /** A matrix to be overwritten: from the workspace in use, or a new one. */
    static SimpleMatrix matrix(int rows, int columns, Precision precision) {
        Workspace workspace = CURRENT.get();
        return workspace == NONE ? Matrices.create(rows, columns, precision) : workspace.lend(rows, columns, precision);
    }

    private SimpleMatrix lend(int rows, int columns, Precision precision) {
        if (next == lent.size()) lent.add(Matrices.create(rows, columns, precision));
        SimpleMatrix m = lent.get(next);
        if (m.getNumRows() != rows || m.getNumCols() != columns || Precision.of(m) != precision) {
            m = Matrices.create(rows, columns, precision);
            lent.set(next, m);
        }
        next++;
        return m;
    }
}
