package backprop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One writer in one moment: turns a neat shape into what this hand makes of it. Lengths are hundredths of a digit's
 * height, as in {@link DigitShapes}; the ranges were tuned by looking at drawn and real digits side by side.
 */
final class Handwriting {

    /** How far a point strays (standard deviation), and how much further the ends of a stroke do. */
    private static final double JITTER = 2.6;

    private static final double END_JITTER = 1.8;

    /** Spread of the logarithm of sloppiness, which multiplies jitter and waves: most are neat, a few are a mess. */
    private static final double SLOPPINESS = 0.4;

    /** How often a writer in a hurry rounds the corners. */
    private static final double ROUNDED = 0.25;

    /** Slant is sideways shift over height: most people lean to the right. */
    private static final double SLANT = 0.12;

    private static final double SLANT_SPREAD = 0.24;

    /** Rotation in radians, and the logarithm of width over height. */
    private static final double ROTATION = 0.10;

    private static final double ASPECT = 0.18;

    /** How much the waist moves up or down, and how much wider the top is than the foot or the other way round. */
    private static final double WAIST = 0.16;

    private static final double KEYSTONE = 0.20;

    /** Height of the waves that bend the whole digit smoothly, and the range of their length. */
    private static final double WAVE = 2.2;

    private static final double LONGEST_WAVE = 220;
    private static final double SHORTEST_WAVE = 60;

    private final SplittableRandom random;
    private final double sloppiness;
    private final boolean rounded;
    private final double slant;
    private final double cos;
    private final double sin;
    private final double aspect;
    private final double waist;
    private final double keystone;
    private final Wave[] waves;

    Handwriting(SplittableRandom random) {
        this.random = random;
        sloppiness = StrictMath.exp(spread(SLOPPINESS));
        rounded = random.nextDouble() < ROUNDED;
        slant = SLANT + spread(SLANT_SPREAD);
        double angle = spread(ROTATION);
        cos = StrictMath.cos(angle);
        sin = StrictMath.sin(angle);
        aspect = StrictMath.exp(0.05 + spread(ASPECT));
        waist = spread(WAIST);
        keystone = spread(KEYSTONE);
        waves = new Wave[] {wave(), wave(), wave(), wave()};
    }

    /** The curves that this hand writes for the given strokes, as polylines. */
    List<Stroke> write(List<Stroke> strokes) {
        List<Stroke> written = new ArrayList<>(strokes.size());
        for (Stroke stroke : strokes) {
            Stroke curve = jitter(stroke).smooth();
            for (int i = 0; i < curve.size(); i++) {
                bend(curve, i);
            }
            written.add(curve);
        }
        return written;
    }

    private Stroke jitter(Stroke stroke) {
        int n = stroke.size();
        Stroke jittered = new Stroke(new double[n], new double[n], new boolean[n]);
        for (int i = 0; i < n; i++) {
            double jitter = JITTER * sloppiness * (i == 0 || i == n - 1 ? END_JITTER : 1);
            jittered.x()[i] = stroke.x()[i] + spread(jitter);
            jittered.y()[i] = stroke.y()[i] + spread(jitter);
            jittered.corner()[i] = stroke.corner()[i] && !rounded;
        }
        return jittered;
    }

    private void bend(Stroke curve, int i) {
        double x = curve.x()[i];
        double y = curve.y()[i];
        double waveX = waves[0].at(x, y) + waves[1].at(x, y);
        double waveY = waves[2].at(x, y) + waves[3].at(x, y);
        double height = y / 100;
        double moved = y + 100 * waist * height * (1 - height) + waveY;
        double wide = (x - 30) * aspect * (1 + keystone * (height - 0.5)) + waveX - slant * (moved - 50);
        curve.x()[i] = cos * wide - sin * (moved - 50);
        curve.y()[i] = sin * wide + cos * (moved - 50);
    }

    private Wave wave() {
        double length = SHORTEST_WAVE + (LONGEST_WAVE - SHORTEST_WAVE) * random.nextDouble();
        double direction = 2 * Math.PI * random.nextDouble();
        double turns = 2 * Math.PI / length;
        return new Wave(
                spread(WAVE * sloppiness) * length / 100,
                turns * StrictMath.cos(direction),
                turns * StrictMath.sin(direction),
                2 * Math.PI * random.nextDouble());
    }

    private double spread(double standardDeviation) {
        return standardDeviation * random.nextGaussian();
    }

    private record Wave(double height, double turnsX, double turnsY, double phase) {
        double at(double x, double y) {
            return height * StrictMath.sin(turnsX * x + turnsY * y + phase);
        }
    }
}
