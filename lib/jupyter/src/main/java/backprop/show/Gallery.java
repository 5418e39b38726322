package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Drawable;
import backprop.show.draw.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** Several pictures side by side, as one; their tooltips and folds are kept. */
public final class Gallery {
    private static final int CHART_WIDTH = 390;
    private static final int CHART_HEIGHT = 270;
    private static final int TITLE = 34;
    private static final int LABEL = 24;
    private static final int GAP = 16;
    private static final int WIDEST = 1280;

    private final List<Picture> pictures;
    private final List<String> labels;
    private final int gap;
    private final int label;
    private final int columns;
    private final int[] widths;
    private final int[] heights;

    /** @param labels what is written above each picture; empty for nothing */
    private Gallery(int columns, int gap, List<Picture> pictures, List<String> labels) {
        if (columns < 1) throw new IllegalArgumentException("a gallery has at least one column, not " + columns);
        if (pictures.isEmpty()) throw new IllegalArgumentException("a gallery shows at least one picture");
        this.pictures = pictures;
        this.labels = labels;
        this.gap = gap;
        this.label = labels.isEmpty() ? 0 : LABEL;
        this.columns = Math.min(columns, pictures.size());
        this.widths = new int[this.columns];
        this.heights = new int[(pictures.size() + columns - 1) / columns];
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            widths[i % columns] = Math.max(widths[i % columns], picture.width());
            heights[i / columns] = Math.max(heights[i / columns], label + picture.height());
        }
    }

    /**
     * Regions in rows, each with its title above and its accuracy below, and one legend for all.
     *
     * @param columns how many in a row
     * @throws IllegalArgumentException if there are none, or columns is not positive
     */
    public static Picture of(String title, int columns, Regions... panels) {
        List<Picture> pictures = Stream.of(panels).map(RegionsPicture::panel).toList();
        Gallery gallery = new Gallery(columns, 0, pictures, List.of());
        int height = gallery.height();
        Canvas canvas = gallery.draw(title, height + RegionsPicture.LEGEND);
        RegionsPicture.legend(canvas, height, List.of(panels));
        return gallery.finish(canvas, "Regions, " + panels.length + " pictures: " + title + ". " + gallery.alts());
    }

    /** Charts in rows, each smaller than alone; otherwise as {@link #of(String, int, Regions...)}. */
    public static Picture of(String title, int columns, XYChart... charts) {
        List<Picture> pictures = Stream.of(charts)
                .map(chart -> ChartPicture.of(chart, CHART_WIDTH, CHART_HEIGHT))
                .toList();
        Gallery gallery = new Gallery(columns, 0, pictures, List.of());
        return gallery.finish(title, title + ", " + charts.length + " charts. " + gallery.alts());
    }

    /** Pictures in rows, each as large as it is; otherwise as {@link #of(String, int, Regions...)}. */
    public static Picture of(String title, int columns, Drawable... pictures) {
        Gallery gallery = new Gallery(
                columns, GAP, Stream.of(pictures).map(Drawable::picture).toList(), List.of());
        return gallery.finish(title, title + ", " + pictures.length + " pictures. " + gallery.alts());
    }

    /**
     * Two pictures side by side, or, where they are wide, one below the other, with "before" and "after" above them.
     *
     * @param before made before training
     * @param after made later
     */
    public static Picture beforeAndAfter(String title, Drawable before, Drawable after) {
        List<Picture> both = List.of(before.picture(), after.picture());
        int columns = both.get(0).width() + GAP + both.get(1).width() <= WIDEST ? 2 : 1;
        return new Gallery(columns, GAP, both, List.of("before", "after"))
                .finish(
                        title,
                        title + ". Before: " + both.get(0).alt() + " After: "
                                + both.get(1).alt());
    }

    /** {@link #beforeAndAfter(String, Drawable, Drawable)} of charts. */
    public static Picture beforeAndAfter(String title, XYChart before, XYChart after) {
        return beforeAndAfter(title, ChartPicture.of(before), ChartPicture.of(after));
    }

    private String alts() {
        return pictures.stream().map(Picture::alt).collect(Collectors.joining(" "));
    }

    private int height() {
        return TITLE + IntStream.of(heights).sum();
    }

    private int left(int i) {
        return Arrays.stream(widths, 0, i % columns).map(width -> width + gap).sum();
    }

    private int top(int i) {
        return TITLE + Arrays.stream(heights, 0, i / columns).sum() + label;
    }

    private Canvas draw(String title, int height) {
        Canvas canvas = new Canvas(IntStream.of(widths).sum() + gap * (columns - 1), height).title(title);
        for (int i = 0; i < pictures.size(); i++) {
            if (!labels.isEmpty())
                canvas.text(left(i) + 12, top(i) - 6, labels.get(i), "font-weight='bold' font-size='14'");
            canvas.picture(left(i), top(i), pictures.get(i));
        }
        return canvas;
    }

    private Picture finish(String title, String alt) {
        return finish(draw(title, height()), alt);
    }

    private Picture finish(Canvas canvas, String alt) {
        String captions = pictures.stream()
                .map(Picture::caption)
                .filter(caption -> !caption.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
        Picture all = canvas.finish(alt, captions).withSpots(spots()).withFolds(folds());
        return pictures.stream().anyMatch(Picture::isWide) ? all : all.shrinking();
    }

    private List<Picture.Spot> spots() {
        List<Picture.Spot> spots = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++)
            for (Picture.Spot spot : pictures.get(i).spots())
                spots.add(spot.moved(left(i), top(i), labels.isEmpty() ? "" : labels.get(i) + ": "));
        return spots;
    }

    private List<Picture.Fold> folds() {
        List<Picture.Fold> folds = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            String label = labels.isEmpty() ? "" : ", " + labels.get(i);
            for (Picture.Fold fold : pictures.get(i).folds())
                folds.add(new Picture.Fold(fold.summary() + label, fold.content()));
        }
        return folds;
    }
}
