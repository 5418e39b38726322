package backprop.show.draw;

import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/** Small helpers for writing HTML and numbers. */
public final class Html {
    private static final String NOT_FINITE =
            "; font-weight: bold; border: 2px solid #b3001b; color: #8a0014; background-color: #ffe9ec";

    private static final int MOST_DIGITS = 17;

    private static volatile int digits = 6;

    private Html() {}

    /** How many significant digits {@link #number(double)} gives. */
    public static int digits() {
        return digits;
    }

    /**
     * Sets how many significant digits {@link #number(double)} gives from now on.
     *
     * @throws IllegalArgumentException if a double has not so many, or it is not positive
     */
    public static void digits(int count) {
        if (count < 1 || count > MOST_DIGITS)
            throw new IllegalArgumentException(
                    "a double has 1 to " + MOST_DIGITS + " significant digits to show, not " + count);
        digits = count;
    }

    /** Text that may stand between tags and inside quoted attributes. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** A number with up to as many significant digits as {@link #digits} says: 0.5, 784, 3.51e-05, NaN. */
    public static String number(double value) {
        return number(value, digits);
    }

    /** A number with up to so many significant digits. */
    public static String number(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) return Double.toString(value);
        if (value == 0) return "0";
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e9) {
            String[] parts =
                    String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).split("e");
            return withoutTrailingZeros(parts[0]) + "e" + parts[1];
        }
        int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
        return withoutTrailingZeros(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    private static String withoutTrailingZeros(String number) {
        return number.contains(".") ? number.replaceAll("0+$", "").replaceAll("\\.$", "") : number;
    }

    /** How many entries are NaN or infinite. */
    public static int notFinite(SimpleMatrix m) {
        int count = 0;
        for (int k = 0; k < m.getNumElements(); k++) if (!Double.isFinite(m.get(k))) count++;
        return count;
    }

    /**
     * A cell with a number; what is not finite stands out by its frame and its weight, not by colour alone.
     *
     * @param full all digits, shown while the pointer rests on the cell
     */
    public static String cell(double value, String full) {
        return "<td style=\"text-align: right" + (Double.isFinite(value) ? "" : NOT_FINITE) + "\" title=\"" + full
                + "\">" + number(value) + "</td>";
    }

    /** A picture with its alt text; the caption is shown below it and may be empty. */
    public static String figure(String mimeType, String base64, int width, int height, String alt, String caption) {
        return "<figure style=\"margin: 0\"><img alt=\"" + escape(alt) + "\" width=\"" + width + "\" height=\"" + height
                + "\" src=\"data:" + mimeType + ";base64," + base64 + "\">"
                + (caption.isEmpty() ? "" : "<figcaption>" + escape(caption) + "</figcaption>")
                + "</figure>";
    }
}
