package backprop.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Handwritten digits that the program writes itself, a stand-in for MNIST where there is no network.
 */
public final class SyntheticDigits {

    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    /** MNIST fits every digit into a box of 20 pixels and puts its centre of mass on pixel 14, to the nearest pixel. */
    private static final double BOX = 19.2;

    private static final double BOX_SPREAD = 0.4;
    private static final double CENTRE = 14;

    /** Half the width of the pen in pixels, and the spread of its logarithm. */
    private static final double PEN = 1.42;

    private static final double PEN_SPREAD = 0.30;

    /** How much the width varies along a stroke, as a share of itself. */
    private static final double PRESSURE = 0.15;

    /** How thin the ends get, at most, and on what share of the stroke. */
    private static final double TAPER = 0.5;

    private static final double TAPER_LENGTH = 0.2;

    /** Spread of the noise on the grey edges. */
    private static final double NOISE = 0.10;

    private SyntheticDigits() {}

    public static ImageDataset generate(int count, long seed) {
        if (count < 0) {
            throw new IllegalArgumentException("SyntheticDigits: expected a count of at least 0, got " + count);
        }
        SplittableRandom forLabels = new SplittableRandom(seed);
        SplittableRandom forImages = forLabels.split();
        byte[] labels = labels(count, forLabels);
        long[] seeds = forImages.longs(count).toArray();
        byte[] pixels = new byte[Math.multiplyExact(count, SIDE * SIDE)];
        IntStream.range(0, count).parallel().forEach(i -> {
            byte[] image = draw(labels[i], seeds[i]);
            System.arraycopy(image, 0, pixels, i * image.length, image.length);
        });
        return ImageDataset.of("Synthetic digits", pixels, SIDE, SIDE, labels, CLASSES);
    }

    public static byte[] draw(int digit, long seed) {
        if (digit < 0 || digit >= CLASSES) {
            throw new IllegalArgumentException("SyntheticDigits: expected a digit from 0 to 9, got " + digit);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<Stroke> strokes = new Handwriting(random).write(DigitShapes.pick(digit, random));
        double pen = PEN * StrictMath.exp(PEN_SPREAD * random.nextGaussian());
        double box = BOX + BOX_SPREAD * random.nextGaussian();
        fit(strokes, box - 2 * pen);
        Ink ink = new Ink(SIDE);
        for (Stroke stroke : strokes) {
            trace(stroke, pen, ink, random);
        }
        return develop(ink, random);
    }

    /** Every ten labels in a row are the ten digits in random order. */
    private static byte[] labels(int count, SplittableRandom random) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int start = i - i % CLASSES;
            int j = start + random.nextInt(i - start + 1);
            labels[i] = labels[j];
            labels[j] = (byte) (i - start);
        }
        return labels;
    }

    private static void fit(List<Stroke> strokes, double box) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = left;
        double bottom = right;
        for (Stroke stroke : strokes) {
            double[] x = stroke.x();
            double[] y = stroke.y();
            for (int i = 0; i < stroke.size(); i++) {
                left = Math.min(left, x[i]);
                right = Math.max(right, x[i]);
                top = Math.min(top, y[i]);
                bottom = Math.max(bottom, y[i]);
            }
        }
        double scale = box / Math.max(right - left, bottom - top);
        double shiftX = (SIDE - 1 - scale * (left + right)) / 2;
        double shiftY = (SIDE - 1 - scale * (top + bottom)) / 2;
        for (Stroke stroke : strokes) {
            for (int i = 0; i < stroke.size(); i++) {
                stroke.x()[i] = scale * stroke.x()[i] + shiftX;
                stroke.y()[i] = scale * stroke.y()[i] + shiftY;
            }
        }
    }

    private static void trace(Stroke stroke, double pen, Ink ink, SplittableRandom random) {
        double pressure = PRESSURE * random.nextGaussian();
        double turns = 2 * Math.PI * (0.5 + random.nextDouble());
        double phase = 2 * Math.PI * random.nextDouble();
        double taperIn = TAPER * random.nextDouble();
        double taperOut = TAPER * random.nextDouble();
        double radius = 0;
        for (int i = 0; i < stroke.size(); i++) {
            double t = i / (stroke.size() - 1.0);
            double thin = 1
                    - taperIn * Math.max(0, 1 - t / TAPER_LENGTH)
                    - taperOut * Math.max(0, 1 - (1 - t) / TAPER_LENGTH);
            double next = pen * thin * (1 + pressure * StrictMath.sin(turns * t + phase));
            if (i > 0) {
                ink.line(stroke.x()[i - 1], stroke.y()[i - 1], radius, stroke.x()[i], stroke.y()[i], next);
            }
            radius = next;
        }
    }

    private static byte[] develop(Ink ink, SplittableRandom random) {
        double[] grey = new double[SIDE * SIDE];
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int i = 0; i < grey.length; i++) {
            grey[i] = ink.coverage(i);
            if (grey[i] > 0 && grey[i] < 1) {
                grey[i] = Math.min(1, Math.max(0, grey[i] + NOISE * random.nextGaussian()));
            }
            mass += grey[i];
            massX += grey[i] * (i % SIDE);
            massY += grey[i] * (i / SIDE);
        }
        int right = (int) Math.round(CENTRE - massX / mass);
        int down = (int) Math.round(CENTRE - massY / mass);
        byte[] image = new byte[SIDE * SIDE];
        for (int y = Math.max(0, -down); y < Math.min(SIDE, SIDE - down); y++) {
            for (int x = Math.max(0, -right); x < Math.min(SIDE, SIDE - right); x++) {
                image[(y + down) * SIDE + x + right] = (byte) Math.round(255 * grey[y * SIDE + x]);
            }
        }
        return image;
    }
}
