package backprop.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/** The threads that run the code of cells, and what becomes of them when a cell is stopped. */
public final class CellThreads {
    private static final long PATIENCE_MILLIS = 500;
    // Of the time: what computes gets this even where a dozen other programs want the processor, what waits does not
    // take it.
    private static final double BUSY = 0.03;

    // How the class of both kernels ends that runs statements.
    private static final String OF_KERNEL = "JavaExecutionControl";

    // With the statement that they run: such a thread runs others later.
    private static final Map<Thread, String> STOPPED = Collections.synchronizedMap(new WeakHashMap<>());

    private CellThreads() {}

    /** Ends the code of a cell that was stopped, when it prints or shows something. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("the cell was stopped", null, false, false);
        }
    }

    /** What is left of a cell that was stopped. */
    public enum Rest {
        NOTHING,
        /** Its code does not end, but waits for something. */
        WAITING,
        BUSY,
        /** A thread that the code has started keeps a core busy, or one of an earlier cell. */
        BUSY_THREAD
    }

    static void endIfStopped() {
        if (STOPPED.isEmpty()) return;
        Thread thread = Thread.currentThread();
        String statement = STOPPED.get(thread);
        if (statement == null) return;
        if (statement(thread).filter(statement::equals).isPresent()) throw new Stopped();
        STOPPED.remove(thread);
    }

    /** Whether a thread runs code of a cell. */
    public static boolean runsCell(Thread thread) {
        return statement(thread).isPresent();
    }

    /** The kernel's name for the statement of a cell that a thread runs. */
    private static Optional<String> statement(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> name.startsWith("REPL.$JShell$"))
                .reduce((inner, outer) -> outer);
    }

    /** Has the code of the cell that was just stopped end when it prints next. */
    static void stop() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(CellThreads::isOfKernel)
                .forEach(CellThreads::stop);
    }

    static void stop(Thread thread) {
        statement(thread).ifPresent(statement -> STOPPED.put(thread, statement));
    }

    private static boolean isOfKernel(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith(OF_KERNEL));
    }

    /** Stops the code of a cell that the reader has stopped, and looks what is left of it after half a second. */
    public static Rest afterStop() {
        List<Thread> running = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> runsCell(thread) && !STOPPED.containsKey(thread))
                .toList();
        List<Thread> cells = running.stream().filter(CellThreads::isOfKernel).toList();
        stop();
        List<Thread> busy = busy(running);
        if (busy.stream().anyMatch(cells::contains)) return Rest.BUSY;
        if (!busy.isEmpty()) return Rest.BUSY_THREAD;
        return cells.stream().anyMatch(CellThreads::runsCell) ? Rest.WAITING : Rest.NOTHING;
    }

    /** Which of these threads compute for half a second, although they should have ended by then. */
    static List<Thread> busy(List<Thread> threads) {
        if (threads.isEmpty()) return List.of();
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        Map<Thread, Long> before = new HashMap<>();
        threads.forEach(thread -> before.put(thread, times.getThreadCpuTime(thread.getId())));
        long start = System.nanoTime();
        long end = start + PATIENCE_MILLIS * 1_000_000;
        while (System.nanoTime() < end && threads.stream().anyMatch(CellThreads::runsCell)) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        long elapsed = System.nanoTime() - start;
        return threads.stream()
                .filter(CellThreads::runsCell)
                .filter(thread -> times.getThreadCpuTime(thread.getId()) - before.get(thread) > BUSY * elapsed)
                .toList();
    }
}
