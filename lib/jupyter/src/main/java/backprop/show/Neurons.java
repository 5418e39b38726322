package backprop.show;

import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.draw.Drawable;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * A net as neurons: a column of circles for each layer, a line for each weight. It is a snapshot: later training changes
 * nothing here, so that two moments can be compared.
 */
public final class Neurons implements Drawable {
    private final String title;
    private final String loss;
    private final Goal goal;
    private final List<Column> columns;

    /**
     * What the outputs should be, and how far they are from it.
     *
     * @param targets 1 × outputs
     * @param loss of the sample
     */
    record Goal(SimpleMatrix targets, double loss) {}

    /**
     * A column of neurons. All but the inputs have what leads into them, and where a sample was given, numbers.
     *
     * @param heading what they are
     * @param function the activations after the weighted sum; empty without any
     * @param names of its neurons, such as h₂
     * @param weightNames of what leads into its neurons, neuron by neuron; empty if they have none
     * @param in what leads into them; null for the inputs
     * @param values 1 × units, their outputs; null without a sample
     */
    record Column(
            String heading,
            String function,
            List<String> names,
            List<String> weightNames,
            Incoming in,
            SimpleMatrix values) {
        int units() {
            return names.size();
        }

        String name(int unit) {
            return names.get(unit);
        }

        /** The name of a weight, or an empty string. */
        String weightName(int from, int to) {
            return weightNames.isEmpty() ? "" : weightNames.get(to * in.weights.getNumRows() + from);
        }

        private int weightCount() {
            return in == null ? 0 : in.weights.getNumElements();
        }

        private Column with(List<String> newNames, List<String> newWeightNames) {
            return new Column(heading, function, newNames, newWeightNames, in, values);
        }
    }

    /**
     * What leads into the neurons of a column.
     *
     * @param weights from the neurons before, a row for each
     * @param biases 1 × units
     * @param sums 1 × units, before the activation; null without a sample
     * @param slopes ∂L/∂weights; null without a target
     * @param deltas 1 × units, ∂L/∂sums; null without a target
     */
    record Incoming(
            SimpleMatrix weights, SimpleMatrix biases, SimpleMatrix sums, SimpleMatrix slopes, SimpleMatrix deltas) {}

    private Neurons(String title, String loss, Goal goal, List<Column> columns) {
        this.title = title;
        this.loss = loss;
        this.goal = goal;
        this.columns = columns;
    }

    /**
     * The neurons of a net as it is now.
     *
     * @param net Affine layers, each with any number of activations after it
     * @throws IllegalArgumentException if the net consists of other layers
     */
    public static Neurons of(String title, Network net) {
        return new Neurons(title, net.lossLayer().name(), null, columns(net, null, false));
    }

    /**
     * {@link #of(String, Network)}, and in each neuron its output for a sample.
     *
     * @param x the sample: one row
     * @throws IllegalArgumentException as there, and if x is no sample for the net
     */
    public static Neurons of(String title, Network net, SimpleMatrix x) {
        requireOneSample(x);
        return new Neurons(title, net.lossLayer().name(), null, columns(net, x, false));
    }

    /**
     * {@link #of(String, Network)} with the forward and backward pass of a sample: in each neuron its output and its
     * δ = ∂L/∂(weighted sum); at each line the weight and its gradient. The sample really runs, as by {@link
     * Network#gradient(SimpleMatrix, SimpleMatrix)}: it leaves its gradients in the parameters.
     *
     * @param x the sample: one row
     * @param t its target: one row
     * @throws IllegalArgumentException as there, and if x and t are no sample for the net
     */
    public static Neurons of(String title, Network net, SimpleMatrix x, SimpleMatrix t) {
        requireOneSample(x);
        Goal goal = new Goal(t.copy(), net.gradient(x, t));
        return new Neurons(title, net.lossLayer().name(), goal, columns(net, x, true));
    }

    private static void requireOneSample(SimpleMatrix x) {
        if (x.getNumRows() != 1)
            throw new IllegalArgumentException(
                    "the neurons show one sample, which is one row, but x is " + Matrices.shape(x));
    }

    /**
     * The same with other names for the neurons, inputs included.
     *
     * @param names column by column, each from top to bottom
     * @throws IllegalArgumentException if there are not as many names as neurons
     */
    public Neurons named(String... names) {
        requireNames("neurons", columns.stream().mapToInt(Column::units).sum(), names);
        Iterator<String> rest = List.of(names).iterator();
        return with(column -> column.with(next(rest, column.units()), column.weightNames));
    }

    /**
     * The same with names for the weights, which are written before their numbers.
     *
     * @param names neuron by neuron, in the order of {@link #named}; for each what leads into it, from top to bottom
     * @throws IllegalArgumentException if there are not as many names as weights
     */
    public Neurons weightsNamed(String... names) {
        requireNames("weights", columns.stream().mapToInt(Column::weightCount).sum(), names);
        Iterator<String> rest = List.of(names).iterator();
        return with(column -> column.with(column.names, next(rest, column.weightCount())));
    }

    private static void requireNames(String things, int count, String... names) {
        if (names.length != count)
            throw new IllegalArgumentException("there are " + count + " " + things + " to be named, but " + names.length
                    + (names.length == 1 ? " name" : " names") + " for them: " + String.join(", ", names));
    }

    private static List<String> next(Iterator<String> names, int count) {
        return Stream.generate(names::next).limit(count).toList();
    }

    private Neurons with(UnaryOperator<Column> change) {
        return new Neurons(title, loss, goal, columns.stream().map(change).toList());
    }

    /**
     * Two moments of a net in one picture: at each line the old weight and the new one, and how much it changed. Names are
     * those of the later moment.
     *
     * @param before made before training
     * @param after made later
     * @throws IllegalArgumentException if the two do not have the same layers, or only one has a sample or a target
     */
    public static Picture beforeAndAfter(String title, Neurons before, Neurons after) {
        if (!before.structure().equals(after.structure()))
            throw new IllegalArgumentException("before and after must be two moments of one net, but before is "
                    + before.structure() + ", after is " + after.structure());
        if (before.hasSample() != after.hasSample())
            throw new IllegalArgumentException("give the sample to both, before and after, or to neither");
        if ((before.goal == null) != (after.goal == null))
            throw new IllegalArgumentException("give the target to both, before and after, or to neither");
        return new NeuronsDrawing(title, before, after).picture();
    }

    /** @param withGradients whether to take what the last backward left in the parameters */
    private static List<Column> columns(Network net, SimpleMatrix x, boolean withGradients) {
        List<Layer> layers = net.layers();
        int hidden = (int) layers.stream().filter(Affine.class::isInstance).count() - 1;
        List<Column> columns = new ArrayList<>();
        SimpleMatrix y = x;
        for (int i = 0; i < layers.size(); ) {
            if (!(layers.get(i) instanceof Affine affine)) throw refusal(layers.get(i));
            int inputs = affine.W().value().getNumRows();
            if (i == 0) columns.add(new Column("inputs", "", numbered("x", inputs), List.of(), null, copy(x)));
            requireAsMany(columns.get(columns.size() - 1).units(), inputs);
            SimpleMatrix sums = y == null ? null : affine.forward(y);
            y = sums;
            List<String> functions = new ArrayList<>();
            for (i++; i < layers.size() && !(layers.get(i) instanceof Affine); i++) {
                if (!layers.get(i).params().isEmpty()) throw refusal(layers.get(i));
                functions.add(layers.get(i).name());
                y = y == null ? null : layers.get(i).forward(y);
            }
            int units = affine.W().value().getNumCols();
            if (y != null) requireAsMany(units, y.getNumCols());
            boolean last = i == layers.size();
            int number = columns.size();
            columns.add(new Column(
                    last ? "outputs" : hidden == 1 ? "hidden layer" : "hidden layer " + number,
                    String.join(", ", functions),
                    // With several hidden layers as in the general formula: the layer above, the neuron below.
                    numbered(last ? "y" : hidden == 1 ? "h" : "h" + written(number, "⁰¹²³⁴⁵⁶⁷⁸⁹"), units),
                    List.of(),
                    incoming(affine, sums, withGradients),
                    copy(y)));
        }
        return List.copyOf(columns);
    }

    private static Incoming incoming(Affine affine, SimpleMatrix sums, boolean withGradients) {
        return new Incoming(
                copy(affine.W().value()),
                copy(affine.b().value()),
                copy(sums),
                withGradients ? copy(affine.W().gradient()) : null,
                // The bias of a neuron is added to its sum as it is; for one sample their derivatives are the same.
                withGradients ? copy(affine.b().gradient()) : null);
    }

    private static IllegalArgumentException refusal(Layer layer) {
        return new IllegalArgumentException(
                "only Affine layers with activations after them can be drawn as neurons, but " + layer.name()
                        + " is none, or stands before the first Affine");
    }

    private static void requireAsMany(int units, int numbers) {
        if (units != numbers)
            throw new IllegalArgumentException(
                    "a layer of " + units + " neurons is followed by one that works on " + numbers + " numbers");
    }

    private static SimpleMatrix copy(SimpleMatrix m) {
        return m == null ? null : m.copy();
    }

    private static List<String> numbered(String letter, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> letter + written(number, "₀₁₂₃₄₅₆₇₈₉"))
                .toList();
    }

    private static String written(int number, String signs) {
        return Integer.toString(number)
                .chars()
                .mapToObj(digit -> signs.substring(digit - '0', digit - '0' + 1))
                .collect(Collectors.joining());
    }

    @Override
    public Picture picture() {
        return new NeuronsDrawing(title, null, this).picture();
    }

    List<Column> columns() {
        return columns;
    }

    String loss() {
        return loss;
    }

    /** What the outputs should be; null without a target. */
    Goal goal() {
        return goal;
    }

    boolean hasSample() {
        return columns.get(0).values != null;
    }

    /** All digits of a number of this net. */
    String full(double value) {
        return Precision.of(columns.get(1).in.weights) == Precision.FLOAT
                ? Float.toString((float) value)
                : Double.toString(value);
    }

    /** What the net is made of, in words. */
    String structure() {
        return columns.stream()
                .map(column -> column.heading + ": " + column.units()
                        + (column.function.isEmpty() ? "" : " (" + column.function + ")"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return title + "; " + structure();
    }
}
