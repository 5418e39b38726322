package backprop.lesson;

import backprop.data.Batch;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * Six networks that look alike, start from the same weights and compute the same loss. Each has one {@link Bug} on its way
 * back; which one is for the reader to find out.
 */
public final class BugLab {
    private static final int SAMPLES = 6;
    private static final int CLASSES = 3;
    private static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F");

    // Whoever reads on has solved the case by looking it up.
    private static final List<Bug> CULPRITS =
            List.of(Bug.FIRST_ROW, Bug.WRONG_SIDE, Bug.NOT_DIVIDED, Bug.NEW_WEIGHTS, Bug.NO_SLOPE, Bug.TRANSPOSED);

    private BugLab() {}

    /** What the networks are called: A to F. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * One of the six, fresh, with the starting weights of {@link #right}.
     *
     * @param name A to F
     * @throws IllegalArgumentException if there is none of that name
     */
    public static SuspectNet net(String name) {
        return new SuspectNet(bugOf(name));
    }

    /** The network that they all should be. */
    public static SuspectNet right() {
        return new SuspectNet(null);
    }

    /**
     * What is wrong with one of the six: for checking answers.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Bug bugOf(String name) {
        int index = NAMES.indexOf(name);
        if (index < 0) throw new IllegalArgumentException("there is no net " + name + "; there are " + NAMES);
        return CULPRITS.get(index);
    }

    /**
     * What the networks are to learn: six points around a circle, one a row, and for each its class, one-hot. Opposite
     * points belong together, so that no straight lines separate the classes.
     */
    public static Batch samples() {
        SimpleMatrix x = Matrices.zeros(SAMPLES, 2, Precision.DOUBLE);
        SimpleMatrix t = Matrices.zeros(SAMPLES, CLASSES, Precision.DOUBLE);
        for (int n = 0; n < SAMPLES; n++) {
            double angle = Math.PI / 6 + 2 * Math.PI * n / SAMPLES;
            x.set(n, 0, rounded(Math.cos(angle)));
            x.set(n, 1, rounded(Math.sin(angle)));
            t.set(n, n % CLASSES, 1);
        }
        return new Batch(x, t);
    }

    // The page shows the samples: 0 is to be 0, not 6·10⁻¹⁷.
    private static double rounded(double coordinate) {
        return Math.round(1000 * coordinate) / 1000.0;
    }
}
