package backprop.show;

/**
 * Writes an SVG drawing element by element. Coordinates are page pixels, from the left and from the top, and are written
 * with one decimal, so that drawings stay small.
 */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    /** Any element that has nothing inside: {@code attributes} as in SVG, values in single quotes. */
    Svg element(String name, String attributes) {
        out.append('<').append(name).append(' ').append(attributes).append("/>");
        return this;
    }

    Svg rect(double x, double y, double width, double height, String attributes) {
        return element(
                "rect",
                "x='" + n(x) + "' y='" + n(y) + "' width='" + n(width) + "' height='" + n(height) + "' " + attributes);
    }

    Svg circle(double x, double y, double radius, String attributes) {
        return element("circle", "cx='" + n(x) + "' cy='" + n(y) + "' r='" + n(radius) + "' " + attributes);
    }

    Svg line(double x1, double y1, double x2, double y2, String attributes) {
        return element(
                "line", "x1='" + n(x1) + "' y1='" + n(y1) + "' x2='" + n(x2) + "' y2='" + n(y2) + "' " + attributes);
    }

    /** @param d as in SVG; {@link #n} writes its numbers */
    Svg path(String d, String attributes) {
        return element("path", "d='" + d + "' " + attributes);
    }

    /** Text, escaped; y is its baseline, and it starts at x unless the attributes say otherwise. */
    Svg text(double x, double y, String text, String attributes) {
        out.append("<text x='")
                .append(n(x))
                .append("' y='")
                .append(n(y))
                .append("' ")
                .append(attributes)
                .append('>')
                .append(Html.escape(text))
                .append("</text>");
        return this;
    }

    /** Opens a group, which {@link #end} closes. */
    Svg group(String attributes) {
        out.append("<g ").append(attributes).append('>');
        return this;
    }

    /** Closes the group that was opened last. */
    Svg end() {
        out.append("</g>");
        return this;
    }

    /** Another whole drawing at a place in this one. */
    Svg nested(double x, double y, int width, int height, String document) {
        out.append("<svg x='" + n(x) + "' y='" + n(y) + "' width='" + width + "' height='" + height + "'>")
                .append(document)
                .append("</svg>");
        return this;
    }

    // By hand: String.format takes some ten times as long, and there are hundreds in a drawing.
    /** A coordinate, short. */
    static String n(double coordinate) {
        long tenths = Math.round(10 * coordinate);
        String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10;
        return tenths % 10 == 0 ? whole : whole + "." + Math.abs(tenths) % 10;
    }

    /** The whole drawing on a white ground, which stays white in a dark page, so that ink is readable on it. */
    String document(int width, int height) {
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + width + " " + height
                + "' font-family='DejaVu Sans,Verdana,sans-serif' font-size='12'>"
                + "<rect width='100%' height='100%' fill='white'/>" + out + "</svg>";
    }
}
