package backprop.show.draw;

import java.awt.Color;
import java.util.List;

/**
 * Every colour of the pictures, once, by its purpose. Text and meaningful marks have a contrast of at least 4.5 : 1 on
 * white.
 */
public final class Colors {
    /** Axes, scales and the rims of neurons. */
    public static final Color AXIS = new Color(0x333333);

    /** Lines across a chart. */
    public static final Color GRID = new Color(0xdddddd);

    /** Around images and matrices. */
    public static final Color FRAME = new Color(0xbbbbbb);

    /** What is wrong: NaN, infinities, and points in the region of another class. */
    public static final Color ALERT = new Color(0xb3001b);

    /** Below a number that is not finite. */
    public static final Color ALERT_GROUND = new Color(0xffe1e1);

    /**
     * Lines and bars of charts, in their order. Colour-blind readers tell them apart (M. Okabe, K. Ito, 2008); darkened to be
     * readable on white.
     */
    public static final List<Color> SERIES = List.of(
            new Color(0x0060a0), new Color(0xb34700), new Color(0x007a55), new Color(0x8f3f77), new Color(0x333333));

    /** Bars of a single kind. */
    public static final Color BAR = SERIES.get(0);

    // Computational graphs.

    /** Gradients, in graphs and beside neurons. */
    public static final Color GRADIENT = new Color(0xa8330f);

    public static final Color LINK = new Color(0x5b6472);
    public static final Color OPERATION = new Color(0x2f5488);
    public static final Color OPERATION_GROUND = new Color(0xe8f0fb);
    public static final Color INPUT = new Color(0x7d6012);
    public static final Color INPUT_GROUND = new Color(0xfdf3d8);

    /** The node that a step is about. */
    public static final Color CURRENT_GROUND = new Color(0xffe48a);

    // Neurons.

    public static final Color NEURON_GROUND = new Color(0xeef4fa);
    public static final Color POSITIVE_WEIGHT = new Color(0x004a80);
    public static final Color NEGATIVE_WEIGHT = new Color(0x8a3500);

    // Heat maps: light enough at their ends for black numbers.

    public static final Color HEAT_BELOW = new Color(0x4a90d0);
    public static final Color HEAT_ABOVE = new Color(0xe68a3c);
    public static final Color HEAT_NAN = new Color(0xb0b0b0);

    // Weights as images: lighter all the way from the lowest to the highest, so that they read without colours too.

    public static final Color LOWEST_WEIGHT = new Color(0x00224e);
    public static final Color ZERO_WEIGHT = new Color(0x8a8779);
    public static final Color HIGHEST_WEIGHT = new Color(0xfee838);

    /** A confusion matrix where a mistake is most frequent. */
    public static final Color MISTAKE = SERIES.get(1);

    // Where a net would be surer with more ink on the pad, and with less.

    public static final Color MORE_INK = SERIES.get(0);
    public static final Color LESS_INK = SERIES.get(1);

    // Regions, class by class.

    public static final Color REGION_BORDER = new Color(0x222222);
    public static final List<Color> REGION_GROUNDS =
            List.of(Color.WHITE, new Color(0xd6e6f5), new Color(0xfbe3cf), new Color(0xd9efe3));
    public static final List<Color> REGION_HATCHES =
            List.of(Color.WHITE, new Color(0xa3c4e3), new Color(0xecbb90), new Color(0x9ccfb4));
    public static final List<Color> REGION_POINTS =
            List.of(AXIS, POSITIVE_WEIGHT, NEGATIVE_WEIGHT, new Color(0x005c40));

    private Colors() {}

    /** The colour that lies that share of the way, from 0 to 1, between two. */
    public static Color mix(Color from, Color to, double share) {
        return new Color(
                between(from.getRed(), to.getRed(), share),
                between(from.getGreen(), to.getGreen(), share),
                between(from.getBlue(), to.getBlue(), share));
    }

    private static int between(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }
}
