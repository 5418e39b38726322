package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Picture;
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

    static Picture of(Chart<?, ?> chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        return Picture.draw(width, height, alt(chart), "", g -> chart.paint(g, width, height));
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
                .mapToObj(i -> Html.number(bars.getYData()[i]) + " (" + nameOf(names.get(i)) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String nameOf(Object bar) {
        return bar instanceof Number number ? Html.number(number.doubleValue()) : bar.toString();
    }

    private static String describe(String name, double[] x, double[] y) {
        double[] numbers = Arrays.stream(y).filter(v -> !Double.isNaN(v)).toArray();
        if (numbers.length == 0) return name + ": no points";
        String range = "from (" + place(x[0]) + ", " + Html.number(y[0]) + ") to (" + place(x[x.length - 1]) + ", "
                + Html.number(y[y.length - 1]) + ")";
        return name + ": " + y.length + (y.length == 1 ? " point " : " points ") + range + ", lowest "
                + Html.number(Arrays.stream(numbers).min().getAsDouble()) + ", highest "
                + Html.number(Arrays.stream(numbers).max().getAsDouble());
    }

    // Charts moves some points by less than can be seen.
    private static String place(double x) {
        return Html.number(x, 4);
    }
}
