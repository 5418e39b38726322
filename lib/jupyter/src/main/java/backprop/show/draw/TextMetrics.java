package backprop.show.draw;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** The fonts of pictures: how wide a text is, and in which size it fits. */
public final class TextMetrics {
    /** What is written in a picture, unless something else is said. */
    public static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** The title of a picture. */
    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

    private TextMetrics() {}

    /** The width of a text in CSS pixels. */
    public static double width(Font font, String text) {
        return font.getStringBounds(text, SMOOTH).getWidth();
    }

    /** The font itself, or a smaller one in which the text is not wider than that. */
    public static Font fitting(Font font, String text, double width) {
        double needed = width(font, text);
        return needed <= width ? font : font.deriveFont((float) (font.getSize2D() * width / needed));
    }

    /**
     * About how wide a text of that size is, the same on every machine; for the widest of the fonts, so that what is drawn around
     * it has room in all.
     */
    public static double room(String text, double size) {
        return size * text.codePoints().mapToDouble(TextMetrics::ems).sum();
    }

    private static double ems(int c) {
        if ("iljI.,:;'|!() ".indexOf(c) >= 0) return 0.38;
        if ("mwMWΣ…".indexOf(c) >= 0) return 0.98;
        if (c >= 0x2e80) return 1;
        return Character.isUpperCase(c) || "+−×=<>%".indexOf(c) >= 0 ? 0.8 : 0.64;
    }
}
