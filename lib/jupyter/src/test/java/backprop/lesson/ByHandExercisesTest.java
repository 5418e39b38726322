package backprop.lesson;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The right numbers here come from the equations of the page, written out; the exercises use the layers. */
class ByHandExercisesTest {
    private static final double[] WEIGHTS = {0, 0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55};

    private final Verdicts verdicts = new Verdicts(ByHandExercises.exercises());

    @Test
    void silentInput() {
        verdicts.right(1, "w1, w3");
        verdicts.right(1, "W3 w1");
        verdicts.open(1, "");
        verdicts.wrong(1, "w1, w2", "1 that you name does not belong to it, and 1 is still missing");
        verdicts.wrong(1, "w1", "1 is still missing");
        verdicts.wrong(1, "i1", "none of the words");
    }

    @Test
    void sharedBias() {
        verdicts.right(2, 0.00877135468948693 + 0.009954254705217196);
        verdicts.open(2, Double.NaN);
        verdicts.wrong(2, 0.00877135468948693, "through h₁");
        verdicts.wrong(2, 0.009954254705217196, "through h₂");
        verdicts.wrong(2, 0.13849856162855695 - 0.038098236516556236, "with respect to b₂");
        verdicts.wrong(2, (0.00877135468948693 + 0.009954254705217196) / 2, "Nothing is averaged");
    }

    @Test
    void otherInputs() {
        verdicts.right(3, gradient(WEIGHTS, 1, 0.5, WEIGHTS)[1]);
        verdicts.open(3, Double.NaN);
        verdicts.wrong(3, 0.0004385677344743465, "for the inputs 0.05 and 0.10");
        verdicts.wrong(3, 0.00877135468948693, "Only the last factor");
        verdicts.wrong(3, gradient(WEIGHTS, 1, 0.5, WEIGHTS)[2], "∂E/∂w₂");
    }

    @Test
    void bug() {
        double[] updated = step(WEIGHTS, 0.5, false);
        double wrong = gradient(WEIGHTS, 0.05, 0.10, updated)[1];
        verdicts.right(4, wrong);
        verdicts.open(4, Double.NaN);
        verdicts.wrong(4, 0.0004385677344743465, "from the old weights");
        verdicts.wrong(4, wrong / 0.05, "i₁, is missing");
        verdicts.wrong(4, 0.15 - 0.5 * wrong, "That is the new weight");
    }

    @Test
    void mean() {
        verdicts.right(5, 0.5);
        verdicts.right(5, 2 / 4.0);
        verdicts.open(5, Double.NaN);
        verdicts.wrong(5, 1, "with two outputs");
        verdicts.wrong(5, 0.25, "brings down");
        verdicts.wrong(5, 2, "other way round");
    }

    @Test
    void oneStep() {
        verdicts.right(6, function(w -> step(w, 0.5, false)));
        verdicts.open(6, null);
        verdicts.open(6, function(w -> null));
        verdicts.wrong(6, function(w -> step(w, 0.5, true)), "the bug of the page");
        verdicts.wrong(6, function(w -> step(w, -0.5, false)), "The error goes up");
        verdicts.wrong(6, function(w -> step(w, 1, false)), "learning rate");
        verdicts.wrong(6, function(w -> w.clone()), "have not moved");
        verdicts.wrong(6, function(w -> new double[8]), "nine numbers");
        verdicts.wrong(6, function(w -> new double[9]), "Begin with the forward pass");
        verdicts.wrong(6, function(w -> with(step(w, 0.5, false), 2, 0.1)), "w₁ to w₄ are not all");
        verdicts.wrong(6, function(w -> with(step(w, 0.5, false), 8, 0.1)), "w₅ to w₈ are not all");
        verdicts.wrong(
                6,
                function(w -> {
                    double[] moved = step(w, 0.5, false);
                    System.arraycopy(moved, 0, w, 0, w.length);
                    return moved;
                }),
                "has changed the array");
    }

    private static UnaryOperator<double[]> function(UnaryOperator<double[]> f) {
        return f;
    }

    private static double[] with(double[] weights, int place, double value) {
        weights[place] = value;
        return weights;
    }

    private static double[] step(double[] w, double eta, boolean bug) {
        double[] right = gradient(w, 0.05, 0.10, w);
        double[] updated = w.clone();
        for (int k = 5; k <= 8; k++) updated[k] -= eta * right[k];
        double[] hidden = bug ? gradient(w, 0.05, 0.10, updated) : right;
        for (int k = 1; k <= 4; k++) updated[k] -= eta * hidden[k];
        return updated;
    }

    /** The derivatives of the eight weights, where the hidden layer hears of the outputs through other weights. */
    private static double[] gradient(double[] w, double i1, double i2, double[] back) {
        double h1 = sigmoid(w[1] * i1 + w[2] * i2 + 0.35);
        double h2 = sigmoid(w[3] * i1 + w[4] * i2 + 0.35);
        double o1 = sigmoid(w[5] * h1 + w[6] * h2 + 0.60);
        double o2 = sigmoid(w[7] * h1 + w[8] * h2 + 0.60);
        double d1 = (o1 - 0.01) * o1 * (1 - o1);
        double d2 = (o2 - 0.99) * o2 * (1 - o2);
        double e1 = (d1 * back[5] + d2 * back[7]) * h1 * (1 - h1);
        double e2 = (d1 * back[6] + d2 * back[8]) * h2 * (1 - h2);
        return new double[] {0, i1 * e1, i2 * e1, i1 * e2, i2 * e2, h1 * d1, h2 * d1, h1 * d2, h2 * d2};
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
