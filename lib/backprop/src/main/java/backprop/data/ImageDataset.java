package backprop.data;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.Arrays;
import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/**
 * Greyscale images with class labels. They stay bytes, one a pixel, until a batch is drawn: 60,000 digits of 28 × 28 take
 * 47 MB, as doubles they would take 376.
 *
 * <p>Batches are float unless {@link #in(Precision)} asks for double.
 */
public final class ImageDataset implements Dataset {
    private final String name;
    private final byte[] pixels;
    private final byte[] labels;
    private final int first;
    private final int size;
    private final int rows;
    private final int columns;
    private final int classes;
    private final Precision precision;

    private ImageDataset(
            String name,
            byte[] pixels,
            byte[] labels,
            int first,
            int size,
            int rows,
            int columns,
            int classes,
            Precision precision) {
        this.name = name;
        this.pixels = pixels;
        this.labels = labels;
        this.first = first;
        this.size = size;
        this.rows = rows;
        this.columns = columns;
        this.classes = classes;
        this.precision = precision;
    }

    /**
     * A data set of greyscale images with class labels.
     *
     * @param name what the data are, for titles and messages
     * @param pixels the images one after the other, each row by row, 0 to 255 unsigned; kept, not copied
     * @param rows the height of an image in pixels
     * @param columns the width of an image in pixels
     * @param labels a class number for each image, unsigned; kept, not copied
     * @param classes how many classes there are
     * @throws IllegalArgumentException if the sizes do not fit together or a label is out of range
     */
    public static ImageDataset of(String name, byte[] pixels, int rows, int columns, byte[] labels, int classes) {
        if (rows < 1 || columns < 1 || classes < 1)
            throw new IllegalArgumentException("images need at least one row, column and class, but these have " + rows
                    + ", " + columns + " and " + classes);
        if (rows > Integer.MAX_VALUE / columns)
            throw new IllegalArgumentException(
                    "an image of " + rows + " × " + columns + " has more pixels than fit in memory");
        if ((long) labels.length * rows * columns != pixels.length)
            throw new IllegalArgumentException(labels.length + " labels need " + (long) labels.length * rows * columns
                    + " pixels (" + rows + " × " + columns + " each), but there are " + pixels.length);
        for (int i = 0; i < labels.length; i++) Labels.requireInRange(labels[i] & 0xff, classes, i);
        return new ImageDataset(name, pixels, labels, 0, labels.length, rows, columns, classes, Precision.FLOAT);
    }

    /** The same samples, their batches in another precision. */
    public ImageDataset in(Precision other) {
        return new ImageDataset(name, pixels, labels, first, size, rows, columns, classes, other);
    }

    /** The same samples under another name. */
    public ImageDataset named(String other) {
        return new ImageDataset(other, pixels, labels, first, size, rows, columns, classes, precision);
    }

    @Override
    public ImageDataset slice(int start, int end) {
        Dataset.requireSlice(this, start, end);
        return new ImageDataset(name, pixels, labels, first + start, end - start, rows, columns, classes, precision);
    }

    @Override
    public Batch batch(int... indices) {
        return batch(indices, null);
    }

    @Override
    public Batch batch(int[] indices, Batch earlier) {
        Dataset.requireSamples(this, indices);
        int[] starts = new int[indices.length];
        int[] t = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            starts[i] = (first + indices[i]) * features();
            t[i] = labels[first + indices[i]] & 0xff;
        }
        SimpleMatrix x = Matrices.ofBytes(pixels, starts, features(), precision, earlier == null ? null : earlier.x());
        return new Batch(x, Labels.oneHot(t, classes, precision));
    }

    /**
     * The pixels of one image as bytes, 0 to 255 unsigned, row by row: a copy.
     *
     * @throws IllegalArgumentException if there is no such sample
     */
    public byte[] image(int index) {
        int from = at(index) * features();
        return Arrays.copyOfRange(pixels, from, from + features());
    }

    /**
     * The class of one sample.
     *
     * @throws IllegalArgumentException if there is no such sample
     */
    public int label(int index) {
        return labels[at(index)] & 0xff;
    }

    private int at(int index) {
        Dataset.requireSamples(this, index);
        return first + index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int features() {
        return rows * columns;
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public int classes() {
        return classes;
    }

    /** The height of an image in pixels. */
    public int rows() {
        return rows;
    }

    /** The width of an image in pixels. */
    public int columns() {
        return columns;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %,d images of %d × %d, %d classes", name, size, rows, columns, classes);
    }
}
