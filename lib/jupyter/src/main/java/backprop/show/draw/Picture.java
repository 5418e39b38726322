package backprop.show.draw;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A finished picture with its alternative text.
 *
 * @param svg the whole document, without scripts
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param alt the alternative text
 * @param caption what is written below it; may be empty
 * @param spots the tooltips
 * @param folds what unfolds below it, for eyes and for screen readers
 * @param shrinks whether it can be read, too, when a narrow page shrinks it
 */
public record Picture(
        String svg,
        int width,
        int height,
        String alt,
        String caption,
        List<Spot> spots,
        List<Fold> folds,
        boolean shrinks)
        implements Drawable {

    /** What is wider than that can be unfolded to its full size, and is then scrolled, unless it can be read shrunk. */
    public static final int WIDEST_PAGE = 900;

    /**
     * A tooltip: a place that says more while the pointer rests on it.
     *
     * @param x the left end in CSS pixels
     * @param y the upper end
     * @param words what is said
     */
    public record Spot(double x, double y, double width, double height, String words) {
        /** The same in a larger picture, with words before its own. */
        public Spot moved(double right, double down, String before) {
            return new Spot(x + right, y + down, width, height, before + words);
        }

        private String html(Picture picture) {
            return "<span style=\"position: absolute; left: " + percent(x / picture.width) + "; top: "
                    + percent(y / picture.height) + "; width: " + percent(width / picture.width) + "; height: "
                    + percent(height / picture.height) + "\" title=\"" + Html.escape(words) + "\"></span>";
        }

        private static String percent(double part) {
            return Canvas.n(100 * part) + "%";
        }
    }

    /**
     * Something below the picture that is shown when the reader opens it.
     *
     * @param summary what is to be read while it is closed
     * @param content what is then seen
     */
    public record Fold(String summary, Rendering content) {
        /** A closed {@code <details>} element. */
        public String html() {
            return "<details><summary>" + Html.escape(summary) + "</summary>" + content.html() + "</details>";
        }
    }

    /** Copies the lists. */
    public Picture {
        spots = List.copyOf(spots);
        folds = List.copyOf(folds);
    }

    /** A picture that says everything by itself. */
    public Picture(String svg, int width, int height, String alt, String caption) {
        this(svg, width, height, alt, caption, List.of(), List.of(), false);
    }

    /** The same with these places that say more. */
    public Picture withSpots(List<Spot> more) {
        return new Picture(svg, width, height, alt, caption, more, folds, shrinks);
    }

    /** The same with this below it. */
    public Picture withFolds(List<Fold> more) {
        return new Picture(svg, width, height, alt, caption, spots, more, shrinks);
    }

    /** The same, but without a full size to unfold. */
    public Picture shrinking() {
        return new Picture(svg, width, height, alt, caption, spots, folds, true);
    }

    /** Whether a page shrinks it so much that it has a full size to unfold. */
    public boolean isWide() {
        return width > WIDEST_PAGE && !shrinks;
    }

    /** The picture alone, without spots and folds: a narrow page shrinks it, however wide it is. */
    public String figure() {
        String base64 = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return Html.figure("image/svg+xml", base64, width, height, alt, caption);
    }

    @Override
    public Picture picture() {
        return this;
    }

    @Override
    public Rendering rendering() {
        String html = spots.isEmpty() && !isWide() ? figure() : figureWithSpots();
        return new Rendering(html + folds.stream().map(Fold::html).collect(Collectors.joining()), alt);
    }

    // The spots lie over the picture, in parts of it.
    private String figureWithSpots() {
        String spotted = "<div style=\"position: relative; max-width: " + width + "px\">" + figure()
                + spots.stream().map(spot -> spot.html(this)).collect(Collectors.joining()) + "</div>";
        return isWide() ? withFullSize(spotted) : spotted;
    }

    // Without a script: what is unfolded is as wide as the picture, and so the box becomes that wide and is scrolled.
    private String withFullSize(String picture) {
        return "<div style=\"overflow-x: auto\"><div style=\"width: min-content; min-width: 100%\"><details>"
                + "<summary style=\"position: sticky; left: 0; width: max-content\">Full size</summary>"
                + "<div style=\"width: " + width + "px\"></div></details>" + picture + "</div></div>";
    }
}
