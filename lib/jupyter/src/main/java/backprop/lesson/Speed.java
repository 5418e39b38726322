package backprop.lesson;

import backprop.math.engine.Arithmetic;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * How fast this machine computes, in GFLOP/s: billions of additions and multiplications of floats a second. Times
 * differ from machine to machine and from day to day; compare what was measured in one go.
 */
public final class Speed {
    private static final long LONGEST_WARM_UP_NANOSECONDS = 2_000_000_000;
    private static final long CALM_NANOSECONDS = 40_000_000;
    private static final int CALMS = 2;
    // The compiler counts runs: before some of them it has nothing to do.
    private static final int FEWEST_RUNS = 30;
    private static final double MOST_OF_THE_VIRTUAL_MACHINE = 0.1;
    private static final long MOST_MILLISECONDS_OF_COMPILING = 2;
    private static final long ROUND_NANOSECONDS = 15_000_000;
    private static final int ROUNDS = 9;
    private static final int REPETITIONS = 10_000;

    private Speed() {}

    /**
     * The most that one core can do: a loop of nothing but fused multiplications and additions (x·y + z counts as two) of numbers
     * that stay in its registers. Where Java was started without the vector module, one number at a time.
     */
    public static double peak() {
        double operations = 2.0 * Arithmetic.SUMS * Arithmetic.FLOATS.lanes() * REPETITIONS;
        double[] sink = new double[1];
        double[] speeds = speeds(operations, () -> sink[0] += Arithmetic.FLOATS.multiplyAndAdd(REPETITIONS));
        // or a compiler could see that nobody asks for the sums
        if (Double.isNaN(sink[0])) throw new AssertionError("sums of halves are numbers");
        return speeds[ROUNDS - 1];
    }

    /**
     * The speed of a piece of work: the median of nine rounds of at least 15 ms, after it has run until the compiler had
     * nothing more to do for it, but for two seconds at most.
     *
     * @param operations how many additions and multiplications the work does; a product of n × k and k × m has 2nkm
     * @param work is done again and again for a fifth of a second or longer
     */
    public static double of(double operations, Runnable work) {
        return speeds(operations, work)[ROUNDS / 2];
    }

    private static double[] speeds(double operations, Runnable work) {
        warmUp(work);
        double[] speeds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) speeds[i] = operations / repeat(work, ROUND_NANOSECONDS);
        Arrays.sort(speeds);
        return speeds;
    }

    /**
     * Until for a while nothing has been compiled, and the virtual machine's own threads have hardly run: the compiler is one of
     * them, and may work on one method for half a second before it says so.
     */
    private static void warmUp(Runnable work) {
        long start = System.nanoTime();
        int calms = 0;
        int runs = 0;
        while ((calms < CALMS || runs < FEWEST_RUNS) && System.nanoTime() - start < LONGEST_WARM_UP_NANOSECONDS) {
            long before = System.nanoTime();
            long compiling = millisecondsOfCompiling();
            long own = nanosecondsOfTheVirtualMachine();
            runs += (int) (CALM_NANOSECONDS / repeat(work, CALM_NANOSECONDS)) + 1;
            boolean calm = millisecondsOfCompiling() - compiling <= MOST_MILLISECONDS_OF_COMPILING
                    && nanosecondsOfTheVirtualMachine() - own
                            < MOST_OF_THE_VIRTUAL_MACHINE * (System.nanoTime() - before);
            calms = calm ? calms + 1 : 0;
        }
    }

    /** What its threads that are not Java's have computed; 0 if it does not say. */
    private static long nanosecondsOfTheVirtualMachine() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)
                || !threads.isThreadCpuTimeSupported()) return 0;
        long java = LongStream.of(threads.getAllThreadIds())
                .map(threads::getThreadCpuTime)
                .filter(time -> time > 0)
                .sum();
        return system.getProcessCpuTime() - java;
    }

    private static long millisecondsOfCompiling() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime();
    }

    /** How long the work takes, in nanoseconds, when it is repeated for at least that long. */
    private static double repeat(Runnable work, long nanoseconds) {
        long start = System.nanoTime();
        long elapsed;
        int times = 0;
        do {
            work.run();
            times++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanoseconds);
        return (double) elapsed / times;
    }
}
