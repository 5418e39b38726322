package backprop.show.draw;

/**
 * Writes an SVG drawing element by element. Coordinates are page pixels, from the left and from the top, and are written
 * with one decimal, so that drawings stay small.
 */
public final class Svg {
    private static final String NOT_IN_XML = "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    private final StringBuilder out = new StringBuilder();

    /** Any element that has nothing inside: {@code attributes} as in SVG, values in single quotes. */
    public Svg element(String name, String attributes) {
        out.append('<').append(name).append(' ').append(attributes).append("/>");
        return this;
    }

    public Svg rect(double x, double y, double width, double height, String attributes) {
        return element(
                "rect",
                "x='" + n(x) + "' y='" + n(y) + "' width='" + n(width) + "' height='" + n(height) + "' " + attributes);
    }

    public Svg circle(double x, double y, double radius, String attributes) {
        return element("circle", "cx='" + n(x) + "' cy='" + n(y) + "' r='" + n(radius) + "' " + attributes);
    }

    public Svg line(double x1, double y1, double x2, double y2, String attributes) {
        return element(
                "line", "x1='" + n(x1) + "' y1='" + n(y1) + "' x2='" + n(x2) + "' y2='" + n(y2) + "' " + attributes);
    }

    /** @param d as in SVG; {@link #n} writes its numbers */
    public Svg path(String d, String attributes) {
        return element("path", "d='" + d + "' " + attributes);
    }

    /** Text, escaped, without the signs that no XML may hold; y is its baseline, and it starts at x unless the attributes say otherwise. */
    public Svg text(double x, double y, String text, String attributes) {
        out.append("<text x='")
                .append(n(x))
                .append("' y='")
                .append(n(y))
                .append("' ")
                .append(attributes)
                .append('>')
                .append(Html.escape(text.replaceAll(NOT_IN_XML, "\uFFFD")))
                .append("</text>");
        return this;
    }

    /** Opens a group, which {@link #end} closes. */
    public Svg group(String attributes) {
        out.append("<g ").append(attributes).append('>');
        return this;
    }

    /** Closes the group that was opened last. */
    public Svg end() {
        out.append("</g>");
        return this;
    }

    /** About how wide a text is; for the widest of the fonts, so that what is drawn around it has room in all. */
    public static double width(String text, double size) {
        double ems = text.codePoints()
                .mapToDouble(c -> {
                    if ("iljI.,:;'|!() ".indexOf(c) >= 0) return 0.38;
                    if ("mwMWΣ…".indexOf(c) >= 0) return 0.98;
                    return c >= 0x2e80 ? 1 : Character.isUpperCase(c) || "+−×=<>%".indexOf(c) >= 0 ? 0.8 : 0.64;
                })
                .sum();
        return ems * size;
    }

    /** What is drawn only where an element "use" refers to it. */
    public Svg defs(Svg shared) {
        out.append("<defs>").append(shared.out).append("</defs>");
        return this;
    }

    /** Another whole drawing at a place in this one. */
    public Svg nested(double x, double y, int width, int height, String document) {
        out.append("<svg x='" + n(x) + "' y='" + n(y) + "' width='" + width + "' height='" + height + "'>")
                .append(document)
                .append("</svg>");
        return this;
    }

    /** A coordinate, short. */
    public static String n(double coordinate) {
        // By hand: String.format takes some ten times as long, and there are thousands in a drawing.
        long tenths = Math.round(10 * coordinate);
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
        return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths) % 10;
    }

    /** The whole drawing on a white ground, which stays white in a dark page, so that ink is readable on it. */
    public String document(int width, int height) {
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + width + " " + height
                + "' font-family='DejaVu Sans,Verdana,sans-serif' font-size='12'>"
                + "<rect width='100%' height='100%' fill='white'/>" + out + "</svg>";
    }
}
