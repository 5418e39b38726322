package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
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
    void oneCorrection() {
        verdicts.right(3, neuron(1.5, 0, -0.5));
        verdicts.open(3, null);
        verdicts.wrong(3, neuron(1.5, 0, 1.5), "has to come down");
        verdicts.wrong(3, neuron(1.5, 0, 0.5), "corrected, too");
        verdicts.wrong(3, neuron(-0.5, -2, 1.5), "the wrong way");
        verdicts.wrong(3, neuron(0.5, -1, 0.5), "Nothing has changed");
    }

    @Test
    void softplus() {
        verdicts.right(4, (DoubleUnaryOperator) s -> 1 / (1 + Math.exp(-s)));
        verdicts.right(4, (DoubleUnaryOperator) s -> Math.exp(s) / (1 + Math.exp(s)));
        verdicts.right(4, (DoubleUnaryOperator)
                s -> (Math.log(1 + Math.exp(s + 1e-5)) - Math.log(1 + Math.exp(s - 1e-5))) / 2e-5);
        verdicts.open(4, null);
        verdicts.wrong(4, (DoubleUnaryOperator) s -> Math.log(1 + Math.exp(s)), "the softplus itself");
        verdicts.wrong(4, (DoubleUnaryOperator) s -> 1 / (1 + Math.exp(s)), "one factor is missing");
        verdicts.wrong(4, (DoubleUnaryOperator) s -> Math.exp(s), "Where is the one of the logarithm");
        verdicts.wrong(4, (DoubleUnaryOperator) s -> s > 0 ? 1 : 0, "has no kink");
    }

    @Test
    void threeInputs() {
        verdicts.right(5, 104);
        verdicts.open(5, Double.NaN);
        verdicts.wrong(5, 256, "how many truth tables there are");
        verdicts.wrong(5, 14, "for two inputs");
        verdicts.wrong(5, 102, "\"never\" and \"always\"");
        verdicts.wrong(5, 152, "can not do");
        verdicts.wrong(5, NeuronExercises.separable(3, 1), "twice as large");
    }

    @Test
    void theNumbersOfSeparableTablesAreTheKnownOnes() {
        assertEquals(4, NeuronExercises.separable(1, 1));
        assertEquals(14, NeuronExercises.separable(2, 1));
        assertEquals(104, NeuronExercises.separable(3, 3));
        assertEquals(1882, NeuronExercises.separable(4, 3));
    }
}
