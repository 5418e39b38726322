package backprop.show;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;

/** Several pictures side by side, as one. */
public final class Gallery {
    private static final int WIDTH = 390;
    private static final int HEIGHT = 270;
    private static final int TITLE = 34;
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 16);

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
            g.setFont(Lettering.fitting(TITLE_FONT, title, columns * WIDTH - 16));
            g.drawString(title, 8, 22);
            for (int i = 0; i < charts.length; i++) {
                Graphics2D part = (Graphics2D) g.create();
                part.translate(i % columns * WIDTH, TITLE + i / columns * HEIGHT);
                charts[i].paint(part, WIDTH, HEIGHT);
                part.dispose();
            }
        });
    }

    private static void requireSome(int columns, int parts) {
        if (columns < 1) throw new IllegalArgumentException("a gallery has at least one column, not " + columns);
        if (parts == 0) throw new IllegalArgumentException("a gallery shows at least one picture");
    }
}
