package backprop.show.draw;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.util.EnumSet;
import java.util.List;

/** The fonts of pictures: how wide a text is, and in which size it fits. */
public final class TextMetrics {
    /** What is written in a picture, unless something else is said. */
    public static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** The title of a picture. */
    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

    private static final float SMALLEST = 9;
    private static final int MOST_NAMED = 10;

    private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

    private TextMetrics() {}

    /** The width of a text in CSS pixels. */
    public static double width(Font font, String text) {
        return font.getStringBounds(text, SMOOTH).getWidth();
    }

    /** The font itself, or a smaller one in which the text is not wider than that, but not one too small to read. */
    public static Font fitting(Font font, String text, double width) {
        double needed = width(font, text);
        return needed <= width ? font : font.deriveFont((float) Math.max(SMALLEST, font.getSize2D() * width / needed));
    }

    /** The text, or as much of it as is not wider than that, with three dots at its end. */
    public static String shortened(Font font, String text, double width) {
        // Fitting sizes are rounded.
        if (width(font, text) <= width + 1) return text;
        int[] points = text.codePoints().toArray();
        int fits = 0;
        int tooMany = points.length;
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) / 2;
            if (width(font, new String(points, 0, middle) + "…") <= width) fits = middle;
            else tooMany = middle;
        }
        return new String(points, 0, fits).stripTrailing() + "…";
    }

    /** The font itself, or, where it lacks characters of a text, the installed one that lacks the fewest. */
    public static Font with(Font font, String text) {
        int least = lacks(font, text);
        Font best = font;
        if (least == 0) return font;
        for (Font other : Installed.FONTS) {
            int lacks = lacks(other, text);
            if (lacks >= least) continue;
            least = lacks;
            best = other;
        }
        return best == font ? font : best.deriveFont(font.getStyle(), font.getSize2D());
    }

    private static int lacks(Font font, String text) {
        return (int) text.codePoints().filter(c -> !font.canDisplay(c)).count();
    }

    /** The characters that no installed font has, or the first ten of them. */
    public static String missing(String text) {
        return text.codePoints()
                .distinct()
                .filter(c -> !TEXT.canDisplay(c) && !Character.isISOControl(c))
                .filter(c -> Installed.FONTS.stream().noneMatch(font -> font.canDisplay(c)))
                .limit(MOST_NAMED)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The smallest of Debian's packages with a font for such characters. */
    public static String packageWith(String missing) {
        boolean eastAsian = missing.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .anyMatch(EnumSet.of(
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HIRAGANA,
                        Character.UnicodeScript.KATAKANA,
                        Character.UnicodeScript.HANGUL)::contains);
        return eastAsian ? "fonts-wqy-microhei" : "fonts-noto-core";
    }

    /** Looked for only where they are needed: it takes a while. */
    private static final class Installed {
        static final List<Font> FONTS =
                List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts());
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
