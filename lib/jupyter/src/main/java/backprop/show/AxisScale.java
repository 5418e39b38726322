package backprop.show;

import backprop.show.draw.Numbers;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.Function;

/**
 * How the numbers of an axis are given to XChart. It places ticks well among moderate numbers only: its steps have at most
 * ten decimals, differences overflow, and where labels are longer than twenty characters it looks for others without end.
 *
 * @param factor what numbers are multiplied with, a power of ten
 * @param exponents whether their logarithms are drawn instead, on an axis that is not logarithmic
 * @param base what is subtracted from these
 * @param labels what stands at a number that XChart was given; null for XChart's own
 * @param from where the axis is to begin, in the reader's numbers; null for the lowest number
 * @param to where it is to end; null for the highest
 */
record AxisScale(
        double factor, boolean exponents, double base, Function<Double, String> labels, Double from, Double to) {
    /** As XChart draws it by itself. */
    static final AxisScale XCHARTS_OWN = new AxisScale(1, false, 0, null, null, null);

    private static final double LARGE = 1e9;
    private static final double SMALL = 1e-4;
    private static final double SMALLEST_SPAN = 1e-6;
    private static final double NEARLY_TOO_LARGE = 1e300;
    // Of the size: below it labels would need more digits than XChart lets them have.
    private static final double NARROWEST = 1e-10;
    private static final int MOST_DIGITS = 12;
    private static final int FEWEST_DIGITS = 4;
    // Of the twenty that XChart lets them have, for the ticks beyond the ends may be longer.
    private static final int LONGEST_LABEL = 17;
    private static final int MOST_DECADES = 12;
    private static final int MOST_DECADES_WITH_EXPONENTS = 6;
    private static final int MOST_DECADES_OF_THE_READERS = 30;
    // Above the highest bar, of the axis: its number stands there.
    private static final double HEADROOM = 0.07;

    /** What a chart asks of an axis: its kind, its limits, and its labels. All but the kind may be null. */
    record Wish(boolean logarithmic, Double from, Double to, String pattern, Function<Double, String> labels) {}

    /**
     * @param low the lowest number that is drawn
     * @param high the highest; below low if there is none
     * @param bars whether bars go up from the axis
     */
    static AxisScale of(Wish wish, double low, double high, boolean bars) {
        boolean log = wish.logarithmic;
        Double from = isPlace(wish.from, log) ? wish.from : null;
        Double to = isPlace(wish.to, log) ? wish.to : null;
        if (low > high) {
            low = from != null ? from : log ? 1 : 0;
            high = to != null ? to : Math.max(10 * low, 1);
            from = low;
            to = high;
        }
        double first = from != null ? from : bars && !log ? Math.min(0, low) : low;
        double last = to != null ? to : bars && !log ? Math.max(0, high) : high;
        return log
                ? logarithmic(wish, first, last, from, to, bars)
                : linear(wish, Math.min(first, last), Math.max(first, last), from, to);
    }

    private static boolean isPlace(Double limit, boolean log) {
        return limit != null && isDrawable(limit, log);
    }

    /** Whether an axis has a place for a number. */
    static boolean isDrawable(double value, boolean logarithmic) {
        return Double.isFinite(value) && !(logarithmic && value <= 0);
    }

    private static AxisScale linear(Wish wish, double low, double high, Double from, Double to) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (low < high && high - low < NARROWEST * size) {
            from = low = low - NARROWEST * size / 2;
            to = high = high + NARROWEST * size / 2;
        }
        double span = high - low;
        boolean moderate = size < LARGE && (span == 0 ? size == 0 || size >= SMALL : span >= SMALL);
        boolean scaled = span > 0 && span < SMALLEST_SPAN || size >= NEARLY_TOO_LARGE;
        double factor = scaled
                ? Math.pow(10, -Math.max(-300, Math.min(300, Math.floor(Math.log10(span == 0 ? size : span)))))
                : 1;
        Function<Double, String> labels =
                labels(wish, moderate, scaled, low, high, span == 0 ? FEWEST_DIGITS : digits(size / span));
        return new AxisScale(
                factor, false, 0, labels == null ? null : plotted -> labels.apply(plotted / factor), from, to);
    }

    private static int digits(double sizeBySpan) {
        return Math.max(FEWEST_DIGITS, Math.min(MOST_DIGITS, 2 + (int) Math.ceil(Math.log10(sizeBySpan))));
    }

    private static AxisScale logarithmic(Wish wish, double low, double high, Double from, Double to, boolean bars) {
        double decades = Math.log10(high) - Math.log10(low);
        double below = Math.ceil(Math.log10(low)) - 1;
        boolean moderate = high < LARGE && low >= SMALL;
        // The numbers of so many decades would run into one another.
        int most =
                isReaders(wish) ? MOST_DECADES_OF_THE_READERS : moderate ? MOST_DECADES : MOST_DECADES_WITH_EXPONENTS;
        boolean many = decades > most || high >= NEARLY_TOO_LARGE;
        Function<Double, String> labels = labels(wish, moderate, many, low, high, FEWEST_DIGITS);
        if (many) {
            double base = bars ? below : 0;
            return new AxisScale(1, true, base, plotted -> labels.apply(Math.pow(10, plotted + base)), from, to);
        }
        if (bars) {
            // They go up from somewhere, and XChart would take 0.
            if (from == null) from = Math.max(Double.MIN_VALUE, Math.pow(10, below));
            if (to == null) to = high * Math.pow(high / from, HEADROOM);
        }
        return new AxisScale(1, false, 0, labels, from, to);
    }

    private static boolean isReaders(Wish wish) {
        return wish.labels != null || wish.pattern != null && !Charts.PATTERNS.contains(wish.pattern);
    }

    /**
     * The reader's labels where there is room for them, otherwise our own.
     *
     * @param always whether XChart cannot write them
     */
    private static Function<Double, String> labels(
            Wish wish, boolean moderate, boolean always, double low, double high, int digits) {
        if (wish.labels != null) return value -> shortened(wish.labels.apply(value));
        if (isReaders(wish)) {
            var format = new DecimalFormat(wish.pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
            String first = format.format(low);
            String last = format.format(high);
            if (Math.max(first.length(), last.length()) <= LONGEST_LABEL && (low == high || !first.equals(last)))
                return always ? format::format : null;
        } else if (moderate) return null;
        return value -> Numbers.format(value, digits);
    }

    private static String shortened(String label) {
        return label == null || label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /** What XChart is given for a number. */
    double plotted(double value) {
        return exponents ? Math.log10(value) - base : factor * value;
    }
    /** Where XChart is to begin the axis; null for the lowest number. */
    Double plottedFrom() {
        return from == null ? null : Double.valueOf(plotted(from));
    }

    /** Where XChart is to end it; null for the highest. */
    Double plottedTo() {
        return to == null ? null : Double.valueOf(plotted(to));
    }
}
