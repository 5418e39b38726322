package backprop.show;

import backprop.show.draw.Numbers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;

/** The lines and points of a chart as they are painted. */
final class PlottedLines {
    private static final int MOST_POINTS = 1000;
    // Of so many points in equal distances XChart writes the number of every one on the axis.
    private static final int MOST_NUMBERS = 16;
    // As Png has them.
    private static final int COLUMNS_PER_PIXEL = 2;

    private final PlottedChart plotted;
    private final XYChart chart;
    private final XYStyler styler;
    private final int width;
    private final int height;

    PlottedLines(PlottedChart plotted, XYChart chart, int width, int height) {
        this.plotted = plotted;
        this.chart = chart;
        this.styler = chart.getStyler();
        this.width = width;
        this.height = height;
    }

    /** @param errors how long error bars are, or null */
    private record Points(XYSeries series, double[] x, double[] y, double[] errors) {
        static Points of(XYSeries series) {
            return new Points(series, series.getXData(), series.getYData(), series.getExtraValues());
        }

        Points map(DoubleUnaryOperator x, DoubleUnaryOperator y, DoubleUnaryOperator errors) {
            return new Points(series, map(this.x, x), map(this.y, y), map(this.errors, errors));
        }

        private static double[] map(double[] values, DoubleUnaryOperator to) {
            return values == null ? null : Arrays.stream(values).map(to).toArray();
        }

        /** Some of them; −1 stands for a gap. */
        Points only(int[] kept) {
            return new Points(series, only(x, kept), only(y, kept), only(errors, kept));
        }

        /** With a gap before them: at many points in equal distances the numbers on the axis would run into one another. */
        Points awayFromNumbers() {
            boolean many = x.length > MOST_NUMBERS && !series.isSmooth();
            return many ? only(IntStream.range(-1, x.length).toArray()) : this;
        }

        private static double[] only(double[] values, int[] kept) {
            return values == null
                    ? null
                    : Arrays.stream(kept)
                            .mapToDouble(i -> i < 0 ? Double.NaN : values[i])
                            .toArray();
        }

        /** Of the axes that go up, the one it belongs to. */
        int group() {
            return series.getYAxisGroup();
        }

        /** All heights, with those of the ends of error bars. */
        DoubleStream heights() {
            return errors == null
                    ? Arrays.stream(y)
                    : IntStream.range(0, y.length)
                            .boxed()
                            .flatMapToDouble(i -> DoubleStream.of(y[i], y[i] - errors[i], y[i] + errors[i]));
        }

        void replaceData() {
            series.replaceData(x, y, errors);
        }
    }

    void plot() {
        boolean dates = chart.getSeriesCollection().stream()
                .anyMatch(series -> series.getxAxisDataType() == Series.DataType.Date);
        boolean xLog = styler.isXAxisLogarithmic() && !dates;
        boolean yLog = styler.isYAxisLogarithmic();
        List<Points> all = chart.getSeriesCollection().stream()
                .filter(XYSeries::isEnabled)
                .map(series -> drawable(Points.of(series), xLog, yLog))
                .toList();
        if (all.isEmpty()) return;
        AxisScale across = dates
                ? AxisScale.XCHARTS_OWN
                : plotted.scaleAcross(styler, all.stream().flatMapToDouble(points -> Arrays.stream(points.x)));
        Map<Integer, AxisScale> up = plotted.scaleUp(styler, byGroup(all, Points::heights), false);
        List<Points> scaled = all.stream()
                .map(points -> {
                    AxisScale scale = up.get(points.group());
                    return points.map(
                            across::plotted,
                            scale::plotted,
                            // On an axis of exponents they would be of different lengths above and below.
                            error -> scale.exponents() ? Double.NaN : scale.plotted(error));
                })
                .toList();
        if (scaled.stream().anyMatch(points -> points.x.length > MOST_POINTS)) scaled = thinned(scaled);
        else if (!dates) scaled = scaled.stream().map(Points::awayFromNumbers).toList();
        for (Points points : scaled) {
            Points own = Points.of(points.series);
            plotted.during(points::replaceData, own::replaceData);
        }
    }

    /** Numbers of all series of each axis that goes up. */
    private static Map<Integer, DoubleStream> byGroup(List<Points> all, Function<Points, DoubleStream> numbers) {
        return all.stream().collect(Collectors.toMap(Points::group, numbers, DoubleStream::concat));
    }

    private Points drawable(Points points, boolean xLog, boolean yLog) {
        int[] missing = IntStream.range(0, points.x.length)
                .filter(i -> !AxisScale.isDrawable(points.x[i], xLog) || !AxisScale.isDrawable(points.y[i], yLog))
                .toArray();
        if (missing.length == 0) return points;
        int first = missing[0];
        plotted.notDrawn(
                "point",
                points.series.getName(),
                missing.length,
                points.x.length,
                "(" + Numbers.format(points.x[first]) + ", " + Numbers.format(points.y[first]) + ")",
                IntStream.of(missing).anyMatch(i -> Double.isFinite(points.x[i]) && Double.isFinite(points.y[i])));
        double[] x = points.x.clone();
        double[] y = points.y.clone();
        for (int i : missing) {
            if (!AxisScale.isDrawable(x[i], xLog)) x[i] = Double.NaN;
            // A gap.
            y[i] = Double.NaN;
        }
        return new Points(points.series, x, y, points.errors);
    }

    /** No more points than the pixels show. */
    private List<Points> thinned(List<Points> all) {
        Cells across = Cells.of(
                all.stream().flatMapToDouble(points -> Arrays.stream(points.x)),
                styler.isXAxisLogarithmic(),
                styler.getXAxisMin(),
                styler.getXAxisMax());
        Map<Integer, Cells> up = new HashMap<>();
        byGroup(all, points -> Arrays.stream(points.y))
                .forEach((group, heights) -> up.put(
                        group,
                        Cells.of(
                                heights,
                                styler.isYAxisLogarithmic(),
                                styler.getYAxisMin(group),
                                styler.getYAxisMax(group))));
        return all.stream()
                .map(points -> isLine(points.series)
                        ? lineThinned(points, across.of(points.x, COLUMNS_PER_PIXEL * width))
                        : points.only(ofPoints(
                                across.of(points.x, width),
                                up.get(points.group()).of(points.y, height),
                                points.y)))
                .toList();
    }

    private Points lineThinned(Points points, int[] columns) {
        int[] kept = ofLine(columns, points.y);
        // As one path, with its dashes, as in Charts.addFunction: between points so close a curve is as good as a line.
        // A path that goes up and down in every column would have no dashes to be seen, and takes long.
        boolean even = kept.length <= 2 * COLUMNS_PER_PIXEL * width
                && IntStream.range(2, kept.length)
                        .allMatch(i -> Math.abs(columns[kept[i]] - columns[kept[i - 1]]) <= COLUMNS_PER_PIXEL);
        if (even) plotted.set(points.series::isSmooth, points.series::setSmooth, true);
        return points.only(kept);
    }

    private static boolean isLine(XYSeries series) {
        return series.getLineStyle() != SeriesLines.NONE
                && series.getXYSeriesRenderStyle()
                        .filter(style -> style == XYSeries.XYSeriesRenderStyle.Scatter)
                        .isEmpty();
    }

    private record Cells(double low, double high, boolean logarithmic) {
        static Cells of(DoubleStream numbers, boolean logarithmic, Double from, Double to) {
            var range = numbers.filter(v -> !Double.isNaN(v)).summaryStatistics();
            DoubleUnaryOperator place = logarithmic ? Math::log10 : v -> v;
            return new Cells(
                    place.applyAsDouble(from == null ? range.getMin() : from),
                    place.applyAsDouble(to == null ? range.getMax() : to),
                    logarithmic);
        }

        /** In which of so many equal parts of the axis the numbers lie. */
        int[] of(double[] values, int parts) {
            return Arrays.stream(values)
                    .map(v -> ((logarithmic ? Math.log10(v) : v) - low) / (high - low) * parts)
                    .mapToInt(part -> (int) Math.floor(part))
                    .toArray();
        }
    }

    /**
     * Of points in a row that lie in the same column of pixels the first, the lowest, the highest and the last: what a line
     * through all of them would cover. Before them a gap, without which XChart would look for ticks at every point.
     */
    private static int[] ofLine(int[] columns, double[] y) {
        IntStream.Builder kept = IntStream.builder().add(-1);
        for (int first = 0, next; first < y.length; first = next) {
            boolean gap = Double.isNaN(y[first]);
            int lowest = first;
            int highest = first;
            for (next = first; next < y.length && Double.isNaN(y[next]) == gap; next++) {
                if (!gap && columns[next] != columns[first]) break;
                if (y[next] < y[lowest]) lowest = next;
                if (y[next] > y[highest]) highest = next;
            }
            IntStream.of(first, lowest, highest, gap ? first : next - 1)
                    .sorted()
                    .distinct()
                    .forEach(kept::add);
        }
        return kept.build().toArray();
    }

    /** Of points in the same pixel the first. Before them a gap, as in {@link #ofLine}. */
    private static int[] ofPoints(int[] columns, int[] rows, double[] y) {
        Set<Long> taken = new HashSet<>();
        return IntStream.concat(
                        IntStream.of(-1),
                        IntStream.range(0, y.length)
                                .filter(i -> !Double.isNaN(y[i]) && taken.add(((long) columns[i] << 32) + rows[i])))
                .toArray();
    }
}
