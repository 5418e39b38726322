package backprop.show.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * Draws a picture as SVG, element by element. Coordinates are CSS pixels, from the left and from the top, written with one
 * decimal; attributes are SVG's own. Images are embedded as PNG.
 */
public final class Canvas {
    /** Attributes of text. */
    public static final String BOLD = "font-weight='bold'";

    public static final String MIDDLE = "text-anchor='middle'";
    public static final String END = "text-anchor='end'";
    public static final String TITLE = BOLD + " font-size='15'";

    // Beyond it nothing is seen, and renderers' arithmetic ends.
    private static final double FARTHEST = 1e9;

    private static final int TITLE_LEFT = 12;
    private static final int TITLE_BASELINE = 23;
    private static final String NOT_IN_XML = "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    private final int width;
    private final int height;
    private final StringBuilder out = new StringBuilder();

    /** A white background of that size, also in a dark theme, so that ink is readable on it. */
    public Canvas(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** An empty element: {@code attributes} as in SVG, values in single quotes. */
    private Canvas element(String name, String attributes) {
        out.append('<').append(name).append(' ').append(attributes).append("/>");
        return this;
    }

    public Canvas rect(double x, double y, double width, double height, String attributes) {
        return element("rect", box(x, y, width, height) + " " + attributes);
    }

    private static String box(double x, double y, double width, double height) {
        return "x='" + n(x) + "' y='" + n(y) + "' width='" + n(width) + "' height='" + n(height) + "'";
    }

    public Canvas circle(double x, double y, double radius, String attributes) {
        return element("circle", "cx='" + n(x) + "' cy='" + n(y) + "' r='" + n(radius) + "' " + attributes);
    }

    public Canvas line(double x1, double y1, double x2, double y2, String attributes) {
        return element(
                "line", "x1='" + n(x1) + "' y1='" + n(y1) + "' x2='" + n(x2) + "' y2='" + n(y2) + "' " + attributes);
    }

    /** @param d as in SVG; {@link #n} writes its numbers */
    public Canvas path(String d, String attributes) {
        return element("path", "d='" + d + "' " + attributes);
    }

    /**
     * Text, escaped, without characters that XML forbids; y is its baseline, x its start unless the attributes change that.
     */
    public Canvas text(double x, double y, String text, String attributes) {
        out.append("<text x='" + n(x) + "' y='" + n(y) + "' " + attributes + ">")
                .append(Html.escape(text.replaceAll(NOT_IN_XML, "\uFFFD")))
                .append("</text>");
        return this;
    }

    public Canvas text(double x, double y, String text) {
        return text(x, y, text, "");
    }

    public Canvas centred(double x, double y, String text) {
        return text(x, y, text, MIDDLE);
    }

    /** The title of the whole, smaller where it would not fit, and shortened where it would be too small. */
    public Canvas title(String title) {
        int room = width - 2 * TITLE_LEFT;
        Font font = TextMetrics.fitting(TextMetrics.TITLE, title, room);
        return text(
                TITLE_LEFT,
                TITLE_BASELINE,
                TextMetrics.shortened(font, title, room),
                BOLD + " font-size='" + n(font.getSize2D()) + "'");
    }

    /** An image that is scaled smoothly. */
    public Canvas image(double x, double y, double width, double height, BufferedImage image) {
        return image(x, y, width, height, image, "");
    }

    /** An image whose pixels stay squares. */
    public Canvas pixels(double x, double y, double width, double height, BufferedImage image) {
        return image(x, y, width, height, image, " style='image-rendering:pixelated'");
    }

    private Canvas image(double x, double y, double width, double height, BufferedImage image, String style) {
        return element(
                "image",
                box(x, y, width, height) + " preserveAspectRatio='none'" + style + " href='data:image/png;base64,"
                        + Png.base64(image) + "'");
    }

    /** What Java's own graphics draw; nothing of it is an image. */
    public Canvas drawn(Consumer<Graphics2D> draw) {
        return group(SvgGraphics.scale(), () -> draw.accept(new SvgGraphics(out)));
    }

    /** Another picture at a place in this one. */
    public Canvas picture(double x, double y, Picture picture) {
        return clipped(x, y, picture.width(), picture.height(), () -> out.append(picture.svg()));
    }

    /** What is drawn together, with attributes for all of it. */
    public Canvas group(String attributes, Runnable content) {
        return inside("g", " " + attributes, content);
    }

    /** What is drawn in coordinates of its own, and seen only inside that rectangle. */
    public Canvas clipped(double x, double y, double width, double height, Runnable content) {
        return inside("svg", " " + box(x, y, width, height), content);
    }

    /** What is drawn only where {@link #use} refers to it. */
    public Canvas defs(Runnable content) {
        return inside("defs", "", content);
    }

    private Canvas inside(String name, String attributes, Runnable content) {
        out.append('<').append(name).append(attributes).append('>');
        content.run();
        out.append("</").append(name).append('>');
        return this;
    }

    /** Draws what has that id once more. */
    public Canvas use(String id) {
        return element("use", "href='#" + id + "'");
    }

    /** Draws what has that id once more, that far to the right and down. */
    public Canvas use(String id, double x, double y) {
        return element("use", "href='#" + id + "' x='" + n(x) + "' y='" + n(y) + "'");
    }

    /** An attribute. */
    public static String fill(Color color) {
        return "fill='" + hex(color) + "'";
    }

    /** An attribute. */
    public static String stroke(Color color) {
        return "stroke='" + hex(color) + "'";
    }

    private static String hex(Color color) {
        return "#" + Integer.toHexString(color.getRGB()).substring(2);
    }

    /** A coordinate, short. */
    public static String n(double coordinate) {
        // By hand: String.format takes some ten times as long, and there are thousands in a drawing.
        long tenths = Math.round(10 * Math.max(-FARTHEST, Math.min(FARTHEST, coordinate)));
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
        return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths) % 10;
    }

    /**
     * All that was drawn.
     *
     * @param alt the alternative text
     * @param caption what is written below it; may be empty
     */
    public Picture finish(String alt, String caption) {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + width + " " + height
                + "' font-family='DejaVu Sans,Verdana,sans-serif' font-size='12'>"
                + "<rect width='100%' height='100%' fill='white'/>" + out + "</svg>";
        return new Picture(svg, width, height, alt, caption);
    }
}
