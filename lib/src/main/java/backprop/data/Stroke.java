package backprop.data;

/**
 * One movement of the pen: the points it passes through, and which of them are corners. Coordinates are hundredths of
 * a digit's height, x to the right, y downwards.
 */
record Stroke(double[] x, double[] y, boolean[] corner) {

    /** Pieces that each stretch between two points is cut into; more cannot be told apart on 28 × 28 pixels. */
    private static final int PIECES = 5;

    int size() {
        return x.length;
    }

    /** The smooth curve through the points, as a polyline. It breaks its direction at corners only. */
    Stroke smooth() {
        int n = size();
        if (n < 2) {
            return this;
        }
        int length = (n - 1) * PIECES + 1;
        Stroke curve = new Stroke(new double[length], new double[length], new boolean[length]);
        for (int i = 0; i + 1 < n; i++) {
            double chord = chord(i);
            boolean straightIn = i == 0 || corner[i];
            boolean straightOut = i + 2 == n || corner[i + 1];
            hermite(x, curve.x, i, chord, straightIn, straightOut);
            hermite(y, curve.y, i, chord, straightIn, straightOut);
        }
        curve.x[length - 1] = x[n - 1];
        curve.y[length - 1] = y[n - 1];
        return curve;
    }

    private void hermite(double[] p, double[] curve, int i, double chord, boolean straightIn, boolean straightOut) {
        double step = p[i + 1] - p[i];
        double out = straightOut ? step : tangent(p, i + 1) * chord;
        double in = straightIn ? (3 * step - out) / 2 : tangent(p, i) * chord;
        if (straightOut) {
            out = (3 * step - in) / 2;
        }
        for (int k = 0; k < PIECES; k++) {
            double t = (double) k / PIECES;
            double s = 1 - t;
            curve[i * PIECES + k] =
                    s * s * (1 + 2 * t) * p[i] + t * t * (3 - 2 * t) * p[i + 1] + s * s * t * in - t * t * s * out;
        }
    }

    /**
     * The slope of the parabola through three neighbours, by length of the chords: unlike plain Catmull-Rom it makes
     * no loops where points lie at uneven distances.
     */
    private double tangent(double[] p, int i) {
        double before = chord(i - 1);
        double after = chord(i);
        return ((p[i] - p[i - 1]) / before * after + (p[i + 1] - p[i]) / after * before) / (before + after);
    }

    private double chord(int i) {
        return Math.max(1e-6, Math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]));
    }
}
