package backprop.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.LeakyRelu;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.layer.Tanh;
import backprop.math.Precision;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.Table;

/** What stands alone in the last line of a cell: nets, layers, data sets, and numbers that are none. */
class ShownValuesTest {
    private static final String LIT = "font-weight: bold; border: 2px solid";

    @Test
    void whatIsNotFiniteIsFramedInMatricesAndTables() {
        SimpleMatrix m = new SimpleMatrix(new double[][] {{1, Double.NaN}, {Double.NEGATIVE_INFINITY, 2}});
        assertLit(2, Renderings.of(m).html());
        Table table = Table.create(
                "t", DoubleColumn.create("x", 1, Double.NaN), FloatColumn.create("y", new float[] {Float.NaN, 1}));
        assertLit(2, Renderings.of(table).html());
        assertLit(0, Renderings.of(SimpleMatrix.identity(3)).html());
    }

    private static void assertLit(int count, String html) {
        assertEquals(count, html.split(LIT, -1).length - 1, html);
    }

    @Test
    void brokenNumbersInThePartThatIsLeftOutAreCounted() {
        SimpleMatrix m = new SimpleMatrix(100, 100);
        m.set(50, 50, Double.NaN);
        Rendering rendering = Renderings.of(m);
        assertTrue(
                rendering.html().contains("100 × 100 matrix of doubles, 1 of 10000 entries NaN or infinite</caption>"),
                rendering.html());
        assertTrue(rendering.text().startsWith("100 × 100 matrix of doubles, 1 of 10000 entries NaN or infinite\n"));
    }

    @Test
    void emptyMatricesSaySo() {
        Rendering rows = Renderings.of(new SimpleMatrix(0, 5));
        assertTrue(rows.html().contains("0 × 5 matrix of doubles</caption>"), rows.html());
        assertTrue(rows.html().contains("no entries"), rows.html());
        assertEquals(
                "3 × 0 matrix of doubles\nno entries",
                Renderings.of(new SimpleMatrix(3, 0)).text());
    }

    @Test
    void aNetIsATableOfItsLayers() {
        Network net = new TwoLayerNet(784, 50, 10, 1);
        Table summary = Tables.of(net);
        assertEquals("TwoLayerNet: 3 layers, 39,760 parameters", summary.name());
        assertEquals(List.of("number", "layer", "output", "parameters", "count"), summary.columnNames());
        assertEquals(
                List.of("Affine", "Relu", "Affine", "SoftmaxWithLoss"),
                summary.stringColumn("layer").asList());
        assertEquals(
                List.of("N × 50", "N × 50", "N × 10", "1 number"),
                summary.stringColumn("output").asList());
        assertEquals(
                List.of("W1 784 × 50, b1 1 × 50", "", "W2 50 × 10, b2 1 × 10", ""),
                summary.stringColumn("parameters").asList());
        assertEquals(39_250, summary.intColumn("count").getInt(0));
        assertEquals(510, summary.intColumn("count").getInt(2));
        String html = Renderings.of(net).html();
        assertTrue(html.contains("TwoLayerNet: 3 layers, 39,760 parameters</caption>"), html);
        assertTrue(html.contains("W1 784 × 50, b1 1 × 50"), html);
    }

    @Test
    void theSummaryTellsTheWidthsAsFarAsLayersTell() {
        Network net = new Network(
                new MeanSquaredError(),
                new Sigmoid(),
                Affine.random(3, 4, 1, Precision.DOUBLE, new Random(1)),
                new Own(),
                new Tanh(),
                Affine.random(9, 2, 1, Precision.DOUBLE, new Random(1))) {};
        assertEquals(
                List.of("N × 3", "N × 4", "N × 9", "N × 9", "N × 2", "1 number"),
                Tables.of(net).stringColumn("output").asList());
        assertEquals(List.of("N × ?", "N × ?"), LayerShapes.of(new Network(new MeanSquaredError(), new Own())));
        assertEquals("V2 2 × 3", Tables.of(net).getString(2, "parameters"));
        assertEquals("Network: 5 layers, 42 parameters", net.toString(), "an anonymous class has no name");
    }

    @Test
    void layersAndLossesSayWhatTheyAre() {
        assertEquals(
                "<pre style=\"font-family: monospace\">Affine: W (3 × 4), b (1 × 4)</pre>",
                Renderings.of(Affine.random(3, 4, 1, Precision.FLOAT, new Random(1)))
                        .html());
        assertEquals("LeakyRelu with slope 0.01 below 0", new LeakyRelu().toString());
        assertEquals(
                "[Relu, Sigmoid, Tanh]",
                List.of(new Relu(), new Sigmoid(), new Tanh()).toString());
        assertEquals(
                "[SoftmaxWithLoss, HalfSquaredError, MeanSquaredError]",
                List.of(new SoftmaxWithLoss(), new HalfSquaredError(), new MeanSquaredError())
                        .toString());
    }

    @Test
    void aDataSetShowsItsFirstImagesAndCountsItsClasses() {
        String html = Renderings.of(SyntheticDigits.generate(1000, 1)).html();
        String counts =
                "Images of each class: 0: 100, 1: 100, 2: 100, 3: 100, 4: 100, 5: 100, 6: 100, 7: 100, 8: 100, 9: 100.";
        assertTrue(html.contains("alt=\"Synthetic digits: the first 20 of 1000: 1, 2, 9, "), html.substring(0, 200));
        assertTrue(
                html.contains("<figcaption>Synthetic digits: 1,000 images of 28 × 28, 10 classes. " + counts
                        + "</figcaption>"),
                html.substring(html.length() - 300));
        assertEquals(2, html.split(counts, -1).length - 1, "in the alt text and below the picture");
    }

    @Test
    void emptyDataSetsAndThoseWithManyClassesAreShownToo() {
        String empty =
                Renderings.of(SyntheticDigits.generate(10, 1).slice(4, 4)).html();
        assertEquals(
                "<pre style=\"font-family: monospace\">Synthetic digits: 0 images of 28 × 28, 10 classes</pre>", empty);
        ImageDataset many = ImageDataset.of("<many>", new byte[3], 1, 1, new byte[] {0, 1, 1}, 99);
        String html = Renderings.of(many).html();
        assertTrue(
                html.contains("Images of a class: 0 to 2.") && html.contains("&lt;many&gt;: the first 3 of 3"), html);
        assertFalse(html.contains("<many>"));
    }
}
