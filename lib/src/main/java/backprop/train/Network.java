package backprop.train;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Layers one after the other, and a loss at the end. Forward goes through them in order, backward in reverse:
 * backpropagation is this loop and nothing more (D. Rumelhart, G. Hinton, R. Williams, "Learning representations by
 * back-propagating errors", 1986).
 */
public class Network {
    // Enough rows to keep the product busy, few enough that 60,000 images need no 188 MB at once.
    private static final int EVALUATION_ROWS = 1000;

    private final Loss loss;
    private final List<Layer> layers;
    private final Map<String, Param> params;

    /**
     * @param loss what is to become small
     * @param layers from the input to the output
     * @throws IllegalArgumentException if there is no layer
     */
    public Network(Loss loss, Layer... layers) {
        if (layers.length == 0) throw new IllegalArgumentException("a network needs at least one layer");
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
            for (Param param : layer.params()) params.put(param.name() + number, param);
        }
        return Collections.unmodifiableMap(params);
    }

    /**
     * What the last layer puts out: for a net that ends in softmax, the scores before it.
     *
     * @param x one sample a row
     */
    public SimpleMatrix predict(SimpleMatrix x) {
        SimpleMatrix y = x;
        for (Layer layer : layers) y = layer.forward(y);
        return y;
    }

    /** The loss of a batch: forward only, no gradient changes. */
    public double loss(SimpleMatrix x, SimpleMatrix t) {
        return loss.forward(predict(x), t);
    }

    /**
     * Forward and backward: leaves in every parameter the gradient of the loss of this batch.
     *
     * @return the loss
     */
    public double gradient(SimpleMatrix x, SimpleMatrix t) {
        double value = loss(x, t);
        SimpleMatrix d = loss.backward();
        for (int i = layers.size() - 1; i > 0; i--) d = layers.get(i).backward(d);
        layers.get(0).backwardToParams(d);
        return value;
    }

    /** {@link #gradient(SimpleMatrix, SimpleMatrix)} of a batch. */
    public double gradient(Batch batch) {
        return gradient(batch.x(), batch.t());
    }

    /**
     * The class that each row is taken for: the column of the largest output.
     *
     * @param x one sample a row
     */
    public int[] classify(SimpleMatrix x) {
        return Matrices.argMaxOfRows(predict(x));
    }

    /**
     * The class that each sample is taken for, in order. Worked through in portions, so that a large data set needs little
     * memory.
     */
    public int[] classify(Dataset data) {
        int[] classes = new int[data.size()];
        for (int start = 0; start < classes.length; start += EVALUATION_ROWS) {
            int end = Math.min(start + EVALUATION_ROWS, classes.length);
            int[] part =
                    classify(data.batch(IntStream.range(start, end).toArray()).x());
            System.arraycopy(part, 0, classes, start, part.length);
        }
        return classes;
    }

    /**
     * The share of samples, from 0 to 1, whose largest output is at the largest target.
     *
     * @throws IllegalArgumentException if the data set is empty
     */
    public double accuracy(Dataset data) {
        if (data.size() == 0)
            throw new IllegalArgumentException(data.name() + " is empty: there is no accuracy of nothing");
        int right = 0;
        for (int start = 0; start < data.size(); start += EVALUATION_ROWS) {
            int end = Math.min(start + EVALUATION_ROWS, data.size());
            Batch batch = data.batch(IntStream.range(start, end).toArray());
            int[] guesses = classify(batch.x());
            int[] truths = Matrices.argMaxOfRows(batch.t());
            for (int i = 0; i < guesses.length; i++) if (guesses[i] == truths[i]) right++;
        }
        return (double) right / data.size();
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
}
