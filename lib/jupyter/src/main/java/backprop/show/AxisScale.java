package backprop.show;

import backprop.show.draw.Numbers;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How the numbers of an axis are given to XChart. It places ticks well among moderate numbers only: its steps have at most
 * ten decimals, differences overflow, and where labels are longer than twenty characters it looks for others without end.
 *
 * @param power which power of ten numbers are multiplied with
 * @param exponents whether their logarithms are drawn instead, on an axis that is not logarithmic
 * @param base what is subtracted from these
 * @param labels what stands at a number that XChart was given; null for XChart's own
 * @param from where the axis is to begin, in the reader's numbers; null for the lowest number
 * @param to where it is to end; null for the highest
 */
record AxisScale(int power, boolean exponents, double base, Function<Double, String> labels, Double from, Double to) {
    /** As XChart draws it by itself. */
    static final AxisScale XCHARTS_OWN = new AxisScale(0, false, 0, null, null, null);

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
    private static final int DECADES_OF_ALL = 300;
    // Ticks and limits lie beyond the numbers, but not so far.
    private static final int DECADES_BEYOND = 4;

    /** What a chart asks of an axis: its kind, its limits, and its labels. All but the kind may be null. */
    record Wish(boolean logarithmic, Double from, Double to, String pattern, Function<Double, String> labels) {}

    /**
     * What an axis has to show.
     *
     * @param low the lowest number that is drawn
     * @param high the highest; below low if there is none
     * @param bars whether bars go up from the axis
     */
    record Axis(Wish wish, double low, double high, boolean bars) {}

    static AxisScale of(Axis axis) {
        return of(axis, OptionalInt.empty());
    }

    /**
     * The scales of axes that share one function for their labels, {@link #labels(List)}. Where XChart cannot write the
     * numbers of all, each axis is drawn in decades of its own, by which that function knows it again.
     */
    static List<AxisScale> of(List<Axis> axes) {
        if (axes.size() > 1 && axes.get(0).wish.logarithmic) return logarithmic(axes);
        List<AxisScale> alone = axes.stream().map(AxisScale::of).toList();
        if (axes.size() == 1 || alone.stream().allMatch(scale -> scale.labels == null)) return alone;
        return IntStream.range(0, axes.size())
                .mapToObj(i -> of(axes.get(i), OptionalInt.of(top(i, axes.size()))))
                .toList();
    }

    /** Numbers of all sizes have their place on one logarithmic scale, so that all axes can have the same, between limits of their own. */
    private static List<AxisScale> logarithmic(List<Axis> axes) {
        Axis first = axes.get(0);
        var ends = axes.stream()
                .flatMapToDouble(
                        axis -> axis.low > axis.high ? DoubleStream.empty() : DoubleStream.of(axis.low, axis.high))
                .summaryStatistics();
        Wish wish = new Wish(true, null, null, first.wish.pattern, first.wish.labels);
        AxisScale all = of(new Axis(wish, ends.getMin(), ends.getMax(), first.bars));
        return axes.stream()
                .map(axis -> new AxisScale(
                        all.power,
                        all.exponents,
                        all.base,
                        all.labels,
                        isPlace(axis.wish.from, true) ? axis.wish.from : all.from,
                        isPlace(axis.wish.to, true) ? axis.wish.to : all.to))
                .toList();
    }

    private static int top(int which, int count) {
        return (which + 1) * (DECADES_OF_ALL / (count + 1));
    }

    /** The labels of axes that share them. */
    static Function<Double, String> labels(List<AxisScale> axes) {
        if (axes.stream().map(AxisScale::labels).distinct().count() == 1) return axes.get(0).labels;
        return plotted -> {
            double decade = Math.log10(Math.abs(plotted));
            int which = 0;
            while (which < axes.size() - 1 && decade > top(which, axes.size()) + DECADES_BEYOND) which++;
            return axes.get(which).labels.apply(plotted);
        };
    }

    /** @param top the decade that the largest number is to be drawn in; labels are needed then */
    private static AxisScale of(Axis axis, OptionalInt top) {
        Wish wish = axis.wish;
        double low = axis.low;
        double high = axis.high;
        boolean bars = axis.bars;
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
                : linear(wish, Math.min(first, last), Math.max(first, last), from, to, top);
    }

    private static boolean isPlace(Double limit, boolean log) {
        return limit != null && isDrawable(limit, log);
    }

    /** Whether an axis has a place for a number. */
    static boolean isDrawable(double value, boolean logarithmic) {
        return Double.isFinite(value) && !(logarithmic && value <= 0);
    }

    private static AxisScale linear(Wish wish, double low, double high, Double from, Double to, OptionalInt top) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (low < high && high - low < NARROWEST * size) {
            from = low = low - NARROWEST * size / 2;
            to = high = high + NARROWEST * size / 2;
        }
        double span = high - low;
        boolean moderate = size < LARGE && (span == 0 ? size == 0 || size >= SMALL : span >= SMALL);
        boolean scaled = span > 0 && span < SMALLEST_SPAN || size >= NEARLY_TOO_LARGE;
        int power = top.isPresent() ? top.getAsInt() - decade(size) : scaled ? -decade(span == 0 ? size : span) : 0;
        Function<Double, String> labels = labels(
                wish, moderate, scaled || top.isPresent(), low, high, span == 0 ? FEWEST_DIGITS : digits(size / span));
        return new AxisScale(
                power, false, 0, labels == null ? null : plotted -> labels.apply(times(plotted, -power)), from, to);
    }

    private static int decade(double size) {
        return size == 0 ? 0 : (int) Math.floor(Math.log10(size));
    }

    /** In two steps, for the power itself may be too large for a double. */
    private static double times(double value, int powerOfTen) {
        int half = powerOfTen / 2;
        return value * Math.pow(10, half) * Math.pow(10, powerOfTen - half);
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
            return new AxisScale(0, true, base, plotted -> labels.apply(Math.pow(10, plotted + base)), from, to);
        }
        if (bars) {
            // They go up from somewhere, and XChart would take 0.
            if (from == null) from = Math.max(Double.MIN_VALUE, Math.pow(10, below));
            if (to == null) to = high * Math.pow(high / from, HEADROOM);
        }
        return new AxisScale(0, false, 0, labels, from, to);
    }

    private static boolean isReaders(Wish wish) {
        return wish.labels != null || wish.pattern != null && !Charts.PATTERNS.contains(wish.pattern);
    }

    /**
     * The reader's labels where there is room for them, otherwise our own.
     *
     * @param always also where XChart could write them
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
        } else if (moderate && !always) return null;
        return value -> Numbers.format(value, digits);
    }

    private static String shortened(String label) {
        return label == null || label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /** What XChart is given for a number. */
    double plotted(double value) {
        return exponents ? Math.log10(value) - base : times(value, power);
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
