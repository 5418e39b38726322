package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.AddLayer;
import backprop.graph.BinaryLayer;
import backprop.graph.InputGradient;
import backprop.graph.MulLayer;
import backprop.graph.Value;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Layer;
import backprop.layer.MeanSquaredError;
import backprop.layer.Sigmoid;
import backprop.layer.Tanh;
import backprop.math.Precision;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GraphTest {
    private static List<String> texts(Picture drawing) {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(drawing.svg())))
                    .getElementsByTagName("text");
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) texts.add(found.item(i).getTextContent());
            return texts;
        } catch (Exception e) {
            throw new AssertionError("no XML: " + drawing.svg(), e);
        }
    }

    private static Picture draw(Value result) {
        return Graph.of(result).picture();
    }

    @Test
    void theStallShowsValuesGradientsAndNames() {
        Picture drawing = draw(Examples.stall());
        assertEquals(
                List.of(
                        "Computational graph of total",
                        "above a line: value",
                        "below, ∂: gradient, how the result changes with it",
                        "price",
                        "quantity",
                        "×",
                        "fruit price",
                        "tax",
                        "×",
                        "total",
                        "100",
                        "2",
                        "200",
                        "1.1",
                        "220",
                        "∂ 2.2",
                        "∂ 110",
                        "∂ 1.1",
                        "∂ 200",
                        "∂ 1"),
                texts(drawing));
        assertEquals(
                "Computational graph of total: total = fruit price × tax = 220. 5 nodes, 3 of them inputs. "
                        + "price 100, gradient 2.2; quantity 2, gradient 110; tax 1.1, gradient 200.",
                drawing.alt());
    }

    @Test
    void fullNumbersAreFoundByThePointerAndInTheTable() {
        Picture drawing = draw(Examples.stall());
        assertTrue(drawing.spots().stream()
                .anyMatch(spot -> spot.words().equals("total = 220.00000000000003, gradient 1.0")));
        assertTrue(drawing.spots().stream()
                .anyMatch(spot -> spot.words().equals("quantity = 2.0, gradient 110.00000000000001")));
        for (Picture.Spot spot : drawing.spots())
            assertTrue(
                    spot.x() >= 0
                            && spot.y() >= 0
                            && spot.x() + spot.width() <= drawing.width()
                            && spot.y() + spot.height() <= drawing.height(),
                    spot.toString());
        assertEquals("All numbers", drawing.folds().get(0).summary());
        String table = Renderings.of(drawing.folds().get(0).content()).html();
        assertTrue(
                table.contains("<tr><th scope=\"row\" style=\"text-align: left\">total</th>"
                        + "<td style=\"text-align: left\">fruit price × tax</td>"
                        + "<td style=\"text-align: right\">220.00000000000003</td>"
                        + "<td style=\"text-align: right\">1.0</td></tr>"),
                table);
    }

    @Test
    void gradientsAreShownOnlyIfTheyAreThoseOfThisResult() {
        Value x = Value.of("x", 3);
        Value square = x.pow(2).named("square");
        Picture before = draw(square);
        assertFalse(before.svg().contains("∂"), before.svg());
        assertTrue(before.alt().endsWith("x 3. No gradients: backward was not run on this result."), before.alt());
        square.backward();
        assertTrue(texts(draw(square)).contains("∂ 6"));
        x.times(5).backward();
        assertFalse(draw(square).svg().contains("∂"), "the gradient of x is another's now");
        square.times(2).backward();
        assertFalse(draw(square).svg().contains("∂"), "of twice the square");
    }

    @Test
    void aValueUsedTwiceIsOneNodeWithTheSumOfWhatComesBack() {
        Value x = Value.of("x", 3);
        Value z = x.times(x).plus(x.times(Value.of("y", 2)));
        z.backward();
        List<String> texts = texts(draw(z));
        assertEquals(1, texts.stream().filter("x"::equals).count());
        assertEquals(3, texts.stream().filter("3"::equals).count(), "the value on each line");
        assertEquals(3, texts.stream().filter("∂ 3"::equals).count(), "x·x twice, and that of y");
        assertTrue(texts.contains("∂ 2") && texts.contains("Σ ∂ 8"), texts.toString());
        assertTrue(texts.get(2).endsWith("; Σ: the sum where a value is used more than once"));
    }

    @Test
    void namesAreEscapedShortenedAndCleaned() {
        Value nasty = Value.of("<script>alert(1)</script>", 100).times(Value.of("a&b'\u0001\ud800", 2));
        Picture drawing = Graph.of("A & <b>", nasty).picture();
        List<String> texts = texts(drawing);
        assertTrue(texts.contains("A & <b>") && texts.contains("<script>alert(1)</scr…"), texts.toString());
        assertTrue(texts.contains("a&b'\ufffd\ufffd"), texts.toString());
        String html = Renderings.of(nasty).html();
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; × a&amp;b"), html);
    }

    @Test
    void whatIsNotFiniteIsFramedAndCounted() {
        Value z = Value.of("x", -1)
                .log()
                .times(Value.of("y", 0))
                .plus(Value.of("z", 1).dividedBy(Value.of("zero", 0)));
        z.backward();
        Picture drawing = draw(z);
        List<String> texts = texts(drawing);
        assertTrue(texts.contains("NaN") && texts.contains("Infinity") && texts.contains("∂ -Infinity"));
        int frames = drawing.svg().split("stroke='#b3001b'", -1).length - 1;
        assertEquals(
                texts.stream()
                        .filter(text -> text.contains("NaN") || text.contains("Infinity"))
                        .count(),
                frames);
        assertTrue(drawing.alt().endsWith("7 nodes hold NaN or infinity, lit."), drawing.alt());
        assertFalse(draw(Examples.stall()).svg().contains("#b3001b"));
    }

    @Test
    void aHugeGraphIsDrawnInPartAndSaysSo() {
        Picture drawing = draw(Examples.sum(5000));
        String part = "Drawn in part: the 199 nodes next to the result, of 9999.";
        assertEquals(part, drawing.caption());
        assertTrue(texts(drawing).contains(part + " A dashed frame: what comes before is left out."));
        assertTrue(
                drawing.alt().contains("9999 nodes, 5000 of them inputs; drawn are the 199 next to the result."),
                drawing.alt());
        assertTrue(drawing.alt().length() < 1000, drawing.alt());
        List<String> texts = texts(drawing);
        assertTrue(texts.contains("… +") && texts.contains("x4999") && !texts.contains("x1"));
        assertTrue(texts.contains(Numbers.format(4999.0 * 5000 / 2, 4)), "the result");
        assertTrue(drawing.svg().length() < 150_000, drawing.svg().length() + " bytes");
    }

    @Test
    void formulasKeepTheirBrackets() {
        Value a = Value.of("a", 2);
        Value b = Value.of("b", 3);
        assertFormula("a × (a + b)", a.times(a.plus(b)));
        assertFormula("a − (b − a)", a.minus(b.minus(a)));
        assertFormula("a + b − a", a.plus(b).minus(a));
        assertFormula("a / (b × a)", a.dividedBy(b.times(a)));
        assertFormula("(a + b)²", a.plus(b).pow(2));
        assertFormula("(a × b)^0.5", a.times(b).pow(0.5));
        assertFormula("a⁻³", a.pow(-3));
        assertFormula("1/(a + b)", a.plus(b).reciprocal());
        assertFormula("−(a + b)", a.plus(b).negate());
        assertFormula("exp(−a) + 1", a.negate().exp().plus(1));
        assertFormula("a × (-2)", a.times(-2));
        assertFormula("(1 − t) × a", Value.of("1 − t", 0.3).times(a));
        assertFormula("σ(ln(a) + tanh(b))", a.log().plus(b.tanh()).sigmoid());
    }

    private static void assertFormula(String expected, Value result) {
        String alt = draw(result).alt();
        assertTrue(alt.startsWith("Computational graph: the result = " + expected + " = "), alt);
    }

    @Test
    void longFormulasAreNumberedInPictureAndTable() {
        Value sum = Examples.sum(20);
        Picture drawing = draw(sum);
        assertTrue(texts(drawing).contains("node 1"), texts(drawing).toString());
        String table = Renderings.of(drawing.folds().get(0).content()).html();
        assertTrue(table.contains("<th scope=\"row\" style=\"text-align: left\">node 1</th>"), table);
        assertTrue(drawing.alt().contains("the result = node 2 + x19 = 190"), drawing.alt());
    }

    @Test
    void valuesShowTheirGraphAndInputsTheirText() {
        assertTrue(Renderings.of(Examples.stall()).html().contains("alt=\"Computational graph of total: "));
        assertEquals(
                Renderings.of(Examples.stall()).html(),
                Renderings.of(Graph.of(Examples.stall())).html());
        assertEquals(
                "<pre style=\"font-family: monospace\">x = 3.0</pre>",
                Renderings.of(Value.of("x", 3)).html());
    }

    @Test
    void aPictureIsThatOfItsMoment() {
        Value x = Value.of("x", 3);
        Value square = x.pow(2);
        square.backward();
        Graph graph = Graph.of(square);
        x.times(5).backward();
        assertTrue(texts(graph.picture()).contains("∂ 6"));
    }

    @Test
    void wideGraphsUnfoldToTheirFullSizeAndNarrowOnesOnlyShrink() {
        String wide = Renderings.of(Examples.handCalculation()).html();
        assertTrue(wide.startsWith("<div style=\"overflow-x: auto\">"), wide.substring(0, 100));
        assertTrue(wide.contains(">Full size</summary>"), wide.substring(0, 300));
        assertTrue(Renderings.of(Examples.stall()).html().startsWith("<div style=\"position: relative; max-width: "));
    }

    /** Division, as a reader writes it in lesson 1. */
    private static final class DivLayer implements BinaryLayer {
        private double x;
        private double y;

        @Override
        public double forward(double x, double y) {
            this.x = x;
            this.y = y;
            return x / y;
        }

        @Override
        public InputGradient backward(double dz) {
            return new InputGradient(dz / y, -dz * x / (y * y));
        }
    }

    @Test
    void aNetworkFitsThePageUnlessItIsLong() {
        assertFalse(Graph.of(new TwoLayerNet(784, 50, 10, 1)).picture().isWide());
        Layer[] ten = Stream.generate(Sigmoid::new).limit(10).toArray(Layer[]::new);
        assertTrue(Graph.of(new Network(new HalfSquaredError(), ten)).picture().isWide());
    }

    @Test
    void aNetworkOfScalarLayersDrawsItself() {
        Value price = Value.of("price", 100);
        Value people = Value.of("people", 3);
        Value each = new DivLayer()
                .apply(
                        new MulLayer().apply(price, Value.of("quantity", 2)),
                        new AddLayer().apply(people, Value.of("guests", 1)));
        each.backward();
        assertEquals(50, each.value());
        assertEquals(0.5, price.gradient());
        assertEquals(-12.5, people.gradient());
        List<String> texts = texts(draw(each));
        assertTrue(texts.containsAll(List.of("DivLayer", "×", "+", "∂ 0.5", "∂ -12.5", "50")), texts.toString());
        assertFormula("DivLayer(price × quantity, people + guests)", each);
    }

    @Test
    void namedGraphsHaveNoLabelOnANode() {
        for (Value result : List.of(
                Examples.stall(),
                Examples.twoFruits(),
                Examples.sigmoid(),
                Examples.square(),
                Examples.softmax(),
                Examples.handCalculation())) {
            Picture drawing = draw(result);
            List<Picture.Spot> spots = drawing.spots();
            for (int i = 0; i < spots.size(); i++)
                for (int k = i + 1; k < spots.size(); k++)
                    assertFalse(overlap(spots.get(i), spots.get(k)), spots.get(i) + " and " + spots.get(k));
        }
    }

    private static boolean overlap(Picture.Spot a, Picture.Spot b) {
        return a.x() < b.x() + b.width() - 1e-6
                && b.x() < a.x() + a.width() - 1e-6
                && a.y() < b.y() + b.height() - 1e-6
                && b.y() < a.y() + a.height() - 1e-6;
    }

    @Test
    void aNetworkShowsShapesAndGradients() {
        Random random = new Random(1);
        Network net = new Network(
                new MeanSquaredError(),
                Affine.random(3, 2, 0.5, Precision.DOUBLE, random),
                new Sigmoid(),
                Affine.random(2, 1, 0.5, Precision.DOUBLE, random));
        SimpleMatrix x = new SimpleMatrix(new double[][] {{1, 2, 3}, {4, 5, 6}});
        SimpleMatrix t = new SimpleMatrix(new double[][] {{0}, {1}});
        SimpleMatrix weights = net.param("W1").value().copy();
        Picture drawing = Graph.of(net, x, t).picture();
        List<String> texts = texts(drawing);
        assertTrue(
                texts.containsAll(List.of(
                        "x", "W1", "b1", "W2", "b2", "t", "Affine", "8 parameters", "Sigmoid", "no parameters")),
                texts.toString());
        assertTrue(texts.containsAll(List.of("2 × 3", "3 × 2", "1 × 2", "2 × 2", "2 × 1", "1 × 1", "∂ 1")));
        SimpleMatrix left = net.param("W1").gradient();
        assertTrue(texts.contains("max |∂| " + Numbers.format(left.elementMaxAbs(), 3)), texts.toString());
        assertArrayEquals(weights.getDDRM().data, net.param("W1").value().getDDRM().data);
        double loss = net.gradient(x, t);
        assertArrayEquals(net.param("W1").gradient().getDDRM().data, left.getDDRM().data, "as by Network.gradient");
        assertTrue(texts.contains(Numbers.format(loss, 6)));
        assertTrue(
                drawing.alt()
                        .startsWith("Network: x, 2 × 3 → Affine (8 parameters), 2 × 2 → Sigmoid, 2 × 2 → "
                                + "Affine (3 parameters), 2 × 1 → MeanSquaredError with the targets t, 2 × 1 → loss "),
                drawing.alt());
    }

    @Test
    void withoutDataANetworkShowsWhatItsWeightsTell() {
        Picture drawing = Graph.of(new TwoLayerNet(784, 50, 10, 1)).picture();
        List<String> texts = texts(drawing);
        assertTrue(texts.containsAll(List.of("N × 784", "784 × 50", "N × 50", "N × 10", "39,250 parameters")));
        assertFalse(drawing.svg().contains("∂"));
        assertTrue(drawing.alt()
                .endsWith("39,760 parameters in all. N stands for the number of samples; nothing has run."));
        Layer unknown = new Own() {
            @Override
            public String name() {
                return "<b>Mine";
            }
        };
        texts = texts(Graph.of(new Network(new MeanSquaredError(), new Tanh(), unknown))
                .picture());
        assertTrue(texts.contains("N × ?") && texts.contains("<b>Mine"), texts.toString());
    }

    @Test
    void aNetworkWithNaNIsLit() {
        Network net = new Network(
                new MeanSquaredError(), Affine.random(2, 2, 1, Precision.DOUBLE, new Random(1)), new Sigmoid());
        net.param("W1").value().set(0, Double.NaN);
        Picture drawing = Graph.of(net, new SimpleMatrix(3, 2).plus(1), new SimpleMatrix(3, 2))
                .picture();
        assertTrue(texts(drawing).contains("max |∂| NaN") && drawing.svg().contains("stroke='#b3001b'"));
        assertTrue(drawing.alt().contains("loss NaN") && drawing.alt().contains("W1 NaN"), drawing.alt());
    }

    @Test
    void ofADeepNetworkTheLastLayersAreDrawn() {
        Layer[] layers = new Layer[90];
        for (int i = 0; i < layers.length; i++) layers[i] = new Tanh();
        Picture drawing = Graph.of(new Network(new MeanSquaredError(), layers)).picture();
        assertEquals("Drawn in part: the last 40 of 90 layers; … stands for those before.", drawing.caption());
        assertEquals(40, texts(drawing).stream().filter("Tanh"::equals).count());
        assertTrue(drawing.alt().contains(", … 50 layers not drawn → Tanh")
                && drawing.alt().length() < 1000);
    }

    @Test
    void aBatchThatDoesNotFitIsRefused() {
        Network net = new Network(new MeanSquaredError(), Affine.random(2, 2, 1, Precision.DOUBLE, new Random(1)));
        assertRefused(
                "Affine: W is 2 × 2, so x must have 2 columns, but x is 1 × 3",
                () -> Graph.of(net, new SimpleMatrix(1, 3), new SimpleMatrix(1, 2)));
    }

    @Test
    void theRenderingHoldsTheWholeDrawing() {
        Matcher source = Pattern.compile("src=\"data:image/svg\\+xml;base64,([^\"]*)\"")
                .matcher(Renderings.of(Examples.stall()).html());
        assertTrue(source.find());
        assertEquals(
                draw(Examples.stall()).svg(),
                new String(Base64.getDecoder().decode(source.group(1)), StandardCharsets.UTF_8));
    }
}
