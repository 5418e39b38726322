package backprop.play;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.data.ToyData;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.Regions;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * A plane to set points in, and a small net that learns them meanwhile: its border moves, and so does the line of every unit
 * of the first layer.
 *
 * <pre>{@code
 * Plane plane = Plane.open(ToyData.ring(60, 0.1, 1));
 * plane.net()
 * }</pre>
 *
 * <p>Circles are class 0, squares class 1, triangles class 2. Where the page cannot show this, it shows the regions of a net
 * that has learnt these points, and a sentence.
 */
public final class Plane {
    /** The cells across and up in which the net is asked. */
    static final int SIDE = 108;

    /** Both coordinates are at most this, in size. */
    static final int REACH = 2;

    static final int MOST_POINTS = 300;
    static final int MOST_UNITS = 8;
    static final int MOST_LAYERS = 3;
    private static final int MOST_RATE = 10;
    private static final int MOST_STEPS = 100;

    private static final List<String> SHAPES = List.of("circle", "square", "triangle");
    // A byte says class and sureness of a cell.
    private static final int SURENESS = 64;
    private static final int STEPS_OF_EXAMPLE = 1_000;
    private static final int MOMENTS = 21;

    private static final String INSTEAD =
            "Interactive: run this cell in JupyterLab, and here is a plane to set points in,"
                    + " and a net that learns them. Until then, a net after 1,000 steps on these points:";
    private static final String RECORDED =
            "A recording: a net with 4 hidden units learns these points. Run this cell in JupyterLab, and here is a plane to set"
                    + " points in yourself.";
    private static final String MISSING = "No plane above? Run this cell again.";

    private static final Map<String, Supplier<Dataset>> SETS = Map.of(
            "XOR", ToyData::xor,
            "XOR clouds", () -> ToyData.clouds(60, 0.25, 1),
            "two moons", () -> ToyData.moons(60, 0.1, 1),
            "ring", () -> ToyData.ring(60, 0.05, 1),
            "two spirals", () -> ToyData.spirals(80, 0.75, 0.03, 1));

    private final List<Point> points = new ArrayList<>();
    private final Interactive page;
    private PlaneNet.Form form = new PlaneNet.Form(4, 1, "tanh");
    private double rate = 0.5;
    private long seed = 1;
    private PlaneNet net = start(2);

    private record Point(double x1, double x2, int label) {}

    private Plane(Dataset data) {
        take(data);
        Map<String, Object> state = Map.of(
                "side", SIDE,
                "reach", REACH,
                "sureness", SURENESS,
                "looks", IntStream.range(0, SHAPES.size()).mapToObj(Plane::look).toList(),
                "sets", SETS.keySet().stream().sorted().toList(),
                "activations", PlaneNet.ACTIVATIONS,
                "mostUnits", MOST_UNITS,
                "mostLayers", MOST_LAYERS,
                "plane", state("Click to set a point, or use the keys."));
        page = new Interactive(Plane.class, state, this::answer, example().rendering(), MISSING);
    }

    /**
     * Shows a plane with these points below the running cell.
     *
     * @param data two inputs, both from −2 to 2; two or three classes; at most 300 points
     * @throws IllegalArgumentException if they are not
     */
    public static Plane open(Dataset data) {
        Plane plane = new Plane(data);
        plane.page.show(INSTEAD, RECORDED, plane::session);
        return plane;
    }

    /** The net as it is now: it learns on when the reader lets it. Another form, or a rewind, is another net. */
    public synchronized Network net() {
        return net.net();
    }

    /**
     * The points as they are now, with a column of targets for each class.
     *
     * @throws IllegalArgumentException if there are none
     */
    public synchronized Dataset points() {
        Batch all = batch();
        return Dataset.of("Your points", all.x(), all.t());
    }

    private static Map<String, Object> look(int label) {
        return Map.of(
                "name", SHAPES.get(label),
                "ground", rgb(Colors.REGION_GROUNDS.get(label)),
                "hatch", rgb(Colors.REGION_HATCHES.get(label)),
                "ink", rgb(Colors.REGION_POINTS.get(label)));
    }

    private static List<Integer> rgb(Color color) {
        return List.of(color.getRed(), color.getGreen(), color.getBlue());
    }

    private Regions example() {
        PlaneNet learnt = start(net.classes());
        learnt.learn(batch(), rate, STEPS_OF_EXAMPLE);
        return Regions.of("A net with 4 hidden units", learnt.net(), points(), -REACH, REACH);
    }

    /** The border after every few steps, from the start on; the net is at its start again afterwards. */
    List<Rendering> session() {
        List<Rendering> moments = new ArrayList<>();
        for (int moment = 0; moment < MOMENTS; moment++) {
            if (moment > 0) net.learn(batch(), rate, STEPS_OF_EXAMPLE / (MOMENTS - 1));
            String status = (String) state("").get("status");
            String now = status.substring(0, status.length() - 1); // a title has no full stop
            moments.add(Png.asOneOfMany(() -> Regions.of(now, net.net(), points(), -REACH, REACH)
                    .picture()
                    .rendering()));
        }
        rewind();
        return moments;
    }

    private PlaneNet start(int classes) {
        return new PlaneNet(form, classes, seed);
    }

    private void rewind() {
        boolean three = points.stream().anyMatch(point -> point.label() == 2);
        net = start(three ? 3 : 2);
    }

    /** Takes the points of a data set in place of those that are there. */
    private void take(Dataset data) {
        if (data.features() != 2 || data.classes() < 2 || data.classes() > SHAPES.size())
            throw new IllegalArgumentException("a plane takes two inputs and two or three classes, but " + data.name()
                    + " has " + data.features() + " inputs and " + data.classes() + " classes");
        if (data.size() == 0 || data.size() > MOST_POINTS)
            throw new IllegalArgumentException(
                    "a plane takes 1 to " + MOST_POINTS + " points, but " + data.name() + " has " + data.size());
        Batch all = data.all();
        int[] labels = Labels.ofRows(all.t());
        List<Point> taken = new ArrayList<>();
        for (int i = 0; i < labels.length; i++)
            taken.add(
                    new Point(coordinate(all.x().get(i, 0)), coordinate(all.x().get(i, 1)), labels[i]));
        points.clear();
        points.addAll(taken);
        rewind();
    }

    private static double coordinate(Object given) {
        return Given.number("a coordinate", given, -REACH, REACH);
    }

    private synchronized void answer(String wish, Map<String, Object> message) {
        String words = switch (wish) {
            case "put" -> put(message);
            case "undo" -> undo();
            case "clear" -> clear();
            case "set" -> set(message.get("name"));
            case "form" -> form(message);
            case "learn" -> learn(message);
            case "rewind" -> rewound(seed);
            case "another" -> rewound(seed + 1);
            default -> throw new IllegalArgumentException("a plane cannot do this");
        };
        page.set("plane", state(words));
    }

    private String put(Map<String, Object> message) {
        Point point = new Point(
                coordinate(message.get("x1")),
                coordinate(message.get("x2")),
                Given.whole("a class", message.get("label"), 0, SHAPES.size() - 1));
        if (points.size() == MOST_POINTS)
            throw new IllegalArgumentException("there are " + MOST_POINTS + " points already; more are not kept");
        points.add(point);
        return "A " + SHAPES.get(point.label()) + " at (" + Numbers.format(point.x1()) + ", "
                + Numbers.format(point.x2()) + ")." + adapted();
    }

    /** The net has an output for each class: where there is another number of them now, it begins anew. */
    private String adapted() {
        int outputs = net.classes();
        boolean three = points.stream().anyMatch(point -> point.label() == 2);
        if (outputs == (three ? 3 : 2)) return "";
        rewind();
        return " The net has " + net.classes() + " outputs now, and begins anew.";
    }

    private String undo() {
        if (points.isEmpty()) throw new IllegalArgumentException("there are no points to take back");
        Point last = points.remove(points.size() - 1);
        return "The last " + SHAPES.get(last.label()) + " is gone." + adapted();
    }

    private String clear() {
        points.clear();
        rewind();
        return "The plane is empty.";
    }

    private String set(Object name) {
        Supplier<Dataset> set = name instanceof String text ? SETS.get(text) : null;
        if (set == null) throw new IllegalArgumentException("there is no such set of points");
        take(set.get());
        return points.size() + " points: " + name + ".";
    }

    private String form(Map<String, Object> message) {
        if (!(message.get("activation") instanceof String activation) || !PlaneNet.ACTIVATIONS.contains(activation))
            throw new IllegalArgumentException("there is no such activation");
        form = new PlaneNet.Form(
                Given.whole("a number of units", message.get("units"), 1, MOST_UNITS),
                Given.whole("a number of layers", message.get("layers"), 1, MOST_LAYERS),
                activation);
        rewind();
        return "A new net, at its start.";
    }

    private String learn(Map<String, Object> message) {
        double wanted = Given.number("a rate", message.get("rate"), 0, MOST_RATE);
        int steps = Given.whole("a number of steps", message.get("steps"), 1, MOST_STEPS);
        Batch batch = batch();
        rate = wanted;
        net.learn(batch, rate, steps);
        return "";
    }

    private String rewound(long start) {
        String words = start == seed ? "Back at the same start." : "Another start.";
        seed = start;
        rewind();
        return words;
    }

    private Batch batch() {
        if (points.isEmpty())
            throw new IllegalArgumentException(
                    "there are no points yet: click into the plane, or take a set of points");
        SimpleMatrix x = Matrices.zeros(points.size(), 2, Precision.DOUBLE);
        for (int i = 0; i < points.size(); i++) {
            x.set(i, 0, points.get(i).x1());
            x.set(i, 1, points.get(i).x2());
        }
        int[] labels = points.stream().mapToInt(Point::label).toArray();
        return new Batch(x, Labels.oneHot(labels, net.classes(), Precision.DOUBLE));
    }

    private Map<String, Object> state(String words) {
        int[] said = points.isEmpty() ? new int[0] : net.net().classify(batch().x());
        List<List<Number>> shown = new ArrayList<>();
        for (int i = 0; i < said.length; i++) {
            Point point = points.get(i);
            shown.add(List.of(point.x1(), point.x2(), point.label(), point.label() == said[i] ? 1 : 0));
        }
        return Map.of(
                "words", words,
                "ground", ground(),
                "lines", net.lines(REACH),
                "units", form.units(),
                "layers", form.layers(),
                "activation", form.activation(),
                "rate", rate,
                "points", shown,
                "status", status(shown));
    }

    private String status(List<List<Number>> shown) {
        String step = String.format(Locale.ROOT, "Step %,d", net.steps());
        if (shown.isEmpty()) return step + ". There are no points yet.";
        Batch all = batch();
        return String.format(
                Locale.ROOT,
                "%s: loss %.4f; %d of %d points right.",
                step,
                net.net().loss(all.x(), all.t()),
                shown.stream().filter(point -> point.get(3).intValue() == 1).count(),
                shown.size());
    }

    /** What the net says, cell by cell, row by row from above: 64 times the class, and how sure it is, from 0 to 63. */
    private String ground() {
        SimpleMatrix x = Matrices.zeros(SIDE * SIDE, 2, Precision.DOUBLE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            x.set(i, 0, REACH * ((2 * (i % SIDE) + 1.0) / SIDE - 1));
            x.set(i, 1, REACH * (1 - (2 * (i / SIDE) + 1.0) / SIDE));
        }
        SimpleMatrix y = net.probabilities(x);
        int[] classes = Matrices.argMaxOfRows(y);
        double guess = 1.0 / net.classes();
        byte[] cells = new byte[classes.length];
        for (int i = 0; i < cells.length; i++) {
            double sureness = (y.get(i, classes[i]) - guess) / (1 - guess);
            cells[i] = (byte) (SURENESS * classes[i] + Math.round((SURENESS - 1) * sureness));
        }
        return Base64.getEncoder().encodeToString(cells);
    }
}
