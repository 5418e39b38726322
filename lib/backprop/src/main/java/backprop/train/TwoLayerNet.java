package backprop.train;

import backprop.io.SafeTensors;
import backprop.layer.Affine;
import backprop.layer.Relu;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;

/**
 * A classifier with one hidden layer: Affine, ReLU, Affine, softmax with cross-entropy. Weights are drawn from N(0, 0.01²),
 * biases start at 0.
 */
public final class TwoLayerNet extends Network {
    private static final double WEIGHT_SCALE = 0.01;
    private static final String MNIST = "mnist-784-50-10.safetensors";

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

    /**
     * A net 784-50-10 that has learnt the 60,000 training digits of MNIST, as lesson 13 does; it reads 97.1 % of the test
     * digits. It comes with the library: nothing is downloaded. A new one each time, and it can learn on.
     */
    public static TwoLayerNet trainedOnMnist() {
        TwoLayerNet net = new TwoLayerNet(784, 50, 10, 1);
        try (InputStream in = TwoLayerNet.class.getResourceAsStream(MNIST)) {
            byte[] file = in.readAllBytes();
            SafeTensors.read(MNIST, file, net.params());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return net;
    }
}
