package backprop.train;

import backprop.layer.Affine;
import backprop.layer.Relu;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Precision;
import java.util.Random;

/**
 * A classifier with one hidden layer: Affine, ReLU, Affine, softmax with cross-entropy. Weights are drawn from N(0, 0.01²),
 * biases start at 0.
 */
public final class TwoLayerNet extends Network {
    private static final double WEIGHT_SCALE = 0.01;

    /**
     * A net in float.
     *
     * @param seed the same seed gives the same weights
     */
    public TwoLayerNet(int inputs, int hidden, int outputs, long seed) {
        this(inputs, hidden, outputs, Precision.FLOAT, seed);
    }

    /**
     * @param inputs features of a sample
     * @param hidden units in the hidden layer
     * @param outputs classes
     * @param seed the same seed gives the same weights
     * @throws IllegalArgumentException if a size is not positive
     */
    public TwoLayerNet(int inputs, int hidden, int outputs, Precision precision, long seed) {
        this(inputs, hidden, outputs, precision, new Random(seed));
    }

    private TwoLayerNet(int inputs, int hidden, int outputs, Precision precision, Random random) {
        super(
                new SoftmaxWithLoss(),
                Affine.random(inputs, hidden, WEIGHT_SCALE, precision, random),
                new Relu(),
                Affine.random(hidden, outputs, WEIGHT_SCALE, precision, random));
    }
}
