package backprop.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.GradientCheck;
import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.data.ToyData;
import backprop.data.mnist.Mnist;
import backprop.exercise.Claim;
import backprop.exercise.Claims;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Graders;
import backprop.graph.Value;
import backprop.kernel.CurrentKernel;
import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.MeanSquaredError;
import backprop.layer.Param;
import backprop.layer.Sigmoid;
import backprop.show.draw.ExceptionRendering;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.widget.Checkbox;
import backprop.widget.Choice;
import backprop.widget.Slider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whatever the text that a reader gives to something shown, it comes out as text: in HTML, in its attributes, in drawings. */
class EscapingTest {
    private static final String HOSTILE =
            "<script>alert(1)</script>\"><img src=x onerror=alert(1)>' onmouseover='alert(1)' &amp;";
    // What is left of it where there is not room for all.
    private static final String BEGINNING = "<scri";

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?: [a-z-]+=\"[^\"<>]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern ENTITY = Pattern.compile("&(?!(?:amp|lt|gt|quot|#39);)");
    private static final Pattern DRAWING = Pattern.compile("data:image/svg\\+xml;base64,([\\w+/=]+)");
    private static final Set<String> ELEMENTS = Set.of(
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "div",
            "span",
            "p",
            "pre",
            "small",
            "strong",
            "details",
            "summary",
            "figure",
            "figcaption",
            "img",
            "ol",
            "li",
            "progress");
    private static final Set<String> ATTRIBUTES = Set.of(
            "style",
            "scope",
            "title",
            "alt",
            "width",
            "height",
            "src",
            "colspan",
            "role",
            "tabindex",
            "max",
            "value",
            "aria-label");
    private static final Set<String> SHAPES = Set.of(
            "svg",
            "g",
            "rect",
            "circle",
            "line",
            "path",
            "text",
            "tspan",
            "defs",
            "use",
            "polygon",
            "polyline",
            "image");

    @AfterEach
    void disconnect() {
        CurrentKernel.set(new RecordingKernel());
    }

    @TestFactory
    Stream<DynamicTest> everythingShownEscapesItsTexts() {
        Map<String, Supplier<Object>> shown = new LinkedHashMap<>();
        shown.put("a text", () -> HOSTILE);
        shown.put(
                "a table",
                () -> Table.create(
                        HOSTILE, StringColumn.create(HOSTILE, HOSTILE), DoubleColumn.create(HOSTILE + "2", 1.5)));
        shown.put("an empty table", () -> Table.create(HOSTILE));
        shown.put("a table of numbers", () -> NumberTable.of(List.of(HOSTILE, "n"), List.of(List.of(HOSTILE, "1"))));
        shown.put("lines", EscapingTest::lines);
        shown.put("bars", () -> {
            var bars = Charts.bars(HOSTILE, HOSTILE, HOSTILE);
            bars.addSeries(HOSTILE, new double[] {0, 1}, new double[] {1, 2});
            return bars;
        });
        shown.put("charts beside each other", () -> Gallery.of(HOSTILE, 2, lines(), lines()));
        shown.put("pictures before and after", () -> Gallery.beforeAndAfter(HOSTILE, heat(), heat()));
        shown.put("a heat map", EscapingTest::heat);
        shown.put("a value", () -> Value.of(HOSTILE, 2));
        shown.put("a graph", () -> Graph.of(HOSTILE, bill()));
        shown.put("a graph without a title", () -> Graph.of(bill()));
        shown.put("steps", () -> Steps.of(HOSTILE, bill()).filmStrip());
        shown.put("one step", () -> Steps.of(HOSTILE, bill()).at(1));
        shown.put("the last step", () -> {
            Steps steps = Steps.of(HOSTILE, bill());
            return steps.at(steps.count() - 1);
        });
        shown.put(
                "drawings before and after",
                () -> Gallery.beforeAndAfter(
                        HOSTILE,
                        Graph.of(HOSTILE, bill()).picture(),
                        Graph.of(HOSTILE, bill()).picture()));
        shown.put("a network", EscapingTest::network);
        shown.put("a network as a graph", () -> Graph.of(network()));
        shown.put("a network as a graph, run", () -> {
            Network net = network();
            SimpleMatrix x = new SimpleMatrix(new double[][] {{1, 2}});
            net.gradient(x, x);
            return Graph.of(net, x, x);
        });
        shown.put("neurons", () -> neurons());
        shown.put(
                "neurons with an input",
                () -> Neurons.of(
                        HOSTILE, neuron(), new SimpleMatrix(new double[][] {{1, 2}}), new SimpleMatrix(new double[][] {
                            {1}
                        })));
        shown.put("neurons before and after", () -> Neurons.beforeAndAfter(HOSTILE, neurons(), neurons()));
        shown.put("activations", () -> Activations.of(HOSTILE, network(), new SimpleMatrix(new double[][] {{1, 2}})));
        shown.put("regions", EscapingTest::regions);
        shown.put("regions beside each other", () -> Gallery.of(HOSTILE, 2, regions(), regions()));
        shown.put("digits", () -> Pictures.digits(HOSTILE, digits(), 0, 1));
        shown.put("digits, an overview", EscapingTest::digits);
        shown.put("images with labels", () -> Pictures.images(HOSTILE, new SimpleMatrix(1, 4), 2, 2, HOSTILE));
        shown.put("weights", () -> Pictures.weights(HOSTILE, new Param(HOSTILE, new SimpleMatrix(4, 2)), 2, 2));
        shown.put("claims", () -> Claims.of(HOSTILE, new Claim(HOSTILE, HOSTILE, HOSTILE, true)));
        shown.put("a gradient report", () -> GradientCheck.of(named(), new SimpleMatrix(new double[][] {{1, 2}}), 1));
        shown.put("exercises", EscapingTest::exercises);
        shown.put("a verdict", () -> exercises().check(1, 2));
        shown.put("a verdict on a wrong text", () -> exercises().check(1, HOSTILE));
        shown.put("a verdict on a choice", () -> exercises().check(2, HOSTILE));
        shown.put("a verdict on code that throws", () -> exercises().check(3, HOSTILE));
        shown.put("an exception", () -> ExceptionRendering.of(new IllegalStateException(HOSTILE)));
        shown.put("an array of texts", () -> new String[] {HOSTILE, HOSTILE});
        shown.put("a list in a list", () -> List.of(List.of(List.of(), HOSTILE)));
        shown.put("a map", () -> Map.of(HOSTILE, 1));
        shown.put("a set in a map", () -> Map.of(1, Set.of(HOSTILE)));
        shown.put("an optional", () -> Optional.of(HOSTILE));
        shown.put(
                "a list that fails",
                () -> List.of(new AbstractMap<Object, Object>() {
                    @Override
                    public Set<Entry<Object, Object>> entrySet() {
                        throw new IllegalStateException(HOSTILE);
                    }
                }));
        shown.put("several things together", () -> Notebook.together(HOSTILE, lines()));
        shown.put(
                "where the digits come from",
                () -> new Mnist.Digits(digits(), digits(), "The digits in " + HOSTILE).source());
        return shown.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String html = Renderings.of(entry.getValue().get()).html();
                    String text = textOf(html);
                    assertTrue(text.contains(BEGINNING), "its text is there: " + text);
                }));
    }

    private static XYChart lines() {
        XYChart chart = Charts.lines(HOSTILE, HOSTILE, HOSTILE);
        return Charts.addLine(chart, HOSTILE, new double[] {0, 1}, new double[] {1, 2});
    }

    private static Picture heat() {
        return HeatMap.of(HOSTILE, HOSTILE, HOSTILE, new SimpleMatrix(new double[][] {{1, -2}}));
    }

    private static Value bill() {
        Value bill = Value.of(HOSTILE, 3)
                .times(Value.of(HOSTILE + "2", 2))
                .named(HOSTILE + "3")
                .plus(1)
                .named(HOSTILE + "4");
        bill.backward();
        return bill;
    }

    /** A reader's layer, with names of the reader's. */
    private static Layer named() {
        return new Layer() {
            private final Param weight = new Param(HOSTILE, new SimpleMatrix(new double[][] {{2}}));

            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                return x.copy();
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                weight.setGradient(new SimpleMatrix(1, 1));
                return dY.copy();
            }

            @Override
            public List<Param> params() {
                return List.of(weight);
            }

            @Override
            public String name() {
                return HOSTILE;
            }
        };
    }

    private static Network network() {
        return new Network(
                new MeanSquaredError(),
                new Affine(new SimpleMatrix(new double[][] {{1, 2}, {3, 4}}), new SimpleMatrix(1, 2)),
                named(),
                new Sigmoid());
    }

    private static Network neuron() {
        return new Network(
                new MeanSquaredError(),
                new Affine(new SimpleMatrix(new double[][] {{1}, {3}}), new SimpleMatrix(1, 1)),
                new Sigmoid());
    }

    private static Neurons neurons() {
        return Neurons.of(HOSTILE, neuron()).named(HOSTILE, HOSTILE, HOSTILE);
    }

    private static Regions regions() {
        Dataset data = ToyData.xor();
        return Regions.of(HOSTILE, (x, y) -> x - y, data, -1, 2);
    }

    private static ImageDataset digits() {
        return ImageDataset.of(HOSTILE, new byte[2 * 16], 4, 4, new byte[] {0, 1}, 2);
    }

    private static Exercises exercises() {
        return new Exercises(
                HOSTILE,
                new Exercise<>(HOSTILE, Graders.number(1)).hint(HOSTILE).hint(HOSTILE),
                new Exercise<>(
                                HOSTILE,
                                Graders.choice(List.of(HOSTILE, "b"), "b").mistake(HOSTILE, HOSTILE))
                        .hint(HOSTILE),
                new Exercise<>("throws", Graders.custom(String.class, answer -> {
                            throw new IllegalStateException(answer);
                        }))
                        .hint("none"));
    }

    @Test
    void controlsAndTheSentenceInTheirPlaceEscapeTheirNames() {
        List<Rendering> shown = new ArrayList<>();
        RecordingKernel kernel = new RecordingKernel() {
            @Override
            void shown(Rendering rendering) {
                shown.add(rendering);
            }
        };
        CurrentKernel.set(kernel);
        Notebook.interact(
                () -> HOSTILE,
                new Slider(HOSTILE, 0, 1, 0.1, 0),
                new Choice<>(HOSTILE + "2", HOSTILE, List.of(HOSTILE, "b")),
                new Checkbox(HOSTILE + "3", true));
        Notebook.interact(
                () -> {
                    throw new IllegalStateException(HOSTILE);
                },
                new Slider(HOSTILE, 0, 1, 0.1, 0));
        Notebook.play(Steps.of(HOSTILE, bill()));
        exercises().follow();
        shown.addAll(kernel.elsewhere);
        assertTrue(shown.size() >= 7, "everything was shown: " + shown.size());
        for (Rendering rendering : shown) textOf(rendering.html());
        assertTrue(textOf(kernel.elsewhere.get(0).html()).contains(HOSTILE));
        // Jupyter's widgets take their descriptions for text unless this trait says otherwise.
        kernel.states
                .values()
                .forEach(state -> assertFalse(state.containsKey("description_allow_html"), state::toString));
        kernel.states
                .values()
                .forEach(state -> assertFalse("HTMLModel".equals(state.get("_model_name")), state::toString));
    }

    @Test
    void aRunStoppedByItsDataEscapesTheirName() {
        List<Rendering> shown = new ArrayList<>();
        CurrentKernel.set(new RecordingKernel() {
            @Override
            void shown(Rendering rendering) {
                shown.add(rendering);
            }
        });
        Dataset data = Dataset.of(HOSTILE, new SimpleMatrix(new double[][] {{Double.NaN}}), new SimpleMatrix(1, 1));
        Network net = new Network(new MeanSquaredError(), new Affine(new SimpleMatrix(1, 1), new SimpleMatrix(1, 1)));
        new Trainer(net, new Sgd(1), data, data, 1, 1).run(1, new LiveTraining());
        String last = textOf(shown.get(shown.size() - 1).html());
        assertTrue(last.contains("look for it in " + HOSTILE), last);
    }

    @Test
    void theCheckSeesWhatIsNotEscaped() {
        for (String bad : List.of(
                "<p><script>alert(1)</script></p>",
                "<p onclick=\"x()\">a</p>",
                "<img alt=\"a\" src=\"http://elsewhere/x.png\">",
                "<p title='a'>b</p>",
                "<p>a < b</p>",
                "<p>a & b</p>",
                "<iframe>a</iframe>",
                "<img src=\"data:image/svg+xml;base64,"
                        + base64("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>") + "\">",
                "<img src=\"data:image/svg+xml;base64,"
                        + base64("<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>") + "\">")) {
            boolean seen = false;
            try {
                textOf(bad);
            } catch (AssertionError e) {
                seen = true;
            }
            assertTrue(seen, bad);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a page and of its drawings, and what its attributes say; fails if anything in it is not known to be harmless. */
    private static String textOf(String html) {
        StringBuilder text = new StringBuilder();
        Matcher tag = TAG.matcher(html);
        int end = 0;
        while (tag.find()) {
            text.append(plain(html.substring(end, tag.start()))).append(' ');
            assertTrue(ELEMENTS.contains(tag.group(2)), () -> "an element " + tag.group(2));
            Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
            while (attribute.find()) {
                assertTrue(ATTRIBUTES.contains(attribute.group(1)), () -> "an attribute " + attribute.group());
                String value = attribute.group(2);
                if (attribute.group(1).equals("src"))
                    assertTrue(value.matches("data:image/(png|svg\\+xml);base64,[\\w+/=]*"), value);
                else if (attribute.group(1).equals("style"))
                    assertFalse(value.matches("(?i).*(url|expression|@import).*"), value);
                else text.append(plain(value)).append(' ');
            }
            end = tag.end();
        }
        text.append(plain(html.substring(end)));
        Matcher drawing = DRAWING.matcher(html);
        while (drawing.find()) text.append(textOfDrawing(Base64.getDecoder().decode(drawing.group(1))));
        return text.toString();
    }

    private static String plain(String escaped) {
        assertFalse(escaped.contains("<") || escaped.contains(">"), () -> "outside of tags: " + escaped);
        assertFalse(ENTITY.matcher(escaped).find(), () -> "an ampersand by itself: " + escaped);
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String textOfDrawing(byte[] svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element drawing = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg))
                    .getDocumentElement();
            assertEquals("svg", drawing.getTagName());
            requireHarmless(drawing);
            return drawing.getTextContent();
        } catch (java.io.IOException | javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
            throw new AssertionError(new String(svg, StandardCharsets.UTF_8), e);
        }
    }

    private static void requireHarmless(Element element) {
        assertTrue(SHAPES.contains(element.getTagName()), () -> "an element " + element.getTagName());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            String name = attribute.getNodeName(), value = attribute.getNodeValue();
            assertFalse(name.startsWith("on"), () -> "an attribute " + name);
            assertFalse(value.contains("alert") || value.contains("javascript:"), () -> name + " = " + value);
            assertTrue(
                    !name.endsWith("href") || value.matches("#.*|data:image/png;base64,[\\w+/=]*"),
                    () -> name + " = " + value);
        }
        for (int i = 0; i < element.getChildNodes().getLength(); i++)
            if (element.getChildNodes().item(i) instanceof Element child) requireHarmless(child);
    }
}
