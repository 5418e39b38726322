package backprop.check;

import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.ejml.simple.SimpleMatrix;

/** Gradient checking: backpropagation compared with numerical gradients, entry by entry. */
public final class GradientCheck {
    private GradientCheck() {}

    /**
     * Checks every parameter of a network on a batch.
     *
     * @param x one sample a row; a few rows are enough
     * @param t the targets
     */
    public static GradientReport of(Network net, SimpleMatrix x, SimpleMatrix t) {
        net.gradient(x, t);
        // Taken now: the forward passes that follow must not disturb what is compared.
        Map<String, Param> params = net.params();
        List<SimpleMatrix> gradients =
                params.values().stream().map(Param::gradient).toList();
        List<GradientReport.Row> rows = new ArrayList<>();
        int i = 0;
        for (var param : params.entrySet()) {
            SimpleMatrix value = param.getValue().value();
            rows.add(compare(param.getKey(), gradients.get(i++), value, () -> net.loss(x, t)));
        }
        return new GradientReport(rows);
    }

    /**
     * Checks the input and every parameter of a layer, with the loss L = Σ dY ⊙ Y for a random dY, which is then the
     * upstream gradient.
     *
     * @param x one sample a row; perturbed while this runs, then restored
     * @param seed draws dY
     */
    public static GradientReport of(Layer layer, SimpleMatrix x, long seed) {
        Random random = new Random(seed);
        SimpleMatrix dY = Matrices.map(layer.forward(x), y -> random.nextGaussian());
        SimpleMatrix dX = layer.backward(dY);
        DoubleSupplier result = () -> layer.forward(x).elementMult(dY).elementSum();
        List<GradientReport.Row> rows = new ArrayList<>();
        List<SimpleMatrix> gradients =
                layer.params().stream().map(Param::gradient).toList();
        rows.add(compare("x", dX, x, result));
        for (int i = 0; i < gradients.size(); i++) {
            Param param = layer.params().get(i);
            rows.add(compare(param.name(), gradients.get(i), param.value(), result));
        }
        return new GradientReport(rows);
    }

    /**
     * Checks an update step: the gradient by which every parameter really moved, (old − new)/η, against the numerical one at
     * the old values. It also finds mistakes of the training loop, which {@link #of(Network, SimpleMatrix, SimpleMatrix)}
     * cannot see.
     *
     * @param step one update from this batch by plain gradient descent; afterwards every parameter is restored
     * @param learningRate η of that update
     */
    public static GradientReport ofStep(
            Network net, SimpleMatrix x, SimpleMatrix t, double learningRate, Runnable step) {
        Map<String, Param> params = net.params();
        List<SimpleMatrix> before =
                params.values().stream().map(p -> p.value().copy()).toList();
        step.run();
        List<SimpleMatrix> used = new ArrayList<>();
        int i = 0;
        for (Param param : params.values()) {
            SimpleMatrix old = before.get(i++);
            used.add(old.minus(param.value()).divide(learningRate));
            param.value().setTo(old);
        }
        List<GradientReport.Row> rows = new ArrayList<>();
        i = 0;
        for (var param : params.entrySet())
            rows.add(compare(param.getKey(), used.get(i++), param.getValue().value(), () -> net.loss(x, t)));
        return new GradientReport(rows);
    }

    private static GradientReport.Row compare(
            String name, SimpleMatrix backprop, SimpleMatrix of, DoubleSupplier result) {
        if (backprop.getNumRows() != of.getNumRows() || backprop.getNumCols() != of.getNumCols())
            throw new IllegalArgumentException("the gradient of " + name + " must have the shape of " + name + ", "
                    + Matrices.shape(of) + ", but it is " + Matrices.shape(backprop));
        SimpleMatrix numerical = NumericalGradient.of(result, of);
        double resolution = NumericalGradient.resolution(result.getAsDouble(), Precision.of(of));
        return GradientReport.Row.of(name, Matrices.to(Precision.DOUBLE, backprop), numerical, resolution);
    }
}
