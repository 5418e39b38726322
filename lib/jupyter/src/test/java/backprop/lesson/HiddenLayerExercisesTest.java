package backprop.lesson;

import backprop.layer.Layer;
import backprop.layer.Relu;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class HiddenLayerExercisesTest {
    private final Verdicts verdicts = new Verdicts(HiddenLayerExercises.exercises());

    @Test
    void xor() {
        verdicts.right(1, new double[][] {{1, 1, 0.5}, {-1, -1, -1.5}, {1, 1, 1.5}});
        verdicts.right(1, new double[][] {{1, -1, 0.5}, {-1, 1, 0.5}, {1, 1, 0.5}});
        verdicts.right(1, new double[][] {{1, 1, 2}, {1, 1, 1}, {-2, 1, 1}});
        verdicts.open(1, null);
        verdicts.open(1, new double[][] {{1, 1, Double.NaN}, {1, 1, 1}, {1, 1, 1}});
        verdicts.wrong(1, new double[][] {{1, 1, 0.5}, {-1, -1, -1.5}, {1, 1, 0.5}}, "can be made into XOR");
        verdicts.wrong(1, new double[][] {{1, 1, 1.5}, {2, 2, 3}, {1, 1, 1.5}}, "They always agree");
        verdicts.wrong(1, new double[][] {{1, 0, 1}, {0, 1, 1}, {1, 1, 0.5}}, "no output neuron can make XOR");
        verdicts.wrong(1, new double[][] {{1, 1, 0.5}, {1, 1}}, "Three neurons with three numbers each");
    }

    @Test
    void largestRate() {
        verdicts.right(2, 0.5);
        verdicts.open(2, Double.NaN);
        verdicts.wrong(2, 0.25, "in a single step");
        verdicts.wrong(2, 1, "This one is steeper");
    }

    @Test
    void hardTanh() {
        verdicts.right(5, layer(v -> Math.max(-1, Math.min(1, v)), v -> Math.abs(v) < 1 ? 1 : 0));
        verdicts.open(5, null);
        verdicts.wrong(5, layer(v -> Math.max(-1, Math.min(1, v)), v -> 1), "It hands dY on as it came");
        verdicts.wrong(5, layer(v -> Math.max(-1, Math.min(1, v)), v -> v > 0 ? 1 : 0), "backward is not");
        verdicts.wrong(5, new Tanh(), "forward is not right");
        verdicts.wrong(5, new Relu(), "forward is not right");
    }

    @Test
    void twoWeights() {
        verdicts.right(3, new double[] {0.6, 1.5});
        verdicts.open(3, null);
        verdicts.wrong(3, new double[] {0.6, 1.54}, "has moved already");
        verdicts.wrong(3, new double[] {1.4, 2.5}, "uphill");
        verdicts.wrong(3, new double[] {4, 5}, "A step goes against them");
        verdicts.wrong(3, new double[] {-4, -5}, "sign turned");
        verdicts.wrong(3, new double[] {0.4, 0.5}, "From where");
        verdicts.wrong(3, new double[] {-3, -3}, "learning rate");
        verdicts.wrong(3, new double[] {0.8, 1.6}, "w₁w₂");
    }

    @Test
    void descent() {
        verdicts.right(4, longer(0));
        verdicts.open(4, null);
        verdicts.open(4, (HiddenLayerExercises.Descent) (slope, w, eta, count) -> Double.NaN);
        verdicts.wrong(4, descent((slope, w, eta) -> w + eta * slope.applyAsDouble(w)), "uphill");
        verdicts.wrong(4, descent((slope, w, eta) -> w - slope.applyAsDouble(w)), "learning rate");
        verdicts.wrong(4, descent((slope, w, eta) -> w), "has not moved");
        verdicts.wrong(4, descent((slope, w, eta) -> w - eta * 2 * w), "over E = sin w it is not");
        verdicts.wrong(
                4,
                (HiddenLayerExercises.Descent) (slope, w, eta, count) -> w - eta * count * slope.applyAsDouble(w),
                "asked for anew");
        verdicts.wrong(4, longer(1), "one step too many");
        verdicts.wrong(4, longer(-1), "one step too few");
        verdicts.wrong(
                4,
                (HiddenLayerExercises.Descent)
                        (slope, w, eta, count) -> longer(count == 0 ? 1 : 0).descend(slope, w, eta, count),
                "After no step at all");
    }

    private interface Step {
        double from(DoubleUnaryOperator slope, double w, double eta);
    }

    private static HiddenLayerExercises.Descent descent(Step step) {
        return (slope, w, eta, count) -> {
            double at = w;
            for (int i = 0; i < count; i++) at = step.from(slope, at, eta);
            return at;
        };
    }

    private static HiddenLayerExercises.Descent longer(int by) {
        return (slope, w, eta, count) ->
                descent((s, at, rate) -> at - rate * s.applyAsDouble(at)).descend(slope, w, eta, count + by);
    }

    private static Layer layer(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return new Layer() {
            private SimpleMatrix x;

            @Override
            public SimpleMatrix forward(SimpleMatrix newX) {
                x = newX;
                return Matrices.map(x, f);
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return Matrices.zip(dY, x, (d, v) -> d * slope.applyAsDouble(v));
            }
        };
    }
}
