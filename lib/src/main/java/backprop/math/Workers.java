package backprop.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * One thread for each further processor, which take a share of the work that the library hands out. A training step is a row
 * of pieces of work of some millionths of a second each, and waking a thread takes longer than that: so after a piece they wait
 * close by for the next one, spinning for a short while, before they go to sleep.
 */
final class Workers {
    /** How many threads work together, the one that hands out the work among them. */
    static final int THREADS = Math.max(
            1, Integer.getInteger("backprop.threads", Runtime.getRuntime().availableProcessors()));

    private static final long NANOSECONDS_CLOSE_BY = 200_000;
    // Where other programs want the processor, one of these threads may be the one that waits for it.
    private static final long NANOSECONDS_BEFORE_YIELDING = 20_000;
    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicInteger ASLEEP = new AtomicInteger();
    private static final Thread[] OTHERS =
            IntStream.range(1, THREADS).mapToObj(Workers::start).toArray(Thread[]::new);

    private static volatile Job current;

    private Workers() {}

    private static Thread start(int number) {
        Thread thread = new Thread(Workers::work, "backprop-" + number);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Does the work for every unit, each once, in no order and on several threads at a time; returns when all is done. Where
     * the other threads are busy already, this one does it alone.
     *
     * @param work must not depend on what the other units do
     */
    static void run(int units, IntConsumer work) {
        if (units < 2 || OTHERS.length == 0 || !BUSY.compareAndSet(false, true)) {
            for (int unit = 0; unit < units; unit++) work.accept(unit);
            return;
        }
        try {
            Job job = new Job(units, work);
            current = job;
            if (ASLEEP.get() > 0) for (Thread thread : OTHERS) LockSupport.unpark(thread);
            job.help();
            job.awaitOthers();
        } finally {
            current = null;
            BUSY.set(false);
        }
    }

    private static void work() {
        Job last = null;
        long idleSince = System.nanoTime();
        while (true) {
            Job job = current;
            if (job != null && job != last) {
                job.help();
                last = job;
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince < NANOSECONDS_CLOSE_BY) {
                pause(idleSince);
            } else {
                last = null; // or its matrices could not be freed
                ASLEEP.incrementAndGet();
                // Work that came before the line above was handed out without waking this thread.
                if (current == null) LockSupport.park();
                ASLEEP.decrementAndGet();
                idleSince = System.nanoTime();
            }
        }
    }

    private static void pause(long waitingSince) {
        if (System.nanoTime() - waitingSince < NANOSECONDS_BEFORE_YIELDING) Thread.onSpinWait();
        else Thread.yield();
    }

    private static final class Job {
        private final int units;
        private final IntConsumer work;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile Throwable trouble;

        Job(int units, IntConsumer work) {
            this.units = units;
            this.work = work;
        }

        void help() {
            for (int unit = taken.getAndIncrement(); unit < units; unit = taken.getAndIncrement()) {
                try {
                    work.accept(unit);
                } catch (RuntimeException | Error e) {
                    trouble = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void awaitOthers() {
            long start = System.nanoTime();
            while (done.get() < units) pause(start);
            if (trouble instanceof Error error) throw error;
            if (trouble instanceof RuntimeException exception) throw exception;
        }
    }
}
