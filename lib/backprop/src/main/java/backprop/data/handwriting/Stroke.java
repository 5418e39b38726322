package backprop.data.handwriting;

/**
 * One movement of the pen: the points that it passes through, and which of them are corners. Lengths are hundredths of
 * a digit's height until {@link SyntheticDigits} puts the digit on pixels; x runs to the right, y downwards.
 */
record Stroke(double[] x, double[] y, boolean[] corner) {
    /** Pieces that each stretch between two points is cut into; more cannot be told apart on 28 × 28 pixels. */
    private static final int PIECES = 5;

    /** Keeps two points that happen to coincide from dividing by zero. */
    private static final double SHORTEST = 1e-6;

    /** A stroke to be filled in. */
    Stroke(int size) {
        this(new double[size], new double[size], new boolean[size]);
    }

    int size() {
        return x.length;
    }

    /** The smooth curve through the points, as a new polyline; only at corners does it change direction abruptly. */
    Stroke smooth() {
        int last = size() - 1;
        Stroke curve = new Stroke(last * PIECES + 1);
        for (int i = 0; i < last; i++) {
            stretch(x, i, curve.x);
            stretch(y, i, curve.y);
        }
        curve.x[last * PIECES] = x[last];
        curve.y[last * PIECES] = y[last];
        return curve;
    }

    /** A cubic Hermite curve from point i to the next, for one coordinate. */
    private void stretch(double[] p, int i, double[] curve) {
        double step = p[i + 1] - p[i];
        boolean freeIn = i == 0 || corner[i];
        boolean freeOut = i + 2 == size() || corner[i + 1];
        double in = freeIn ? step : slope(p, i) * chord(i);
        double out = freeOut ? step : slope(p, i + 1) * chord(i);
        // A free end has no curvature, as a springy ruler would have none there; two free ends make a straight line.
        if (freeIn) in = (3 * step - out) / 2;
        if (freeOut) out = (3 * step - in) / 2;
        for (int k = 0; k < PIECES; k++) {
            double t = (double) k / PIECES;
            double s = 1 - t;
            curve[i * PIECES + k] = s * s * ((1 + 2 * t) * p[i] + t * in) + t * t * ((1 + 2 * s) * p[i + 1] - s * out);
        }
    }

    /**
     * The slope at point i of the parabola through it and its neighbours, by length of the chords: unlike a plain
     * Catmull-Rom spline this makes no loops where the points lie at uneven distances.
     */
    private double slope(double[] p, int i) {
        double before = chord(i - 1);
        double after = chord(i);
        double slopeBefore = (p[i] - p[i - 1]) / before;
        double slopeAfter = (p[i + 1] - p[i]) / after;
        return (slopeBefore * after + slopeAfter * before) / (before + after);
    }

    private double chord(int i) {
        return Math.max(SHORTEST, StrictMath.hypot(x[i + 1] - x[i], y[i + 1] - y[i]));
    }
}
