package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Html;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;

/** XChart's charts as pictures, with alt texts made from what they show. */
final class ChartPicture {
    private ChartPicture() {}

    /** A chart alone: the pixels themselves. */
    static Rendering rendering(Chart<?, ?> chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        String base64 = Png.base64(pixels(chart, width, height));
        return new Rendering(Html.figure("image/png", base64, width, height, alt(chart), ""), alt(chart));
    }

    /** A chart that is to stand beside others. */
    static Picture of(Chart<?, ?> chart) {
        return of(chart, chart.getWidth(), chart.getHeight());
    }

    static Picture of(Chart<?, ?> chart, int width, int height) {
        return new Canvas(width, height)
                .image(0, 0, width, height, pixels(chart, width, height))
                .finish(alt(chart), "");
    }

    static BufferedImage pixels(Chart<?, ?> chart, int width, int height) {
        return Png.draw(width, height, g -> chart.paint(g, width, height));
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
        return IntStream.range(0, names.size())
                .mapToObj(i -> Numbers.format(bars.getYData()[i]) + " (" + nameOf(names.get(i)) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String nameOf(Object bar) {
        return bar instanceof Number number ? Numbers.format(number.doubleValue()) : bar.toString();
    }

    private static String describe(String name, double[] x, double[] y) {
        double[] numbers = Arrays.stream(y).filter(v -> !Double.isNaN(v)).toArray();
        if (numbers.length == 0) return name + ": no points";
        String range = "from (" + place(x[0]) + ", " + Numbers.format(y[0]) + ") to (" + place(x[x.length - 1]) + ", "
                + Numbers.format(y[y.length - 1]) + ")";
        return name + ": " + y.length + (y.length == 1 ? " point " : " points ") + range + ", lowest "
                + Numbers.format(Arrays.stream(numbers).min().getAsDouble()) + ", highest "
                + Numbers.format(Arrays.stream(numbers).max().getAsDouble());
    }

    // Charts moves some points by less than can be seen.
    private static String place(double x) {
        return Numbers.format(x, 4);
    }
}
