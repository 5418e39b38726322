package backprop.show;

import backprop.data.ImageDataset;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.show.draw.Contrast;
import backprop.show.draw.Html;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.show.draw.TextMetrics;
import backprop.train.Network;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.Table;

/** Pictures of digits, of weights, and of what digits are taken for. */
public final class Pictures {
    private static final int ACROSS = 10;
    private static final int TILE = 56;
    private static final int GAP = 6;
    private static final int LABEL = 18;
    private static final int TITLE = 30;
    private static final int MOST_IN_OVERVIEW = 20;
    private static final int MOST_CLASSES_LISTED = 20;
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    // The ends and the middle of a scale that grows lighter all the way, so that it reads without colours too.
    private static final Color LOW = new Color(0x00224e);
    private static final Color MIDDLE = new Color(0x8a8779);
    private static final Color HIGH = new Color(0xfee838);
    private static final Color MISTAKE = new Color(0xb34700);

    private Pictures() {}

    /** Images in rows of ten, each with its class below it. */
    public static Picture digits(String title, ImageDataset data, int... indices) {
        return sheet(title, data, indices, i -> Integer.toString(data.label(indices[i])));
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
        Picture sheet = digits(data.name() + ": the first " + first.length + " of " + data.size(), data, first);
        return new Picture(sheet.image(), sheet.alt() + " " + perClass, data + ". " + perClass).rendering();
    }

    /**
     * Rows of a matrix as images in rows of ten: 0 is paper, 1 is ink, and what lies outside counts as the nearer of the two.
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
                alt,
                count,
                i -> labels.length == 0 ? Integer.toString(i + 1) : labels[i],
                i -> image(height, width, k -> {
                    // NaN becomes paper.
                    int paper = 255 - (int) Math.round(255 * Math.max(0, Math.min(1, rows.get(i, k))));
                    return new Color(paper, paper, paper);
                }));
    }

    /**
     * The first images that a network reads wrong, each with its class and what it was taken for.
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
        Picture mistakes = sheet(title, data, shown, i -> data.label(shown[i]) + " as " + guesses[shown[i]]);
        String legend = shown.length == 0 ? "" : "Below each: what it is, and what the net took it for.";
        return new Picture(mistakes.image(), mistakes.alt(), legend);
    }

    /**
     * One image, and what a net makes of it: a bar for the probability of each class.
     *
     * @param net ends in softmax
     * @throws IllegalArgumentException if there is no such image, or the net gives no probabilities for its classes
     */
    public static Picture reading(Network net, ImageDataset data, int index) {
        return new ReadingPicture(net, data, index, grey(data, index)).picture();
    }

    private static Picture sheet(String title, ImageDataset data, int[] indices, IntFunction<String> label) {
        String words = IntStream.range(0, indices.length).mapToObj(label).collect(Collectors.joining(", "));
        return tiles(title, title + ": " + words + ".", indices.length, label, i -> grey(data, indices[i]));
    }

    private static BufferedImage grey(ImageDataset data, int index) {
        byte[] pixels = data.image(index);
        return image(data.rows(), data.columns(), k -> {
            int ink = 255 - (pixels[k] & 0xff);
            return new Color(ink, ink, ink);
        });
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
                + Html.number(w.elementMaxAbs()) + ".";
        return tiles(
                title + " (light: positive, dark: negative)",
                alt,
                w.getNumCols(),
                unit -> Integer.toString(unit + 1),
                unit -> image(rows, columns, k -> shade(w.get(k, unit) / largest[unit])));
    }

    /**
     * A confusion matrix as squares: a row for each true class, a column for each guess, the count in each square. Right
     * answers are framed; the darker another square, the more often that mistake was made.
     *
     * @param confusion from {@link Tables#confusion}, or some of its rows in any order
     */
    public static Picture confusion(Table confusion) {
        int rows = confusion.rowCount();
        List<String> guesses = confusion.columnNames().stream()
                .skip(1)
                .map(name -> name.replace("as ", ""))
                .toList();
        int cell = 44;
        int left = 70;
        int top = TITLE + 44;
        int most = 1;
        StringBuilder alt = new StringBuilder(confusion.name()).append(". ");
        for (int i = 0; i < rows; i++) {
            String truth = confusion.getString(i, 0);
            alt.append(i == 0 ? "" : "; ").append(truth).append(":");
            for (int j = 0; j < guesses.size(); j++) {
                int count = confusion.intColumn(j + 1).get(i);
                if (!truth.equals(guesses.get(j))) most = Math.max(most, count);
                if (count > 0) alt.append(' ').append(count).append(" as ").append(guesses.get(j));
            }
        }
        int darkest = most;
        int width = left + guesses.size() * cell + 20;
        String legend = "Right answers are framed; the darker another square, the more often that mistake was made.";
        return Picture.draw(width, top + rows * cell + 16, alt.append('.').toString(), legend, g -> {
            title(g, confusion.name(), width);
            g.setFont(LABEL_FONT);
            g.drawString("read as", left, TITLE + 18);
            g.drawString("digit", 12, top - 10);
            for (int j = 0; j < guesses.size(); j++) centred(g, guesses.get(j), left + j * cell, top - 10, cell);
            for (int i = 0; i < rows; i++) {
                int y = top + i * cell;
                String truth = confusion.getString(i, 0);
                centred(g, truth, left - 40, y + cell / 2 + 5, 30);
                for (int j = 0; j < guesses.size(); j++) {
                    int x = left + j * cell;
                    int count = confusion.intColumn(j + 1).get(i);
                    boolean right = truth.equals(guesses.get(j));
                    // Right answers are nearly all: shaded by the same scale, the mistakes would look empty.
                    Color ground = right ? Color.WHITE : mix(Color.WHITE, MISTAKE, (float) count / darkest);
                    g.setColor(ground);
                    g.fillRect(x, y, cell - 2, cell - 2);
                    g.setColor(Contrast.readableOn(ground));
                    if (right) g.drawRect(x + 1, y + 1, cell - 5, cell - 5);
                    if (count > 0) centred(g, Integer.toString(count), x, y + cell / 2 + 5, cell);
                    g.setColor(Color.BLACK);
                }
            }
        });
    }

    private static Picture tiles(
            String title, String alt, int count, IntFunction<String> label, IntFunction<BufferedImage> image) {
        int lines = Math.max(1, (count + ACROSS - 1) / ACROSS);
        int width = ACROSS * (TILE + GAP) + GAP;
        int height = TITLE + lines * (TILE + LABEL + GAP) + GAP;
        return Picture.draw(width, height, alt, "", g -> {
            title(g, title, width);
            g.setFont(LABEL_FONT);
            // Pixels stay squares: they are what the net sees.
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            for (int i = 0; i < count; i++) {
                int x = GAP + i % ACROSS * (TILE + GAP);
                int y = TITLE + i / ACROSS * (TILE + LABEL + GAP);
                BufferedImage picture = image.apply(i);
                double scale = (double) TILE / Math.max(picture.getWidth(), picture.getHeight());
                int across = (int) Math.round(scale * picture.getWidth());
                int down = (int) Math.round(scale * picture.getHeight());
                g.drawImage(picture, x + (TILE - across) / 2, y + (TILE - down) / 2, across, down, null);
                g.setColor(new Color(0xbbbbbb));
                g.drawRect(x, y, TILE, TILE);
                g.setColor(Color.BLACK);
                centred(g, label.apply(i), x, y + TILE + 14, TILE);
            }
        });
    }

    static void title(Graphics2D g, String title, int width) {
        g.setColor(Color.BLACK);
        g.setFont(TextMetrics.fitting(TITLE_FONT, title, width - 2 * GAP));
        g.drawString(title, GAP, 20);
    }

    private static void centred(Graphics2D g, String text, int x, int baseline, int width) {
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(text, x + (width - metrics.stringWidth(text)) / 2, baseline);
    }

    private static BufferedImage image(int rows, int columns, IntFunction<Color> pixel) {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < rows * columns; k++)
            image.setRGB(k % columns, k / columns, pixel.apply(k).getRGB());
        return image;
    }

    /** The colour of a number from −1 to 1. */
    private static Color shade(double value) {
        return value < 0 ? mix(MIDDLE, LOW, (float) -value) : mix(MIDDLE, HIGH, (float) value);
    }

    private static Color mix(Color from, Color to, float share) {
        float keep = 1 - share;
        return new Color(
                Math.round(keep * from.getRed() + share * to.getRed()),
                Math.round(keep * from.getGreen() + share * to.getGreen()),
                Math.round(keep * from.getBlue() + share * to.getBlue()));
    }
}
