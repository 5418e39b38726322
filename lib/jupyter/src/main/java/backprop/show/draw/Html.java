package backprop.show.draw;

/** Writes HTML. */
public final class Html {
    private static final String NOT_FINITE =
            "; font-weight: bold; border: 2px solid #b3001b; color: #8a0014; background-color: #ffe9ec";
    // Of a caption: above a narrow table it is not broken, but a sentence may be wider than the page.
    private static final int LONGEST_LINE = 80;

    private Html() {}

    /** Text that may stand between tags and inside quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * A table.
     *
     * @param heads its columns' heads; without any there is no such row
     * @param rows its rows, with their tags
     */
    public static String table(String caption, String heads, String rows) {
        String wrap = caption.length() > LONGEST_LINE ? "" : "; white-space: nowrap";
        return "<table><caption style=\"text-align: left" + wrap + "\">" + escape(caption) + "</caption>"
                + (heads.isEmpty() ? "" : "<thead><tr>" + heads + "</tr></thead>") + "<tbody>" + rows
                + "</tbody></table>";
    }

    /**
     * A cell with a number; what is not finite stands out by its frame and its weight, not by colour alone.
     *
     * @param full all digits, shown while the pointer rests on the cell
     */
    public static String cell(double value, String full) {
        return "<td style=\"text-align: right" + (Double.isFinite(value) ? "" : NOT_FINITE) + "\" title=\"" + full
                + "\">" + Numbers.format(value) + "</td>";
    }

    /** A picture with its alt text; the caption is shown below it and may be empty. */
    public static String figure(String mimeType, String base64, int width, int height, String alt, String caption) {
        return "<figure style=\"margin: 0\"><img alt=\"" + escape(alt) + "\" width=\"" + width + "\" height=\"" + height
                + "\" src=\"data:" + mimeType + ";base64," + base64 + "\">"
                + (caption.isEmpty() ? "" : "<figcaption>" + escape(caption) + "</figcaption>")
                + "</figure>";
    }
}
