package backprop.data.handwriting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One writer in one moment: turns a neat shape into what this hand makes of it. Lengths are hundredths of a digit's
 * height, as in {@link DigitShapes}, and every spread is a standard deviation. The values were tuned by looking at
 * these digits beside real ones, and by how many real ones a network reads that has seen only these.
 */
final class Handwriting {
    /** How far a point strays, and how many times as far the two ends of a stroke do. */
    private static final double JITTER = 2.2;

    private static final double END_JITTER = 1.8;

    /** Spread of the logarithm of sloppiness, which multiplies jitter and waves: most are neat, a few are a mess. */
    private static final double SLOPPINESS = 0.25;

    /** How often a writer is in a hurry and rounds the corners. */
    private static final double ROUNDED = 0.25;

    /** Slant, the shift to the right over the height: most people lean that way. */
    private static final double SLANT = 0.12;

    private static final double SLANT_SPREAD = 0.24;

    /** Spread of the rotation, in radians. */
    private static final double ROTATION_SPREAD = 0.13;

    /** Logarithm of the widening: people write a little wider than the shapes were drawn. */
    private static final double WIDENING = 0.05;

    private static final double WIDENING_SPREAD = 0.18;

    /** How far the waist moves up or down: 1 would move it by a quarter of the height. */
    private static final double WAIST_SPREAD = 0.22;

    /** How much wider the foot is than the top, as a share of the width. */
    private static final double KEYSTONE_SPREAD = 0.20;

    /** Height of a wave that bends the whole digit, for a wave as long as the digit is high; longer ones are higher. */
    private static final double WAVE_SPREAD = 3.0;

    private static final double SHORTEST_WAVE = 60;
    private static final double LONGEST_WAVE = 220;

    /** The point that slanting, turning and widening leave where it is. */
    private static final double MIDDLE_X = 30;

    private static final double MIDDLE_Y = 50;

    private final SplittableRandom random;
    private final double sloppiness;
    private final boolean rounded;
    private final double slant;
    private final double cos;
    private final double sin;
    private final double widening;
    private final double waist;
    private final double keystone;
    private final Wave[] wavesX;
    private final Wave[] wavesY;

    Handwriting(SplittableRandom random) {
        this.random = random;
        sloppiness = StrictMath.exp(spread(SLOPPINESS));
        rounded = random.nextDouble() < ROUNDED;
        slant = SLANT + spread(SLANT_SPREAD);
        double rotation = spread(ROTATION_SPREAD);
        cos = StrictMath.cos(rotation);
        sin = StrictMath.sin(rotation);
        widening = StrictMath.exp(WIDENING + spread(WIDENING_SPREAD));
        waist = spread(WAIST_SPREAD);
        keystone = spread(KEYSTONE_SPREAD);
        wavesX = new Wave[] {wave(), wave()};
        wavesY = new Wave[] {wave(), wave()};
    }

    /** What this hand makes of the strokes of a shape: new polylines, around the origin. */
    List<Stroke> write(List<Stroke> shape) {
        List<Stroke> written = new ArrayList<>(shape.size());
        for (Stroke stroke : shape) {
            Stroke curve = jitter(stroke).smooth();
            for (int i = 0; i < curve.size(); i++) bend(curve, i);
            written.add(curve);
        }
        return written;
    }

    private Stroke jitter(Stroke stroke) {
        int n = stroke.size();
        Stroke jittered = new Stroke(n);
        for (int i = 0; i < n; i++) {
            boolean end = i == 0 || i == n - 1;
            double jitter = JITTER * sloppiness * (end ? END_JITTER : 1);
            jittered.x()[i] = stroke.x()[i] + spread(jitter);
            jittered.y()[i] = stroke.y()[i] + spread(jitter);
            jittered.corner()[i] = stroke.corner()[i] && !rounded;
        }
        return jittered;
    }

    private void bend(Stroke curve, int i) {
        double x = curve.x()[i];
        double y = curve.y()[i];
        double height = y / 100;
        double down = y - MIDDLE_Y + 100 * waist * height * (1 - height) + sum(wavesY, x, y);
        double wide = (x - MIDDLE_X) * widening * (1 + keystone * (height - 0.5));
        double right = wide - slant * down + sum(wavesX, x, y);
        curve.x()[i] = cos * right - sin * down;
        curve.y()[i] = sin * right + cos * down;
    }

    private Wave wave() {
        double length = SHORTEST_WAVE + (LONGEST_WAVE - SHORTEST_WAVE) * random.nextDouble();
        double height = spread(WAVE_SPREAD * sloppiness * length / 100);
        double direction = 2 * Math.PI * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double radians = 2 * Math.PI / length;
        return new Wave(height, radians * StrictMath.cos(direction), radians * StrictMath.sin(direction), phase);
    }

    private double spread(double standardDeviation) {
        return standardDeviation * random.nextGaussian();
    }

    private static double sum(Wave[] waves, double x, double y) {
        double sum = 0;
        for (Wave wave : waves) sum += wave.at(x, y);
        return sum;
    }

    private record Wave(double height, double radiansX, double radiansY, double phase) {
        double at(double x, double y) {
            return height * StrictMath.sin(radiansX * x + radiansY * y + phase);
        }
    }
}
