package backprop.train;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.io.SafeTensors;
import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.Param;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * A feed-forward network: layers one after the other, and a loss at the end. Forward goes through them in order, backward in
 * reverse: backpropagation is this loop and nothing more (D. Rumelhart, G. Hinton, R. Williams, "Learning representations by
 * back-propagating errors", 1986).
 */
public class Network {
    private final Loss loss;
    private final List<Layer> layers;
    private final Map<String, Param> params;
    // Fair, or a trainer that takes it again at once would keep the others out.
    private final Lock use = new ReentrantLock(true);

    /**
     * @param loss the loss to minimize
     * @param layers from the input to the output
     * @throws IllegalArgumentException if there is no layer, one is null or comes twice, or a layer's parameters share a name
     */
    public Network(Loss loss, Layer... layers) {
        NetworkParts.requireDistinct(layers);
        this.loss = loss;
        this.layers = List.of(layers);
        this.params = Collections.unmodifiableMap(NetworkParts.numberedParams(this.layers));
    }

    /**
     * The output of the last layer: for a net that ends in softmax, the logits.
     *
     * @param x one sample a row
     */
    public SimpleMatrix predict(SimpleMatrix x) {
        return forward(x).copy(); // the layer may overwrite its own
    }

    private SimpleMatrix forward(SimpleMatrix x) {
        SimpleMatrix y = x;
        for (Layer layer : layers) y = NetworkParts.requireResult(layer, "forward", "Y", layer.forward(y));
        return y;
    }

    /** The loss of a batch: forward only, no gradient changes. */
    public double loss(SimpleMatrix x, SimpleMatrix t) {
        return loss.forward(forward(x), t);
    }

    /** {@link #gradient(Batch)} of inputs and targets. */
    public double gradient(SimpleMatrix x, SimpleMatrix t) {
        return gradient(new Batch(x, t));
    }

    /**
     * Forward and backward pass: sets the gradient of every parameter for the loss of this batch.
     *
     * @return the loss
     */
    public double gradient(Batch batch) {
        double value = loss(batch.x(), batch.t());
        SimpleMatrix d = loss.backward();
        for (int i = layers.size() - 1; i > 0; i--) {
            Layer layer = layers.get(i);
            d = NetworkParts.requireResult(layer, "backward", "∂L/∂X", layer.backward(d));
        }
        layers.get(0).backwardToParams(d);
        return value;
    }

    /**
     * Does something while no {@link Trainer} in another thread is amid a step: layers keep what their backward pass needs,
     * so each of the two would get what belongs to the other.
     */
    public <T> T betweenSteps(Supplier<T> work) {
        use.lock();
        try {
            return work.get();
        } finally {
            use.unlock();
        }
    }

    /** {@link Layer#reuseMemory} of all layers and the loss. */
    void reuseMemory(boolean reuse) {
        use.lock();
        try {
            layers.forEach(layer -> layer.reuseMemory(reuse));
            loss.reuseMemory(reuse);
        } finally {
            use.unlock();
        }
    }

    /**
     * The predicted class of each row: the argmax of its outputs, or, for a single output, 1 from ½ on and 0 below.
     *
     * @param x one sample a row
     * @throws IllegalArgumentException if outputs are NaN or infinite
     */
    public int[] classify(SimpleMatrix x) {
        SimpleMatrix y = forward(x);
        int unreadable = Evaluation.unreadable(y);
        if (unreadable > 0) Evaluation.requireSound(this, "there are no classes", unreadable, y.getNumRows(), "x");
        return Labels.ofRows(y);
    }

    /**
     * The predicted class of each sample, in order.
     *
     * @throws IllegalArgumentException if weights or outputs are NaN or infinite
     */
    public int[] classify(Dataset data) {
        return new Evaluation(this, data).classes();
    }

    /**
     * The fraction of samples that are classified correctly, from 0 to 1.
     *
     * @throws IllegalArgumentException if the data set is empty, has no classes or others than this net tells apart, or if
     *     weights or outputs are NaN or infinite
     */
    public double accuracy(Dataset data) {
        return new Evaluation(this, data).soundAccuracy();
    }

    /**
     * The loss of all samples, as if they were one batch.
     *
     * @throws IllegalArgumentException if the data set is empty
     */
    public double loss(Dataset data) {
        return new Evaluation(this, data).loss().orElseThrow();
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
     * The parameter of that name.
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
     * Writes the parameters into a safetensors file, under the names of {@link #params}, each of the shape [rows, columns].
     *
     * @throws IOException if it cannot be written; the message names the file and the reason, and an earlier file stays as
     *     it was
     */
    public void save(Path file) throws IOException {
        String names = Stream.concat(layers.stream().map(Layer::name), Stream.of(loss.name()))
                .collect(Collectors.joining(", "));
        Map<String, SimpleMatrix> values = new LinkedHashMap<>();
        params.forEach((name, param) -> values.put(name, param.value()));
        Map<String, String> metadata = new LinkedHashMap<>(); // in this order: the same net is the same file
        metadata.put("format", "backprop");
        metadata.put("layers", names);
        SafeTensors.write(file, values, metadata);
    }

    /**
     * Reads the parameters from a safetensors file, such as {@link #save} writes. It must hold exactly those of this net,
     * with the same names, shapes and precision.
     *
     * @throws IOException if the file cannot be read, is damaged, or holds something else; the message names the file, what
     *     was found and what was expected, and no parameter has changed
     */
    public void load(Path file) throws IOException {
        SafeTensors.read(file, params);
    }

    @Override
    public String toString() {
        String type = getClass().getSimpleName();
        int count = params.values().stream()
                .mapToInt(param -> param.value().getNumElements())
                .sum();
        return String.format(
                Locale.ROOT,
                "%s: %d %s, %,d parameters",
                type.isEmpty() ? "Network" : type,
                layers.size(),
                layers.size() == 1 ? "layer" : "layers",
                count);
    }
}
