package backprop.show.draw;

import java.awt.Color;

/** The contrast of ink on a ground: relative luminance and contrast ratio of WCAG 2.2. */
public final class Contrast {
    /** What text needs at least, on level AA. */
    static final double FOR_TEXT = 4.5;

    private Contrast() {}

    /** The contrast ratio, from 1 (the same) to 21 (black on white). */
    static double of(Color ink, Color ground) {
        double a = luminance(ink);
        double b = luminance(ground);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** Black or white, whichever stands out more. */
    public static Color readableOn(Color ground) {
        return of(Color.BLACK, ground) >= of(Color.WHITE, ground) ? Color.BLACK : Color.WHITE;
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
