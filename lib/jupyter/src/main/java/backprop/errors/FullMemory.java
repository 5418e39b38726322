package backprop.errors;

/**
 * Ends Java when the memory stays full. Then not only the cell is without memory, but the kernel's own threads, too: they end
 * one by one, and no cell is answered any more. A kernel that has ended, Jupyter starts anew.
 */
final class FullMemory {
    private static final double FULL = 0.97;
    // A cell that fails gives back what it had long before.
    private static final int SECONDS = 5;
    private static final int RESERVE_BYTES = 8 << 20;

    private byte[] reserve = new byte[RESERVE_BYTES];

    private FullMemory() {}

    /** @param lastWords what is done before the end, if there is memory enough for it */
    static void watch(Runnable lastWords) {
        Thread watch = new Thread(() -> new FullMemory().run(lastWords), "backprop-memory");
        watch.setDaemon(true);
        watch.start();
    }

    private void run(Runnable lastWords) {
        Runtime java = Runtime.getRuntime();
        try {
            do {
                awaitFull(java);
                // Where no cell runs, what could be swept may lie there for long.
                java.gc();
            } while (!isFull(java));
        } catch (InterruptedException e) {
            return;
        }
        reserve = null;
        try {
            lastWords.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            // they were last words only
        } finally {
            java.halt(1);
        }
    }

    /** Nothing in here takes memory. */
    private static void awaitFull(Runtime java) throws InterruptedException {
        for (int full = 0; full < SECONDS; full = isFull(java) ? full + 1 : 0) Thread.sleep(1_000);
    }

    private static boolean isFull(Runtime java) {
        return java.totalMemory() - java.freeMemory() > FULL * java.maxMemory();
    }
}
