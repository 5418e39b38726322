package backprop.play;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Shared;
import backprop.data.ImageDataset;
import backprop.data.Labels;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.Conv2d;
import backprop.layer.Flatten;
import backprop.layer.HalfSquaredError;
import backprop.layer.MaxPool;
import backprop.layer.Relu;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.ImageShape;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.RecordingKernel;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PadTest {
    @RegisterExtension
    final RecordingKernel kernel = new RecordingKernel();

    private static final int STEPS = 1_000;

    private final TwoLayerNet net = TwoLayerNet.trainedOnMnist();

    /** A picture of 28 × 28 pixels on the pad, its left upper corner there, enlarged that much. */
    private static byte[] onPad(byte[] picture, double left, double top, double scale) {
        BufferedImage small = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        small.getRaster().setDataElements(0, 0, 28, 28, picture);
        BufferedImage pad = new BufferedImage(Pad.SIDE, Pad.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = pad.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.translate(left, top);
        g.scale(scale, scale);
        g.drawImage(small, 0, 0, null);
        g.dispose();
        return ((DataBufferByte) pad.getRaster().getDataBuffer()).getData();
    }

    private static Map<String, Object> message(String wish, byte[] ink) {
        return Map.of("do", wish, "ink", Base64.getEncoder().encodeToString(ink));
    }

    private static Map<String, Object> message(String wish, byte[] ink, Object digit) {
        Map<String, Object> message = new HashMap<>(message(wish, ink));
        message.put("digit", digit);
        return message;
    }

    private static byte[] seven() {
        return onPad(SyntheticDigits.draw(7, 1), 0, 0, 4);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> part(String name) {
        return (Map<String, Object>) kernel.state(name);
    }

    @SuppressWarnings("unchecked")
    private List<Double> probabilities() {
        return (List<Double>) part("reading").get("probabilities");
    }

    private static int largest(List<Double> row) {
        return row.indexOf(row.stream().max(Double::compare).orElseThrow());
    }

    @Test
    void whatIsDrawnIsReadByTheNet() {
        Pad.open(net);
        kernel.tell(message("read", seven()));
        assertEquals(7, largest(probabilities()));
        assertEquals(1, probabilities().stream().mapToDouble(p -> p).sum(), 1e-5);
        assertTrue(
                part("reading").get("words").toString().startsWith("Read as 7, "),
                part("reading").toString());
        byte[] seen = Base64.getDecoder().decode((String) part("reading").get("seen"));
        SimpleMatrix y = Matrices.softmax(net.predict(
                ImageDataset.of("seen", seen, 28, 28, new byte[1], 10).all().x()));
        for (int k = 0; k < 10; k++) assertEquals(y.get(k), probabilities().get(k));
    }

    @Test
    void theEvidenceIsTheGradientDownToThePicture() {
        TwoLayerNet exact = new TwoLayerNet(784, 5, 10, Precision.DOUBLE, 3);
        exact.params()
                .values()
                .forEach(p -> Matrices.assignInPlace(p.value(), p.value().scale(30)));
        PictureNet seen = new PictureNet(exact);
        SimpleMatrix x = seen.row(SyntheticDigits.draw(3, 1));
        SimpleMatrix t = Labels.oneHot(new int[] {4}, 10, Precision.DOUBLE);
        PictureNet.Answer answer = seen.forward(x);
        SimpleMatrix gradient = seen.gradient(answer, 4);
        assertEquals(exact.loss(x, t), -Math.log(answer.y().get(4)), 1e-9);
        double h = 1e-5;
        for (int k = 300; k < 400; k += 7) {
            SimpleMatrix more = x.copy();
            SimpleMatrix less = x.copy();
            more.set(k, x.get(k) + h);
            less.set(k, x.get(k) - h);
            assertEquals((exact.loss(more, t) - exact.loss(less, t)) / (2 * h), gradient.get(k), 1e-8);
        }
        assertTrue(gradient.elementMaxAbs() > 1e-3);
    }

    @Test
    void theUnitsThatSpeakAddUpToTheScore() {
        PictureNet seen = new PictureNet(net);
        SimpleMatrix x = seen.row(SyntheticDigits.draw(3, 1));
        double sum = Arrays.stream(seen.contributions(seen.forward(x), 3)).sum()
                + net.param("b2").value().get(3);
        assertEquals(net.predict(x).get(3), sum, 1e-4);
        Pad.open(net);
        kernel.tell(message("read", seven()));
        List<?> units = (List<?>) part("reading").get("units");
        assertEquals(6, units.size());
        assertTrue(units.toString().contains("name="), units.toString());
        Network flat = new Network(
                new SoftmaxWithLoss(), Affine.random(784, 10, 0.1, Precision.FLOAT, new Random(1)), new Relu());
        PictureNet other = new PictureNet(flat);
        assertEquals(0, other.contributions(other.forward(x), 3).length, "nothing is known of such a last layer");
    }

    @Test
    void aDrawingIsMadeAThree() {
        Pad.open(net);
        kernel.tell(message("make", seven(), 3.0));
        List<?> frames = (List<?>) part("made").get("frames");
        assertTrue(frames.size() > 2 && frames.size() <= 52, "a film, but a short one: " + frames.size());
        assertEquals(7, largest(probabilities(frames.get(0))));
        List<Double> last = probabilities(frames.get(frames.size() - 1));
        assertEquals(3, largest(last));
        assertTrue(last.get(3) >= 0.99, last.toString());
        assertTrue(
                part("made").get("words").toString().contains("the net reads 3, "),
                part("made").toString());
    }

    @SuppressWarnings("unchecked")
    private static List<Double> probabilities(Object frame) {
        return (List<Double>) ((Map<String, Object>) frame).get("probabilities");
    }

    @Test
    void whatIsKeptIsADataSetAndCanBeLearnt() {
        Pad pad = Pad.open(net);
        assertEquals(0, pad.drawings().size());
        // A hand of its own: its sevens are fours.
        for (int seed = 1; seed <= 3; seed++)
            kernel.tell(message("keep", onPad(SyntheticDigits.draw(7, seed), 3, 5, 3.5), 4.0));
        ImageDataset drawings = pad.drawings();
        assertEquals(3, drawings.size());
        assertEquals(4, drawings.label(2));
        double untaught = net.accuracy(drawings);
        kernel.tell(message("learn", seven()));
        assertEquals(1, net.accuracy(pad.drawings()));
        assertNotEquals(1, untaught);
        String words = part("kept").get("words").toString();
        assertTrue(
                words.startsWith("Before: The net reads ")
                        && words.endsWith("100 steps: The net reads 3 of your 3 drawings."),
                words);
        assertEquals(4, largest(probabilities()), "the drawing is read again");
    }

    @Test
    void anotherNetReadsTheSameDrawing() {
        Pad pad = Pad.open(net);
        kernel.tell(message("read", seven()));
        List<Double> first = probabilities();
        TwoLayerNet other = new TwoLayerNet(784, 20, 10, 2);
        pad.use(other);
        assertNotEquals(first, probabilities());
        pad.use(net);
        assertEquals(first, probabilities());
        assertRefused(
                "this pad is for 10 classes, but the net tells 7 apart", () -> pad.use(new TwoLayerNet(784, 5, 7, 1)));
    }

    @Test
    void anEmptyPadOneDotAndAllBlackAreAnswered() {
        Pad.open(net);
        kernel.tell(message("read", new byte[Pad.SIDE * Pad.SIDE]));
        assertEquals(List.of(), probabilities());
        assertEquals("", kernel.trouble());
        for (String wish : List.of("make", "keep")) {
            kernel.tell(message(wish, new byte[Pad.SIDE * Pad.SIDE], 3.0));
            assertEquals("✗ IllegalArgumentException: the pad is empty: draw a digit first", kernel.trouble());
        }
        byte[] dot = new byte[Pad.SIDE * Pad.SIDE];
        dot[5] = -1;
        kernel.tell(message("read", dot));
        assertEquals("", kernel.trouble(), "a good message clears the trouble");
        assertEquals(10, probabilities().size());
        byte[] black = new byte[Pad.SIDE * Pad.SIDE];
        Arrays.fill(black, (byte) -1);
        kernel.tell(message("read", black));
        assertEquals(10, probabilities().size());
        kernel.tell(message("make", black, 3.0));
        assertEquals("", kernel.trouble());
        assertLives();
    }

    private void assertLives() {
        kernel.tell(message("read", seven()));
        assertEquals(7, largest(probabilities()));
        assertEquals("", kernel.trouble());
    }

    @Test
    void whatIsNoSuchMessageIsAnsweredAndThePadLivesOn() {
        Pad.open(net);
        Map<String, Object> nothing = new HashMap<>(message("read", seven()));
        nothing.put("ink", null);
        kernel.assertRefusesAll(
                nothing,
                Map.of("do", "read", "ink", "AAAA"),
                Map.of("do", "read", "ink", "A".repeat(1_000_000)),
                Map.of("do", "read", "ink", "<script>".repeat(2091)),
                Map.of("do", "read", "ink", List.of(Double.NaN, 1.0)),
                message("make", seven(), Double.NaN),
                message("make", seven(), "3"),
                message("keep", seven(), 10.0),
                message("keep", seven(), -1.0),
                message("keep", seven(), 2.5),
                message("learn", seven()),
                message("dance", seven()),
                Map.of(),
                "text",
                List.of(1.0));
        assertLives();
    }

    @Test
    void aBrokenNetIsSaid() {
        Pad.open(net);
        net.param("W1").value().set(0, Double.NaN);
        net.param("b1").value().set(0, Double.NaN);
        net.param("W2").value().set(0, Double.NaN);
        kernel.tell(message("read", seven()));
        assertTrue(kernel.trouble().contains("NaN"), kernel.trouble());
    }

    @Test
    void drawingDuringTrainingChangesNeitherTheTrainingNorTheReading() {
        ImageDataset data = SyntheticDigits.generate(500, 1);
        TwoLayerNet quiet = new TwoLayerNet(784, 20, 10, 1);
        new Trainer(quiet, new Sgd(0.1), data, data, 50, 1).run(40);
        TwoLayerNet disturbed = new TwoLayerNet(784, 20, 10, 1);
        Pad.open(disturbed);
        Trainer trainer = new Trainer(disturbed, new Sgd(0.1), data, data, 50, 1);
        int[] asked = {0};
        trainer.run(40, (progress, history) -> {
            kernel.tell(message("read", seven()));
            if (asked[0]++ == 0) kernel.tell(message("make", seven(), 3.0));
            assertEquals("", kernel.trouble());
        });
        assertTrue(asked[0] > 1, "asked while it learns");
        assertSameWeights(quiet, disturbed);
    }

    @Test
    void aTrainerInAnotherThreadIsNotDisturbed() throws InterruptedException {
        ImageDataset data = SyntheticDigits.generate(500, 1);
        TwoLayerNet quiet = new TwoLayerNet(784, 20, 10, 1);
        new Trainer(quiet, new Sgd(0.1), data, data, 50, 1).run(STEPS);
        TwoLayerNet shared = new TwoLayerNet(784, 20, 10, 1);
        Trainer trainer = new Trainer(shared, new Sgd(0.1), data, data, 50, 1);
        Thread learning = new Thread(() -> trainer.run(STEPS));
        learning.start();
        int asked = 0;
        Pad pad = Pad.open(shared);
        while (learning.isAlive()) {
            pad.use(shared);
            kernel.tell(message("read", seven()));
            assertEquals("", kernel.trouble());
            asked++;
        }
        learning.join();
        assertTrue(asked > 10, "asked only " + asked + " times while it learns");
        assertEquals(STEPS, trainer.history().iterations());
        assertSameWeights(quiet, shared);
    }

    private static void assertSameWeights(Network one, Network other) {
        one.params()
                .forEach((name, param) -> assertTrue(
                        Matrices.areIdentical(param.value(), other.param(name).value()), name));
    }

    @Test
    void aNetWithConvolutionsReadsAndIsWalkedDownTooButHasNoUnitsToShow() {
        Random random = new Random(1);
        Conv2d conv = Conv2d.he(new ImageShape(28, 28, 1), 2, 3, Precision.FLOAT, random);
        MaxPool pool = new MaxPool(conv.outputShape(), 2);
        int features = pool.outputShape().size();
        Network convolution = new Network(
                new SoftmaxWithLoss(),
                conv,
                new Relu(),
                pool,
                new Flatten(pool.outputShape()),
                Affine.he(features, 10, Precision.FLOAT, random));
        Pad.open(convolution);
        kernel.tell(message("read", seven()));
        assertEquals(10, probabilities().size());
        assertEquals(List.of(), part("reading").get("units"), "places in pictures are no units");
        assertEquals("", part("reading").get("speaking"));
        kernel.tell(message("make", seven(), 3.0));
        List<?> frames = (List<?>) part("made").get("frames");
        assertEquals(3, largest(probabilities(frames.get(frames.size() - 1))));
        assertEquals("", kernel.trouble());
    }

    @Test
    void netsForOtherThingsAreRefused() {
        assertRefused(
                "a drawing comes as 28 × 28 = 784 numbers, but this net takes 2",
                () -> Pad.open(new TwoLayerNet(2, 5, 2, 1)));
        assertRefused(
                "only a net that ends in softmax gives probabilities, but this one ends in HalfSquaredError",
                () -> Pad.open(new Network(
                        new HalfSquaredError(), Affine.random(784, 10, 0.1, Precision.FLOAT, new Random(1)))));
    }

    @Test
    void whereThereAreNoWidgetsADigitStandsWithItsReading() {
        Pad.open(net);
        assertTrue(kernel.elsewhere.get(0).text().startsWith("Interactive: run this cell in JupyterLab"));
        assertTrue(kernel.displayed.get(0).contains("Probabilities: 0: "), kernel.displayed.toString());
        kernel.tell(Map.of("do", "shown"));
        assertEquals(List.of("place-1 No pad above? Run this cell again."), kernel.updated, "it gives way to the pad");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aPageThatIsLoadedAnewGetsThePadAsItIs() {
        Pad.open(net);
        kernel.change("strokes", List.of(Map.of("width", 10.0, "points", List.of(List.of(1.0, 2.0)))));
        kernel.tell(message("read", seven()));
        Map<String, Object> states =
                (Map<String, Object>) kernel.ask("jupyter.widget.control", Map.of("method", "request_states"))
                        .get("states");
        Map<String, Object> pad = (Map<String, Object>) states.get(kernel.shownWidget);
        assertEquals("anywidget", pad.get("model_module"));
        assertEquals(kernel.states.get(kernel.shownWidget), pad.get("state"));
        assertTrue(pad.get("state").toString().contains("Read as 7"));
    }

    @Test
    @Tag("ci")
    void realDigitsComeThroughThePadAsTheyWere() throws IOException {
        ImageDataset real = Shared.realDigits().slice(0, 1000);
        int[] originals = net.classify(real);
        Random random = new Random(1);
        Pad.open(net);
        int same = 0;
        int right = 0;
        for (int i = 0; i < real.size(); i++) {
            double scale = 2 + 2 * random.nextDouble();
            double room = Pad.SIDE - 28 * scale;
            kernel.tell(message(
                    "read", onPad(real.image(i), room * random.nextDouble(), room * random.nextDouble(), scale)));
            int read = largest(probabilities());
            if (read == originals[i]) same++;
            if (read == real.label(i)) right++;
        }
        System.out.println(
                "1,000 real digits through the pad: " + same + " read as the originals, " + right + " right");
        assertTrue(same >= 970, same + " of 1000 are read as the originals");
        assertFalse(right < 950, right + " of 1000 are read right");
    }

    @Test
    void theKeptPicturesAreWhatTheNetSaw() {
        Pad pad = Pad.open(net);
        kernel.tell(message("keep", seven(), 7.0));
        kernel.tell(message("read", seven()));
        assertArrayEquals(
                Base64.getDecoder().decode((String) part("reading").get("seen")),
                pad.drawings().image(0));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aRecordedSessionShowsWhatThePadAnswers(@TempDir Path folder) throws IOException {
        Pad.open(net);
        Map<String, Object> drawing = new HashMap<>();
        List<Rendering> moments = PadSession.play(
                ink -> {
                    drawing.put("ink", Base64.getEncoder().encodeToString(ink));
                    kernel.tell(Map.of("do", "read", "ink", drawing.get("ink")));
                    return (Map<String, Object>) kernel.state("reading");
                },
                digit -> {
                    kernel.tell(Map.of("do", "make", "ink", drawing.get("ink"), "digit", digit));
                    return (Map<String, Object>) kernel.state("made");
                });
        assertEquals(16, moments.size());
        assertTrue(
                moments.get(6).text().startsWith("A pad. Read as 3, "),
                moments.get(6).text());
        assertTrue(
                moments.get(11).text().startsWith("A pad. Read as 7, "),
                moments.get(11).text());
        assertTrue(
                moments.get(15).text().matches("A pad. After .* the net reads 3, .*"),
                moments.get(15).text());

        Interactive.showRecorded(folder, "A recording.", moments);
        int last = kernel.displayed.size() - 1;
        assertTrue(kernel.displayed.get(last - 1).endsWith(" A recording."));
        assertTrue(kernel.displayed.get(last).contains("moment 1 (1 to 16)"), kernel.displayed.get(last));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
