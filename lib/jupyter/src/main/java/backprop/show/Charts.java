package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Picture;
import backprop.show.draw.TextMetrics;
import backprop.train.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts in one style. They are XChart's own: change them with its API. */
public final class Charts {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 340;
    // Pixels from bar to bar, from which on each has its name. XChart's own guess leaves out every other of seven.
    private static final int NAME_OF_BAR = 50;
    private static final String PATTERN = "#,##0.####";
    private static final String BAR_PATTERN = "#,##0.###";

    /** The formats of our axes, for moderate numbers. */
    static final Set<String> PATTERNS = Set.of(PATTERN, BAR_PATTERN);

    private static final int MOST_CURVE_POINTS = 400;
    private static final Font AXIS_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    // They tell the lines apart without their colours.
    private static final BasicStroke[] STROKES = {line(), line(8, 4), line(2, 4), line(10, 4, 2, 4), line(16, 6)};
    private static final Marker[] NO_MARKERS =
            Collections.nCopies(STROKES.length, SeriesMarkers.NONE).toArray(Marker[]::new);

    private Charts() {}

    private static BasicStroke line(float... dashes) {
        return dashes.length == 0
                ? new BasicStroke(2)
                : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }

    /**
     * An empty chart for lines: add to it with {@link #addLine}, {@link #addFunction}, {@link #addPoints}, or XChart's API.
     */
    public static XYChart lines(String title, String across, String up) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        style(chart, title, across, up);
        chart.getStyler().setSeriesMarkers(NO_MARKERS);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        chart.getStyler().setXAxisDecimalPattern(PATTERN);
        return chart;
    }

    /**
     * An empty bar chart, grouped, with the numbers at the ends of the bars: add to it with XChart's API, such as {@code
     * chart.addSeries("share", new double[] {1, 2, 3}, shares)}. The bars of a group are in the order of the legend.
     */
    public static CategoryChart bars(String title, String across, String up) {
        CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
        style(chart, title, across, up);
        var styler = chart.getStyler();
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setAvailableSpaceFill(0.8);
        styler.setXAxisTickMarkSpacingHint(NAME_OF_BAR);
        styler.setXAxisDecimalPattern("0.####");
        // Just beyond the end of a bar: inside, they would need a colour of their own for each.
        styler.setLabelsVisible(true);
        styler.setLabelsPosition(1.04);
        styler.setLabelsFont(TextMetrics.TEXT);
        styler.setLabelsFontColorAutomaticEnabled(false);
        styler.setLabelsFontColor(Color.BLACK);
        // For the axis and the numbers at the bars, which would otherwise be wider than these.
        styler.setYAxisDecimalPattern(BAR_PATTERN);
        return chart;
    }

    private static void style(AxesChart<?, ?> chart, String title, String across, String up) {
        chart.setTitle(title);
        chart.setXAxisTitle(across);
        chart.setYAxisTitle(up);
        AxesChartStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(Colors.GRID);
        // XChart would cut off what does not fit. It writes the title above the plot, right of the middle.
        styler.setChartTitleFont(TextMetrics.fitting(TextMetrics.TITLE, title, WIDTH - 80));
        styler.setAxisTitleFont(AXIS_FONT);
        styler.setLegendFont(AXIS_FONT);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setSeriesColors(Colors.SERIES.toArray(Color[]::new));
        // Otherwise the numbers on the axes would follow the machine's language.
        styler.setLocale(Locale.ROOT);
        styler.setYAxisDecimalPattern(PATTERN);
    }

    /**
     * Adds a line through points. XChart repeats its dash patterns only after all colours; here every line has its own.
     *
     * @param x the points' x-coordinates
     * @param y the points' y-coordinates; NaN and infinities leave a gap, and the caption says so
     * @return the chart, for more
     */
    public static XYChart addLine(XYChart chart, String name, double[] x, double[] y) {
        int number = chart.getSeriesCollection().size();
        chart.addSeries(name, x, y).setLineStyle(STROKES[number % STROKES.length]);
        return chart;
    }

    /**
     * Adds a function to a chart.
     *
     * @param from the left end
     * @param to the right end
     * @return the chart, for more
     */
    public static XYChart addFunction(XYChart chart, String name, double from, double to, DoubleUnaryOperator f) {
        double[] x = IntStream.range(0, MOST_CURVE_POINTS)
                .mapToDouble(i -> (double) i / (MOST_CURVE_POINTS - 1))
                // Not evenly spaced: XChart would put its ticks on such points, at 0.6015, 1.203 and so on.
                .map(part -> from + (to - from) * part * (0.9 + 0.1 * part))
                .toArray();
        addLine(chart, name, x, Arrays.stream(x).map(f).toArray());
        // As one path: XChart would begin the dashes anew at every point, and so many points would leave no gaps.
        chart.getSeries(name).setSmooth(true);
        return chart;
    }

    /**
     * Adds a scatter plot: single points, such as measurements.
     *
     * @return the chart, for more
     */
    public static XYChart addPoints(XYChart chart, String name, double[] x, double[] y) {
        addLine(chart, name, x, y);
        chart.getSeries(name)
                .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.CIRCLE);
        chart.getStyler().setMarkerSize(6);
        return chart;
    }

    /**
     * The loss by step. The losses of mini-batches are noisy: where there are many, each point is the mean of several
     * consecutive ones.
     */
    public static XYChart loss(History history) {
        XYChart chart = of(TrainingCurves.loss(history, MOST_CURVE_POINTS));
        chart.getStyler().setYAxisMin(0.0);
        return chart;
    }

    /**
     * The accuracy on training and validation data by epoch. Where there are several, the untrained net (epoch 0) is left
     * out: it would compress the rest.
     */
    public static XYChart accuracy(History history) {
        return of(TrainingCurves.accuracy(history.hasClasses() ? trained(history) : List.of()));
    }

    /**
     * The loss on training and validation data by epoch, for data without classes. The training loss is the mean of the
     * mini-batches of an epoch; the untrained net is left out, as in {@link #accuracy}.
     */
    public static XYChart validationLoss(History history) {
        return of(TrainingCurves.validationLoss(history.hasClasses() ? List.of() : trained(history)));
    }

    private static List<History.Epoch> trained(History history) {
        List<History.Epoch> epochs = history.epochs();
        return epochs.size() > 3 ? epochs.subList(1, epochs.size()) : epochs;
    }

    private static XYChart of(TrainingCurves curves) {
        XYChart chart = lines(curves.title(), curves.across(), curves.up());
        // XChart draws no axis for nothing but NaN.
        if (curves.haveInk()) for (var line : curves.lines()) addLine(chart, line.name(), line.x(), line.y());
        return chart;
    }

    /**
     * Side by side the loss by step and the accuracy by epoch, or, for data without classes, the loss by epoch. The
     * caption is the history's warning, if there is one.
     */
    public static Picture training(History history) {
        Picture loss = ChartPicture.of(loss(history));
        Picture epochs = ChartPicture.of(history.hasClasses() ? accuracy(history) : validationLoss(history));
        String warning = history.warning().orElse("");
        String caption =
                String.join(" ", warning, loss.caption(), epochs.caption()).strip();
        return new Canvas(2 * WIDTH, HEIGHT)
                .picture(0, 0, loss)
                .picture(WIDTH, 0, epochs)
                .finish((loss.alt() + " " + epochs.alt() + " " + warning).strip(), caption)
                .shrinking();
    }
}
