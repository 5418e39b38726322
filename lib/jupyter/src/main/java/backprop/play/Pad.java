package backprop.play;

import backprop.data.ImageDataset;
import backprop.data.handwriting.DigitFrame;
import backprop.data.handwriting.SyntheticDigits;
import backprop.show.Pictures;
import backprop.show.draw.Numbers;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import backprop.train.Sgd;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * A pad to draw digits on, and a net that reads them meanwhile: with the mouse, a finger or a pen, or with the keys. Drawings
 * that the reader keeps are a data set.
 *
 * <pre>{@code
 * Pad pad = Pad.open(net);
 * pad.drawings()
 * }</pre>
 *
 * <p>Where the page cannot draw, it shows a digit written by the program, with its reading, and a sentence.
 */
public final class Pad {
    /** The side of the picture that the page sends, in pixels. */
    static final int SIDE = 112;

    private static final int MOST_KEPT = 100;
    private static final int MOST_UNITS = 6;
    private static final int STEPS = 100;
    private static final double LEARNING_RATE = 0.1;

    private static final String INSTEAD =
            "Interactive: run this cell in JupyterLab, and here is a pad to draw on. Until then, a digit that a program has"
                    + " written:";
    private static final String RECORDED =
            "A recording: a 3 and then a 7 are drawn, the net reads them meanwhile, and the 7 is made a 3. Run this cell in"
                    + " JupyterLab, and here is a pad to draw on yourself.";
    private static final byte EXAMPLE = 3;
    private static final String MISSING = "No pad above? Run this cell again.";

    private final List<Kept> kept = new ArrayList<>();
    private final Interactive page;
    private PictureNet net;
    private byte[] picture = new byte[DigitFrame.SIDE * DigitFrame.SIDE];

    /** A drawing with its label. */
    private record Kept(byte[] picture, int label) {}

    private Pad(PictureNet net) {
        this.net = net;
        Map<String, Object> state = Map.of(
                "side", SIDE,
                "classes",
                        IntStream.range(0, net.classes())
                                .mapToObj(Integer::toString)
                                .toList(),
                "strokes", List.of(),
                "reading", reading(),
                "made", Map.of("frames", List.of(), "words", ""),
                "kept", keptState(""));
        page = new Interactive(Pad.class, state, this::answer, example(net), MISSING);
    }

    /**
     * Shows a pad below the running cell.
     *
     * @param net takes 784 numbers, 28 × 28 from 0 for paper to 1 for ink, and ends in softmax. The gradients of its
     *     parameters are those of the last drawing from then on.
     * @throws IllegalArgumentException if it does not
     */
    public static Pad open(Network net) {
        Pad pad = net.betweenSteps(() -> new Pad(new PictureNet(net)));
        pad.page.show(INSTEAD, RECORDED, () -> PadSession.play(pad::read, pad::made));
        return pad;
    }

    private static Rendering example(PictureNet net) {
        byte[] picture = SyntheticDigits.draw(EXAMPLE, 5);
        byte[] label = {(byte) Math.min(EXAMPLE, net.classes() - 1)};
        ImageDataset one = ImageDataset.of("Example", picture, DigitFrame.SIDE, DigitFrame.SIDE, label, net.classes());
        return Pictures.reading(net.net(), one, 0).rendering();
    }

    /**
     * Lets another net read: the drawing is read again.
     *
     * @throws IllegalArgumentException as {@link #open}, or if it tells another number of classes apart
     */
    public synchronized void use(Network other) {
        other.betweenSteps(() -> readBy(new PictureNet(other))).forEach(page::set);
    }

    private Map<String, Map<String, Object>> readBy(PictureNet next) {
        if (next.classes() != net.classes())
            throw new IllegalArgumentException(
                    "this pad is for " + net.classes() + " classes, but the net tells " + next.classes() + " apart");
        net = next;
        return Map.of("reading", reading(), "kept", keptState(score()));
    }

    /** The drawings that the reader has kept so far, in the form of MNIST. */
    public synchronized ImageDataset drawings() {
        int pixels = DigitFrame.SIDE * DigitFrame.SIDE;
        byte[] pictures = new byte[kept.size() * pixels];
        byte[] labels = new byte[kept.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(kept.get(i).picture(), 0, pictures, i * pixels, pixels);
            labels[i] = (byte) kept.get(i).label();
        }
        return ImageDataset.of("Your drawings", pictures, DigitFrame.SIDE, DigitFrame.SIDE, labels, net.classes());
    }

    private synchronized void answer(String wish, Map<String, Object> message) {
        picture = DigitFrame.of(ink(message.get("ink")));
        net.net().betweenSteps(() -> changes(wish, message.get("digit"))).forEach(page::set);
    }

    /** What changes in the page's state. */
    private Map<String, Map<String, Object>> changes(String wish, Object digit) {
        return switch (wish) {
            case "read" -> Map.of("reading", reading());
            case "make" -> Map.of("made", made(digit(digit)));
            case "keep" -> keep(digit(digit));
            case "learn" -> learn();
            default -> throw new IllegalArgumentException("a pad cannot " + wish);
        };
    }

    private synchronized Map<String, Object> read(byte[] ink) {
        picture = DigitFrame.of(ink);
        return reading();
    }

    private static byte[] ink(Object text) {
        int letters = (SIDE * SIDE + 2) / 3 * 4;
        if (!(text instanceof String base64) || base64.length() != letters)
            throw new IllegalArgumentException("a drawing comes as " + letters + " letters of Base64, but this is "
                    + (text instanceof String other ? "a text of " + other.length() : "no text"));
        byte[] ink = Base64.getDecoder().decode(base64);
        if (ink.length != SIDE * SIDE)
            throw new IllegalArgumentException(
                    "a drawing has " + SIDE * SIDE + " pixels, but this one has " + ink.length);
        return ink;
    }

    private int digit(Object given) {
        return Given.whole("a digit", given, 0, net.classes() - 1);
    }

    private boolean isEmpty() {
        return IntStream.range(0, picture.length).allMatch(i -> picture[i] == 0);
    }

    private void requireDrawing() {
        if (isEmpty()) throw new IllegalArgumentException("the pad is empty: draw a digit first");
    }

    private Map<String, Object> reading() {
        if (isEmpty())
            return Map.of(
                    "words", "Draw a digit, with the mouse, a finger, or the keys.",
                    "probabilities", List.of(),
                    "seen", base64(picture),
                    "evidence", signs(new SimpleMatrix(1, picture.length)),
                    "speaking", "",
                    "units", List.of());
        PictureNet.Answer answer = net.forward(net.row(picture));
        SimpleMatrix y = answer.y();
        int[] order = order(y);
        double[] parts = net.contributions(answer, order[0]);
        return Map.of(
                "words",
                        "Read as " + order[0] + ", " + Numbers.percent(y.get(order[0])) + "; next " + order[1] + ", "
                                + Numbers.percent(y.get(order[1])) + ".",
                "probabilities", numbers(y),
                "seen", base64(picture),
                // More ink where this is positive lowers the loss of the answer.
                "evidence", signs(net.gradient(answer, order[0]).negative()),
                "speaking",
                        parts.length == 0
                                ? ""
                                : "What the hidden units add to the score of the " + order[0]
                                        + ", those that add most in size:",
                "units", units(parts));
    }

    /** The classes, the most probable one first. */
    private static int[] order(SimpleMatrix y) {
        return IntStream.range(0, y.getNumElements())
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -y.get(k)))
                .mapToInt(k -> k)
                .toArray();
    }

    /** The hidden units that say most for the answer, and against it. */
    private List<Map<String, Object>> units(double[] parts) {
        return IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> -Math.abs(parts[unit])))
                .limit(MOST_UNITS)
                .sorted(Comparator.comparingDouble(unit -> -parts[unit]))
                .map(unit -> Map.<String, Object>of(
                        "name", Integer.toString(unit + 1),
                        "says", Numbers.signed(Math.round(100 * parts[unit]) / 100.0),
                        "weights", net.weights(unit).map(Pad::signs).orElse("")))
                .toList();
    }

    private Map<String, Object> made(int target) {
        requireDrawing();
        Descent descent = new Descent(net, net.row(picture), target);
        SimpleMatrix y = descent.end().y();
        String words = String.format(
                Locale.ROOT,
                "After %d steps along −∂L/∂x the net reads %d, %s. The ink has changed by %.0f %%.",
                descent.steps(),
                order(y)[0],
                Numbers.percent(y.get(order(y)[0])),
                100 * descent.change());
        List<Map<String, Object>> frames = descent.frames().stream()
                .map(frame -> Map.<String, Object>of(
                        "seen", bytes(frame.x(), pixel -> 255 * pixel), "probabilities", numbers(frame.y())))
                .toList();
        return Map.of("frames", frames, "words", words);
    }

    private Map<String, Map<String, Object>> keep(int label) {
        requireDrawing();
        if (kept.size() == MOST_KEPT)
            throw new IllegalArgumentException("there are " + MOST_KEPT + " drawings already; more are not kept");
        kept.add(new Kept(picture, label));
        return Map.of("kept", keptState(score()));
    }

    /** Some steps on all drawings at once. */
    private Map<String, Map<String, Object>> learn() {
        if (kept.isEmpty()) throw new IllegalArgumentException("there is nothing to learn from: keep a drawing first");
        String before = score();
        Sgd sgd = new Sgd(LEARNING_RATE);
        for (int i = 0; i < STEPS; i++) {
            net.net().gradient(drawings().all());
            sgd.update(net.net());
        }
        String words = "Before: " + before + " After " + STEPS + " steps: " + score();
        return Map.of("reading", reading(), "kept", keptState(words));
    }

    private String score() {
        if (kept.isEmpty()) return "";
        int[] answers = answers();
        long right = IntStream.range(0, answers.length)
                .filter(i -> answers[i] == kept.get(i).label())
                .count();
        return "The net reads " + right + " of your " + kept.size() + (kept.size() == 1 ? " drawing." : " drawings.");
    }

    private int[] answers() {
        return net.net().classify(drawings());
    }

    private Map<String, Object> keptState(String words) {
        int[] answers = answers();
        return Map.of(
                "words",
                words,
                "drawings",
                IntStream.range(0, answers.length)
                        .mapToObj(i -> Map.of(
                                "seen",
                                base64(kept.get(i).picture()),
                                "words",
                                kept.get(i).label() + " as " + answers[i]))
                        .toList());
    }

    private static List<Double> numbers(SimpleMatrix row) {
        return IntStream.range(0, row.getNumElements()).mapToObj(row::get).toList();
    }

    /** Bytes around 128, which is 0; the largest number in size becomes 127 steps from there. */
    private static String signs(SimpleMatrix numbers) {
        double largest = Math.max(Double.MIN_NORMAL, numbers.elementMaxAbs());
        return bytes(numbers, value -> 128 + 127 * value / largest);
    }

    private static String bytes(SimpleMatrix numbers, DoubleUnaryOperator value) {
        byte[] bytes = new byte[numbers.getNumElements()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Math.round(value.applyAsDouble(numbers.get(i)));
        return base64(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
