package backprop.play;

import backprop.data.Batch;
import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.ejml.simple.SimpleMatrix;

/** A small net over the plane, and how far it has come from its start. */
final class PlaneNet {
    static final List<String> ACTIVATIONS = List.of("sigmoid", "tanh", "ReLU");

    private final Network net;
    private final int classes;
    private int steps;

    /** What a net is made of: so many layers of so many units, with one of {@link #ACTIVATIONS}. */
    record Form(int units, int layers, String activation) {}

    PlaneNet(Form form, int classes, long seed) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        int inputs = 2;
        for (int i = 0; i < form.layers(); i++) {
            layers.add(
                    form.activation().equals("ReLU")
                            ? Affine.he(inputs, form.units(), Precision.DOUBLE, random)
                            : Affine.xavier(inputs, form.units(), Precision.DOUBLE, random));
            layers.add(activation(form.activation()));
            inputs = form.units();
        }
        layers.add(Affine.xavier(inputs, classes, Precision.DOUBLE, random));
        this.net = new Network(new SoftmaxWithLoss(), layers.toArray(Layer[]::new));
        this.classes = classes;
    }

    private static Layer activation(String name) {
        return switch (name) {
            case "sigmoid" -> new Sigmoid();
            case "tanh" -> new Tanh();
            default -> new Relu();
        };
    }

    Network net() {
        return net;
    }

    int classes() {
        return classes;
    }

    int steps() {
        return steps;
    }

    /**
     * Some steps of gradient descent on all points.
     *
     * @throws ArithmeticException if a loss or a weight is no longer a finite number; the net is then as it was before
     */
    void learn(Batch points, double rate, int count) {
        List<Param> params = List.copyOf(net.params().values());
        List<SimpleMatrix> before =
                params.stream().map(param -> param.value().copy()).toList();
        Sgd sgd = new Sgd(rate);
        for (int i = 1; i <= count; i++) {
            double loss = net.gradient(points);
            sgd.update(net);
            if (Double.isFinite(loss)
                    && params.stream().noneMatch(param -> param.value().hasUncountable())) continue;
            for (int k = 0; k < before.size(); k++)
                Matrices.assignInPlace(params.get(k).value(), before.get(k));
            throw new ArithmeticException(String.format(
                    Locale.ROOT,
                    "at step %,d the numbers are no longer finite: take a smaller rate, or rewind",
                    steps + i));
        }
        steps += count;
    }

    /** The probabilities of the classes, a row for each row of x. */
    SimpleMatrix probabilities(SimpleMatrix x) {
        return Matrices.softmax(net.predict(x));
    }

    /**
     * Where the units of the first layer are undecided, w₁x₁ + w₂x₂ + b = 0, within a square about the origin: the two ends
     * of each line, x₁, x₂, x₁, x₂; none for a line that lies elsewhere.
     *
     * @param reach half the side of the square
     */
    List<List<Double>> lines(double reach) {
        Affine first = (Affine) net.layers().get(0);
        List<List<Double>> lines = new ArrayList<>();
        for (int unit = 0; unit < first.b().value().getNumCols(); unit++)
            lines.add(line(
                    first.W().value().get(0, unit),
                    first.W().value().get(1, unit),
                    first.b().value().get(unit),
                    reach));
        return lines;
    }

    private static List<Double> line(double w1, double w2, double b, double reach) {
        double square = w1 * w1 + w2 * w2;
        if (square == 0) return List.of();
        // From the foot of the origin along the line, as far as both coordinates stay within the square.
        double[] foot = {-b * w1 / square, -b * w2 / square};
        double[] way = {-w2, w1};
        double from = Double.NEGATIVE_INFINITY;
        double to = Double.POSITIVE_INFINITY;
        for (int axis = 0; axis < 2; axis++) {
            if (way[axis] == 0) {
                if (Math.abs(foot[axis]) > reach) return List.of();
                continue;
            }
            double one = (-reach - foot[axis]) / way[axis];
            double other = (reach - foot[axis]) / way[axis];
            from = Math.max(from, Math.min(one, other));
            to = Math.min(to, Math.max(one, other));
        }
        if (!(from < to)) return List.of();
        return DoubleStream.of(from, to)
                .flatMap(t -> DoubleStream.of(foot[0] + t * way[0], foot[1] + t * way[1]))
                .boxed()
                .toList();
    }
}
