package backprop.lesson;

import backprop.check.NumericalGradient;
import backprop.graph.Value;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ChainRuleExercisesTest {
    private final Verdicts verdicts = new Verdicts(ChainRuleExercises.exercises());

    @Test
    void chain() {
        verdicts.right(1, 42);
        verdicts.right(1, NumericalGradient.of(x -> Math.pow(3 * x + 1, 2), 2));
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, 49, "z itself");
        verdicts.wrong(1, 14, "how z changes with t");
        verdicts.wrong(1, 12, "taken at x");
        verdicts.wrong(1, 17, "multiplied, not added");
    }

    @Test
    void threeLines() {
        verdicts.right(2, new double[] {10, 5, 5});
        verdicts.right(2, List.of(10, 5, 5));
        verdicts.open(2, null);
        verdicts.wrong(2, new double[] {5, 10, 10}, "swaps");
        verdicts.wrong(2, new double[] {10, 1, 1}, "passes on what it gets");
        verdicts.wrong(2, new double[] {10, 2.5, 2.5}, "does not share out");
        verdicts.wrong(2, new double[] {5, 5, 10}, "another order");
    }

    @Test
    void whoseTurn() {
        verdicts.right(3, "b");
        verdicts.right(3, "B ");
        verdicts.open(3, "");
        verdicts.wrong(3, "a", "everybody who uses it");
        verdicts.wrong(3, "either", "not stand side by side");
    }

    @Test
    void squareRoot() {
        verdicts.right(4, of(z -> 1 / (2 * z)));
        verdicts.right(4, of(z -> NumericalGradient.of(Math::sqrt, z * z)));
        verdicts.open(4, null);
        verdicts.wrong(4, of(z -> 0.5 / Math.sqrt(z)), "the root, already");
        verdicts.wrong(4, of(z -> 2 * z), "how x = z · z changes");
        verdicts.wrong(4, of(z -> 1 / z), "A factor is missing");
        verdicts.wrong(4, of(z -> 1 / 2), "In Java 1 / 2 is 0");
        verdicts.wrong(4, of(z -> z / 2), "The factor ½ is right");
        verdicts.wrong(4, of(z -> -1 / (2 * z)), "the sign");
    }

    @Test
    void powerOfItself() {
        verdicts.right(5, of(x -> Math.pow(x, x) * (1 + Math.log(x))));
        verdicts.right(5, of(x -> byValue(v -> v.log().times(v).exp(), x)));
        verdicts.open(5, null);
        verdicts.wrong(5, of(x -> x * Math.pow(x, x - 1)), "as the base");
        verdicts.wrong(5, of(x -> Math.pow(x, x) * Math.log(x)), "as the exponent");
        verdicts.wrong(5, of(x -> x * Math.pow(x, x - 1) * (Math.pow(x, x) * Math.log(x))), "added, not multiplied");
    }

    @Test
    void quotient() {
        verdicts.right(6, of((a, b) -> byValue(v -> Value.of(a).times(v.reciprocal()), b)));
        verdicts.right(6, of((a, b) -> byValue(v -> Value.of(1 / a).times(v).reciprocal(), b)));
        verdicts.open(6, of((a, b) -> Double.NaN));
        verdicts.wrong(6, of((a, b) -> byValue(v -> v.times(1 / a), b)), "derivative of b / a");
        verdicts.wrong(6, of((a, b) -> byValue(v -> v.times(a), b)), "derivative of a · b");
        verdicts.wrong(
                6, of((a, b) -> byValue(v -> v.times(a).reciprocal(), b)), "Only one of the two has to be below");
        verdicts.wrong(6, of((a, b) -> byValue(v -> Value.of(a / b), b)), "Nothing comes back to b");
    }

    @Test
    void positivePart() {
        verdicts.right(7, withNode(x -> x > 0 ? x : 0, x -> x > 0 ? 1 : 0));
        verdicts.right(7, of(x -> byValue(v -> v.relu().times(v.exp()), x)));
        verdicts.open(7, of(x -> Double.NaN));
        verdicts.wrong(7, withNode(x -> Math.max(0, x), x -> 1), "still comes back");
        verdicts.wrong(7, withNode(x -> x, x -> 1), "lets negative numbers pass");
        verdicts.wrong(7, withNode(x -> Math.max(0, x), x -> 0), "Nothing comes back through your node");
        verdicts.wrong(7, withNode(x -> Math.max(0, x), x -> Math.max(0, x)), "is the output itself");
        verdicts.wrong(7, withNode(x -> Math.max(0, x), x -> x), "is the input itself");
        verdicts.wrong(7, withNode(x -> x, x -> x > 0 ? 1 : 0), "the output is not 0");
    }

    private static DoubleUnaryOperator of(DoubleUnaryOperator f) {
        return f;
    }

    private static DoubleBinaryOperator of(DoubleBinaryOperator f) {
        return f;
    }

    private static double byValue(UnaryOperator<Value> f, double at) {
        Value v = Value.of(at);
        f.apply(v).backward();
        return v.gradient();
    }

    /** What the page's check computes of a node: the derivative of (its output · eˣ). */
    private static DoubleUnaryOperator withNode(DoubleUnaryOperator output, DoubleUnaryOperator slope) {
        return x -> Math.exp(x) * (slope.applyAsDouble(x) + output.applyAsDouble(x));
    }
}
