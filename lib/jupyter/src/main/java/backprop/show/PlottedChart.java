package backprop.show;

import backprop.show.draw.Numbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * A chart while it is painted: what XChart cannot draw is left out, axes of very large or small numbers are scaled, no more
 * is drawn than the pixels show, and texts fit. Afterwards it is again as the reader made it.
 */
final class PlottedChart implements AutoCloseable {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<String> remarks = new ArrayList<>();

    PlottedChart(Chart<?, ?> chart, int width, int height) {
        try {
            if (chart instanceof XYChart lines) new PlottedLines(this, lines, width, height).plot();
            else if (chart instanceof CategoryChart bars) new PlottedBars(this, bars, width).plot();
            new ChartTexts(this, chart, width, height).fit();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** What a reader should know beside the picture: what is not drawn, and why. */
    String remarks() {
        return String.join(" ", remarks);
    }

    void remark(String sentence) {
        remarks.add(sentence);
    }

    /** Says of some points or bars that they are left out; a logarithmic axis is the reason for those that are finite. */
    void notDrawn(String what, String name, int count, int all, String first, boolean logarithmic) {
        remark("Not drawn: "
                + (count == 1
                        ? "the " + what + " " + first
                        : (count == all ? "all " : count + " of the ") + all + " " + what + "s")
                + " of " + name + (count == 1 ? "." : ", the first of them " + first + "."));
        String why = "A logarithmic axis has no place for 0 and for negative numbers.";
        if (logarithmic && !remarks.contains(why)) remark(why);
    }

    /** Sets something until the chart is painted. */
    <T> void set(Supplier<T> get, Consumer<T> set, T value) {
        T old = get.get();
        if (Objects.equals(old, value)) return;
        during(() -> set.accept(value), () -> set.accept(old));
    }

    /** Does something, to be undone when the chart is painted. */
    void during(Runnable change, Runnable undoing) {
        undo.push(undoing);
        change.run();
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) undo.pop().run();
    }

    /** @param numbers all that is drawn across */
    AxisScale scaleAcross(AxesChartStyler styler, DoubleStream numbers) {
        var wish = new AxisScale.Wish(
                styler.isXAxisLogarithmic(),
                styler.getXAxisMin(),
                styler.getXAxisMax(),
                pattern(styler.getXAxisDecimalPattern(), styler),
                styler.getXAxisTickLabelsFormattingFunction());
        AxisScale scale = AxisScale.of(axis(wish, numbers, false));
        if (scale.exponents()) set(styler::isXAxisLogarithmic, styler::setXAxisLogarithmic, false);
        set(
                styler::getXAxisTickLabelsFormattingFunction,
                (Function<Double, String> labels) -> styler.setXAxisTickLabelsFormattingFunction(labels),
                scale.labels());
        set(styler::getXAxisMin, (Double from) -> styler.setXAxisMin(from), scale.plottedFrom());
        set(styler::getXAxisMax, (Double to) -> styler.setXAxisMax(to), scale.plottedTo());
        return scale;
    }

    /**
     * The scales of the axes that go up, by their groups.
     *
     * @param numbers all that is drawn upwards
     * @param bars whether bars go up from the axis
     */
    Map<Integer, AxisScale> scaleUp(AxesChartStyler styler, Map<Integer, DoubleStream> numbers, boolean bars) {
        var axes = new TreeMap<Integer, AxisScale.Axis>();
        numbers.forEach((group, heights) -> {
            var wish = new AxisScale.Wish(
                    styler.isYAxisLogarithmic(),
                    limitUp(styler::getYAxisMin, group),
                    limitUp(styler::getYAxisMax, group),
                    pattern(styler.getYAxisDecimalPattern(), styler),
                    styler.getYAxisTickLabelsFormattingFunction());
            axes.put(group, axis(wish, heights, bars));
        });
        List<AxisScale> scales = AxisScale.of(List.copyOf(axes.values()));
        var byGroup = new TreeMap<Integer, AxisScale>();
        axes.keySet().forEach(group -> byGroup.put(group, scales.get(byGroup.size())));
        if (scales.stream().anyMatch(AxisScale::exponents))
            set(styler::isYAxisLogarithmic, styler::setYAxisLogarithmic, false);
        set(
                styler::getYAxisTickLabelsFormattingFunction,
                (Function<Double, String> labels) -> styler.setYAxisTickLabelsFormattingFunction(labels),
                AxisScale.labels(scales));
        byGroup.forEach((group, scale) -> {
            set(() -> styler.getYAxisMin(group), from -> styler.setYAxisMin(group, from), scale.plottedFrom());
            set(() -> styler.getYAxisMax(group), to -> styler.setYAxisMax(group, to), scale.plottedTo());
        });
        set(styler::getYAxisMin, (Double from) -> styler.setYAxisMin(from), null);
        set(styler::getYAxisMax, (Double to) -> styler.setYAxisMax(to), null);
        return byGroup;
    }

    /** A limit of an axis that goes up: its own, or that of all. */
    private static Double limitUp(Function<Integer, Double> limits, int group) {
        Double own = limits.apply(group);
        // XChart keeps it there.
        return own != null ? own : limits.apply(null);
    }

    private static String pattern(String ofAxis, AxesChartStyler styler) {
        return ofAxis != null ? ofAxis : styler.getDecimalPattern();
    }

    private AxisScale.Axis axis(AxisScale.Wish wish, DoubleStream numbers, boolean bars) {
        for (Double limit : new Double[] {wish.from(), wish.to()})
            if (limit != null && !AxisScale.isDrawable(limit, wish.logarithmic()))
                remark("A" + (wish.logarithmic() ? " logarithmic" : "n") + " axis cannot begin or end at "
                        + Numbers.format(limit) + ".");
        var range =
                numbers.filter(v -> AxisScale.isDrawable(v, wish.logarithmic())).summaryStatistics();
        return new AxisScale.Axis(wish, range.getMin(), range.getMax(), bars);
    }
}
