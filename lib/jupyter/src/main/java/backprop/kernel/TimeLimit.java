package backprop.kernel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has a value look as its class wants it, with an end to the patience and to the memory: the kernel's own thread must come
 * back, or no cell would run any more.
 */
public final class TimeLimit {
    private static final int SECONDS = 8;
    private static final int SECONDS_TO_END = 2;
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

    // Also those that were given up.
    private static final Map<Thread, MemoryWatch> AT_WORK = new ConcurrentHashMap<>();

    private TimeLimit() {}

    /** A thread in which things are shown; what they show for themselves is part of it. */
    private static final class Shower extends Thread {
        Shower(Runnable work) {
            super(work, "showing");
            setDaemon(true);
        }
    }

    /**
     * Gives what the work gives, or throws what it throws, with the frames of this thread below those of the other one.
     *
     * @param what is shown, for the sentence
     * @throws ShowingGivenUpException after eight seconds, or earlier if it fills the memory
     */
    public static <T> T show(String what, Supplier<T> work) {
        if (Thread.currentThread() instanceof Shower) return work.get();
        return show(what, work, TimeUnit.SECONDS.toNanos(SECONDS));
    }

    static <T> T show(String what, Supplier<T> work, long nanos) {
        return show(what, work, nanos, MemoryWatch::of);
    }

    static <T> T show(String what, Supplier<T> work, long nanos, Function<Thread, MemoryWatch> watch) {
        CellOutput cell = CellOutput.ofThisThread();
        FutureTask<T> task = new FutureTask<>(() -> CellOutput.as(cell, work));
        // A new one each time, so that what it has allocated is for this work.
        Thread shower = new Shower(task);
        MemoryWatch memory = watch.apply(shower);
        AT_WORK.put(shower, memory);
        shower.start();
        // An interruption is for the work, as it would be if this thread did it; one from before stays where it is.
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + nanos;
        try {
            while (true) {
                try {
                    return task.get(Math.min(end - System.nanoTime(), NANOS_BETWEEN_LOOKS), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    shower.interrupt();
                } catch (TimeoutException e) {
                    boolean full = memory.isFull();
                    if (!full && System.nanoTime() < end) continue;
                    StackTraceElement[] where = continued(shower.getStackTrace());
                    if (task.isDone()) continue;
                    throw full ? tooLarge(what, shower, where) : tooLong(what, shower, where, nanos);
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (task.isDone()) AT_WORK.remove(shower);
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether something that was given up fills the memory all the same, and does not end within two seconds. Then only a new
     * kernel has room for the next cell.
     */
    public static boolean fillsMemory() {
        AT_WORK.keySet().removeIf(thread -> !thread.isAlive());
        return AT_WORK.entrySet().stream().anyMatch(shower -> shower.getValue().isFull() && !ends(shower.getKey()));
    }

    private static RuntimeException thrown(Throwable cause) {
        cause.setStackTrace(continued(cause.getStackTrace()));
        if (cause instanceof Error error) throw error;
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    private static ShowingGivenUpException tooLarge(String what, Thread shower, StackTraceElement[] where) {
        stop(shower);
        return new ShowingGivenUpException(
                "Showing " + what + " fills the memory (" + Runtime.getRuntime().maxMemory() / 1_048_576
                        + " MB), so it was given up.",
                where);
    }

    private static ShowingGivenUpException tooLong(String what, Thread shower, StackTraceElement[] where, long nanos) {
        shower.interrupt();
        CellThreads.stop(shower);
        boolean busy = CellThreads.busy(List.of(shower)).contains(shower);
        return new ShowingGivenUpException(
                String.format(
                        "Showing %s took more than %d seconds, so it was given up.%s",
                        what,
                        TimeUnit.NANOSECONDS.toSeconds(nanos),
                        busy
                                ? " Its code runs on and keeps a core busy: to end it, choose Kernel, Restart Kernel."
                                : ""),
                where);
    }

    /** Ends a thread where it stands, as far as Java can: half done work is better than a full memory. */
    @SuppressWarnings({"deprecation", "removal"})
    private static void stop(Thread shower) {
        shower.interrupt();
        CellThreads.stop(shower);
        try {
            shower.stop();
        } catch (UnsupportedOperationException | NoSuchMethodError e) {
            // From Java 20 on, it ends only when it finds no memory itself.
        }
    }

    private static boolean ends(Thread shower) {
        stop(shower);
        try {
            shower.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !shower.isAlive();
    }

    /** The frames of a thread in which something is shown, and then those of this one, which has asked for it. */
    private static StackTraceElement[] continued(StackTraceElement[] inside) {
        return Stream.concat(
                        Stream.of(inside).takeWhile(frame -> !isOurs(frame)),
                        Stream.of(Thread.currentThread().getStackTrace())
                                .dropWhile(frame -> !isOurs(frame))
                                .dropWhile(TimeLimit::isOurs))
                .toArray(StackTraceElement[]::new);
    }

    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().equals(TimeLimit.class.getName())
                || frame.getClassName().equals(CellOutput.class.getName());
    }
}
