package backprop.show;

import backprop.show.draw.Numbers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.CategoryStyler;

/** The bars of a chart as they are painted. */
final class PlottedBars {
    private static final int MOST_WITH_NUMBERS = 100;
    private static final String PATTERN_OF_LARGE_NAMES = "0.####E0";

    private final PlottedChart plotted;
    private final CategoryStyler styler;
    private final List<CategorySeries> all;
    private final int width;

    PlottedBars(PlottedChart plotted, CategoryChart chart, int width) {
        this.plotted = plotted;
        this.styler = chart.getStyler();
        this.all = chart.getSeriesCollection().stream()
                .filter(CategorySeries::isEnabled)
                .toList();
        this.width = width;
    }

    void plot() {
        if (all.isEmpty()) return;
        boolean log = styler.isYAxisLogarithmic();
        List<double[]> heights =
                all.stream().map(series -> drawable(series, log)).toList();
        int[] kept = thinned(heights);
        if (kept.length * all.size() > MOST_WITH_NUMBERS)
            plotted.set(styler::isLabelsVisible, styler::setLabelsVisible, false);
        if (all.stream().flatMap(series -> series.getXData().stream()).anyMatch(PlottedBars::isLongName))
            plotted.set(styler::getXAxisDecimalPattern, styler::setXAxisDecimalPattern, PATTERN_OF_LARGE_NAMES);
        Map<Integer, AxisScale> up = plotted.scaleUp(
                styler,
                IntStream.range(0, all.size())
                        .boxed()
                        .collect(Collectors.toMap(
                                s -> all.get(s).getYAxisGroup(),
                                s -> ends(all.get(s), heights.get(s)),
                                DoubleStream::concat)),
                true);
        for (int s = 0; s < all.size(); s++)
            replaceData(all.get(s), heights.get(s), kept, up.get(all.get(s).getYAxisGroup()));
    }

    private double[] drawable(CategorySeries series, boolean log) {
        List<?> names = List.copyOf(series.getXData());
        double[] y = series.getYData().clone();
        int[] missing = IntStream.range(0, y.length)
                .filter(i -> !AxisScale.isDrawable(y[i], log) || !isName(names.get(i)))
                .toArray();
        if (missing.length == 0) return y;
        plotted.notDrawn(
                "bar",
                series.getName(),
                missing.length,
                y.length,
                "(" + ChartPicture.nameOf(names.get(missing[0])) + ", " + Numbers.format(y[missing[0]]) + ")",
                IntStream.of(missing).anyMatch(i -> Double.isFinite(y[i]) && isName(names.get(i))));
        for (int i : missing) y[i] = Double.NaN;
        return y;
    }

    private static boolean isName(Object name) {
        return !(name instanceof Number number) || Double.isFinite(number.doubleValue());
    }

    private static boolean isLongName(Object name) {
        if (!(name instanceof Number number)) return false;
        double size = Math.abs(number.doubleValue());
        return size >= 1e9 || size > 0 && size < 1e-4;
    }

    /** Where bars begin and end, with their error bars; of those that stand on one another, all together. */
    private DoubleStream ends(CategorySeries series, double[] y) {
        int inAll = styler.isStacked() ? all.size() : 1;
        double[] errors = series.getExtraValues();
        return IntStream.range(0, y.length)
                .boxed()
                .flatMapToDouble(i -> errors == null
                        ? DoubleStream.of(inAll * y[i])
                        : DoubleStream.of(inAll * y[i], y[i] - errors[i], y[i] + errors[i]));
    }

    /** The bars that are drawn: those that have a name, and of neighbours in the same pixel the tallest. */
    private int[] thinned(List<double[]> heights) {
        List<?> names = List.copyOf(all.get(0).getXData());
        int[] named = IntStream.range(0, names.size())
                .filter(i -> isName(names.get(i)))
                .toArray();
        if (named.length <= width) return named;
        int together = (named.length + width - 1) / width;
        int[] tallest = IntStream.iterate(0, i -> i < named.length, i -> i + together)
                .map(i -> IntStream.range(i, Math.min(named.length, i + together))
                        .boxed()
                        .max((a, b) -> Double.compare(height(heights, named[a]), height(heights, named[b])))
                        .map(k -> named[k])
                        .orElseThrow())
                .toArray();
        plotted.remark("Of " + names.size()
                + " bars, which are more than there are pixels, each one drawn is the tallest of " + together + ".");
        return tallest;
    }

    private static double height(List<double[]> heights, int bar) {
        return heights.stream()
                .filter(y -> bar < y.length && !Double.isNaN(y[bar]))
                .mapToDouble(y -> Math.abs(y[bar]))
                .max()
                .orElse(-1);
    }

    private void replaceData(CategorySeries series, double[] y, int[] kept, AxisScale up) {
        List<?> names = List.copyOf(series.getXData());
        double[] ownY = series.getYData();
        double[] errors = series.getExtraValues();
        int[] here = IntStream.of(kept).filter(i -> i < y.length).toArray();
        plotted.during(
                () -> series.replaceData(
                        IntStream.of(here).<Object>mapToObj(names::get).toList(),
                        IntStream.of(here).mapToDouble(i -> up.plotted(y[i])).toArray(),
                        errors == null
                                ? null
                                : IntStream.of(here)
                                        .mapToDouble(i -> up.exponents() ? Double.NaN : up.plotted(errors[i]))
                                        .toArray()),
                () -> series.replaceData(names, ownY, errors));
    }
}
