package backprop.show;

import backprop.errors.CellSources;
import backprop.show.draw.Html;
import backprop.show.draw.Picture;
import backprop.show.draw.TextMetrics;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/**
 * A matrix as coloured cells: orange above 0, blue below, white at 0, the stronger the further from it. Small matrices have
 * their numbers in the cells, larger ones the signs, so that nothing hangs on the colours alone; a scale stands beside.
 */
public final class HeatMap {
    // Light enough, also at the ends, for black text: at least 4.5 : 1.
    static final Color BELOW = new Color(0x4a90d0);
    static final Color ABOVE = new Color(0xe68a3c);
    private static final Color NOT_A_NUMBER = new Color(0xb0b0b0);
    private static final Color FRAME = new Color(0xbbbbbb);
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

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

    private HeatMap() {}

    /** A matrix, coloured from its own largest entry to its negative. */
    public static Picture of(String title, SimpleMatrix m) {
        return of(title, "row", "column", m);
    }

    /**
     * A matrix, coloured from its own largest entry to its negative.
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
     * @param down what the rows are
     * @param across what the columns are
     * @param limit where the colours end: numbers beyond ±limit look like ±limit
     * @throws IllegalArgumentException if the matrix is empty or the limit is not a positive number
     */
    public static Picture of(String title, String down, String across, SimpleMatrix m, double limit) {
        if (m.getNumElements() == 0)
            throw new IllegalArgumentException("a heat map needs at least one entry, but the matrix is " + shape(m));
        if (!(limit > 0) || Double.isInfinite(limit))
            throw new IllegalArgumentException("the scale must end at a positive number, but it ends at " + limit);
        int left = Math.max(SMALLEST_LEFT, (int) Math.ceil(TextMetrics.width(LABEL_FONT, down + " ↓")) + 20);
        CellSources cells = CellSources.of(m, left);
        int height = Math.max(cells.height * m.getNumRows(), SMALLEST_SCALE);
        int right = left + cells.width * m.getNumCols();
        int width = Math.max(
                right + GAP + SCALE_WIDTH + SCALE_LABEL, (int) Math.ceil(TextMetrics.width(TITLE_FONT, title)) + 16);
        return Picture.draw(width, TOP + height + 20, alt(title, down, across, m, limit), "", g -> {
            g.setColor(Color.BLACK);
            g.setFont(TITLE_FONT);
            g.drawString(title, 8, 22);
            g.setFont(LABEL_FONT);
            g.drawString(across + " →", left, 46);
            g.drawString(down + " ↓", 8, TOP - 8);
            cells.draw(g, m, limit);
            scale(g, right + GAP, height, limit);
        });
    }

    /** Where the cells begin, how large they are, and what stands in them. */
    private record CellSources(int left, int width, int height, boolean numbers) {
        static CellSources of(SimpleMatrix m, int left) {
            if (m.getNumCols() <= MOST_NUMBERS_ACROSS && m.getNumRows() <= MOST_NUMBERS_DOWN)
                return new CellSources(left, NUMBER_WIDTH, NUMBER_HEIGHT, true);
            int square = Math.max(1, Math.min(LARGEST_SQUARE, SIDE / Math.max(m.getNumRows(), m.getNumCols())));
            return new CellSources(left, square, square, false);
        }

        void draw(Graphics2D g, SimpleMatrix m, double limit) {
            boolean signs = !numbers && width >= SMALLEST_SQUARE_FOR_SIGNS;
            for (int i = 0; i < m.getNumRows(); i++) {
                for (int j = 0; j < m.getNumCols(); j++) {
                    double value = m.get(i, j);
                    int x = left + j * width;
                    int y = TOP + i * height;
                    g.setColor(color(value, limit));
                    g.fillRect(x, y, width, height);
                    g.setColor(Color.BLACK);
                    if (numbers) centred(g, number(value), x, y, width, height);
                    else if (signs) centred(g, sign(value), x, y, width, height);
                }
            }
            g.setColor(FRAME);
            g.drawRect(left, TOP, width * m.getNumCols(), height * m.getNumRows());
            g.setColor(Color.BLACK);
            numbering(g, m);
        }

        /** Every row and column is numbered where there is room, otherwise every tenth or hundredth. */
        private void numbering(Graphics2D g, SimpleMatrix m) {
            int each = width >= 20 ? 1 : width >= 4 ? 10 : 100;
            for (int j = 0; j < m.getNumCols(); j++)
                if ((j + 1) % each == 0) centred(g, Integer.toString(j + 1), left + j * width, TOP - 24, width, 24);
            for (int i = 0; i < m.getNumRows(); i++)
                if ((i + 1) % each == 0) centred(g, Integer.toString(i + 1), left - 34, TOP + i * height, 28, height);
        }
    }

    private static void scale(Graphics2D g, int x, int height, double limit) {
        for (int y = 0; y < height; y++) {
            g.setColor(color(limit * (1 - 2.0 * y / (height - 1)), limit));
            g.fillRect(x, TOP + y, SCALE_WIDTH, 1);
        }
        g.setColor(FRAME);
        g.drawRect(x, TOP, SCALE_WIDTH, height);
        g.setColor(Color.BLACK);
        int text = x + SCALE_WIDTH + 6;
        g.drawString(number(limit), text, TOP + 10);
        g.drawString("0", text, TOP + height / 2 + 4);
        g.drawString(number(-limit), text, TOP + height);
    }

    /** The colour of a number on a scale from −limit to limit. */
    static Color color(double value, double limit) {
        if (Double.isNaN(value)) return NOT_A_NUMBER;
        double share = Math.min(1, Math.abs(value) / limit);
        Color end = value < 0 ? BELOW : ABOVE;
        return new Color(towards(end.getRed(), share), towards(end.getGreen(), share), towards(end.getBlue(), share));
    }

    private static int towards(int channel, double share) {
        return (int) Math.round(255 + share * (channel - 255));
    }

    /** Two digits with the sign: +0.012, −1.5e−11, 0. */
    static String number(double value) {
        if (value == 0) return "0";
        if (Double.isNaN(value)) return "NaN";
        return String.format(Locale.ROOT, "%+.2g", value)
                .replaceFirst("e([+-])0(\\d)$", "e$1$2")
                .replace("e+", "e")
                .replace('-', '−');
    }

    private static String sign(double value) {
        if (Double.isNaN(value)) return "?";
        return value > 0 ? "+" : value < 0 ? "−" : "";
    }

    private static void centred(Graphics2D g, String text, int x, int y, int width, int height) {
        FontMetrics metrics = g.getFontMetrics();
        int baseline = y + (height + metrics.getAscent() - metrics.getDescent()) / 2;
        g.drawString(text, x + (width - metrics.stringWidth(text)) / 2, baseline);
    }

    private static String alt(String title, String down, String across, SimpleMatrix m, double limit) {
        StringBuilder alt = new StringBuilder("Heat map: " + title + ". Down: " + down + "; across: " + across + ". "
                + shape(m) + ", colours from " + Html.number(-limit) + " to " + Html.number(limit) + ". ");
        int largest = -1;
        int zeros = 0;
        int nans = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < m.getNumElements(); k++) {
            double value = m.get(k);
            if (value == 0) zeros++;
            if (Double.isNaN(value)) {
                nans++;
                continue;
            }
            low = Math.min(low, value);
            high = Math.max(high, value);
            if (largest < 0 || Math.abs(value) > Math.abs(m.get(largest))) largest = k;
        }
        int entries = m.getNumElements();
        if (nans > 0) alt.append(nans).append(" of ").append(entries).append(" entries are not numbers. ");
        if (nans == entries) return alt.toString().strip();
        if (zeros == entries) return alt.append("All entries are 0.").toString();
        return alt.append("Entries from ")
                .append(Html.number(low))
                .append(" to ")
                .append(Html.number(high))
                .append(", ")
                .append(zeros)
                .append(" of them 0; the largest in size is ")
                .append(Html.number(m.get(largest)))
                .append(" at ")
                .append(down)
                .append(' ')
                .append(largest / m.getNumCols() + 1)
                .append(", ")
                .append(across)
                .append(' ')
                .append(largest % m.getNumCols() + 1)
                .append('.')
                .toString();
    }

    private static String shape(SimpleMatrix m) {
        return m.getNumRows() + " × " + m.getNumCols();
    }
}
