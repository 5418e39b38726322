package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.layer.Layer;
import backprop.layer.Relu;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class NeuronExercisesTest {
    private final Verdicts verdicts = new Verdicts(NeuronExercises.exercises());

    private static double[] neuron(double... numbers) {
        return numbers;
    }

    @Test
    void or() {
        verdicts.right(1, neuron(1, 1, 0.5));
        verdicts.right(1, neuron(1, 1, 1)); // a sum of exactly θ fires
        verdicts.right(1, neuron(20, 3, 0.001));
        verdicts.open(1, null);
        verdicts.open(1, neuron(1, Double.NaN, 1));
        verdicts.wrong(
                1, neuron(1, 1, 1.5), "This is AND. For (0, 1) the sum is 1.0 and θ is 1.5, so it says 0; OR says 1.");
        verdicts.wrong(1, neuron(1, 1, -0.5), "sign of θ");
        verdicts.wrong(1, neuron(1, 1, 0), "For (0, 0) the sum is 0.0 and θ is 0.0, so it says 1; OR says 0.");
        verdicts.wrong(1, neuron(1, 1), "three numbers");
        verdicts.wrong(1, "1, 1, 0.5", "must be a double[]");
    }

    @Test
    void nand() {
        verdicts.right(2, neuron(-1, -1, -1.5));
        verdicts.right(2, neuron(-2, -3, -4));
        verdicts.open(2, null);
        verdicts.wrong(2, neuron(1, 1, 1.5), "the opposite of NAND");
        verdicts.wrong(2, neuron(-1, -1, 1.5), "sign of θ");
        verdicts.wrong(2, neuron(1, 1, 0.5), "This is OR.");
    }

    @Test
    void softplus() {
        verdicts.right(3, (DoubleUnaryOperator) s -> 1 / (1 + Math.exp(-s)));
        verdicts.right(3, (DoubleUnaryOperator) s -> Math.exp(s) / (1 + Math.exp(s)));
        verdicts.right(3, (DoubleUnaryOperator)
                s -> (Math.log(1 + Math.exp(s + 1e-5)) - Math.log(1 + Math.exp(s - 1e-5))) / 2e-5);
        verdicts.open(3, null);
        verdicts.wrong(3, (DoubleUnaryOperator) s -> Math.log(1 + Math.exp(s)), "the softplus itself");
        verdicts.wrong(3, (DoubleUnaryOperator) s -> 1 / (1 + Math.exp(s)), "one factor is missing");
        verdicts.wrong(3, (DoubleUnaryOperator) s -> Math.exp(s), "Where is the one of the logarithm");
        verdicts.wrong(3, (DoubleUnaryOperator) s -> s > 0 ? 1 : 0, "has no kink");
    }

    @Test
    void xor() {
        verdicts.right(4, new double[][] {{1, 1, 0.5}, {-1, -1, -1.5}, {1, 1, 1.5}});
        verdicts.right(4, new double[][] {{1, -1, 0.5}, {-1, 1, 0.5}, {1, 1, 0.5}});
        verdicts.right(4, new double[][] {{1, 1, 2}, {1, 1, 1}, {-2, 1, 1}});
        verdicts.open(4, null);
        verdicts.open(4, new double[][] {{1, 1, Double.NaN}, {1, 1, 1}, {1, 1, 1}});
        verdicts.wrong(4, new double[][] {{1, 1, 0.5}, {-1, -1, -1.5}, {1, 1, 0.5}}, "can be made into XOR");
        verdicts.wrong(4, new double[][] {{1, 1, 1.5}, {2, 2, 3}, {1, 1, 1.5}}, "They always agree");
        verdicts.wrong(4, new double[][] {{1, 0, 1}, {0, 1, 1}, {1, 1, 0.5}}, "no output neuron can make XOR");
        verdicts.wrong(4, new double[][] {{1, 1, 0.5}, {1, 1}}, "Three neurons with three numbers each");
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

    @Test
    void threeInputs() {
        verdicts.right(6, 104);
        verdicts.open(6, Double.NaN);
        verdicts.wrong(6, 256, "how many truth tables there are");
        verdicts.wrong(6, 14, "for two inputs");
        verdicts.wrong(6, 102, "\"never\" and \"always\"");
        verdicts.wrong(6, 152, "can not do");
        verdicts.wrong(6, NeuronExercises.separable(3, 1), "twice as large");
    }

    @Test
    void theNumbersOfSeparableTablesAreTheKnownOnes() {
        assertEquals(4, NeuronExercises.separable(1, 1));
        assertEquals(14, NeuronExercises.separable(2, 1));
        assertEquals(104, NeuronExercises.separable(3, 3));
        assertEquals(1882, NeuronExercises.separable(4, 3));
    }
}
