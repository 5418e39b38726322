package backprop.bench;

import backprop.math.Precision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Takes training steps when it is told to, and says how long they took: one of the competitors of compare.py, which lets them
 * work in turns. For each line with a number of seconds that it reads it takes steps for about as long, and answers with their
 * number, the seconds, and the bytes of memory that were allocated.
 *
 * <p>Arguments: float or double, the size of a mini-batch, the units of the hidden layers, or "conv" for convolutions.
 */
final class StepServer {
    private static final com.sun.management.ThreadMXBean MEMORY =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private StepServer() {}

    public static void main(String[] args) throws IOException {
        Precision precision = Precision.valueOf(args[0].toUpperCase(Locale.ROOT));
        int batchSize = Integer.parseInt(args[1]);
        Training training = args[2].equals("conv")
                ? Training.ofConvolutions(precision, batchSize)
                : new Training(
                        precision,
                        batchSize,
                        Arrays.stream(args).skip(2).mapToInt(Integer::parseInt).toArray());
        double aStep = training.seconds(1);
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready Java " + System.getProperty("java.version"));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int steps = (int) Math.max(1, Math.round(Double.parseDouble(order) / aStep));
            long before = allocated();
            double seconds = training.seconds(steps);
            System.out.println(steps + " " + seconds + " " + (allocated() - before));
            aStep = seconds / steps;
        }
    }

    /** By all threads. None of ours ends while we measure. */
    private static long allocated() {
        return Arrays.stream(MEMORY.getThreadAllocatedBytes(MEMORY.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
