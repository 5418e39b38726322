package backprop.show;

import backprop.show.draw.TextMetrics;
import java.awt.Font;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The texts of a chart while it is painted: they fit, in fonts that have their characters, where there are any. */
final class ChartTexts {
    // The middle of the plot lies right of the middle of the chart, and above it.
    private static final int LEAST_BESIDE = 56;
    private static final int BESIDE = 110;
    // What XChart draws before a name in the legend, and between two.
    private static final int BEFORE_NAME = 44;
    private static final int AROUND_NAMES = 10;

    private final PlottedChart plotted;
    private final Chart<?, ?> chart;
    private final int width;
    private final int height;

    ChartTexts(PlottedChart plotted, Chart<?, ?> chart, int width, int height) {
        this.plotted = plotted;
        this.chart = chart;
        this.width = width;
        this.height = height;
    }

    void fit() {
        Styler styler = chart.getStyler();
        String all = texts().collect(Collectors.joining());
        font(styler::getChartTitleFont, styler::setChartTitleFont, chart.getTitle());
        font(styler::getLegendFont, styler::setLegendFont, all);
        if (TextMetrics.width(styler.getChartTitleFont(), chart.getTitle()) > width - LEAST_BESIDE) {
            Font smaller = TextMetrics.fitting(styler.getChartTitleFont(), chart.getTitle(), width - BESIDE);
            plotted.set(styler::getChartTitleFont, styler::setChartTitleFont, smaller);
            shorten(chart::getTitle, chart::setTitle, smaller, width - BESIDE);
        }
        legend(styler);
        if (chart instanceof AxesChart<?, ?> withAxes) {
            AxesChartStyler axes = withAxes.getStyler();
            font(axes::getAxisTitleFont, axes::setAxisTitleFont, withAxes.getXAxisTitle() + withAxes.getYAxisTitle());
            font(axes::getAxisTickLabelsFont, axes::setAxisTickLabelsFont, names());
            Font font = axes.getAxisTitleFont();
            if (TextMetrics.width(font, withAxes.getXAxisTitle()) > width - LEAST_BESIDE)
                shorten(withAxes::getXAxisTitle, withAxes::setXAxisTitle, font, width - BESIDE);
            if (TextMetrics.width(font, withAxes.getYAxisTitle()) > height - LEAST_BESIDE)
                shorten(withAxes::getYAxisTitle, withAxes::setYAxisTitle, font, height - BESIDE);
        }
        String missing = TextMetrics.missing(all);
        if (!missing.isEmpty())
            plotted.remark("No font here has " + missing + ", drawn as boxes. On Debian and Ubuntu: sudo apt install "
                    + TextMetrics.packageWith(missing) + ", then restart the kernel.");
    }

    /** Names side by side, smaller and shorter where they would leave the chart. */
    private void legend(Styler styler) {
        if (!styler.isLegendVisible() || styler.getLegendLayout() != Styler.LegendLayout.Horizontal) return;
        List<? extends Series> shown = chart.getSeriesCollection().stream()
                .filter(series -> series.isShowInLegend() && series.isEnabled())
                .toList();
        double room = width - AROUND_NAMES - BEFORE_NAME * shown.size();
        String names = shown.stream().map(Series::getLabel).collect(Collectors.joining());
        if (TextMetrics.width(styler.getLegendFont(), names) <= room) return;
        Font smaller = TextMetrics.fitting(styler.getLegendFont(), names, room);
        plotted.set(styler::getLegendFont, styler::setLegendFont, smaller);
        if (TextMetrics.width(smaller, names) <= room + 1) return;
        for (Series series : shown) shorten(series::getLabel, series::setLabel, smaller, room / shown.size());
    }

    private Stream<String> texts() {
        Stream<String> titles = chart instanceof AxesChart<?, ?> axes
                ? Stream.of(chart.getTitle(), axes.getXAxisTitle(), axes.getYAxisTitle())
                : Stream.of(chart.getTitle());
        return Stream.concat(
                Stream.concat(titles, chart.getSeriesCollection().stream().map(Series::getLabel)), Stream.of(names()));
    }

    /** What stands below the bars. */
    private String names() {
        if (!(chart instanceof CategoryChart bars)) return "";
        return bars.getSeriesCollection().stream()
                .flatMap(series -> series.getXData().stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining());
    }

    private void font(Supplier<Font> get, Consumer<Font> set, String text) {
        plotted.set(get, set, TextMetrics.with(get.get(), text));
    }

    private void shorten(Supplier<String> get, Consumer<String> set, Font font, double room) {
        plotted.set(get, set, TextMetrics.shortened(font, get.get(), room));
    }
}
