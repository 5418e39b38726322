package backprop.show;

import backprop.data.ImageDataset;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.Table;

/** Pictures of digits, weights, predictions and confusion matrices. */
public final class Pictures {
    private static final int ACROSS = 10;
    private static final int TILE = 56;
    private static final int GAP = 6;
    private static final int LABEL = 18;
    private static final int TITLE = 30;
    private static final int MOST_IN_OVERVIEW = 20;
    private static final int MOST_CLASSES_LISTED = 20;

    private Pictures() {}

    /** Images in rows of ten, each with its class below it. */
    public static Picture digits(String title, ImageDataset data, int... indices) {
        IntFunction<String> label = i -> Integer.toString(data.label(i));
        return sheet(title, data, indices, label).finish(sheetAlt(title, indices, label), "");
    }

    /** What a data set is: its name and size, its first images, and how many there are of each class. */
    static Rendering overview(ImageDataset data) {
        if (data.size() == 0) return Renderings.of(data.toString());
        int[] first =
                IntStream.range(0, Math.min(MOST_IN_OVERVIEW, data.size())).toArray();
        int[] counts = new int[data.classes()];
        for (int i = 0; i < data.size(); i++) counts[data.label(i)]++;
        String perClass = counts.length <= MOST_CLASSES_LISTED
                ? IntStream.range(0, counts.length)
                        .mapToObj(label -> label + ": " + counts[label])
                        .collect(Collectors.joining(", ", "Images of each class: ", "."))
                : "Images of a class: " + IntStream.of(counts).min().getAsInt() + " to "
                        + IntStream.of(counts).max().getAsInt() + ".";
        String title = data.name() + ": the first " + first.length + " of " + data.size();
        IntFunction<String> label = i -> Integer.toString(data.label(i));
        return sheet(title, data, first, label)
                .finish(sheetAlt(title, first, label) + " " + perClass, data + ". " + perClass)
                .rendering();
    }

    /**
     * Rows of a matrix as images in rows of ten: 0 is paper, 1 is ink, and other values are clipped.
     *
     * @param rows one image a row, pixel row by pixel row
     * @param height of an image in pixels
     * @param width of an image in pixels
     * @param labels what is written below each image; without any they are numbered from 1
     * @throws IllegalArgumentException if the rows are no such images, or there are not as many labels as images
     */
    public static Picture images(String title, SimpleMatrix rows, int height, int width, String... labels) {
        int count = rows.getNumRows();
        if (height < 1 || width < 1 || rows.getNumCols() != height * width)
            throw new IllegalArgumentException("images of " + height + " × " + width + " pixels need " + height * width
                    + " columns, but the matrix is " + Matrices.shape(rows));
        if (labels.length != 0 && labels.length != count)
            throw new IllegalArgumentException(
                    "there are " + count + " images, so there must be " + count + " labels, not " + labels.length);
        String alt = title + ": " + count + " images of " + height + " × " + width + " pixels"
                + (labels.length == 0 ? "" : ": " + String.join(", ", labels)) + ".";
        return tiles(
                        title,
                        count,
                        i -> labels.length == 0 ? Integer.toString(i + 1) : labels[i],
                        i -> Png.pixels(height, width, k -> ink(rows.get(i, k))))
                .finish(alt, "");
    }

    /**
     * The first images that a network misclassifies, each with its class and its prediction.
     *
     * @param most how many to show at most
     */
    public static Picture mistakes(Network net, ImageDataset data, int most) {
        if (most < 0)
            throw new IllegalArgumentException("how many mistakes to show must be 0 or more, but it is " + most);
        int[] guesses = net.classify(data);
        int[] wrong = IntStream.range(0, data.size())
                .filter(i -> guesses[i] != data.label(i))
                .toArray();
        int[] shown = Arrays.copyOf(wrong, Math.min(most, wrong.length));
        String title = wrong.length == 0
                ? "No mistakes among " + data.size()
                : "The first " + shown.length + " of " + wrong.length + " mistakes among " + data.size();
        IntFunction<String> label = i -> data.label(i) + " as " + guesses[i];
        String legend = shown.length == 0 ? "" : "Below each: what it is, and what the net took it for.";
        return sheet(title, data, shown, label).finish(sheetAlt(title, shown, label), legend);
    }

    /**
     * One image and its prediction: a bar for the probability of each class.
     *
     * @param net ends in softmax
     * @throws IllegalArgumentException if there is no such image, or the net gives no probabilities for its classes
     */
    public static Picture reading(Network net, ImageDataset data, int index) {
        return new ReadingPicture(net, data, index, grey(data, index)).picture();
    }

    /** @param label of the image at an index of the data */
    private static Canvas sheet(String title, ImageDataset data, int[] indices, IntFunction<String> label) {
        return tiles(title, indices.length, i -> label.apply(indices[i]), i -> grey(data, indices[i]));
    }

    private static String sheetAlt(String title, int[] indices, IntFunction<String> label) {
        return title + ": " + IntStream.of(indices).mapToObj(label).collect(Collectors.joining(", ")) + ".";
    }

    private static BufferedImage grey(ImageDataset data, int index) {
        byte[] pixels = data.image(index);
        return Png.pixels(data.rows(), data.columns(), k -> ink((pixels[k] & 0xff) / 255.0));
    }

    // NaN becomes paper.
    private static Color ink(double share) {
        return Colors.mix(Color.WHITE, Color.BLACK, Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share)));
    }

    /**
     * Every column of a weight matrix as a picture of the inputs: light where a weight is positive, dark where it is
     * negative, grey at 0. Each picture uses the scale from end to end, so small weights show as well.
     *
     * @param weights rows·columns × units
     * @param rows the height of an input image in pixels
     * @param columns the width of an input image in pixels
     * @throws IllegalArgumentException if the weights do not belong to such images
     */
    public static Picture weights(String title, Param weights, int rows, int columns) {
        SimpleMatrix w = weights.value();
        if (w.getNumRows() != rows * columns)
            throw new IllegalArgumentException(weights + " has " + w.getNumRows() + " rows, but images of " + rows
                    + " × " + columns + " have " + rows * columns + " pixels");
        double[] largest = new double[w.getNumCols()];
        for (int unit = 0; unit < largest.length; unit++)
            largest[unit] = Math.max(Double.MIN_VALUE, w.getColumn(unit).elementMaxAbs());
        String alt = title + ": " + w.getNumCols() + " pictures of " + rows + " × " + columns
                + " weights, one for each unit. Light is positive, dark negative; the largest weight is "
                + Numbers.format(w.elementMaxAbs()) + ".";
        return tiles(
                        title + " (light: positive, dark: negative)",
                        w.getNumCols(),
                        unit -> Integer.toString(unit + 1),
                        unit -> Png.pixels(rows, columns, k -> shade(w.get(k, unit) / largest[unit])))
                .finish(alt, "");
    }

    /** The colour of a number from −1 to 1. */
    private static Color shade(double value) {
        return Colors.mix(
                Colors.ZERO_WEIGHT, value < 0 ? Colors.LOWEST_WEIGHT : Colors.HIGHEST_WEIGHT, Math.abs(value));
    }

    /**
     * A confusion matrix as squares: a row for each true class, a column for each predicted class, the count in each square.
     * Right answers are framed; the darker another square, the more often that mistake was made.
     *
     * @param confusion from {@link Tables#confusion}, or some of its rows in any order
     */
    public static Picture confusion(Table confusion) {
        return new ConfusionPicture(confusion).picture();
    }

    private static Canvas tiles(String title, int count, IntFunction<String> label, IntFunction<BufferedImage> image) {
        int lines = Math.max(1, (count + ACROSS - 1) / ACROSS);
        int width = ACROSS * (TILE + GAP) + GAP;
        int height = TITLE + lines * (TILE + LABEL + GAP) + GAP;
        Canvas canvas = new Canvas(width, height).title(title);
        // All images as one: by itself each would have a list of colours of its own.
        BufferedImage images = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = images.createGraphics();
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < count; i++) {
            BufferedImage tile = image.apply(i);
            double scale = (double) TILE / Math.max(tile.getWidth(), tile.getHeight());
            int across = (int) Math.round(scale * tile.getWidth());
            int down = (int) Math.round(scale * tile.getHeight());
            g.drawImage(tile, x(i) + (TILE - across) / 2, y(i) + (TILE - down) / 2, across, down, null);
        }
        g.dispose();
        // Of many sheets, several may have the same line.
        int parts = Png.isOneOfMany() ? lines : 1;
        for (int part = 0; part < parts; part++) {
            int top = TITLE + part * (TILE + LABEL + GAP);
            int bottom = part == parts - 1 ? height : top + TILE + LABEL + GAP;
            canvas.pixels(0, top, width, bottom - top, images.getSubimage(0, top, width, bottom - top));
        }
        for (int i = 0; i < count; i++) {
            canvas.rect(x(i), y(i), TILE, TILE, "fill='none' " + Canvas.stroke(Colors.FRAME));
            canvas.centred(x(i) + TILE / 2.0, y(i) + TILE + 14, label.apply(i));
        }
        return canvas;
    }

    private static int x(int tile) {
        return GAP + tile % ACROSS * (TILE + GAP);
    }

    private static int y(int tile) {
        return TITLE + tile / ACROSS * (TILE + LABEL + GAP);
    }
}
