package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Html;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** XChart's charts as pictures, with alt texts made from what they show. */
final class ChartPicture {
    private static final int MOST_BARS_IN_WORDS = 50;

    private ChartPicture() {}

    /** A chart alone: the pixels themselves. */
    static Rendering rendering(Chart<?, ?> chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        if (Png.isOneOfMany()) return of(chart).rendering();
        return paint(chart, width, height, (painted, alt, remarks) -> {
            String base64 = Png.base64(Png.draw(width, height, painted));
            return new Rendering(Html.figure("image/png", base64, width, height, alt, remarks), alt);
        });
    }

    /** A chart that is to stand beside others. */
    static Picture of(Chart<?, ?> chart) {
        return of(chart, chart.getWidth(), chart.getHeight());
    }

    static Picture of(Chart<?, ?> chart, int width, int height) {
        return paint(chart, width, height, (painted, alt, remarks) -> {
            Canvas canvas = new Canvas(width, height);
            if (Png.isOneOfMany()) canvas.drawn(painted);
            else canvas.image(0, 0, width, height, Png.draw(width, height, painted));
            return canvas.finish(alt, remarks);
        });
    }

    /** Makes something of a chart. */
    private interface Use<T> {
        /**
         * @param painted paints the chart
         * @param alt describes it
         * @param remarks what is not to be seen there; may be empty
         */
        T of(Consumer<Graphics2D> painted, String alt, String remarks);
    }

    private static <T> T paint(Chart<?, ?> chart, int width, int height, Use<T> use) {
        String description = alt(chart);
        try (PlottedChart plotted = new PlottedChart(chart, width, height)) {
            String remarks = plotted.remarks();
            String alt = remarks.isEmpty() ? description : description + " " + remarks;
            return use.of(g -> chart.paint(g, width, height), alt, remarks);
        }
    }

    private static String alt(Chart<?, ?> chart) {
        String series = "";
        if (chart instanceof XYChart xy)
            series = xy.getSeriesCollection().stream()
                    .filter(s -> s.isEnabled())
                    .map(s -> describe(s.getName(), s.getXData(), s.getYData()))
                    .collect(Collectors.joining("; "));
        else if (chart instanceof CategoryChart bars)
            series = bars.getSeriesCollection().stream()
                    .map(s -> s.getName() + ": " + describeBars(s))
                    .collect(Collectors.joining("; "));
        String axes = chart instanceof AxesChart<?, ?> withAxes
                ? "Across: " + withAxes.getXAxisTitle() + "; up: " + withAxes.getYAxisTitle() + ". "
                : "";
        return "Chart: " + chart.getTitle() + ". " + axes + series + ".";
    }

    private static String describeBars(CategorySeries bars) {
        List<?> names = List.copyOf(bars.getXData());
        if (names.size() > MOST_BARS_IN_WORDS)
            return names.size() + " bars from " + nameOf(names.get(0)) + " to " + nameOf(names.get(names.size() - 1))
                    + range(bars.getYData());
        return IntStream.range(0, names.size())
                .mapToObj(i -> Numbers.format(bars.getYData()[i]) + " (" + nameOf(names.get(i)) + ")")
                .collect(Collectors.joining(", "));
    }

    static String nameOf(Object bar) {
        return bar instanceof Number number ? Numbers.format(number.doubleValue()) : bar.toString();
    }

    private static String describe(String name, double[] x, double[] y) {
        if (Arrays.stream(y).noneMatch(Double::isFinite)) return name + ": no points";
        String ends = "from (" + place(x[0]) + ", " + Numbers.format(y[0]) + ") to (" + place(x[x.length - 1]) + ", "
                + Numbers.format(y[y.length - 1]) + ")";
        return name + ": " + y.length + (y.length == 1 ? " point " : " points ") + ends + range(y);
    }

    private static String range(double[] y) {
        var finite = Arrays.stream(y).filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0
                ? ""
                : ", lowest " + Numbers.format(finite.getMin()) + ", highest " + Numbers.format(finite.getMax());
    }

    // Charts moves some points by less than can be seen.
    private static String place(double x) {
        return Numbers.format(x, 4);
    }
}
