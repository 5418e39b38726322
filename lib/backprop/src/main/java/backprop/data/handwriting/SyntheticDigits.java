package backprop.data.handwriting;

import backprop.data.ImageDataset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Handwritten digits that the program writes itself: a stand-in for MNIST where there is no network.
 *
 * <p>Each digit is one of several shapes that people use (a 7 with or without its bar, a 4 open or closed), written by
 * a random hand: points stray, the whole is slanted, turned, widened and bent, the pen is thick or thin and pressed
 * unevenly. What is written is then treated as the makers of MNIST treated their scans: scaled to fit a box of about
 * 20 × 20 pixels and moved, by whole pixels, to the middle of a frame of 28 × 28 by its centre of mass. Pixels are 0
 * for paper to 255 for ink, unsigned, row by row, with smooth and slightly noisy grey edges.
 *
 * <p>A network 784-50-10 that has seen 60,000 of these digits and nothing else (20,000 mini-batches of 100, learning
 * rate 0.1) reads about 93 % of real MNIST digits, and 95 to 96 % of further digits of this kind: some are so sloppy
 * that people would disagree, too.
 *
 * <p>The same seed gives the same bytes, whatever the number of threads.
 */
public final class SyntheticDigits {
    private static final int CLASSES = 10;
    private static final int SIDE = DigitFrame.SIDE;
    private static final int PIXELS = SIDE * SIDE;
    private static final int MOST = Integer.MAX_VALUE / PIXELS;

    /** The box that a digit fits into, in pixels: a little below MNIST's 20, for the grey edges reach further out. */
    private static final double BOX = 19.1;

    private static final double BOX_SPREAD = 0.4;

    /** Standard deviation of the noise on the grey edges; paper and ink themselves are clean, as in MNIST. */
    private static final double NOISE = 0.13;

    private SyntheticDigits() {}

    /**
     * Writes digits. Any ten in a row, counted from the first, are the ten digits in random order, so that the numbers
     * of two digits never differ by more than one. A smaller count gives the first images of a larger one.
     *
     * @param count how many, 0 to 2,739,137 (a Java array holds no more pixels)
     * @param seed chooses the digits; two seeds give unrelated digits
     * @throws IllegalArgumentException if count is negative or too large
     */
    public static ImageDataset generate(int count, long seed) {
        if (count < 0 || count > MOST)
            throw new IllegalArgumentException(
                    "synthetic digits: from 0 to " + MOST + " can be written, but " + count + " were asked for");
        SplittableRandom forLabels = new SplittableRandom(seed);
        SplittableRandom forImages = forLabels.split();
        byte[] labels = labels(count, forLabels);
        long[] seeds = forImages.longs(count).toArray();
        byte[] pixels = new byte[count * PIXELS];
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> System.arraycopy(draw(labels[i], seeds[i]), 0, pixels, i * PIXELS, PIXELS));
        return ImageDataset.of("Synthetic digits", pixels, SIDE, SIDE, labels, CLASSES);
    }

    /**
     * Writes one digit.
     *
     * @param digit 0 to 9
     * @param seed chooses the shape and the hand
     * @return 28 × 28 pixels, row by row, 0 to 255 unsigned
     * @throws IllegalArgumentException if digit is not one of 0 to 9
     */
    public static byte[] draw(int digit, long seed) {
        if (digit < 0 || digit >= CLASSES)
            throw new IllegalArgumentException("synthetic digits: a digit is 0 to 9, but " + digit + " was asked for");
        SplittableRandom random = new SplittableRandom(seed);
        Handwriting hand = new Handwriting(random);
        Pen pen = new Pen(random);
        List<Stroke> strokes = hand.write(DigitShapes.pick(digit, random));
        double box = BOX + BOX_SPREAD * random.nextGaussian();
        fit(strokes, box - 2 * pen.radius());
        Ink ink = new Ink(SIDE);
        for (Stroke stroke : strokes) pen.draw(stroke, ink);
        return DigitFrame.centred(grey(ink, random));
    }

    private static byte[] labels(int count, SplittableRandom random) {
        byte[] labels = new byte[count];
        byte[] ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int i = 0; i < count; i++) {
            int at = i % CLASSES;
            int from = random.nextInt(at, CLASSES);
            labels[i] = ten[from];
            ten[from] = ten[at];
            ten[at] = labels[i];
        }
        return labels;
    }

    /** Scales the strokes, keeping their proportions, to fill a box in the middle of the frame. */
    private static void fit(List<Stroke> strokes, double box) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Stroke stroke : strokes) {
            for (int i = 0; i < stroke.size(); i++) {
                left = Math.min(left, stroke.x()[i]);
                right = Math.max(right, stroke.x()[i]);
                top = Math.min(top, stroke.y()[i]);
                bottom = Math.max(bottom, stroke.y()[i]);
            }
        }
        double scale = box / Math.max(right - left, bottom - top);
        double middle = (SIDE - 1) / 2.0;
        for (Stroke stroke : strokes) {
            for (int i = 0; i < stroke.size(); i++) {
                stroke.x()[i] = middle + scale * (stroke.x()[i] - (left + right) / 2);
                stroke.y()[i] = middle + scale * (stroke.y()[i] - (top + bottom) / 2);
            }
        }
    }

    private static double[] grey(Ink ink, SplittableRandom random) {
        double[] grey = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            grey[i] = ink.coverage(i);
            if (grey[i] > 0 && grey[i] < 1) grey[i] = Math.min(1, Math.max(0, grey[i] + NOISE * random.nextGaussian()));
        }
        return grey;
    }
}
