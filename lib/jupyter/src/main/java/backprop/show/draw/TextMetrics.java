package backprop.show.draw;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** How wide words are, and how small they must be written to fit. */
public final class TextMetrics {
    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

    private TextMetrics() {}

    /** The width of a text in page pixels. */
    public static double width(Font font, String text) {
        return font.getStringBounds(text, SMOOTH).getWidth();
    }

    /** The font itself, or a smaller one in which the text is not wider than that. */
    public static Font fitting(Font font, String text, double width) {
        double needed = width(font, text);
        return needed <= width ? font : font.deriveFont((float) (font.getSize2D() * width / needed));
    }
}
