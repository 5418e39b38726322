package backprop.math.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The library's thread pool: one thread for each processor, counting the caller's. A training step is a series of tasks of a
 * few microseconds each, and waking a thread takes longer: so after a task the threads spin for a short while before they
 * sleep.
 *
 * <p>Where other programs compete for the processors, all wait for a thread that was preempted. So after many long waits the
 * calling thread works alone for a while: {@link Patience}.
 */
public final class Workers {
    /** How many threads work together, the one that hands out the work among them. */
    static final int THREADS = Math.max(
            1, Integer.getInteger("backprop.threads", Runtime.getRuntime().availableProcessors()));

    private static final long NANOSECONDS_CLOSE_BY = 200_000;
    // Where other programs want the processor, one of these threads may be the one that waits for it.
    private static final long NANOSECONDS_BEFORE_YIELDING = 20_000;
    // Only the thread that made us busy looks at it.
    private static final Patience PATIENCE = new Patience(System.nanoTime());
    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicInteger ASLEEP = new AtomicInteger();
    private static final Thread[] OTHERS =
            IntStream.range(1, THREADS).mapToObj(Workers::start).toArray(Thread[]::new);

    private static volatile Job current;

    private Workers() {}

    private static Thread start(int number) {
        Thread thread = new Thread(() -> work(number), "backprop-" + number);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Runs the work once for every unit, in parallel and in no particular order; returns when all is done. If the pool is
     * busy, or recently made the caller wait too long, the caller works alone.
     *
     * @param work must not depend on what the other units do
     */
    public static void run(int units, IntConsumer work) {
        run(units, () -> work);
    }

    /** The same, with work that each thread does in a way of its own. */
    static void run(int units, Supplier<IntConsumer> work) {
        if (units < 2 || OTHERS.length == 0 || !BUSY.compareAndSet(false, true)) {
            alone(units, work.get());
            return;
        }
        try {
            if (PATIENCE.lastsAt(System.nanoTime())) together(units, work);
            else alone(units, work.get());
        } finally {
            current = null;
            BUSY.set(false);
        }
    }

    static void alone(int units, IntConsumer work) {
        for (int unit = 0; unit < units; unit++) work.accept(unit);
    }

    private static void together(int units, Supplier<IntConsumer> work) {
        Job job = new Job(units, work);
        current = job;
        if (ASLEEP.get() > 0) for (Thread thread : OTHERS) LockSupport.unpark(thread);
        job.help(0);
        job.awaitOthers();
    }

    private static void work(int number) {
        Job last = null;
        long idleSince = System.nanoTime();
        while (true) {
            Job job = current;
            if (job != null && job != last) {
                job.help(number);
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

    /** Waits for what another thread is about to finish. */
    static void await(BooleanSupplier isDone) {
        long start = System.nanoTime();
        while (!isDone.getAsBoolean()) pause(start);
    }

    private static void pause(long waitingSince) {
        if (System.nanoTime() - waitingSince < NANOSECONDS_BEFORE_YIELDING) Thread.onSpinWait();
        else Thread.yield();
    }

    private static final class Job {
        // Numbers that two threads count up lie in cache lines of their own.
        private static final int APART = 32;

        private final int units;
        private final Supplier<IntConsumer> work;
        private final AtomicIntegerArray taken = new AtomicIntegerArray((THREADS + 1) * APART);
        private final AtomicInteger done = new AtomicInteger();
        private volatile Throwable failure;

        Job(int units, Supplier<IntConsumer> work) {
            this.units = units;
            this.work = work;
        }

        /**
         * Each thread has a share of neighbouring units, in every job the same one, for its cache still holds what lies there.
         * When it is done it takes what the others have left.
         */
        void help(int thread) {
            IntConsumer way = null;
            for (int i = 0; i < THREADS; i++) {
                int share = (thread + i) % THREADS;
                int end = start(share + 1);
                for (int unit = take(share); unit < end; unit = take(share)) {
                    try {
                        if (way == null) way = work.get();
                        way.accept(unit);
                    } catch (RuntimeException | Error e) {
                        failure = e;
                    } finally {
                        done.incrementAndGet();
                    }
                }
            }
        }

        private int start(int share) {
            return (int) ((long) units * share / THREADS);
        }

        private int take(int share) {
            return start(share) + taken.getAndIncrement((share + 1) * APART);
        }

        void awaitOthers() {
            long start = System.nanoTime();
            await(() -> done.get() == units);
            PATIENCE.waited(start, System.nanoTime());
            if (failure instanceof Error error) throw error;
            if (failure instanceof RuntimeException exception) throw exception;
        }
    }

    /**
     * Whether to share work, judged by how long the others made us wait. A wait as long as no share of ours takes is held against
     * them, and forgotten in ten times as long; beyond a hundredth of a second we go on alone. So now and then a wait changes
     * nothing, for to be alone costs more, and many waits cannot take more than a tenth of all time. All times are in
     * nanoseconds.
     */
    static final class Patience {
        static final long LONG_WAIT = 1_000_000;
        static final long ENOUGH = 10_000_000;
        static final int TIME_TO_FORGET = 10;
        // or a program that was stopped for an hour would be alone for ten
        static final long MOST_REMEMBERED = 5 * ENOUGH;

        private long waited;
        private long lastLook;

        Patience(long now) {
            lastLook = now;
        }

        boolean lastsAt(long now) {
            return remembered(now) <= ENOUGH;
        }

        void waited(long from, long to) {
            if (to - from < LONG_WAIT) return;
            waited = Math.min(MOST_REMEMBERED, remembered(to) + to - from);
            lastLook = to;
        }

        private long remembered(long now) {
            return Math.max(0, waited - (now - lastLook) / TIME_TO_FORGET);
        }
    }
}
