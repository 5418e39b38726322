package backprop.show;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.draw.Drawable;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * The decision regions of a function or a net in the plane, with the points of a data set.
 *
 * <p>A single output means class 1 from 0.5 on, otherwise class 0; of several outputs the argmax counts, for targets too. It
 * is a snapshot: later training changes nothing here.
 */
public final class Regions implements Drawable {
    /** The number of points across and up at which the plane is evaluated. */
    static final int SIDE = 360;

    static final int MOST_CLASSES = 4;

    // Not quite the middle of a cell: where a border goes through the middles, rounding would make it ragged.
    private static final double WITHIN_CELL = 0.49;

    // Enough rows to keep a net's products busy, few enough to need little memory.
    private static final int ROWS_AT_ONCE = 20 * SIDE;
    private static final int MOST_POINTS_IN_WORDS = 8;

    private final String title;
    private final double from;
    private final double to;
    private final int classes;
    private final int[] plane;
    private final SimpleMatrix points;
    private final int[] wanted;
    private final int[] said;

    private Regions(
            String title,
            int outputs,
            Function<SimpleMatrix, int[]> classifyPoints,
            Function<SimpleMatrix, int[]> classify,
            Dataset data,
            double from,
            double to) {
        if (data.features() != 2)
            throw new IllegalArgumentException(
                    "a plane has two coordinates, but " + data.name() + " has " + data.features());
        if (data.size() == 0)
            throw new IllegalArgumentException(data.name() + " is empty: there are no points to draw");
        if (!(from < to) || Double.isInfinite(to - from))
            throw new IllegalArgumentException(
                    "the plane is drawn from a smaller number to a larger one, not from " + from + " to " + to);
        this.classes = Math.max(2, Math.max(outputs, data.outputs()));
        if (classes > MOST_CLASSES)
            throw new IllegalArgumentException(
                    "up to " + MOST_CLASSES + " classes can be told apart in a picture, not " + classes);
        this.title = title;
        this.from = from;
        this.to = to;
        Batch all = data.batch(IntStream.range(0, data.size()).toArray());
        this.points = all.x();
        this.wanted = Labels.ofRows(all.t());
        this.said = classifyPoints.apply(points);
        this.plane = plane(classify, Precision.of(points));
    }

    /**
     * The regions of a function of x₁ and x₂.
     *
     * @param f class 1 where it is 0.5 or more
     * @param data two inputs; at most four classes
     * @param from the left and the lower end of the square that is drawn
     * @param to its right and upper end
     * @throws IllegalArgumentException if the data do not have two inputs, or from is not smaller than to
     */
    public static Regions of(String title, DoubleBinaryOperator f, Dataset data, double from, double to) {
        Function<SimpleMatrix, int[]> classify = x -> IntStream.range(0, x.getNumRows())
                .map(i -> f.applyAsDouble(x.get(i, 0), x.get(i, 1)) >= 0.5 ? 1 : 0)
                .toArray();
        return new Regions(title, 1, classify, classify, data, from, to);
    }

    /**
     * The decision regions of a net as it is now.
     *
     * @param net two inputs, of the precision of the data; one output (class 1 from 0.5 on) or one for each class
     * @throws IllegalArgumentException if net or data do not have two inputs, or from is not smaller than to, or if
     *     the net's outputs in the plane are NaN or infinite
     */
    public static Regions of(String title, Network net, Dataset data, double from, double to) {
        int outputs = data.size() == 0 ? 1 : net.predict(data.batch(0).x()).getNumCols();
        // A point that is NaN is merely not drawn; a net that is has no regions.
        return new Regions(title, outputs, x -> Labels.ofRows(net.predict(x)), net::classify, data, from, to);
    }

    private int[] plane(Function<SimpleMatrix, int[]> classify, Precision precision) {
        int[] found = new int[SIDE * SIDE];
        for (int start = 0; start < found.length; start += ROWS_AT_ONCE) {
            SimpleMatrix x = Matrices.zeros(ROWS_AT_ONCE, 2, precision);
            for (int i = 0; i < ROWS_AT_ONCE; i++) {
                x.set(i, 0, coordinate((start + i) % SIDE));
                x.set(i, 1, coordinate((start + i) / SIDE));
            }
            System.arraycopy(classify.apply(x), 0, found, start, ROWS_AT_ONCE);
        }
        return found;
    }

    /** Where the cell of that number is evaluated, counted from the left, or from below. */
    private double coordinate(int cell) {
        return from + (to - from) * (cell + WITHIN_CELL) / SIDE;
    }

    /** The class of a cell of the plane, counted from the left and from below. */
    int at(int column, int row) {
        return plane[row * SIDE + column];
    }

    /** The title of the picture. */
    public String title() {
        return title;
    }

    /** How many points lie in the region of their class. */
    public int right() {
        return (int) IntStream.range(0, wanted.length).filter(this::isRight).count();
    }

    /** The share of points, from 0 to 1, that lie in the region of their class. */
    public double accuracy() {
        return (double) right() / wanted.length;
    }

    /**
     * The share of the drawn square, from 0 to 1, that belongs to a class.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public double share(int label) {
        if (label < 0 || label >= classes)
            throw new IllegalArgumentException("there are the classes 0 to " + (classes - 1) + ", but not " + label);
        return (double) IntStream.of(plane).filter(c -> c == label).count() / plane.length;
    }

    int classes() {
        return classes;
    }

    int size() {
        return wanted.length;
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    double x(int point, int axis) {
        return points.get(point, axis);
    }

    int wanted(int point) {
        return wanted[point];
    }

    boolean isRight(int point) {
        return said[point] == wanted[point];
    }

    /** How many points are right, in words. */
    String score() {
        return String.format(Locale.ROOT, "%.0f %% right (%d of %d)", Math.floor(100 * accuracy()), right(), size());
    }

    /** What the picture shows, in words. */
    String alt() {
        String range = Numbers.format(from) + " to " + Numbers.format(to);
        String shares = IntStream.range(0, classes)
                .mapToObj(c -> String.format(Locale.ROOT, "class %d %.1f %%", c, 100 * share(c)))
                .collect(Collectors.joining(", "));
        return title + ". Across: x₁, up: x₂, both from " + range + ". Share of the plane: " + shares
                + ". Points in the region of their class: " + right() + " of " + size() + "." + few();
    }

    private String few() {
        if (size() > MOST_POINTS_IN_WORDS) return "";
        return IntStream.range(0, size())
                .mapToObj(i -> "(" + Numbers.format(x(i, 0)) + ", " + Numbers.format(x(i, 1)) + ") is of class "
                        + wanted[i] + " and lies in the region of class " + said[i])
                .collect(Collectors.joining("; ", " ", "."));
    }

    @Override
    public Picture picture() {
        return RegionsPicture.of(this);
    }

    @Override
    public String toString() {
        return title + ": " + score();
    }
}
