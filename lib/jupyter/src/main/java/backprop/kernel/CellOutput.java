package backprop.kernel;

import java.util.function.Supplier;

/** A cell as the place where outputs go: also those of threads that it has started, and also after it has ended. */
final class CellOutput {
    // The kernel's own thread hands the cells to threads that run one after the other; what a cell starts stays with
    // it.
    private static final CellOutput KERNEL = new CellOutput(null, null);
    private static final CellOutput EACH_IN_TURN = new CellOutput(null, null);
    private static final ThreadLocal<CellOutput> OF_THREAD = new InheritableThreadLocal<>() {
        @Override
        protected CellOutput childValue(CellOutput parent) {
            return parent == KERNEL ? EACH_IN_TURN : parent == EACH_IN_TURN ? running : parent;
        }
    };

    private static volatile CellOutput running;

    private final Object environment;
    private final Page page;

    /** What it has printed; {@link PrintedText} keeps it. */
    final PrintedAmount printed = new PrintedAmount();

    /** Takes text to the page. */
    interface Page {
        void print(boolean error, String text);
    }

    /**
     * @param environment the kernel's own object for it
     * @param page where its text goes
     */
    CellOutput(Object environment, Page page) {
        this.environment = environment;
        this.page = page;
    }

    /** From now on this is the running cell, and after its end the last one. Called by the kernel's own thread. */
    void begin() {
        running = this;
        OF_THREAD.set(KERNEL);
    }

    /** This thread, which runs a cell, will run the next ones as well. */
    static void eachInTurn() {
        OF_THREAD.set(EACH_IN_TURN);
    }

    /**
     * The cell that this thread belongs to; null before the first one.
     *
     * @throws CellThreads.Stopped if it was stopped
     */
    static CellOutput ofThisThread() {
        CellThreads.endIfStopped();
        CellOutput own = OF_THREAD.get();
        return own == null || own == KERNEL || own == EACH_IN_TURN ? running : own;
    }

    /** Does something as a thread of this cell would. */
    static <T> T as(CellOutput cell, Supplier<T> work) {
        CellOutput before = OF_THREAD.get();
        OF_THREAD.set(cell);
        try {
            return work.get();
        } finally {
            OF_THREAD.set(before);
        }
    }

    static void as(CellOutput cell, Runnable work) {
        as(cell, () -> {
            work.run();
            return null;
        });
    }

    Object environment() {
        return environment;
    }

    void print(boolean error, String text) {
        page.print(error, text);
    }
}
