package backprop.train;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.io.SafeTensors;
import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * Layers one after the other, and a loss at the end. Forward goes through them in order, backward in reverse:
 * backpropagation is this loop and nothing more (D. Rumelhart, G. Hinton, R. Williams, "Learning representations by
 * back-propagating errors", 1986).
 */
public class Network {
    // Enough rows to keep the product busy, few enough that they stay in a cache.
    private static final int EVALUATION_ROWS = 400;

    private final Loss loss;
    private final List<Layer> layers;
    private final Map<String, Param> params;

    /**
     * @param loss what is to become small
     * @param layers from the input to the output
     * @throws IllegalArgumentException if there is no layer, one is null or comes twice, or a layer's parameters share a name
     */
    public Network(Loss loss, Layer... layers) {
        if (layers.length == 0) throw new IllegalArgumentException("a network needs at least one layer");
        requireDistinct(layers);
        this.loss = loss;
        this.layers = List.of(layers);
        this.params = numbered(this.layers);
    }

    private static Map<String, Param> numbered(List<Layer> layers) {
        Map<String, Param> params = new LinkedHashMap<>();
        int number = 0;
        for (Layer layer : layers) {
            if (layer.params().isEmpty()) continue;
            number++;
            for (Param param : layer.params())
                if (params.put(param.name() + number, param) != null)
                    throw new IllegalArgumentException(layer.name() + " has two parameters named " + param.name()
                            + "; each needs a name of its own");
        }
        return Collections.unmodifiableMap(params);
    }

    private static void requireDistinct(Layer... layers) {
        Map<Layer, Integer> seen = new IdentityHashMap<>();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i] == null)
                throw new IllegalArgumentException("layer " + (i + 1)
                        + " is null; in a notebook: run the cell that makes it again, and then this one");
            Integer before = seen.put(layers[i], i);
            if (before != null)
                throw new IllegalArgumentException("layers " + (before + 1) + " and " + (i + 1) + " are the same "
                        + layers[i].name() + "; a layer remembers one forward, so make a new one for each place");
        }
    }

    /**
     * What the last layer puts out: for a net that ends in softmax, the scores before it.
     *
     * @param x one sample a row
     */
    public SimpleMatrix predict(SimpleMatrix x) {
        return predict(x, Workspace.NONE);
    }

    private SimpleMatrix predict(SimpleMatrix x, Workspace workspace) {
        SimpleMatrix y = x;
        for (Layer layer : layers) y = forward(layer, y, workspace);
        return y;
    }

    private static SimpleMatrix forward(Layer layer, SimpleMatrix x, Workspace workspace) {
        return given(layer, "forward", "Y", Lending.to(layer, workspace).use(() -> layer.forward(x)));
    }

    /** The loss of a batch: forward only, no gradient changes. */
    public double loss(SimpleMatrix x, SimpleMatrix t) {
        return loss.forward(predict(x), t);
    }

    /**
     * The loss of all samples, as if they were one batch. Worked through in portions, as {@link #classify(Dataset)} is, but
     * all outputs and targets are held.
     *
     * @throws IllegalArgumentException if the data set is empty
     */
    public double loss(Dataset data) {
        return loss(data, () -> false).orElseThrow();
    }

    /**
     * {@link #loss(Dataset)} that gives up, with nothing, when it is told to.
     *
     * @param stop asked between portions
     */
    OptionalDouble loss(Dataset data, BooleanSupplier stop) {
        if (data.size() == 0)
            throw new IllegalArgumentException(data.name() + " is empty: there is no loss of nothing");
        List<SimpleMatrix> outputs = new ArrayList<>();
        List<SimpleMatrix> targets = new ArrayList<>();
        for (int start = 0; start < data.size(); start += EVALUATION_ROWS) {
            if (stop.getAsBoolean()) return OptionalDouble.empty();
            Batch batch = portion(data, start, Workspace.NONE);
            outputs.add(predict(batch.x()));
            targets.add(batch.t());
        }
        return OptionalDouble.of(loss.forward(Matrices.stack(outputs), Matrices.stack(targets)));
    }

    /**
     * Forward and backward: leaves in every parameter the gradient of the loss of this batch.
     *
     * @return the loss
     */
    public double gradient(SimpleMatrix x, SimpleMatrix t) {
        return gradient(new Batch(x, t), Workspace.NONE);
    }

    /** {@link #gradient(SimpleMatrix, SimpleMatrix)} of a batch. */
    public double gradient(Batch batch) {
        return gradient(batch.x(), batch.t());
    }

    /**
     * {@link #gradient(Batch)} for a loop.
     *
     * @param workspace lends the matrices of the library's layers, and with them the gradients
     */
    double gradient(Batch batch, Workspace workspace) {
        SimpleMatrix y = predict(batch.x(), workspace);
        Workspace ofLoss = Lending.to(loss, workspace);
        double value = ofLoss.use(() -> loss.forward(y, batch.t()));
        SimpleMatrix d = ofLoss.use(loss::backward);
        for (int i = layers.size() - 1; i > 0; i--) d = backward(layers.get(i), d, workspace);
        Layer first = layers.get(0);
        SimpleMatrix dY = d;
        Lending.to(first, workspace).use(() -> {
            first.backwardToParams(dY);
            return null;
        });
        return value;
    }

    private static SimpleMatrix backward(Layer layer, SimpleMatrix dY, Workspace workspace) {
        return given(layer, "backward", "∂L/∂X", Lending.to(layer, workspace).use(() -> layer.backward(dY)));
    }

    // A layer that is still to be written, or else the next one would fail in its stead.
    private static SimpleMatrix given(Layer layer, String method, String what, SimpleMatrix result) {
        if (result == null)
            throw new IllegalStateException(
                    layer.name() + ": " + method + " has returned null; it is to return " + what + ", a matrix");
        return result;
    }

    /**
     * The class that each row is taken for: the column of the largest output. A single output stands for class 1 from ½ on,
     * and for class 0 below.
     *
     * @param x one sample a row
     */
    public int[] classify(SimpleMatrix x) {
        return Labels.ofRows(predict(x));
    }

    /**
     * The class that each sample is taken for, in order. Worked through in portions, so that a large data set needs little
     * memory.
     */
    public int[] classify(Dataset data) {
        int[] classes = new int[data.size()];
        Workspace workspace = new Workspace();
        for (int start = 0; start < classes.length; start += EVALUATION_ROWS) {
            workspace.startOver();
            int[] part = Labels.ofRows(predict(portion(data, start, workspace).x(), workspace));
            System.arraycopy(part, 0, classes, start, part.length);
        }
        return classes;
    }

    /**
     * The share of samples, from 0 to 1, that are taken for the class they belong to.
     *
     * @throws IllegalArgumentException if the data set is empty or has no classes
     */
    public double accuracy(Dataset data) {
        return accuracy(data, () -> false).orElseThrow();
    }

    /**
     * {@link #accuracy(Dataset)} that gives up, with nothing, when it is told to.
     *
     * @param stop asked between portions
     */
    OptionalDouble accuracy(Dataset data, BooleanSupplier stop) {
        if (data.size() == 0)
            throw new IllegalArgumentException(data.name() + " is empty: there is no accuracy of nothing");
        if (data.classes() == 0)
            throw new IllegalArgumentException(
                    data.name()
                            + " has no classes: its targets are numbers, which an answer comes near to or not; ask for the loss");
        int right = 0;
        Workspace workspace = new Workspace();
        for (int start = 0; start < data.size(); start += EVALUATION_ROWS) {
            if (stop.getAsBoolean()) return OptionalDouble.empty();
            workspace.startOver();
            Batch batch = portion(data, start, workspace);
            int[] guesses = Labels.ofRows(predict(batch.x(), workspace));
            int[] truths = Labels.ofRows(batch.t());
            for (int i = 0; i < guesses.length; i++) if (guesses[i] == truths[i]) right++;
        }
        return OptionalDouble.of((double) right / data.size());
    }

    private static Batch portion(Dataset data, int start, Workspace workspace) {
        int[] places = IntStream.range(start, Math.min(start + EVALUATION_ROWS, data.size()))
                .toArray();
        return Lending.to(data, workspace).use(() -> data.batch(places));
    }

    /** The layers from the input to the output. */
    public List<Layer> layers() {
        return layers;
    }

    /** The loss at the end. */
    public Loss lossLayer() {
        return loss;
    }

    /** All parameters by name, the layers that have any numbered from 1: W1, b1, W2, b2, … */
    public Map<String, Param> params() {
        return params;
    }

    /**
     * One parameter.
     *
     * @param name such as {@code W1}
     * @throws IllegalArgumentException if there is none of that name
     */
    public Param param(String name) {
        Param param = params.get(name);
        if (param == null)
            throw new IllegalArgumentException("there is no parameter " + name + "; there are " + params.keySet());
        return param;
    }

    /**
     * Writes the parameters into a file in the safetensors format, which the common frameworks read: F32 or F64, under the
     * names of {@link #params}, each of the shape [rows, columns], so a bias is [1, D]. The layers' names are written beside
     * them, for people: they are not checked when a file is read. The file is written as a whole or not at all; what it held
     * before stays until then.
     *
     * @throws IOException if it cannot be written; the message names the file and the reason
     */
    public void save(Path file) throws IOException {
        Map<String, SimpleMatrix> matrices = new LinkedHashMap<>();
        params.forEach((name, param) -> matrices.put(name, param.value()));
        String names = Stream.concat(layers.stream().map(Layer::name), Stream.of(loss.name()))
                .collect(Collectors.joining(", "));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "backprop");
        metadata.put("layers", names);
        SafeTensors.write(file, matrices, metadata);
    }

    /**
     * Reads the parameters from a file in the safetensors format, such as {@link #save} writes. It must hold just the
     * parameters that this net has, in their names, shapes and precision.
     *
     * @throws IOException if the file cannot be read, is damaged, or holds something else; the message names the file, what
     *     was found and what was expected, and no parameter has changed
     */
    public void load(Path file) throws IOException {
        SafeTensors.read(file, params);
    }

    /**
     * The shapes of the input and of what each layer puts out, for a batch of N, such as "N × 50", as far as the layers of this
     * library tell; "N × ?" where only data would.
     */
    public List<String> shapes() {
        int[] columns = new int[layers.size() + 1];
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Affine affine) {
                columns[i] = affine.W().value().getNumRows();
                columns[i + 1] = affine.W().value().getNumCols();
            } else if (Lending.worksEntryByEntry(layers.get(i))) columns[i + 1] = columns[i];
        }
        for (int i = layers.size() - 1; i >= 0; i--)
            if (columns[i] == 0 && Lending.worksEntryByEntry(layers.get(i))) columns[i] = columns[i + 1];
        return Arrays.stream(columns)
                .mapToObj(count -> "N × " + (count == 0 ? "?" : count))
                .toList();
    }

    private static int size(Collection<Param> params) {
        return params.stream().mapToInt(param -> param.value().getNumElements()).sum();
    }

    @Override
    public String toString() {
        String type = getClass().getSimpleName();
        return String.format(
                Locale.ROOT,
                "%s: %d %s, %,d parameters",
                type.isEmpty() ? "Network" : type,
                layers.size(),
                layers.size() == 1 ? "layer" : "layers",
                size(params.values()));
    }
}
