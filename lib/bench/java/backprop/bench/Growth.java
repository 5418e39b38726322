package backprop.bench;

import backprop.data.ImageDataset;
import backprop.math.Precision;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether the time of a training step grows with the work: 784-H-10 in float, mini-batches of 100, for one width after the
 * other, in turns. Prints the width, the time of a step in millionths of a second, and the operations in a billionth of a second.
 *
 * <p>Argument: how many rounds.
 */
final class Growth {
    private static final int[] WIDTHS = {64, 128, 256, 512, 1024, 2048};
    private static final int BATCH = 100;
    private static final int CLASSES = 10;
    private static final double ROUND_SECONDS = 0.3;

    private Growth() {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        ImageDataset images = Training.images();
        Training[] trainings = Arrays.stream(WIDTHS)
                .mapToObj(width -> new Training(images, Precision.FLOAT, BATCH, width))
                .toArray(Training[]::new);
        double[][] aStep = new double[WIDTHS.length][rounds];
        for (int i = 0; i < WIDTHS.length; i++) warmUp(trainings[i]);
        for (int round = 0; round < rounds; round++)
            for (int i = 0; i < WIDTHS.length; i++) aStep[i][round] = aStep(trainings[i]);
        for (int i = 0; i < WIDTHS.length; i++) {
            Arrays.sort(aStep[i]);
            double seconds = aStep[i][rounds / 2];
            System.out.printf(
                    Locale.ROOT, "%d %.1f %.1f%n", WIDTHS[i], seconds * 1e6, operations(WIDTHS[i]) / seconds / 1e9);
        }
    }

    private static void warmUp(Training training) {
        for (double spent = 0; spent < 1; spent += training.seconds(50)) continue;
    }

    private static double aStep(Training training) {
        int steps = (int) Math.max(1, Math.round(ROUND_SECONDS / (training.seconds(10) / 10)));
        return training.seconds(steps) / steps;
    }

    /** Two products in the first layer, forward and for the weights, and three in the second, which passes on a gradient. */
    private static double operations(int width) {
        return 2.0 * BATCH * width * (2 * Training.INPUTS + 3 * CLASSES);
    }
}
