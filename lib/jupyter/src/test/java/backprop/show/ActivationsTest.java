package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.show.draw.Picture;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    private static final SimpleMatrix X = new SimpleMatrix(new double[][] {{1}, {2}, {3}, {4}});

    /** Two units, 2x − 5 and −x: the second is silent after the ReLU. */
    private static Network net() {
        return new Network(
                new MeanSquaredError(),
                new Affine(new SimpleMatrix(new double[][] {{2, -1}}), new SimpleMatrix(new double[][] {{-5, 0}})),
                new Relu());
    }

    @Test
    void everyLayerTellsHowItsNumbersAreSpread() {
        Picture drawing = Activations.of("Two units", net(), X);
        assertEquals(
                "Activations: Two units, 4 samples. 1 Affine, 4 × 2: from -4 to 3, mean -1.25, standard deviation 2.17,"
                        + " exactly 0: 0 %. 2 Relu, 4 × 2: from 0 to 3, mean 0.5, standard deviation 1, exactly 0: 75.0 %,"
                        + " silent units: 1 of 2.",
                drawing.alt());
        HtmlTable table = HtmlTable.of(drawing.folds().get(0).content());
        assertEquals(2, table.rows().size());
        assertEquals("0.75", table.get(1, "share of zeros"));
        assertEquals("1", table.get(1, "silent units"));
        assertTrue(drawing.svg().contains(">exactly 0: 75.0 %</text>")
                && drawing.svg().contains(">2 Relu</text>"));
    }

    @Test
    void barsCountTheNumbersThatAreNotZero() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0}, {0}, {1}, {1}, {1}, {2}});
        String svg = Activations.of("t", new Network(new MeanSquaredError(), new Relu()), x)
                .svg();
        assertTrue(svg.contains(">3 numbers</text>"), "the tallest bar");
        assertEquals(2, svg.split("fill='#0060a0'", -1).length - 1, "bars for 1 and 2");
    }

    @Test
    void whatIsNotFiniteIsCountedAndLit() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{1}, {Double.NaN}, {Double.POSITIVE_INFINITY}});
        Picture drawing = Activations.of("Broken", new Network(new MeanSquaredError(), new Relu()), x);
        assertTrue(
                drawing.svg().contains("font-weight='bold' fill='#b3001b'>NaN or infinite: 2</text>"), drawing.svg());
        assertTrue(
                drawing.alt()
                        .endsWith("from 1 to 1, mean 1, standard deviation 0, exactly 0: 0 %, NaN or infinite: 2."),
                drawing.alt());
        SimpleMatrix none = new SimpleMatrix(new double[][] {{Double.NaN}});
        assertTrue(Activations.of("t", new Network(new MeanSquaredError(), new Relu()), none)
                .svg()
                .contains(">no finite numbers</text>"));
    }

    @Test
    void manySamplesOfALargeNetMakeASmallPicture() {
        SimpleMatrix x = SyntheticDigits.generate(300, 1)
                .batch(IntStream.range(0, 300).toArray())
                .x();
        String html = Renderings.of(Activations.of("<b>", new TwoLayerNet(784, 50, 10, 1), x))
                .html();
        assertTrue(html.length() < 30_000, html.length() + " bytes");
        assertFalse(html.contains("<b>"));
    }

    @Test
    void withoutSamplesThereIsNothingToShow() {
        assertRefused(
                "there are no activations without samples, but x is 0 × 1",
                () -> Activations.of("t", net(), new SimpleMatrix(0, 1)));
    }
}
