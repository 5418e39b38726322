package backprop.train;

import backprop.data.Dataset;
import backprop.layer.Layer;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.Tanh;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Most units of a hidden layer have stopped learning: for every sample measured their output is 0, for ReLU, or at an end of
 * its range, for sigmoid and tanh. The derivative there is 0, or nearly.
 *
 * @param layer which one, counted from 1
 * @param name the layer's name
 * @param saturated how many of its units
 * @param units how many it has
 * @param samples how many training samples were measured
 * @param largestInput the largest size of a number in them
 */
public record Saturation(int layer, String name, int saturated, int units, int samples, double largestInput) {
    // One portion of an evaluation: little beside measuring the accuracy.
    private static final int SAMPLES = 400;
    private static final double NEAR = 1e-6;
    private static final double LARGE_INPUT = 10;

    /**
     * The first hidden layer with three quarters of its units saturated, if there is one. A high learning rate can silence
     * half of them in a net that learns well.
     */
    static Optional<Saturation> of(Network net, Dataset data) {
        int samples = Math.min(SAMPLES, data.size());
        // From all over the data, which may be in the order of their classes.
        int[] indices = IntStream.range(0, samples)
                .map(i -> (int) ((long) i * data.size() / samples))
                .toArray();
        SimpleMatrix x = data.batch(indices).x();
        SimpleMatrix y = x;
        for (int i = 0; i < net.layers().size() - 1; i++) {
            Layer layer = net.layers().get(i);
            y = layer.forward(y);
            int units = y.getNumCols();
            int saturated = saturated(layer, y);
            if (saturated >= 0.75 * units)
                return Optional.of(new Saturation(i + 1, layer.name(), saturated, units, samples, x.elementMaxAbs()));
        }
        return Optional.empty();
    }

    private static int saturated(Layer layer, SimpleMatrix y) {
        return (int) IntStream.range(0, y.getNumCols())
                .filter(j -> IntStream.range(0, y.getNumRows()).allMatch(i -> isAtEnd(layer, y.get(i, j))))
                .count();
    }

    private static boolean isAtEnd(Layer layer, double y) {
        if (layer instanceof Relu) return y <= 0;
        if (layer instanceof Sigmoid) return y < NEAR || y > 1 - NEAR;
        return layer instanceof Tanh && Math.abs(y) > 1 - NEAR;
    }

    /** What was found, and what to try. */
    @Override
    public String toString() {
        String what = name.equals("Relu") ? "silent (0)" : "saturated (at an end of their range)";
        String advice = largestInput > LARGE_INPUT
                ? String.format(Locale.ROOT, "scale the inputs to 0…1 (they are as large as %,.0f)", largestInput)
                : "try a smaller learning rate or another seed";
        return saturated + " of the " + units + " units of layer " + layer + ", " + name + ", are " + what + " for all "
                + samples + " samples measured, and such units learn nothing: make the net anew, and " + advice + ".";
    }
}
