package backprop.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.show.draw.Numbers;
import backprop.show.draw.Png;
import backprop.show.draw.TextMetrics;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;

class PlottedChartTest {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 340;

    /** Numbers of all sizes, alone, with the next, and all together. */
    static List<double[]> numbers() {
        double[] all = {
            0,
            1e-300,
            -1e-300,
            1e-5,
            -1e-5,
            1,
            1 + 1e-15,
            1e6,
            1e15,
            1e300,
            -1e300,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY
        };
        List<double[]> cases = new ArrayList<>(List.<double[]>of(all));
        for (int i = 0; i < all.length; i++) {
            cases.add(new double[] {all[i]});
            cases.add(new double[] {all[i], all[(i + 1) % all.length]});
        }
        return cases;
    }

    private static double[] counted(double[] values) {
        return IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    }

    private static XYChart line(double[] x, double[] y, boolean logarithmic) {
        XYChart chart = Charts.lines("Numbers", "x", "y");
        chart.getStyler().setXAxisLogarithmic(logarithmic).setYAxisLogarithmic(logarithmic);
        return Charts.addLine(chart, "a", x, y);
    }

    private static CategoryChart bars(double[] names, double[] y, boolean logarithmic) {
        CategoryChart chart = Charts.bars("Numbers", "x", "y");
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        chart.addSeries("a", names, y);
        return chart;
    }

    private static XYChart xchartsOwn(double[] x, double[] y) {
        XYChart chart = new XYChartBuilder().width(400).height(300).title("Own").build();
        chart.addSeries("a", x, y);
        return chart;
    }

    private static String caption(Chart<?, ?> chart) {
        return ChartPicture.of(chart).caption();
    }

    /** What is said of a chart that is painted; without a file of the pixels, which takes most of the time. */
    private static String painted(Chart<?, ?> chart) {
        PlottedChart plotted = new PlottedChart(chart, WIDTH, HEIGHT);
        try {
            Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT));
            return plotted.remarks();
        } finally {
            plotted.close();
        }
    }

    @Test
    void chartsOfAllNumbersAreDrawnAndSayWhatIsNotInThem() {
        for (double[] values : numbers()) {
            double[] count = counted(values);
            boolean finite = Arrays.stream(values).allMatch(Double::isFinite);
            List<Chart<?, ?>> charts = List.of(
                    line(count, values, false),
                    line(values, count, false),
                    Charts.addPoints(Charts.lines("Numbers", "x", "y"), "p", values, values),
                    Charts.addFunction(
                            Charts.lines("Numbers", "x", "y"),
                            "f",
                            0,
                            1,
                            t -> values[(int) (t * 0.99 * values.length)]),
                    bars(count, values, false),
                    bars(values, count, false),
                    xchartsOwn(count, values));
            for (Chart<?, ?> chart : charts) {
                String said = assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> painted(chart), () -> Arrays.toString(values));
                assertEquals(!finite, said.contains("Not drawn: "), () -> Arrays.toString(values) + said);
            }
            boolean positive = finite && Arrays.stream(values).allMatch(v -> v > 0);
            for (Chart<?, ?> chart : List.of(line(values, values, true), bars(count, values, true))) {
                String said = assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> painted(chart), () -> "logarithmic " + Arrays.toString(values));
                assertEquals(!positive, said.contains("Not drawn: "), () -> Arrays.toString(values) + said);
            }
        }
    }

    @Test
    void aFunctionThatGrowsIsDrawn() {
        XYChart chart = Charts.lines("t", "x", "y");
        Charts.addFunction(chart, "e", -50, 50, Math::exp);
        assertEquals("", assertTimeoutPreemptively(Duration.ofSeconds(20), () -> caption(chart)));
    }

    @Test
    void theFirstThatIsNotDrawnIsNamed() {
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(
                "Not drawn: the point (2, NaN) of a.",
                caption(line(new double[] {1, 2, 3}, new double[] {1, Double.NaN, 3}, false)));
        assertEquals(
                "Not drawn: 2 of the 3 points of a, the first of them (Infinity, 2).",
                caption(line(new double[] {1, infinity, 3}, new double[] {1, 2, -infinity}, false)));
        String zero = " A logarithmic axis has no place for 0 and for negative numbers.";
        assertEquals(
                "Not drawn: the point (0, 2) of a." + zero,
                caption(line(new double[] {1, 0, 3}, new double[] {1, 2, 3}, true)));
        assertEquals(
                "Not drawn: all 2 bars of a, the first of them (1, 0)." + zero,
                caption(bars(new double[] {1, 2}, new double[] {0, -1}, true)));
        Chart<?, ?> chart = line(new double[] {1, 2}, new double[] {1, Double.NaN}, false);
        assertTrue(ChartPicture.of(chart).alt().endsWith(". Not drawn: the point (2, NaN) of a."));
    }

    @Test
    void anAxisThatCannotBeginAtZeroSaysSo() {
        XYChart chart = line(new double[] {1, 2}, new double[] {1, 0.1}, true);
        chart.getStyler().setYAxisMin(0.0);
        assertEquals("A logarithmic axis cannot begin or end at 0.", caption(chart));
    }

    private static AxisScale scale(String pattern, double low, double high) {
        return AxisScale.of(new AxisScale.Axis(new AxisScale.Wish(false, null, null, pattern, null), low, high, false));
    }

    @Test
    void largeAndSmallNumbersHaveExponentsOnTheAxis() {
        String ours = Charts.PATTERNS.iterator().next();
        assertNull(scale(ours, -100_000_000, 0.5).labels(), "XChart writes moderate numbers");
        AxisScale large = scale(ours, 0, 4e20);
        assertEquals("4e+20", large.labels().apply(large.plotted(4e20)));
        AxisScale small = scale(ours, 0, 3e-12);
        assertEquals("2e-12", small.labels().apply(small.plotted(2e-12)));
        assertTrue(small.plotted(3e-12) > 0.1, "XChart's steps have ten decimals");
        AxisScale narrow = scale(ours, 1, 1 + 1e-9);
        assertEquals("1.0000000005", narrow.labels().apply(narrow.plotted(1.0000000005)));
        assertNull(scale("0.#E0", 0, 4e20).labels(), "the reader's format, which has room");
        assertEquals("4e+20", scale("0.00", 0, 4e20).labels().apply(4e20), "and one that has not");
    }

    @Test
    void eachOfSeveralAxesHasItsOwnNumbers() {
        double[] sizes = {5, 1e15, 1e300, 1e-300, -1e16, Double.MIN_VALUE, 0};
        double[] x = {1, 2, 3};
        for (double a : sizes)
            for (double b : sizes)
                for (boolean logarithmic : new boolean[] {false, true}) {
                    double[][] y = {{a / 4, a, a / 2}, {b, b / 2, b / 4}, {3e-7, 0.25, 1e7}};
                    XYChart lines = line(x, y[0], logarithmic);
                    CategoryChart bars = bars(x, y[0], logarithmic);
                    for (int group : new int[] {1, 2}) {
                        lines.addSeries("axis " + group, x, y[group]).setYAxisGroup(group);
                        bars.addSeries("axis " + group, x, y[group]).setYAxisGroup(group);
                    }
                    for (Chart<?, ?> chart : List.of(lines, bars))
                        assertTimeoutPreemptively(
                                Duration.ofSeconds(20), () -> painted(chart), () -> Arrays.deepToString(y));
                    whilePlotted(
                            lines,
                            () -> assertLabels(
                                    y,
                                    lines.getStyler(),
                                    series -> lines.getSeries(series).getYData()));
                    whilePlotted(
                            bars,
                            () -> assertLabels(
                                    y,
                                    bars.getStyler(),
                                    series -> bars.getSeries(series).getYData()));
                }
    }

    private static void assertLabels(double[][] y, AxesChartStyler styler, Function<String, double[]> plotted) {
        Function<Double, String> labels = styler.getYAxisTickLabelsFormattingFunction();
        List<String> names = List.of("a", "axis 1", "axis 2");
        for (int s = 0; s < y.length; s++) {
            double[] drawn = plotted.apply(names.get(s));
            for (int i = 0; i < drawn.length; i++)
                if (labels != null && !Double.isNaN(drawn[i]))
                    assertEquals(Numbers.format(y[s][i], 4), labels.apply(drawn[i]), Arrays.deepToString(y));
        }
    }

    @Test
    void severalAxesKeepTheirLimits() {
        XYChart chart = line(new double[] {1, 2}, new double[] {1e20, 2e20}, false);
        chart.addSeries("b", new double[] {1, 2}, new double[] {3, 4}).setYAxisGroup(1);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1, 5.0);
        whilePlotted(chart, () -> {
            XYStyler styler = chart.getStyler();
            assertEquals("0", styler.getYAxisTickLabelsFormattingFunction().apply(styler.getYAxisMin(0)));
            assertEquals("5", styler.getYAxisTickLabelsFormattingFunction().apply(styler.getYAxisMax(1)));
            assertNull(styler.getYAxisMin());
        });
        assertEquals(0, chart.getStyler().getYAxisMin());
        assertNull(chart.getStyler().getYAxisMin(0));
        assertEquals(5, chart.getStyler().getYAxisMax(1));
    }

    @Test
    void moderateChartsArePaintedAsXChartPaintsThem() {
        double[] x = {0.001, 0.5, 3, 700, 250_000};
        double[] y = {0.02, 41, 7.5, 123_456.789, 0.3};
        XYChart curves = Charts.lines("σ(1.5) = 0.8176, slope 0.1491", "x", "y");
        Charts.addFunction(curves, "σ(x)", -6, 6, v -> 1 / (1 + Math.exp(-v)));
        Charts.addFunction(curves, "its derivative y(1 − y)", -6, 6, v -> Math.exp(-v) / Math.pow(1 + Math.exp(-v), 2));
        Charts.addPoints(curves, "here", new double[] {1.5}, new double[] {0.8176});
        curves.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        XYChart readers = line(x, y, true);
        readers.getStyler()
                .setXAxisDecimalPattern("0E0")
                .setXAxisLabelRotation(90)
                .setYAxisDecimalPattern("0.#E0");
        XYChart steps = line(new double[] {0, 1, 2, 3, 4}, new double[] {-3, 5, 1, 2, 2}, false);
        steps.getStyler().setYAxisDecimalPattern("#,##0");
        CategoryChart grouped = bars(new double[] {0, 1, 2}, new double[] {0.25, -0.75, 0.125}, false);
        grouped.addSeries("b", new double[] {0, 1, 2}, new double[] {1, 1.5, 0});
        XYChart twoAxes = line(x, y, false);
        twoAxes.addSeries("b", x, new double[] {-3, 5, 1, 2, 2}).setYAxisGroup(1);
        CategoryChart named = Charts.bars("Speeds", "step", "GFLOP/s");
        named.addSeries("y", List.of("one", "two", "three"), List.of(1.5, 97, 117.25));
        for (Chart<?, ?> chart : List.of(
                curves,
                readers,
                steps,
                line(x, y, false),
                line(x, y, true),
                grouped,
                twoAxes,
                named,
                xchartsOwn(x, y))) {
            int[] own = rgb(Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT)));
            whilePlotted(
                    chart,
                    () -> assertArrayEquals(own, rgb(Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT)))));
            assertEquals("", caption(chart));
        }
    }

    /** XChart would number every third of them, in letters that touch. */
    @Test
    void manyPointsInEqualDistancesAreNumberedAsAnyOthers() {
        double[] even = IntStream.range(0, 50).mapToDouble(i -> 10 + 20 * i).toArray();
        double[] uneven = even.clone();
        uneven[25] += 0.01;
        double[] y = Arrays.stream(even).map(v -> v * v).toArray();
        XYChart others = line(uneven, y, false);
        XYChart chart = line(even, y, false);
        BufferedImage expected = Png.draw(WIDTH, HEIGHT, g -> others.paint(g, WIDTH, HEIGHT));
        whilePlotted(
                chart,
                () -> assertArrayEquals(
                        rgb(expected), rgb(Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT)))));
    }

    private static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void afterwardsTheChartIsAsItWas() {
        double[] x = IntStream.range(0, 5000).asDoubleStream().toArray();
        double[] y = Arrays.stream(x).map(v -> v == 7 ? Double.NaN : 1e20 * v).toArray();
        XYChart chart = line(x, y, false);
        chart.setTitle("A long title, ".repeat(40));
        Font font = chart.getStyler().getChartTitleFont();
        String alt = ChartPicture.of(chart, 200, 100).alt();
        assertTrue(alt.contains("A long title, ".repeat(40)));
        assertSame(x, chart.getSeries("a").getXData());
        assertSame(y, chart.getSeries("a").getYData());
        assertFalse(chart.getSeries("a").isSmooth());
        assertEquals("A long title, ".repeat(40), chart.getTitle());
        assertSame(font, chart.getStyler().getChartTitleFont());
        assertNull(chart.getStyler().getYAxisTickLabelsFormattingFunction());
    }

    private static void whilePlotted(Chart<?, ?> chart, Runnable look) {
        PlottedChart plotted = new PlottedChart(chart, WIDTH, HEIGHT);
        try {
            look.run();
        } finally {
            plotted.close();
        }
    }

    @Test
    void ofManyPointsTheExtremesAreDrawn() {
        double[] x = IntStream.range(0, 300_000).asDoubleStream().toArray();
        Random random = new Random(1);
        double[] y = Arrays.stream(x).map(v -> random.nextDouble()).toArray();
        y[123_456] = 9;
        y[234_567] = -9;
        XYChart chart = line(x, y, false);
        whilePlotted(chart, () -> {
            double[] drawn = chart.getSeries("a").getYData();
            assertTrue(drawn.length <= 4 * 2 * WIDTH + 5, drawn.length + " points");
            assertTrue(DoubleStream.of(drawn).anyMatch(v -> v == 9));
            assertTrue(DoubleStream.of(drawn).anyMatch(v -> v == -9));
            double[] across = chart.getSeries("a").getXData();
            for (int i = 2; i < across.length; i++) assertTrue(across[i] > across[i - 1], "in their order");
            assertEquals(0, across[1]);
            assertEquals(299_999, across[across.length - 1]);
        });
    }

    @Test
    void aThinnedLineLooksAsAllItsPointsDo() {
        int count = 3000;
        double[][] spiral = new double[2][count];
        double[][] steps = new double[2][count];
        for (int i = 0; i < count; i++) {
            spiral[0][i] = i * Math.cos(0.02 * i);
            spiral[1][i] = i * Math.sin(0.02 * i);
            steps[0][i] = i % 100 < 50 ? i : i - 60;
            steps[1][i] = i / 500 % 2 + 1e-3 * i;
        }
        for (double[][] points : List.of(spiral, steps)) {
            XYChart chart = line(points[0], points[1], false);
            BufferedImage all = Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT));
            BufferedImage[] thinned = new BufferedImage[1];
            whilePlotted(chart, () -> thinned[0] = Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT)));
            assertTrue(different(thinned[0], all) < 0.004, "different: " + different(thinned[0], all));
        }
    }

    /** The share of pixels that differ to the eye. */
    private static double different(BufferedImage a, BufferedImage b) {
        int high = a.getHeight();
        return (double) IntStream.range(0, a.getWidth() * high)
                        .filter(k -> Math.abs((a.getRGB(k % a.getWidth(), k / a.getWidth()) >> 16 & 255)
                                        - (b.getRGB(k % a.getWidth(), k / a.getWidth()) >> 16 & 255))
                                > 100)
                        .count()
                / (a.getWidth() * high);
    }

    @Test
    void pointsBehindOthersAreLeftOut() {
        Random random = new Random(1);
        double[] x = DoubleStream.generate(random::nextDouble).limit(300_000).toArray();
        double[] y = DoubleStream.generate(random::nextDouble).limit(300_000).toArray();
        XYChart chart = Charts.addPoints(Charts.lines("Points", "x", "y"), "p", x, y);
        whilePlotted(chart, () -> {
            int drawn = chart.getSeries("p").getXData().length;
            assertTrue(drawn < WIDTH * HEIGHT && drawn > 10_000, drawn + " points");
        });
    }

    @Test
    void ofMoreBarsThanPixelsTheTallestAreDrawn() {
        double[] y = IntStream.range(0, 5000).mapToDouble(i -> Math.sin(i)).toArray();
        y[1234] = -50;
        CategoryChart chart = bars(counted(y), y, false);
        whilePlotted(chart, () -> {
            double[] drawn = chart.getSeries("a").getYData();
            assertTrue(drawn.length <= WIDTH, drawn.length + " bars");
            assertTrue(DoubleStream.of(drawn).anyMatch(v -> v == -50));
            assertFalse(chart.getStyler().isLabelsVisible(), "so many numbers could not be read");
        });
        assertEquals(
                "Of 5000 bars, which are more than there are pixels, each one drawn is the tallest of 9.",
                caption(chart));
        String alt = ChartPicture.of(chart).alt();
        assertTrue(alt.contains("a: 5000 bars from 1 to 5000, lowest -50, highest 0.999"), alt);
    }

    @Test
    void longTextsAreShortened() {
        XYChart chart = Charts.lines("A title that goes on ".repeat(20), "across ".repeat(40), "up ".repeat(60));
        for (int i = 0; i < 4; i++)
            Charts.addLine(chart, i + " a line with a long name", new double[] {0, 1}, new double[] {i, 2});
        whilePlotted(chart, () -> {
            assertTrue(chart.getTitle().startsWith("A title that goes on A title")
                    && chart.getTitle().endsWith("…"));
            Font font = chart.getStyler().getChartTitleFont();
            assertTrue(font.getSize() >= 9 && TextMetrics.width(font, chart.getTitle()) < WIDTH - 60);
            assertTrue(
                    chart.getXAxisTitle().endsWith("…") && chart.getYAxisTitle().endsWith("…"));
            assertTrue(chart.getSeries("3 a line with a long name").getLabel().endsWith("…"));
        });
        assertEquals(
                "3 a line with a long name",
                chart.getSeries("3 a line with a long name").getLabel());
    }

    @Test
    void charactersThatNoFontHasAreNamedAndWhereTheyAreToBeHad() {
        // Of Plane 16, which is for private use.
        String nowhere = new String(Character.toChars(0x10FFFD));
        XYChart chart = Charts.lines("A " + nowhere, "x", "y");
        Charts.addLine(chart, "a", new double[] {0, 1}, new double[] {0, 1});
        assertEquals(
                "No font here has " + nowhere
                        + ", drawn as boxes. On Debian and Ubuntu: sudo apt install fonts-noto-core,"
                        + " then restart the kernel.",
                caption(chart));
        for (String text : List.of("損失", "ロス", "손실")) assertEquals("fonts-wqy-microhei", TextMetrics.packageWith(text));
        assertEquals("", TextMetrics.missing("∂L/∂W · η ≤ 0.5 → √x"));
        assertSame(TextMetrics.TITLE, TextMetrics.with(TextMetrics.TITLE, "Loss"));
    }
}
