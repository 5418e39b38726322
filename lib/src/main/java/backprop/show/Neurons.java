package backprop.show;

import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;

/**
 * A net as neurons: a column of circles for each layer, a line for each weight. It is the net of the moment in which this
 * is made: what it learns later changes nothing here, so that two moments can be compared.
 */
public final class Neurons {
    private final String title;
    private final String loss;
    private final List<Column> columns;

    /**
     * A column of neurons. All but the inputs have what leads into them, and where a sample was given, numbers.
     *
     * @param heading what they are
     * @param function the activations after the weighted sum; empty without any
     * @param letter begins the names of its neurons
     * @param weights from the neurons before, a row for each; null for the inputs
     * @param biases 1 × units; null for the inputs
     * @param sums 1 × units, before the activation; null for the inputs and without a sample
     * @param values 1 × units, what they put out; null without a sample
     */
    record Column(
            String heading,
            String function,
            String letter,
            int units,
            SimpleMatrix weights,
            SimpleMatrix biases,
            SimpleMatrix sums,
            SimpleMatrix values) {
        /** The name of a neuron, such as h₂. */
        String name(int unit) {
            return letter + written(unit + 1, "₀₁₂₃₄₅₆₇₈₉");
        }
    }

    private Neurons(String title, Network net, SimpleMatrix x) {
        this.title = title;
        this.loss = net.lossLayer().name();
        this.columns = columns(net, x);
    }

    /**
     * The neurons of a net as it is now.
     *
     * @param net Affine layers, each with any number of activations after it
     * @throws IllegalArgumentException if the net consists of other layers
     */
    public static Neurons of(String title, Network net) {
        return new Neurons(title, net, null);
    }

    /**
     * The neurons of a net as it is now, and in each what it puts out for a sample.
     *
     * @param net Affine layers, each with any number of activations after it
     * @param x the sample: one row
     * @throws IllegalArgumentException if the net consists of other layers, or x is no sample for it
     */
    public static Neurons of(String title, Network net, SimpleMatrix x) {
        if (x.getNumRows() != 1)
            throw new IllegalArgumentException(
                    "the neurons show one sample, which is one row, but x is " + Matrices.shape(x));
        return new Neurons(title, net, x);
    }

    /**
     * Two moments of a net in one picture: at each line the old weight and the new one, and how much it changed.
     *
     * @param before made before the net learnt
     * @param after made later
     * @throws IllegalArgumentException if the two have not the same layers, or only one has a sample
     */
    public static Drawing beforeAndAfter(String title, Neurons before, Neurons after) {
        if (!before.structure().equals(after.structure()))
            throw new IllegalArgumentException("before and after must be two moments of one net, but before is "
                    + before.structure() + ", after is " + after.structure());
        if (before.hasSample() != after.hasSample())
            throw new IllegalArgumentException("give the sample to both, before and after, or to neither");
        return new NeuronsDrawing(title, before, after).drawing();
    }

    private static List<Column> columns(Network net, SimpleMatrix x) {
        List<Layer> layers = net.layers();
        int hidden = (int) layers.stream().filter(Affine.class::isInstance).count() - 1;
        List<Column> columns = new ArrayList<>();
        SimpleMatrix y = x;
        for (int i = 0; i < layers.size(); ) {
            if (!(layers.get(i) instanceof Affine affine)) throw refusal(layers.get(i));
            int inputs = affine.W().value().getNumRows();
            if (i == 0) columns.add(new Column("inputs", "", "x", inputs, null, null, null, copy(x)));
            requireAsMany(columns.get(columns.size() - 1).units, inputs);
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
                    last ? "y" : hidden == 1 ? "h" : "h" + written(number, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
                    units,
                    copy(affine.W().value()),
                    copy(affine.b().value()),
                    copy(sums),
                    copy(y)));
        }
        return List.copyOf(columns);
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

    private static String written(int number, String signs) {
        return Integer.toString(number)
                .chars()
                .mapToObj(digit -> signs.substring(digit - '0', digit - '0' + 1))
                .collect(Collectors.joining());
    }

    /** The picture. */
    public Drawing drawing() {
        return new NeuronsDrawing(title, null, this).drawing();
    }

    List<Column> columns() {
        return columns;
    }

    String loss() {
        return loss;
    }

    boolean hasSample() {
        return columns.get(0).values != null;
    }

    /** All digits of a number of this net. */
    String full(double value) {
        return Precision.of(columns.get(1).weights) == Precision.FLOAT
                ? Float.toString((float) value)
                : Double.toString(value);
    }

    /** What the net is made of, in words. */
    String structure() {
        return columns.stream()
                .map(column -> column.heading + ": " + column.units
                        + (column.function.isEmpty() ? "" : " (" + column.function + ")"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return title + "; " + structure();
    }
}
