package backprop.show.draw;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A drawing of lines and words: sharp at any size, small, and quickly made. (What consists of pixels or is drawn by XChart
 * is a {@link Picture}.)
 *
 * @param svg the whole SVG document, without scripts
 * @param width in page pixels
 * @param height in page pixels
 * @param alt what the drawing shows, in words
 * @param caption what is written below it; may be empty
 * @param spots where the pointer finds more
 * @param folds what unfolds below it, for eyes and for screen readers
 */
public record Drawing(String svg, int width, int height, String alt, String caption, List<Spot> spots, List<Fold> folds)
        implements Renderable {

    /** What is wider than that is not shrunk to the page, but scrolled. */
    public static final int WIDEST_PAGE = 900;

    /**
     * A place that says more while the pointer rests on it.
     *
     * @param x the left end in page pixels
     * @param y the upper end
     * @param words what is said
     */
    public record Spot(double x, double y, double width, double height, String words) {}

    /**
     * Something below the drawing that is shown when the reader opens it.
     *
     * @param summary what is to be read while it is closed
     * @param content what is then seen
     */
    public record Fold(String summary, Rendering content) {
        /** A closed part of the page. */
        public String html() {
            return "<details><summary>" + Html.escape(summary) + "</summary>" + content.html() + "</details>";
        }
    }

    /** Copies the lists. */
    public Drawing {
        spots = List.copyOf(spots);
        folds = List.copyOf(folds);
    }

    /** A drawing that says everything by itself. */
    public Drawing(String svg, int width, int height, String alt, String caption) {
        this(svg, width, height, alt, caption, List.of(), List.of());
    }

    /** The picture alone, without spots and folds: a narrow page shrinks it, however wide it is. */
    public String figure() {
        String base64 = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return Html.figure("image/svg+xml", base64, width, height, alt, caption);
    }

    @Override
    public Rendering rendering() {
        StringBuilder html = new StringBuilder();
        boolean wide = width > WIDEST_PAGE;
        if (spots.isEmpty() && !wide) html.append(figure());
        else {
            // A narrow page shrinks the picture; what would become too small to read is scrolled instead.
            if (wide) html.append("<div style=\"overflow-x: auto\" tabindex=\"0\">");
            // The spots lie over the picture, in parts of it.
            html.append("<div style=\"position: relative; ")
                    .append(wide ? "width: " : "max-width: ")
                    .append(width)
                    .append("px\">")
                    .append(figure());
            for (Spot spot : spots)
                html.append("<span style=\"position: absolute; left: ")
                        .append(percent(spot.x / width))
                        .append("; top: ")
                        .append(percent(spot.y / height))
                        .append("; width: ")
                        .append(percent(spot.width / width))
                        .append("; height: ")
                        .append(percent(spot.height / height))
                        .append("\" title=\"")
                        .append(Html.escape(spot.words))
                        .append("\"></span>");
            html.append(wide ? "</div></div>" : "</div>");
        }
        for (Fold fold : folds) html.append(fold.html());
        return new Rendering(html.toString(), alt);
    }

    private static String percent(double part) {
        return Svg.n(100 * part) + "%";
    }
}
