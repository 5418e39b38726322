package backprop.data.handwriting;

import java.util.SplittableRandom;

/** A round pen, and how hard it is pressed. Widths are in pixels. */
final class Pen {
    /** Half the usual width of a line, and the spread (standard deviation) of its logarithm. */
    private static final double RADIUS = 1.42;

    private static final double RADIUS_SPREAD = 0.24;

    /**
     * How much the width may vary along a stroke, as a share of itself. Thick and thin within one digit matter: with
     * half of this, a network that learns from these digits reads about one in a hundred real ones fewer.
     */
    private static final double PRESSURE = 0.42;

    /** How much thinner the ends of a stroke may get, and over what share of the stroke. */
    private static final double TAPER = 0.5;

    private static final double TAPER_LENGTH = 0.2;

    private final SplittableRandom random;
    private final double radius;

    Pen(SplittableRandom random) {
        this.random = random;
        radius = RADIUS * StrictMath.exp(RADIUS_SPREAD * random.nextGaussian());
    }

    /** Half the width of a line under even pressure. */
    double radius() {
        return radius;
    }

    /** Draws a stroke, its points in pixels; the pressure swells and fades up to one and a half times on the way. */
    void draw(Stroke stroke, Ink ink) {
        double pressure = PRESSURE * (2 * random.nextDouble() - 1);
        double radians = 2 * Math.PI * (0.5 + random.nextDouble());
        double phase = 2 * Math.PI * random.nextDouble();
        double taperIn = TAPER * random.nextDouble();
        double taperOut = TAPER * random.nextDouble();
        double before = 0;
        for (int i = 0; i < stroke.size(); i++) {
            double t = i / (stroke.size() - 1.0);
            double thin =
                    taperIn * Math.max(0, 1 - t / TAPER_LENGTH) + taperOut * Math.max(0, 1 - (1 - t) / TAPER_LENGTH);
            double here = radius * (1 - thin) * (1 + pressure * StrictMath.sin(radians * t + phase));
            if (i > 0) ink.line(stroke.x()[i - 1], stroke.y()[i - 1], before, stroke.x()[i], stroke.y()[i], here);
            before = here;
        }
    }
}
