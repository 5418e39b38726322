package backprop.kernel;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Has a value look as its class wants it, with an end to the patience: the kernel's own thread must come back, or no cell would
 * run any more.
 */
public final class TimeLimit {
    private static final int SECONDS = 8;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Shower::new);

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
     * @throws ShowingTimeoutException after eight seconds
     */
    public static <T> T show(String what, Supplier<T> work) {
        if (Thread.currentThread() instanceof Shower) return work.get();
        return show(what, work, TimeUnit.SECONDS.toNanos(SECONDS));
    }

    static <T> T show(String what, Supplier<T> work, long nanos) {
        CellOutput cell = CellOutput.ofThisThread();
        Thread[] shower = new Thread[1];
        FutureTask<T> task = new FutureTask<>(() -> {
            shower[0] = Thread.currentThread();
            return CellOutput.as(cell, work);
        });
        THREADS.execute(task);
        // An interruption is for the work, as it would be if this thread did it; one from before stays where it is.
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + nanos;
        try {
            while (true) {
                try {
                    return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (shower[0] != null) shower[0].interrupt();
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } catch (TimeoutException e) {
            throw tooLong(what, shower[0], nanos);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        cause.setStackTrace(continued(cause.getStackTrace()));
        if (cause instanceof Error error) throw error;
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    private static ShowingTimeoutException tooLong(String what, Thread shower, long nanos) {
        StackTraceElement[] where = continued(shower.getStackTrace());
        shower.interrupt();
        CellThreads.stop(shower);
        boolean busy = CellThreads.busy(List.of(shower)).contains(shower);
        String sentence = String.format(
                "Showing %s took more than %d seconds, so it was given up.%s",
                what,
                TimeUnit.NANOSECONDS.toSeconds(nanos),
                busy ? " Its code runs on and keeps a core busy: to end it, choose Kernel, Restart Kernel." : "");
        ShowingTimeoutException thrown = new ShowingTimeoutException(sentence);
        thrown.setStackTrace(where);
        return thrown;
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
