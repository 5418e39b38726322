package backprop.lesson;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class BackwardPassExercisesTest {
    private final Verdicts verdicts = new Verdicts(BackwardPassExercises.exercises());

    @Test
    void whatEntersTheWeight() {
        verdicts.open(1, Double.NaN);
        verdicts.right(1, 0.3);
        verdicts.wrong(1, -0.7, "the weight itself");
        verdicts.wrong(1, 0.9, "the other weight");
        verdicts.wrong(1, 1, "to the bias");
        verdicts.wrong(1, -0.21, "contributes");
    }

    @Test
    void threeSuccessors() {
        verdicts.open(2, Double.NaN);
        verdicts.right(2, -0.048);
        verdicts.right(2, 0.8 * (1 - 0.8) * (0.5 * 0.2 - 0.3 - 2 * 0.05));
        verdicts.wrong(2, -0.3, "one factor is missing");
        verdicts.wrong(2, 0.8 * -0.3, "multiplied by the slope");
        verdicts.wrong(2, -0.3 * Math.exp(-0.8) / Math.pow(1 + Math.exp(-0.8), 2), "after the sigmoid");
        verdicts.wrong(2, 0.16 * 0.45, "weights are missing");
        verdicts.wrong(2, 0.16 * 0.1, "first path");
        verdicts.wrong(2, 0.048, "sign");
    }

    @Test
    void costOfNudging() {
        verdicts.open(3, null);
        verdicts.right(3, new int[] {38, 94});
        verdicts.right(3, new double[] {38, 94});
        verdicts.wrong(3, new int[] {38, 47}, "up and down");
        verdicts.wrong(3, new int[] {38, 76}, "biases");
        verdicts.wrong(3, new int[] {47, 94}, "added, not multiplied");
        verdicts.wrong(3, new int[] {120, 94}, "1 of 2 are right");
    }

    @Test
    void passes() {
        verdicts.open(4, null);
        verdicts.right(4, new int[] {4, 3000});
        verdicts.wrong(4, new int[] {3000, 4}, "other way round");
        verdicts.wrong(4, new int[] {12000, 12000}, "more than one question");
        verdicts.wrong(4, new int[] {4, 1}, "3,000 of them");
    }

    /** A value and its slope. */
    private record Dual(double value, double slope) {
        Dual plus(Dual y) {
            return new Dual(value + y.value, slope + y.slope);
        }
    }

    private interface Product {
        double slope(Dual x, Dual y);
    }

    private static DoubleUnaryOperator byDual(Product times, DoubleBinaryOperator sigmoid) {
        return v -> {
            Dual x = new Dual(v, 1);
            Dual sum = new Dual(v * v, times.slope(x, x)).plus(x);
            Dual a = new Dual(1 / (1 + Math.exp(-sum.value)), sigmoid.applyAsDouble(sum.value, sum.slope));
            return times.slope(a, x);
        };
    }

    @Test
    void dual() {
        Product product = (x, y) -> x.slope * y.value + x.value * y.slope;
        DoubleUnaryOperator a = z -> 1 / (1 + Math.exp(-z));
        DoubleBinaryOperator sigmoid = (z, slope) -> a.applyAsDouble(z) * (1 - a.applyAsDouble(z)) * slope;
        verdicts.right(5, byDual(product, sigmoid));
        verdicts.open(5, null);
        verdicts.open(5, (DoubleUnaryOperator) v -> Double.NaN);
        verdicts.wrong(5, byDual((x, y) -> x.slope * y.slope, sigmoid), "multiplies both slopes");
        verdicts.wrong(5, byDual((x, y) -> x.slope * y.value, sigmoid), "one path only");
        verdicts.wrong(5, byDual(product, (z, slope) -> sigmoid.applyAsDouble(z, 1)), "is lost");
        verdicts.wrong(5, byDual(product, (z, slope) -> slope), "as it came");
        verdicts.wrong(5, byDual(product, (z, slope) -> z * (1 - z) * slope), "puts out");
    }
}
