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
        verdicts.right(3, layer(v -> Math.max(-1, Math.min(1, v)), v -> Math.abs(v) < 1 ? 1 : 0));
        verdicts.open(3, null);
        verdicts.wrong(3, layer(v -> Math.max(-1, Math.min(1, v)), v -> 1), "It hands dY on as it came");
        verdicts.wrong(3, layer(v -> Math.max(-1, Math.min(1, v)), v -> v > 0 ? 1 : 0), "backward is not");
        verdicts.wrong(3, new Tanh(), "forward is not right");
        verdicts.wrong(3, new Relu(), "forward is not right");
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
