package backprop.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Tells when a thread fills the memory, and early: once it is full, Java comes to hardly anything but looking for room. */
final class MemoryWatch {
    // Parts of the largest heap.
    private static final double FULL = 0.7;
    private static final double MUCH = 0.5;
    private static final double A_LITTLE = 0.1;

    private final Heap heap;
    private double suspicious;
    private boolean full;

    /** What Java knows. */
    interface Heap {
        long max();

        long used();

        /** How much the thread has allocated since it began, also what it keeps no longer. */
        long allocated();

        void collect();
    }

    MemoryWatch(Heap heap) {
        this.heap = heap;
        this.suspicious = MUCH * heap.max();
    }

    /** @param thread that has done nothing yet */
    static MemoryWatch of(Thread thread) {
        Runtime java = Runtime.getRuntime();
        return new MemoryWatch(new Heap() {
            @Override
            public long max() {
                return java.maxMemory();
            }

            @Override
            public long used() {
                return java.totalMemory() - java.freeMemory();
            }

            @Override
            public long allocated() {
                return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        ? threads.getThreadAllocatedBytes(thread.getId())
                        : 0;
            }

            @Override
            public void collect() {
                System.gc();
            }
        });
    }

    /** Whether the thread has allocated much, and the memory is full of what is no garbage. */
    boolean isFull() {
        if (full || heap.used() < FULL * heap.max()) return full;
        long allocated = heap.allocated();
        if (allocated < suspicious) return false;
        heap.collect();
        suspicious = allocated + A_LITTLE * heap.max();
        full = heap.used() >= FULL * heap.max();
        return full;
    }
}
