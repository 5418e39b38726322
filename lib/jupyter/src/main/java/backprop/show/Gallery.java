package backprop.show;

import backprop.show.draw.Drawing;
import backprop.show.draw.Picture;
import backprop.show.draw.Svg;
import backprop.show.draw.TextMetrics;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** Several pictures side by side, as one. */
public final class Gallery {
    private static final int WIDTH = 390;
    private static final int HEIGHT = 270;
    private static final int TITLE = 34;
    private static final int LABEL = 24;
    private static final int GAP = 16;
    private static final int WIDEST = 1280;
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);

    private Gallery() {}

    /**
     * Regions in rows, each with its title above and the share of right points below, and one legend for all.
     *
     * @param columns how many in a row
     * @throws IllegalArgumentException if there are none, or columns is not positive
     */
    public static Picture of(String title, int columns, Regions... panels) {
        requireSome(columns, panels.length);
        return RegionsPicture.gallery(title, columns, panels);
    }

    /**
     * Charts in rows, each smaller than alone.
     *
     * @param columns how many in a row
     * @throws IllegalArgumentException if there are none, or columns is not positive
     */
    public static Picture of(String title, int columns, XYChart... charts) {
        requireSome(columns, charts.length);
        int rows = (charts.length + columns - 1) / columns;
        String alt = Arrays.stream(charts)
                .map(chart -> ChartPicture.of(chart).alt())
                .collect(Collectors.joining(" ", title + ", " + charts.length + " charts. ", ""));
        return Picture.draw(columns * WIDTH, TITLE + rows * HEIGHT, alt, "", g -> {
            g.setColor(Color.BLACK);
            g.setFont(titleFont(title, columns * WIDTH));
            g.drawString(title, 8, 22);
            for (int i = 0; i < charts.length; i++) {
                Graphics2D part = (Graphics2D) g.create();
                part.translate(i % columns * WIDTH, TITLE + i / columns * HEIGHT);
                charts[i].paint(part, WIDTH, HEIGHT);
                part.dispose();
            }
        });
    }

    /**
     * Pictures in rows, each as large as it is.
     *
     * @param columns how many in a row
     * @throws IllegalArgumentException if there are none, or columns is not positive
     */
    public static Picture of(String title, int columns, Picture... pictures) {
        requireSome(columns, pictures.length);
        String alt = Arrays.stream(pictures)
                .map(Picture::alt)
                .collect(Collectors.joining(" ", title + ", " + pictures.length + " pictures. ", ""));
        return inRows(title, columns, alt, new String[pictures.length], pictures);
    }

    /**
     * Two pictures side by side, or, where they are wide, one below the other, such as heat maps, digits or weights, with
     * "before" and "after" above them.
     *
     * @param before made before something was learnt
     * @param after made later
     */
    public static Picture beforeAndAfter(String title, Picture before, Picture after) {
        String alt = title + ". Before: " + before.alt() + " After: " + after.alt();
        int columns = before.width() + GAP + after.width() <= WIDEST ? 2 : 1;
        return inRows(title, columns, alt, new String[] {"before", "after"}, before, after);
    }

    /** {@link #beforeAndAfter(String, Picture, Picture)} of regions. */
    public static Picture beforeAndAfter(String title, Regions before, Regions after) {
        return beforeAndAfter(title, before.picture(), after.picture());
    }

    /** {@link #beforeAndAfter(String, Picture, Picture)} of charts. */
    public static Picture beforeAndAfter(String title, XYChart before, XYChart after) {
        return beforeAndAfter(title, ChartPicture.of(before), ChartPicture.of(after));
    }

    /**
     * Two drawings side by side, or, where they are wide, such as {@link Activations}, one below the other, with "before" and
     * "after" above them. What they say where the pointer rests, and what unfolds below them, stays.
     *
     * @param before made before something was learnt
     * @param after made later
     */
    public static Drawing beforeAndAfter(String title, Drawing before, Drawing after) {
        boolean beside = before.width() + GAP + after.width() <= WIDEST;
        int left = beside ? before.width() + GAP : 0;
        int below = beside ? TITLE : TITLE + LABEL + before.height();
        int width = Math.max(before.width(), left + after.width());
        int height = Math.max(TITLE + before.height(), below + after.height()) + LABEL;
        Svg svg = new Svg();
        svg.text(
                8,
                22,
                title,
                "font-weight='bold' font-size='" + Svg.n(titleFont(title, width).getSize2D()) + "'");
        List<Drawing.Spot> spots = new ArrayList<>();
        List<Drawing.Fold> folds = new ArrayList<>();
        place(before, "before", 0, TITLE + LABEL, svg, spots, folds);
        place(after, "after", left, below + LABEL, svg, spots, folds);
        return new Drawing(
                svg.document(width, height),
                width,
                height,
                title + ". Before: " + before.alt() + " After: " + after.alt(),
                joined(before.caption(), after.caption()),
                spots,
                folds);
    }

    private static void place(
            Drawing drawing,
            String label,
            int left,
            int top,
            Svg svg,
            List<Drawing.Spot> spots,
            List<Drawing.Fold> folds) {
        svg.text(left + 12, top - 6, label, "font-weight='bold' font-size='14'");
        svg.nested(left, top, drawing.width(), drawing.height(), drawing.svg());
        for (Drawing.Spot spot : drawing.spots())
            spots.add(new Drawing.Spot(
                    left + spot.x(), top + spot.y(), spot.width(), spot.height(), label + ": " + spot.words()));
        for (Drawing.Fold fold : drawing.folds())
            folds.add(new Drawing.Fold(fold.summary() + ", " + label, fold.content()));
    }

    private static Picture inRows(String title, int columns, String alt, String[] labels, Picture... pictures) {
        int across = Math.min(columns, pictures.length);
        int[] widths = new int[across];
        int[] heights = new int[(pictures.length + columns - 1) / columns];
        int label = labels[0] == null ? 0 : LABEL;
        for (int i = 0; i < pictures.length; i++) {
            widths[i % columns] = Math.max(widths[i % columns], pictures[i].width());
            heights[i / columns] = Math.max(heights[i / columns], label + pictures[i].height());
        }
        int width = IntStream.of(widths).sum() + GAP * (across - 1);
        int height = TITLE + IntStream.of(heights).sum();
        return Picture.draw(width, height, alt, joined(pictures), g -> {
            g.setColor(Color.BLACK);
            g.setFont(titleFont(title, width));
            g.drawString(title, 8, 22);
            g.setFont(LABEL_FONT);
            int y = TITLE;
            for (int row = 0; row < heights.length; y += heights[row++]) {
                int x = 0;
                for (int i = row * columns; i < Math.min(pictures.length, (row + 1) * columns); i++) {
                    if (label > 0) g.drawString(labels[i], x + 8, y + 16);
                    g.drawImage(pictures[i].image(), x, y + label, pictures[i].width(), pictures[i].height(), null);
                    x += widths[i % columns] + GAP;
                }
            }
        });
    }

    private static Font titleFont(String title, int width) {
        return TextMetrics.fitting(TITLE_FONT, title, width - 16);
    }

    private static String joined(Picture... pictures) {
        return joined(Arrays.stream(pictures).map(Picture::caption).toArray(String[]::new));
    }

    private static String joined(String... captions) {
        return Arrays.stream(captions).filter(c -> !c.isEmpty()).distinct().collect(Collectors.joining(" "));
    }

    private static void requireSome(int columns, int parts) {
        if (columns < 1) throw new IllegalArgumentException("a gallery has at least one column, not " + columns);
        if (parts == 0) throw new IllegalArgumentException("a gallery shows at least one picture");
    }
}
