package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.GradientCheck;
import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Graders;
import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Precision;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import backprop.train.History;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderingsTest {
    @Test
    void matricesShowShapeNumbersAndFullValueOnHover() {
        Rendering rendering = Renderings.of(new SimpleMatrix(new double[][] {{1, -0.123456789}, {Double.NaN, 3e-9}}));
        assertTrue(
                rendering
                        .html()
                        .contains(
                                "<caption style=\"text-align: left; white-space: nowrap\">2 × 2 matrix of doubles, 1 of 4 entries NaN or infinite</caption>"),
                rendering.html());
        assertTrue(rendering.html().contains("title=\"-0.123456789\">-0.123457</td>"), rendering.html());
        assertTrue(rendering.html().contains(">NaN</td>") && rendering.html().contains(">3e-09</td>"));
        assertTrue(rendering.text().startsWith("2 × 2 matrix of doubles, 1 of 4 entries NaN or infinite\n"));
    }

    @Test
    void largeMatricesLeaveTheMiddleOut() {
        String html = Renderings.of(new SimpleMatrix(100, 784)).html();
        assertTrue(html.contains("100 × 784") && html.contains("…"));
        assertEquals(11, html.split("<tr>", -1).length - 1);
        assertTrue(html.length() < 10_000);
    }

    @Test
    void tablesEscapeWhatTheyShow() {
        Table table = Table.create(
                "<script>alert(1)</script>",
                StringColumn.create("a & b", "<img src=x onerror=alert(1)>"),
                DoubleColumn.create("x", 0.5),
                IntColumn.create("n", new int[] {7}));
        String html = Renderings.of(table).html();
        assertFalse(html.contains("<script>") || html.contains("<img"), html);
        assertTrue(html.contains("&lt;script&gt;") && html.contains("a &amp; b"));
        assertTrue(html.contains(">0.5</td>") && html.contains(">7</td>"));
    }

    @Test
    void longTablesLeaveTheMiddleOutAndEmptyOnesSaySo() {
        int[] numbers = new int[100];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i;
        String html = Renderings.of(Table.create("long", IntColumn.create("i", numbers)))
                .html();
        assertTrue(html.contains("… 80 more rows …"));
        assertTrue(html.contains(">9</td>") && html.contains(">90</td>") && html.contains(">99</td>"));
        assertFalse(html.contains(">50</td>"));
        assertTrue(Renderings.of(Table.create("empty")).html().contains("no rows"));
    }

    @Test
    void chartsAreFiguresWithAltTextAndInk() {
        XYChart chart = Charts.lines("A <title>", "x", "y");
        Charts.addFunction(chart, "square", 0, 2, v -> v * v);
        Rendering rendering = Renderings.of(chart);
        assertTrue(
                rendering
                        .html()
                        .contains(
                                "alt=\"Chart: A &lt;title&gt;. Across: x; up: y. square: 400 points from (0, 0) to (2, 4), lowest 0, highest 4.\""),
                rendering.html().substring(0, 400));
        assertTrue(rendering.html().contains("src=\"data:image/png;base64,"));
        BufferedImage image = pixels(chart);
        assertEquals(0xffffffff, image.getRGB(1, 1), "white ground, so that it reads on a dark page");
        assertTrue(colours(image) > 20, "something is drawn");
    }

    @Test
    void pixelsAreTheSameAfterTheyWereWritten() throws IOException {
        BufferedImage image = Png.pixels(20, 30, k -> new Color(k % 256, 255 - k % 256, 7));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.file(image)));
        assertArrayEquals(image.getRGB(0, 0, 30, 20, null, 0, 30), read.getRGB(0, 0, 30, 20, null, 0, 30));
    }

    @Test
    void pointsAreNotJoined() {
        XYChart chart = Charts.lines("Measured", "x", "y");
        Charts.addPoints(chart, "points", new double[] {0, 1, 2}, new double[] {0, 1, 0});
        assertTrue(Renderings.of(chart).html().contains("points: 3 points from (0, 0) to (2, 0)"));
        Charts.addLine(chart, "line", new double[] {0, 2}, new double[] {0, 1});
        var scatter = Optional.of(XYSeries.XYSeriesRenderStyle.Scatter);
        assertEquals(scatter, chart.getSeries("points").getXYSeriesRenderStyle());
        assertFalse(scatter.equals(chart.getSeries("line").getXYSeriesRenderStyle()));
    }

    @Test
    void barsHaveTheirNumbersWritten() {
        CategoryChart chart = Charts.bars("Shares", "class", "share");
        chart.addSeries("y", new double[] {0, 1}, new double[] {0.25, -0.75});
        Picture written = ChartPicture.of(chart);
        int withNumbers = black(pixels(chart));
        assertEquals("Chart: Shares. Across: class; up: share. y: 0.25 (0), -0.75 (1).", written.alt());
        chart.getStyler().setLabelsVisible(false);
        assertTrue(withNumbers > black(pixels(chart)) + 100, "the numbers stand beside the bars, in black");
    }

    @Test
    void eachOfSevenBarsHasItsName() {
        int withoutNames = black(sevenBars("a", " ", "b", "  ", "c", "   ", "d"));
        int withNames = black(sevenBars("a", "loops", "b", "vectors", "c", "library", "d"));
        assertTrue(withNames > withoutNames + 100, "every other one too");
    }

    private static BufferedImage sevenBars(String... names) {
        CategoryChart chart = Charts.bars("Speeds", "step", "speed");
        chart.addSeries("y", List.of(names), List.of(1, 2, 3, 4, 5, 6, 7));
        return pixels(chart);
    }

    private static BufferedImage pixels(Chart<?, ?> chart) {
        return Png.draw(560, 340, g -> chart.paint(g, 560, 340));
    }

    private static int black(BufferedImage image) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++) if (image.getRGB(x, y) == 0xff000000) count++;
        return count;
    }

    private static int colours(BufferedImage image) {
        Set<Integer> seen = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2)
            for (int x = 0; x < image.getWidth(); x += 2) seen.add(image.getRGB(x, y));
        return seen.size();
    }

    @Test
    void everythingThatLessonsShowHasAPictureWithAltText() {
        ImageDataset data = SyntheticDigits.generate(200, 1);
        TwoLayerNet net = new TwoLayerNet(784, 12, 10, 1);
        Trainer trainer = new Trainer(net, new Sgd(0.1), data, data, 20, 1);
        History history = trainer.run(25);
        List<Object> shown = List.of(
                history,
                Charts.loss(history),
                Charts.accuracy(history),
                Pictures.digits("Some digits", data, 0, 1, 2),
                Pictures.mistakes(net, data, 15),
                Pictures.reading(net, data, 3),
                Pictures.weights("Weights", net.param("W1"), 28, 28),
                Pictures.confusion(Tables.confusion(net, data)));
        for (Object object : shown) {
            String html = Renderings.of(object).html();
            assertTrue(html.startsWith("<figure") && html.contains("<img alt=\""), html.substring(0, 60));
            assertFalse(html.contains("alt=\"\""));
            assertTrue(html.length() < 400_000, "a picture of " + html.length() + " bytes");
        }
        assertTrue(Renderings.of(GradientCheck.of(new Sigmoid(), new SimpleMatrix(2, 2), 1))
                .html()
                .contains("relative difference"));
        assertEquals(
                "<pre style=\"font-family: monospace\">&lt;b&gt;</pre>",
                Renderings.of("<b>").html());
    }

    @Test
    void aUntrainedHistoryIsShownToo() {
        ImageDataset data = SyntheticDigits.generate(20, 1);
        History history = new Trainer(new TwoLayerNet(784, 2, 10, 1), new Sgd(0.1), data, data, 5, 1).history();
        assertTrue(Renderings.of(history).html().contains("<img"));
    }

    @Test
    void dataWithoutClassesShowTheirTestLoss() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        Dataset data = SyntheticDigits.generate(20, 1).inputsAsTargets();
        Network net =
                new Network(new MeanSquaredError(), Affine.random(784, 784, 0.01, Precision.FLOAT, new Random(1)));
        Trainer trainer = new Trainer(net, new Sgd(1), data, data, 5, 1);
        trainer.run(0);
        assertTrue(Renderings.of(trainer.history()).html().contains("<img"), "untrained");
        History history = trainer.run(40, new LiveTraining());
        String last = kernel.updated.get(kernel.updated.size() - 1);
        assertTrue(
                last.contains(" · loss on the validation data after epoch 10: 0.") && !last.contains("accuracy"), last);
        String html = Renderings.of(history).html();
        assertTrue(html.contains("Loss, epoch by epoch. Across: epoch; up: loss. training data: 10 points"), html);
        assertFalse(html.contains("ccuracy"));
    }

    @Test
    void rowsOfAMatrixAreShownAsImages() {
        SimpleMatrix rows = new SimpleMatrix(new double[][] {{1, 0}, {7, -3}, {0.5, Double.NaN}});
        Picture picture = Pictures.images("Three rows", rows, 1, 2, "a", "b", "c");
        assertEquals("Three rows: 3 images of 1 × 2 pixels: a, b, c.", picture.alt());
        BufferedImage image = Embedded.image(picture);
        for (int tile = 0; tile < 3; tile++) { // see inkIsDarkOnWhitePaper; the next tile is 62 further right
            int left = 6 + 62 * tile;
            assertEquals(tile < 2 ? 0xff000000 : 0xff808080, image.getRGB(left + 14, 28));
            assertEquals(0xffffffff, image.getRGB(left + 42, 28));
        }
        assertEquals(
                "Rows: 3 images of 2 × 1 pixels.",
                Pictures.images("Rows", rows, 2, 1).alt());
        assertRefused(
                "images of 2 × 2 pixels need 4 columns, but the matrix is 3 × 2",
                () -> Pictures.images("Rows", rows, 2, 2));
        assertRefused(
                "there are 3 images, so there must be 3 labels, not 1", () -> Pictures.images("Rows", rows, 1, 2, "a"));
    }

    @Test
    void inkIsDarkOnWhitePaper() {
        ImageDataset black = ImageDataset.of("ink", new byte[] {(byte) 255, 0}, 1, 2, new byte[] {0}, 1);
        BufferedImage image = Embedded.image(Pictures.digits("One image of two pixels", black, 0));
        // the tile starts at (6, 0) in the image; 56 across, 28 down, in the middle
        assertEquals(0xff000000, image.getRGB(6 + 14, 28));
        assertEquals(0xffffffff, image.getRGB(6 + 42, 28));
    }

    @Test
    void confusionKeepsItsLabelsWhenSortedOrFiltered() {
        Table table = Table.create(
                "Confusion",
                StringColumn.create("digit", "0", "1", "2"),
                IntColumn.create("as 0", new int[] {90, 5, 0}),
                IntColumn.create("as 1", new int[] {7, 95, 2}),
                IntColumn.create("as 2", new int[] {3, 0, 98}));
        assertEquals(
                "Confusion. 0: 90 as 0 7 as 1 3 as 2; 1: 5 as 0 95 as 1; 2: 2 as 1 98 as 2.",
                Pictures.confusion(table).alt());
        assertEquals(
                "Confusion. 2: 2 as 1 98 as 2; 1: 5 as 0 95 as 1.",
                Pictures.confusion(table.sortDescendingOn("as 2").dropRows(1)).alt());
    }

    @Test
    void aReadingHasABarForTheProbabilityOfEachClass() {
        ImageDataset ink = ImageDataset.of("ink", new byte[] {(byte) 255, 0}, 1, 2, new byte[] {1}, 3);
        Network net = scoring(new double[][] {{Math.log(6), Math.log(3), 0}, {9, 9, 9}});
        Picture reading = Pictures.reading(net, ink.in(Precision.DOUBLE), 0);
        assertEquals("Image 0: a 1, read as 0, wrong. Probabilities: 0: 60.0 %, 1: 30.0 %, 2: 10.0 %.", reading.alt());
        // the bars start at (240, 44), one is 180 pixels long
        String bar = "<rect x='240' y='%d' width='%d' height='16' fill='#0060a0'/>";
        assertTrue(reading.svg().contains(bar.formatted(46, 108)), reading.svg());
        assertTrue(reading.svg().contains(bar.formatted(66, 54)), reading.svg());
        assertEquals(0xff000000, Embedded.image(reading).getRGB(0, 0), "the image itself, its left half ink");
        Network broken = scoring(new double[][] {{Double.NaN, 0, 0}, {0, 0, 0}});
        assertTrue(Pictures.reading(broken, ink.in(Precision.DOUBLE), 0).alt().contains("0: NaN"));
    }

    private static Network scoring(double[][] weights) {
        SimpleMatrix W = new SimpleMatrix(weights);
        return new Network(new SoftmaxWithLoss(), new Affine(W, new SimpleMatrix(1, W.getNumCols())));
    }

    @Test
    void aReadingNeedsProbabilitiesForItsClasses() {
        ImageDataset ink = ImageDataset.of("ink", new byte[] {1, 0}, 1, 2, new byte[] {1}, 3);
        assertRefused(
                "the net tells 2 classes apart, but ink has 3",
                () -> Pictures.reading(scoring(new double[2][2]), ink.in(Precision.DOUBLE), 0));
        Network squares = new Network(new MeanSquaredError(), Affine.random(2, 3, 1, Precision.FLOAT, new Random(1)));
        assertRefused(
                "only a net that ends in softmax gives probabilities, but this one ends in MeanSquaredError",
                () -> Pictures.reading(squares, ink, 0));
    }

    @Test
    void mistakesSayHowToReadThem() {
        ImageDataset ink = ImageDataset.of("ink", new byte[] {1, 0}, 1, 2, new byte[] {0}, 2)
                .in(Precision.DOUBLE);
        Network sure = scoring(new double[][] {{9, 0}, {0, 0}});
        assertEquals(
                "No mistakes among 1", Pictures.mistakes(sure, ink, 5).alt().substring(0, 19));
        assertEquals("", Pictures.mistakes(sure, ink, 5).caption());
        Picture one = Pictures.mistakes(scoring(new double[][] {{0, 9}, {0, 0}}), ink, 5);
        assertEquals("The first 1 of 1 mistakes among 1: 0 as 1.", one.alt());
        assertEquals("Below each: what it is, and what the net took it for.", one.caption());
    }

    @Test
    void infinitiesAreGapsInChartsAndNaNIsSeenInTables() {
        XYChart chart = Charts.lines("pole", "x", "y");
        Charts.addFunction(chart, "1/x", 0, 1, v -> 1 / v);
        assertTrue(Renderings.of(chart).html().contains("<img"));
        String html = Renderings.of(Table.create("t", DoubleColumn.create("x", Double.NaN)))
                .html();
        assertTrue(html.contains(">NaN</td>"), html);
    }

    @Test
    void aRunThatDivergesIsDrawnAndSaysSo() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        ImageDataset data = SyntheticDigits.generate(100, 1);
        TwoLayerNet net = new TwoLayerNet(784, 5, 10, 1);
        History history = new Trainer(net, new Sgd(1e30), data, data, 10, 1).run(20, new LiveTraining());
        assertTrue(kernel.updated.get(kernel.updated.size() - 1).contains("loss NaN"));
        String words = history.divergence().orElseThrow().toString();
        Rendering rendering = Renderings.of(history);
        assertTrue(rendering.html().contains("<img") && rendering.html().contains(words), rendering.html());
        assertTrue(rendering.text().contains(words), rendering.text());

        net.param("b2").value().set(0, Double.NaN);
        History fromTheStart = new Trainer(net, new Sgd(0.1), data, data, 10, 1).run(20, new LiveTraining());
        assertTrue(Renderings.of(fromTheStart).text().contains("the loss of step 1 is NaN"));
    }

    @Test
    void aRunWhoseUnitsFallSilentSaysSo() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        Batch all = SyntheticDigits.generate(200, 1).all();
        Dataset raw = Dataset.of("raw pixels", all.x().scale(255), all.t());
        History history =
                new Trainer(new TwoLayerNet(784, 20, 10, 1), new Sgd(1), raw, raw, 20, 1).run(20, new LiveTraining());
        String words = history.warning().orElseThrow();
        assertTrue(words.contains(" of the 20 units of layer 2, Relu, are silent"), words);
        assertTrue(kernel.updated.get(kernel.updated.size() - 1).endsWith("\n⚠ " + words));
        assertTrue(Renderings.of(history).html().contains("<figcaption>" + words + "</figcaption>"));
        assertEquals("Training, epoch by epoch. " + words, Tables.of(history).name());
    }

    @Test
    void objectsStandSideBySideInTheirOrder() {
        Object picture = new Picture("<svg/>", 10, 10, "A dot.", "");
        Table table = Table.create("t", StringColumn.create("a", "b"));
        Rendering both = Notebook.together(picture, table);
        String start = "<div style=\"display: inline-block;";
        String[] parts = both.html().split(start, -1);
        assertEquals(3, parts.length);
        assertTrue(parts[1].contains(Renderings.of(picture).html()), both.html());
        assertTrue(parts[2].contains(Renderings.of(table).html()), both.html());
        assertEquals("A dot.\n" + table.print(), both.text());
        assertEquals(both, Renderings.of(both), "it can be shown itself");
    }

    @Test
    void numbersAreShort() {
        assertEquals("0", Numbers.format(0));
        assertEquals("784", Numbers.format(784));
        assertEquals("0.298371", Numbers.format(0.2983711087600027));
        assertEquals("3.51019e-05", Numbers.format(3.510187782978859e-05));
        assertEquals("-1.5", Numbers.format(-1.5));
        assertEquals("123457", Numbers.format(123456.789));
        assertEquals("1e+12", Numbers.format(1e12));
        assertEquals("Infinity", Numbers.format(Double.POSITIVE_INFINITY));
    }

    @Test
    void digitsCanBeChosen() {
        try {
            Notebook.digits(10);
            assertEquals("0.2983711088", Numbers.format(0.2983711087600027));
            assertEquals("3.510187783e-05", Numbers.format(3.510187782978859e-05));
        } finally {
            Notebook.digits(6);
        }
        assertThrows(IllegalArgumentException.class, () -> Notebook.digits(0));
    }

    private final Kernel before = CurrentKernel.get();

    @AfterEach
    void reconnect() {
        CurrentKernel.set(before);
    }

    @Test
    void liveTrainingUpdatesOnePlaceAndEndsWithTheLastState() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        ImageDataset data = SyntheticDigits.generate(100, 1);
        new Trainer(new TwoLayerNet(784, 5, 10, 1), new Sgd(0.1), data, data, 10, 1).run(30, new LiveTraining());
        assertEquals(1, kernel.displayed.size());
        String last = kernel.updated.get(kernel.updated.size() - 1);
        String id = kernel.displayed.get(0).split(" ")[0];
        assertTrue(last.startsWith(id + " Done: step 30 of 30 · epoch 3.0 · loss "), last);
    }

    @Test
    void withoutAKernelConnectLeavesTheConsole() {
        Notebook.connect();
        assertEquals(before, CurrentKernel.get());
    }

    @Test
    void aVerdictFoldsEachHintIntoTheOneBefore() {
        Exercises exercises = new Exercises(
                "Lesson 0",
                new Exercise<>("Less < more", Graders.number(2).mistake(3, "Not <b>3</b>."))
                        .hint("One.")
                        .hint("Two."));
        Rendering wrong = Renderings.of(exercises.check(1, 3));
        assertTrue(
                wrong.html().contains("<strong>✗ Exercise 1, Less &lt; more: Not yet.</strong> Not &lt;b&gt;3"),
                wrong.html());
        assertTrue(
                wrong.html()
                        .contains("<details><summary>Hint 1 of 2</summary>One."
                                + "<details><summary>Hint 2 of 2</summary>Two.</details></details>"),
                wrong.html());
        Rendering right = Renderings.of(exercises.check(1, 2));
        assertTrue(right.html().contains("✓ Exercise 1, Less &lt; more: Right.")
                && !right.html().contains("Hint"));
    }

    @Test
    void theListOfExercisesFollowsTheChecks() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        Exercises exercises = new Exercises(
                "Lesson 0", new Exercise<>("A", Graders.number(1)), new Exercise<>("B", Graders.number(2)));
        exercises.follow();
        exercises.check(2, 2);
        String id = kernel.displayed.get(0).split(" ")[0];
        assertEquals(List.of(id + " Lesson 0, exercises: 1 ○ 2 ○"), kernel.displayed);
        assertEquals(List.of(id + " Lesson 0, exercises: 1 ○ 2 ✓"), kernel.updated);
        assertTrue(Renderings.of(exercises).html().contains("Lesson 0, exercises: 1 of 2 done"));
    }

    @Test
    void aLongTitleIsWrittenSmaller() {
        var usual = Charts.lines("Short", "x", "y").getStyler().getChartTitleFont();
        var small =
                Charts.lines("A long title, ".repeat(6), "x", "y").getStyler().getChartTitleFont();
        assertEquals(15, usual.getSize());
        assertTrue(small.getSize2D() < 15 && small.getSize2D() > 5, "size " + small.getSize2D());
    }
}
