package backprop.show;

import backprop.math.Matrices;
import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Png;
import backprop.show.draw.TextMetrics;
import java.awt.Color;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * A matrix as a heat map on a diverging colour scale: orange above 0, blue below, white at 0. Cells of small matrices show
 * their numbers, those of larger ones the signs, so that no information is in colours alone.
 */
public final class HeatMap {
    private static final int MOST_NUMBERS_ACROSS = 10;
    private static final int MOST_NUMBERS_DOWN = 16;
    private static final int NUMBER_WIDTH = 66;
    private static final int NUMBER_HEIGHT = 34;
    private static final int LARGEST_SQUARE = 24;
    private static final int SMALLEST_SQUARE_FOR_SIGNS = 10;
    private static final int SIDE = 560;
    private static final int SMALLEST_LEFT = 64;
    private static final int TOP = 76;
    private static final int GAP = 24;
    private static final int SCALE_WIDTH = 16;
    private static final int SCALE_LABEL = 70;
    private static final int SMALLEST_SCALE = 90;
    private static final String FRAME = "fill='none' " + Canvas.stroke(Colors.FRAME);

    private HeatMap() {}

    /** A matrix, on a scale that ends at ± its largest finite absolute entry. */
    public static Picture of(String title, SimpleMatrix m) {
        return of(title, "row", "column", m);
    }

    /**
     * {@link #of(String, SimpleMatrix)} with labels for its axes.
     *
     * @param down what the rows are, such as "input"
     * @param across what the columns are, such as "unit"
     */
    public static Picture of(String title, String down, String across, SimpleMatrix m) {
        double largest = 0;
        for (int i = 0; i < m.getNumElements(); i++)
            if (Double.isFinite(m.get(i))) largest = Math.max(largest, Math.abs(m.get(i)));
        return of(title, down, across, m, largest == 0 ? 1 : largest);
    }

    /**
     * A matrix on a given scale, so that several pictures can be compared.
     *
     * @param limit where the colours end: numbers beyond ±limit look like ±limit
     * @throws IllegalArgumentException if the matrix is empty or the limit is not a positive number
     */
    public static Picture of(String title, String down, String across, SimpleMatrix m, double limit) {
        if (m.getNumElements() == 0)
            throw new IllegalArgumentException(
                    "a heat map needs at least one entry, but the matrix is " + Matrices.shape(m));
        if (!(limit > 0) || Double.isInfinite(limit))
            throw new IllegalArgumentException("the scale must end at a positive number, but it ends at " + limit);
        int left = Math.max(SMALLEST_LEFT, (int) Math.ceil(TextMetrics.width(TextMetrics.TEXT, down + " ↓")) + 20);
        Cells cells = Cells.of(m, left);
        int right = left + cells.width * m.getNumCols();
        int height = Math.max(cells.height * m.getNumRows(), SMALLEST_SCALE);
        int width = Math.max(
                right + GAP + SCALE_WIDTH + SCALE_LABEL,
                Math.min(Picture.WIDEST_PAGE, (int) Math.ceil(TextMetrics.width(TextMetrics.TITLE, title)) + 24));
        Canvas canvas = new Canvas(width, TOP + height + 20);
        canvas.title(title).text(left, 46, across + " →").text(12, TOP - 8, down + " ↓");
        cells.draw(canvas, limit);
        scale(canvas, right + GAP, height, limit);
        return canvas.finish(alt(title, down, across, m, limit), "");
    }

    /** Where the cells begin, how large they are, and whether their numbers stand in them. */
    private record Cells(SimpleMatrix m, int left, int width, int height, boolean numbers) {
        static Cells of(SimpleMatrix m, int left) {
            if (m.getNumCols() <= MOST_NUMBERS_ACROSS && m.getNumRows() <= MOST_NUMBERS_DOWN)
                return new Cells(m, left, NUMBER_WIDTH, NUMBER_HEIGHT, true);
            int square = Math.max(1, Math.min(LARGEST_SQUARE, SIDE / Math.max(m.getNumRows(), m.getNumCols())));
            return new Cells(m, left, square, square, false);
        }

        void draw(Canvas canvas, double limit) {
            int across = width * m.getNumCols();
            int down = height * m.getNumRows();
            // One pixel a cell.
            canvas.pixels(
                    left, TOP, across, down, Png.pixels(m.getNumRows(), m.getNumCols(), k -> color(m.get(k), limit)));
            canvas.rect(left, TOP, across, down, FRAME);
            canvas.group(Canvas.MIDDLE, () -> numbering(canvas));
            if (numbers) canvas.group(Canvas.MIDDLE, () -> numbers(canvas));
            else if (width >= SMALLEST_SQUARE_FOR_SIGNS) signs(canvas);
        }

        /** Every row and column is numbered where there is room, otherwise every tenth or hundredth. */
        private void numbering(Canvas canvas) {
            int each = width >= 20 ? 1 : width >= 4 ? 10 : 100;
            for (int j = each - 1; j < m.getNumCols(); j += each)
                canvas.text(middle(j), TOP - 8, Integer.toString(j + 1));
            for (int i = each - 1; i < m.getNumRows(); i += each)
                canvas.text(left - 20, middleDown(i) + 4, Integer.toString(i + 1));
        }

        private void numbers(Canvas canvas) {
            for (int i = 0; i < m.getNumRows(); i++)
                for (int j = 0; j < m.getNumCols(); j++)
                    canvas.text(middle(j), middleDown(i) + 4, Numbers.signed(m.get(i, j)));
        }

        // As one line: thousands of letters would make a large picture.
        private void signs(Canvas canvas) {
            StringBuilder signs = new StringBuilder();
            for (int i = 0; i < m.getNumRows(); i++)
                for (int j = 0; j < m.getNumCols(); j++) {
                    double value = m.get(i, j);
                    String at = Canvas.n(middle(j)) + " " + Canvas.n(middleDown(i));
                    if (Double.isNaN(value)) canvas.centred(middle(j), middleDown(i) + 4, "?");
                    else if (value != 0) signs.append("M").append(at).append("m-3 0h6");
                    if (value > 0) signs.append("m-3-3v6");
                }
            canvas.path(signs.toString(), "stroke='black'");
        }

        private double middle(int column) {
            return left + (column + 0.5) * width;
        }

        private double middleDown(int row) {
            return TOP + (row + 0.5) * height;
        }
    }

    private static void scale(Canvas canvas, int x, int height, double limit) {
        canvas.pixels(
                x,
                TOP,
                SCALE_WIDTH,
                height,
                Png.pixels(height, 1, y -> color(limit * (1 - 2.0 * y / (height - 1)), limit)));
        canvas.rect(x, TOP, SCALE_WIDTH, height, FRAME);
        int text = x + SCALE_WIDTH + 6;
        canvas.text(text, TOP + 10, Numbers.signed(limit))
                .text(text, TOP + height / 2.0 + 4, "0")
                .text(text, TOP + height, Numbers.signed(-limit));
    }

    /** The colour of a number on a scale from −limit to limit. */
    static Color color(double value, double limit) {
        if (Double.isNaN(value)) return Colors.HEAT_NAN;
        Color end = value < 0 ? Colors.HEAT_BELOW : Colors.HEAT_ABOVE;
        return Colors.mix(Color.WHITE, end, Math.min(1, Math.abs(value) / limit));
    }

    private static String alt(String title, String down, String across, SimpleMatrix m, double limit) {
        int entries = m.getNumElements();
        int[] numbers =
                IntStream.range(0, entries).filter(k -> !Double.isNaN(m.get(k))).toArray();
        String start = "Heat map: " + title + ". Down: " + down + "; across: " + across + ". " + Matrices.shape(m)
                + ", colours from " + Numbers.format(-limit) + " to " + Numbers.format(limit) + ". ";
        if (numbers.length < entries)
            start += entries - numbers.length + " of " + entries + " entries are not numbers. ";
        if (numbers.length == 0) return start.strip();
        long zeros = IntStream.of(numbers).filter(k -> m.get(k) == 0).count();
        if (zeros == entries) return start + "All entries are 0.";
        int largest = numbers[0];
        for (int k : numbers) if (Math.abs(m.get(k)) > Math.abs(m.get(largest))) largest = k;
        DoubleSummaryStatistics range =
                IntStream.of(numbers).mapToDouble(m::get).summaryStatistics();
        return start + "Entries from " + Numbers.format(range.getMin()) + " to " + Numbers.format(range.getMax()) + ", "
                + zeros + " of them 0; the largest in size is " + Numbers.format(m.get(largest)) + " at " + down + " "
                + (largest / m.getNumCols() + 1) + ", " + across + " " + (largest % m.getNumCols() + 1) + ".";
    }
}
