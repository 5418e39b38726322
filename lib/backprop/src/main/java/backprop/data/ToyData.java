package backprop.data;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * Small data sets for binary classification in the plane: two inputs x₁ and x₂, and one target, the class 0 or 1, all in
 * double. {@code backprop.show.Regions} draws them.
 *
 * <p>The same seed gives the same points. The classes alternate, so they are balanced, but for one point where the count is
 * odd.
 */
public final class ToyData {
    private static final double[][] CORNERS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    private ToyData() {}

    /** One only if both inputs are one. */
    public static Dataset and() {
        return truthTable("AND", 0, 0, 0, 1);
    }

    /** One if at least one input is one. */
    public static Dataset or() {
        return truthTable("OR", 0, 1, 1, 1);
    }

    /** Zero only if both inputs are one. */
    public static Dataset nand() {
        return truthTable("NAND", 1, 1, 1, 0);
    }

    /** One if exactly one input is one: the function that no single neuron computes. */
    public static Dataset xor() {
        return truthTable("XOR", 0, 1, 1, 0);
    }

    /**
     * A Boolean function of two inputs as four samples.
     *
     * @param wanted its values at (0, 0), (0, 1), (1, 0) and (1, 1), in this order, each 0 or 1
     * @throws IllegalArgumentException if these are not four numbers, or one is neither 0 nor 1
     */
    public static Dataset truthTable(String name, int... wanted) {
        if (wanted.length != CORNERS.length)
            throw new IllegalArgumentException(
                    "a truth table of two inputs has 4 rows, but " + name + " has " + wanted.length);
        SimpleMatrix t = new SimpleMatrix(CORNERS.length, 1);
        for (int row = 0; row < wanted.length; row++) {
            if (wanted[row] != 0 && wanted[row] != 1)
                throw new IllegalArgumentException(
                        "a truth table holds 0 and 1, but row " + (row + 1) + " of " + name + " says " + wanted[row]);
            t.set(row, wanted[row]);
        }
        return Dataset.of(name, new SimpleMatrix(CORNERS), t);
    }

    /**
     * Four clouds of points around (±1, ±1): class 1 where the signs of x₁ and x₂ differ, which is XOR with noise.
     *
     * @param spread standard deviation of the noise
     * @throws IllegalArgumentException if count is not positive, or the spread is negative
     */
    public static Dataset clouds(int count, double spread, long seed) {
        return points("XOR clouds", count, spread, seed, (label, random, point) -> {
            int side = random.nextBoolean() ? 1 : -1;
            point[0] = side;
            point[1] = label == 1 ? -side : side;
        });
    }

    /**
     * Two interleaving half moons: class 0 the upper one, class 1 the lower. They are not linearly separable.
     *
     * @param spread standard deviation of the noise
     * @throws IllegalArgumentException if count is not positive, or the spread is negative
     */
    public static Dataset moons(int count, double spread, long seed) {
        return points("Two moons", count, spread, seed, (label, random, point) -> {
            double angle = Math.PI * random.nextDouble();
            point[0] = label == 0 ? Math.cos(angle) - 0.5 : 0.5 - Math.cos(angle);
            point[1] = label == 0 ? Math.sin(angle) - 0.25 : 0.25 - Math.sin(angle);
        });
    }

    /**
     * A disc of class 1 inside a ring of class 0, about the origin: the disc has the radius 0.7, the ring reaches from 1
     * to 1.5.
     *
     * @param spread standard deviation of the noise
     * @throws IllegalArgumentException if count is not positive, or the spread is negative
     */
    public static Dataset ring(int count, double spread, long seed) {
        return points("Ring", count, spread, seed, (label, random, point) -> {
            // The root spreads the points evenly over the disc instead of crowding them in its middle.
            double radius = label == 1 ? 0.7 * Math.sqrt(random.nextDouble()) : 1 + 0.5 * random.nextDouble();
            double angle = 2 * Math.PI * random.nextDouble();
            point[0] = radius * Math.cos(angle);
            point[1] = radius * Math.sin(angle);
        });
    }

    /**
     * Two spiral arms wound around one another, each with the given number of turns.
     *
     * @param turns how often an arm goes around the origin
     * @param spread standard deviation of the noise
     * @throws IllegalArgumentException if count is not positive, or the turns or the spread are negative
     */
    public static Dataset spirals(int count, double turns, double spread, long seed) {
        if (!(turns >= 0)) throw new IllegalArgumentException("a spiral has 0 or more turns, not " + turns);
        return points("Two spirals", count, spread, seed, (label, random, point) -> {
            double way = Math.sqrt(random.nextDouble());
            double angle = 2 * Math.PI * turns * way + Math.PI * label;
            point[0] = 1.5 * way * Math.cos(angle);
            point[1] = 1.5 * way * Math.sin(angle);
        });
    }

    /**
     * A checkerboard of side 3 about the origin: class 0 in the squares that have the colour of the lower left one.
     *
     * @param squares how many squares an edge has
     * @throws IllegalArgumentException if count is not positive, or fewer than two squares on an edge
     */
    public static Dataset checkerboard(int count, int squares, long seed) {
        if (squares < 2)
            throw new IllegalArgumentException("a checkerboard has at least 2 squares on an edge, not " + squares);
        return points("Checkerboard", count, 0, seed, (label, random, point) -> {
            int column;
            int row;
            do {
                column = random.nextInt(squares);
                row = random.nextInt(squares);
            } while ((column + row) % 2 != label);
            point[0] = 3 * (column + random.nextDouble()) / squares - 1.5;
            point[1] = 3 * (row + random.nextDouble()) / squares - 1.5;
        });
    }

    /** Where the points of a class lie, before they stray. */
    private interface Shape {
        void put(int label, Random random, double[] point);
    }

    private static Dataset points(String name, int count, double spread, long seed, Shape shape) {
        if (count < 1) throw new IllegalArgumentException(name + ": at least 1 point is needed, not " + count);
        if (!(spread >= 0)) throw new IllegalArgumentException(name + ": the spread must be 0 or more, not " + spread);
        Random random = new Random(seed);
        SimpleMatrix x = Matrices.zeros(count, 2, Precision.DOUBLE);
        SimpleMatrix t = Matrices.zeros(count, 1, Precision.DOUBLE);
        double[] point = new double[2];
        for (int i = 0; i < count; i++) {
            int label = i % 2;
            shape.put(label, random, point);
            for (int axis = 0; axis < 2; axis++) x.set(i, axis, point[axis] + spread * random.nextGaussian());
            t.set(i, label);
        }
        return Dataset.of(name, x, t);
    }
}
