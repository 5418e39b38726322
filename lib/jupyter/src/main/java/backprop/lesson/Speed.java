package backprop.lesson;

import backprop.math.engine.Arithmetic;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * How fast this machine computes, in GFLOP/s: billions of additions and multiplications of floats a second. Times
 * differ from machine to machine and from day to day; compare what was measured in one go.
 */
public final class Speed {
    private static final long WARM_UP_NANOSECONDS = 300_000_000;
    private static final long LONGEST_WARM_UP_NANOSECONDS = 2_000_000_000;
    // The compiler works beside us, and may need longer for one method than for many.
    private static final int CALM_ROUNDS = 12;
    private static final double FASTER = 0.95;
    private static final long ROUND_NANOSECONDS = 20_000_000;
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
     * The speed of a piece of work: the median of several rounds, after it has run until the compiler had nothing more to do for
     * it, but for two seconds at most.
     *
     * @param operations how many additions and multiplications the work does; a product of n × k and k × m has 2nkm
     * @param work is done again and again for half a second or longer
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

    private static void warmUp(Runnable work) {
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        long compiling = 0;
        int calmRounds = 0;
        for (long spent = 0;
                spent < WARM_UP_NANOSECONDS || calmRounds < CALM_ROUNDS && spent < LONGEST_WARM_UP_NANOSECONDS;
                spent = System.nanoTime() - start) {
            double time = repeat(work, ROUND_NANOSECONDS);
            long compilingNow = millisecondsOfCompiling();
            calmRounds = time < FASTER * best || compilingNow != compiling ? 0 : calmRounds + 1;
            best = Math.min(best, time);
            compiling = compilingNow;
        }
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
