package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.Tanh;
import backprop.math.Precision;
import backprop.show.draw.Picture;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.TwoLayerNet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class NeuronsTest {
    private static final SimpleMatrix X = row(0.05, 0.10);
    private static final SimpleMatrix T = row(0.01, 0.99);

    private static SimpleMatrix row(double... values) {
        return new SimpleMatrix(new double[][] {values});
    }

    /** The net of the hand calculation. */
    private static Network byHand() {
        return new Network(
                new HalfSquaredError(),
                new Affine(new SimpleMatrix(new double[][] {{0.15, 0.25}, {0.20, 0.30}}), row(0.35, 0.35)),
                new Sigmoid(),
                new Affine(new SimpleMatrix(new double[][] {{0.40, 0.50}, {0.45, 0.55}}), row(0.60, 0.60)),
                new Sigmoid());
    }

    private static Affine random(int inputs, int outputs) {
        return Affine.random(inputs, outputs, 1, Precision.DOUBLE, new Random(1));
    }

    private static void learn(Network net) {
        net.gradient(X, T);
        new Sgd(0.5).update(List.of(net.param("W1"), net.param("W2")));
    }

    @Test
    void everyWeightStandsOnItsLine() {
        Picture drawing = Neurons.of("By hand", byHand()).picture();
        for (String weight : List.of("0.15", "0.2", "0.25", "0.3", "0.4", "0.45", "0.5", "0.55"))
            assertEquals(1, drawing.svg().split(">" + weight + "</text>", -1).length - 1, weight);
        assertEquals(8, drawing.svg().split("<line", -1).length - 1 - 2, "and two lines in the legend");
        assertEquals(2, drawing.svg().split(">b = 0.35</text>", -1).length - 1);
        assertEquals(2, drawing.svg().split(">Sigmoid</text>", -1).length - 1);
        assertTrue(
                drawing.alt()
                        .startsWith("Neurons: By hand. inputs: 2, hidden layer: 2 (Sigmoid), outputs: 2 (Sigmoid)."
                                + " x₁ → h₁ 0.15; x₂ → h₁ 0.2; bias of h₁ 0.35; x₁ → h₂ 0.25; "),
                drawing.alt());
        assertEquals("Loss: HalfSquaredError.", drawing.caption());
    }

    @Test
    void aSampleFillsTheCirclesAndTheFullNumbersAreOnHoverAndBelow() {
        Picture drawing = Neurons.of("By hand", byHand(), X).picture();
        assertTrue(drawing.svg().contains(">0.59327</text>") && drawing.svg().contains(">0.751365</text>"));
        assertTrue(drawing.alt().contains("output of y₂ 0.772928"), drawing.alt());
        String spots = drawing.spots().toString();
        assertTrue(spots.contains("output of h₁: 0.59326999210718"), spots);
        assertTrue(spots.contains("weighted sum of h₁: 0.3775"), spots);
        HtmlTable table = HtmlTable.of(drawing.folds().get(0).content());
        assertEquals(18, table.rows().size());
        assertEquals("output of h₁", table.rows().get(5).get(0));
        assertTrue(
                table.rows().get(5).get(1).startsWith("0.59326999210718"),
                table.rows().get(5).get(1));
    }

    @Test
    void theNetOfAMomentDoesNotLearnOn() {
        Network net = byHand();
        Neurons before = Neurons.of("Before", net, X);
        learn(net);
        assertTrue(
                before.picture().alt().contains("h₁ → y₁ 0.4;"),
                before.picture().alt());
    }

    @Test
    void anUpdateIsOldAndNewAndTheChange() {
        Network net = byHand();
        Neurons before = Neurons.of("Before", net, X);
        learn(net);
        Picture drawing = Neurons.beforeAndAfter("One round", before, Neurons.of("After", net, X));
        assertTrue(drawing.svg().contains(">0.4 → 0.358916</text>")
                && drawing.svg().contains(">−0.0411</text>"));
        assertTrue(drawing.svg().contains(">0.5 → 0.511301</text>")
                && drawing.svg().contains(">+0.0113</text>"));
        assertTrue(drawing.svg().contains(">unchanged</text>"), "the biases were not updated");
        assertTrue(drawing.alt().startsWith("Neurons before and after: One round. "), drawing.alt());
        assertTrue(drawing.alt().contains("h₁ → y₁ 0.4 → 0.358916;"), drawing.alt());
        assertTrue(drawing.alt().contains("bias of y₁ unchanged 0.6;"), drawing.alt());
        HtmlTable table = HtmlTable.of(drawing.folds().get(0).content());
        assertEquals(List.of("number", "before", "after", "change"), table.columns());
        int row = table.row("h₁ → y₁");
        assertEquals("0.4", table.get(row, "before"));
        assertTrue(table.get(row, "after").startsWith("0.358916479717"), table.get(row, "after"));
    }

    @Test
    void aTargetBringsBackGradientsAndTheLoss() {
        Picture drawing = Neurons.of("By hand", byHand(), X, T).picture();
        String svg = drawing.svg();
        assertTrue(svg.contains(">∂ 0.0822</text>") && svg.contains(">∂ −0.0226</text>"), "at the lines");
        assertTrue(svg.contains(">δ 0.138499</text>") && svg.contains(">δ −0.0381</text>"), "in the circles");
        assertEquals("Loss: HalfSquaredError, 0.298371. Target: 0.01, 0.99.", drawing.caption());
        assertTrue(drawing.alt().contains("h₁ → y₁ 0.4, gradient 0.082167;"), drawing.alt());
        assertTrue(drawing.alt().contains("weighted sum of h₁ 0.3775, gradient 0.00877135;"), drawing.alt());
        String spots = drawing.spots().toString();
        assertTrue(spots.contains("h₁ → y₁: 0.4, gradient 0.08216704056423"), spots);
        HtmlTable table = HtmlTable.of(drawing.folds().get(0).content());
        assertEquals(List.of("number", "value", "gradient"), table.columns());
        assertEquals("", table.get(0, "gradient"), "of an input");
        int row = table.row("bias of y₂");
        assertTrue(table.get(row, "gradient").startsWith("-0.0380982365165"), "" + table);
        assertRefused(
                "HalfSquaredError: t must be 1 × 2, but it is 1 × 1; for class numbers use Labels.oneHot",
                () -> Neurons.of("t", byHand(), X, row(1)));
    }

    @Test
    void twoMomentsWithATargetTellBothLosses() {
        Network net = byHand();
        Neurons before = Neurons.of("Before", net, X, T);
        learn(net);
        Picture drawing = Neurons.beforeAndAfter("One round", before, Neurons.of("After", net, X, T));
        assertEquals("Loss: HalfSquaredError, 0.298371 before, 0.291028 after. Target: 0.01, 0.99.", drawing.caption());
        assertFalse(drawing.svg().contains("∂") || drawing.alt().contains("gradient"), "the change, not the gradient");
        Neurons without = Neurons.of("After", net, X);
        assertRefused(
                "give the target to both, before and after, or to neither",
                () -> Neurons.beforeAndAfter("t", before, without));
    }

    @Test
    void biasesHaveAsManyDigitsAsTheirPlaceHasRoomFor() {
        Network net = byHand();
        Neurons before = Neurons.of("Before", net, X);
        net.param("b1").value().set(0, 0, 0.999525972);
        net.param("W2").value().set(0, 1, 1.522067656);
        Neurons after = Neurons.of("After", net, X);
        Notebook.digits(10);
        try {
            String svg = Neurons.beforeAndAfter("Round", before, after).svg();
            assertTrue(svg.contains(">0.5 → 1.522067656</text>"), svg);
            assertTrue(svg.contains(">b: 0.35 → 0.9995</text>"), svg);
        } finally {
            Notebook.digits(6);
        }
    }

    @Test
    void neuronsAndWeightsGetTheNamesOfTheFormula() {
        String[] weights = {"w₁", "w₂", "w₃", "w₄", "w₅", "w₆", "w₇", "w₈"};
        Neurons named = Neurons.of("By hand", byHand(), X)
                .named("i₁", "i₂", "h₁", "h₂", "o₁", "o₂")
                .weightsNamed(weights);
        Picture drawing = named.picture();
        assertTrue(drawing.svg().contains(">w₂ = 0.2</text>"), "from i₂ to h₁");
        assertTrue(drawing.svg().contains(">w₇ = 0.5</text>"), "from h₁ to o₂");
        assertTrue(drawing.svg().contains(">i₁</text>") && drawing.svg().contains(">o₂</text>"));
        assertTrue(drawing.alt().contains("w₇ (h₁ → o₂) 0.5;"), drawing.alt());
        Network net = byHand();
        learn(net);
        String changed = Neurons.beforeAndAfter(
                        "Round", named, Neurons.of("t", net, X).weightsNamed(weights))
                .svg();
        assertTrue(changed.contains(">w₅: 0.4 → 0.358916</text>") && changed.contains(">y₂</text>"));
        assertRefused("there are 6 neurons to be named, but 2 names for them: a, b", () -> named.named("a", "b"));
        assertRefused("there are 8 weights to be named, but 1 name for them: w", () -> named.weightsNamed("w"));
    }

    @Test
    void numbersOnLinesTouchNeitherOneAnotherNorCircles() {
        Network net = byHand();
        Neurons before = Neurons.of("Before", net, X);
        learn(net);
        for (Picture drawing : List.of(
                Neurons.of("By hand", net).picture(),
                Neurons.beforeAndAfter("Round", before, Neurons.of("After", net, X)),
                Neurons.of("Both ways", net, X, T)
                        .weightsNamed("w1", "w2", "w3", "w4", "w5", "w6", "w7", "a longer name")
                        .picture(),
                Neurons.of("3-3-2", new Network(new MeanSquaredError(), random(3, 3), new Tanh(), random(3, 2)))
                        .picture())) {
            List<Picture.Spot> spots = drawing.spots();
            for (Picture.Spot a : spots)
                for (Picture.Spot b : spots)
                    assertTrue(
                            a == b
                                    || a.x() + a.width() < b.x()
                                    || b.x() + b.width() < a.x()
                                    || a.y() + a.height() < b.y()
                                    || b.y() + b.height() < a.y(),
                            a + " touches " + b);
        }
    }

    @Test
    void negativeWeightsHaveDashesAndASign() {
        Network net =
                new Network(new MeanSquaredError(), new Affine(new SimpleMatrix(new double[][] {{-2}, {1}}), row(0)));
        String svg = Neurons.of("t", net).picture().svg();
        assertTrue(svg.contains(">−2</text>") && svg.contains(">1</text>"), svg);
        Matcher lines = Pattern.compile("<line[^>]*>").matcher(svg);
        assertTrue(lines.find() && lines.group().contains("stroke-width='5' stroke-dasharray"), svg);
        assertTrue(lines.find() && !lines.group().contains("dasharray"), svg);
    }

    @Test
    void ofLargeLayersTheEndsAreDrawnAndThatIsSaid() {
        Network net = new TwoLayerNet(784, 50, 10, 1);
        Picture drawing = Neurons.of(
                        "Digits", net, SyntheticDigits.generate(1, 1).batch(0).x())
                .picture();
        assertEquals(30, drawing.svg().split("<circle", -1).length - 1);
        assertEquals(2, drawing.svg().split(">⋮</text>", -1).length - 1);
        assertTrue(drawing.svg().contains(">784 in all</text>"));
        assertEquals(
                "Loss: SoftmaxWithLoss. Of large layers the first and the last neurons are drawn."
                        + " Some numbers have no room here: point at a neuron, or unfold them below.",
                drawing.caption());
        assertTrue(
                drawing.alt().contains("W1 784 × 50 from -0.0") && drawing.alt().length() < 400, drawing.alt());
        assertEquals(
                List.of("W1, 784 × 50", "b1, 1 × 50", "W2, 50 × 10", "b2, 1 × 10"),
                drawing.folds().stream().map(Picture.Fold::summary).toList());
        String html = Renderings.of(Neurons.beforeAndAfter("Same", Neurons.of("", net), Neurons.of("", net)))
                .html();
        assertTrue(
                html.contains("<summary>W2, 50 × 10, after</summary>") && html.length() < 100_000, "" + html.length());
    }

    @Test
    void severalHiddenLayersAreToldApart() {
        Network net = new Network(
                new MeanSquaredError(), random(1, 2), new Tanh(), random(2, 1), new Relu(), new Tanh(), random(1, 1));
        Neurons neurons = Neurons.of("Deep", net);
        assertEquals(
                "Deep; inputs: 1, hidden layer 1: 2 (Tanh), hidden layer 2: 1 (Relu, Tanh), outputs: 1",
                neurons.toString());
        assertTrue(
                neurons.picture().alt().contains("h¹₂ → h²₁ "),
                neurons.picture().alt());
    }

    @Test
    void whatIsNotFiniteHasALineOfItsOwn() {
        Network net = byHand();
        net.param("W1").value().set(0, 0, Double.NaN);
        Picture drawing = Neurons.of("Broken", net, X).picture();
        assertTrue(drawing.svg().contains(">NaN or infinite</text>"), "the legend");
        assertTrue(drawing.svg().contains("stroke='#b3001b' stroke-width='4'"), "the rim of what follows from it");
        assertTrue(drawing.alt().contains("x₁ → h₁ NaN;") && drawing.alt().contains("output of y₁ NaN"), drawing.alt());
        assertFalse(Neurons.of("Whole", byHand(), X).picture().svg().contains("NaN"));
    }

    @Test
    void wordsAreEscaped() {
        String html = Renderings.of(Neurons.of("<b> & 'c'", byHand())).html();
        assertFalse(html.contains("<b>"), html.substring(0, 300));
        assertTrue(Neurons.of("<b>", byHand()).picture().svg().contains("&lt;b&gt;"));
    }

    @Test
    void floatsHaveTheirOwnDigits() {
        Network net = new Network(new MeanSquaredError(), Affine.random(1, 1, 0.1, Precision.FLOAT, new Random(1)));
        net.param("W1").value().set(0, 0, 0.1);
        assertTrue(Neurons.of("t", net).picture().spots().toString().contains("x₁ → y₁: 0.1]"), "not 0.10000000149");
    }

    @Test
    void otherNetsAreRefused() {
        Network own = new Network(new MeanSquaredError(), random(2, 2), new Own());
        assertRefused(
                "only Affine layers with activations after them can be drawn as neurons, but Own is none,"
                        + " or stands before the first Affine",
                () -> Neurons.of("t", own));
        Network reversed = new Network(new MeanSquaredError(), new Tanh(), random(2, 2));
        assertRefused(
                "only Affine layers with activations after them can be drawn as neurons, but Tanh is none,"
                        + " or stands before the first Affine",
                () -> Neurons.of("t", reversed));
        Network misfit = new Network(new MeanSquaredError(), random(2, 3), random(4, 1));
        assertRefused("a layer of 3 neurons is followed by one that works on 4 numbers", () -> Neurons.of("t", misfit));
    }

    @Test
    void samplesAndMomentsThatDoNotFitAreRefused() {
        assertRefused(
                "the neurons show one sample, which is one row, but x is 3 × 2",
                () -> Neurons.of("t", byHand(), new SimpleMatrix(3, 2)));
        assertRefused(
                "Affine: W is 2 × 2, so x must have 2 columns, but x is 1 × 3",
                () -> Neurons.of("t", byHand(), row(1, 2, 3)));
        Neurons plain = Neurons.of("t", byHand());
        Neurons other = Neurons.of("t", new Network(new MeanSquaredError(), random(2, 3)));
        assertRefused(
                "before and after must be two moments of one net, but before is inputs: 2, hidden layer: 2 (Sigmoid),"
                        + " outputs: 2 (Sigmoid), after is inputs: 2, outputs: 3",
                () -> Neurons.beforeAndAfter("t", plain, other));
        assertRefused(
                "give the sample to both, before and after, or to neither",
                () -> Neurons.beforeAndAfter("t", plain, Neurons.of("t", byHand(), X)));
    }
}
