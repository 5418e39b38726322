package backprop.play;

import backprop.data.ImageDataset;
import backprop.data.Labels;
import backprop.data.handwriting.DigitFrame;
import backprop.layer.Affine;
import backprop.layer.Flatten;
import backprop.layer.Layer;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import java.util.List;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;

/** A net that reads pictures of MNIST's form, seen one picture at a time: what it says, and how that follows the pixels. */
final class PictureNet {
    private static final int PIXELS = DigitFrame.SIDE * DigitFrame.SIDE;

    private final Network net;
    private final Precision precision;
    private final int classes;

    /** @throws IllegalArgumentException if the net does not take such pictures, or gives no probabilities */
    PictureNet(Network net) {
        if (!(net.lossLayer() instanceof SoftmaxWithLoss))
            throw new IllegalArgumentException(
                    "only a net that ends in softmax gives probabilities, but this one ends in "
                            + net.lossLayer().name());
        int inputs = net.layers().get(0).inputs();
        if (inputs != 0 && inputs != PIXELS)
            throw new IllegalArgumentException("a drawing comes as " + DigitFrame.SIDE + " × " + DigitFrame.SIDE + " = "
                    + PIXELS + " numbers, but this net takes " + inputs);
        this.net = net;
        this.precision = net.params().values().stream()
                .map(param -> Precision.of(param.value()))
                .findFirst()
                .orElse(Precision.FLOAT);
        this.classes = net.predict(Matrices.zeros(1, PIXELS, precision)).getNumCols();
    }

    Network net() {
        return net;
    }

    int classes() {
        return classes;
    }

    /** A picture as the net takes it, 1 × 784, from 0 to 1. */
    SimpleMatrix row(byte[] picture) {
        ImageDataset one =
                ImageDataset.of("drawing", picture, DigitFrame.SIDE, DigitFrame.SIDE, new byte[] {0}, classes);
        return one.in(precision).batch(0).x();
    }

    /**
     * What the net says of one picture.
     *
     * @param h what the last layer gets, 1 × its inputs
     * @param scores the outputs, 1 × classes
     * @param y the probabilities, 1 × classes
     */
    record Answer(SimpleMatrix h, SimpleMatrix scores, SimpleMatrix y) {}

    /**
     * Forward through all layers.
     *
     * @throws IllegalArgumentException if the probabilities are no finite numbers
     */
    Answer forward(SimpleMatrix x) {
        SimpleMatrix h = x;
        SimpleMatrix scores = x;
        for (Layer layer : net.layers()) {
            h = scores;
            scores = layer.forward(h);
        }
        if (scores.hasUncountable()) net.classify(x); // says why
        return new Answer(h, scores, Matrices.softmax(scores));
    }

    /**
     * Back from the answer that was given last, down to its picture: ∂L/∂X of L = −ln y of one class, 1 × 784. The net's
     * parameters have the gradients of this L afterwards.
     */
    SimpleMatrix gradient(Answer answer, int target) {
        net.lossLayer().forward(answer.scores(), Labels.oneHot(new int[] {target}, classes, precision));
        SimpleMatrix d = net.lossLayer().backward();
        List<Layer> layers = net.layers();
        for (int i = layers.size() - 1; i >= 0; i--) d = layers.get(i).backward(d);
        return d.copy();
    }

    /**
     * What the last layer adds up for a class from each unit before it, h ⊙ W; empty if that layer is no Affine, or if what comes
     * before are places in pictures and no units.
     */
    double[] contributions(Answer answer, int target) {
        List<Layer> layers = net.layers();
        int end = layers.size() - 1;
        if (end == 0 || !(layers.get(end) instanceof Affine last) || layers.get(end - 1) instanceof Flatten)
            return new double[0];
        double[] parts = new double[answer.h().getNumCols()];
        for (int j = 0; j < parts.length; j++)
            parts[j] = answer.h().get(0, j) * last.W().value().get(j, target);
        return parts;
    }

    /** The weights of a hidden unit on the pixels; empty unless the net is two layers that learn, an Affine first. */
    Optional<SimpleMatrix> weights(int unit) {
        List<Layer> layers = net.layers();
        long learn = layers.stream().filter(layer -> !layer.params().isEmpty()).count();
        if (!(layers.get(0) instanceof Affine first) || learn != 2) return Optional.empty();
        return Optional.of(first.W().value().getColumn(unit));
    }
}
