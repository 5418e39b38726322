package backprop.lesson;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class GradientCheckExercisesTest {
    private static final int OWN_SLOPE = 1;
    private static final int HALF_STEP = 2;
    private static final int RELATIVE = 3;
    private static final int WRONG_DERIVATIVE = 4;
    private static final int KINK = 5;

    private final Verdicts verdicts = new Verdicts(GradientCheckExercises.exercises());

    private static ToDoubleBiFunction<DoubleUnaryOperator, Double> central(double h) {
        return (f, x) -> (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    }

    private static ToDoubleBiFunction<DoubleUnaryOperator, Double> scaled(double factor) {
        return (f, x) -> factor * central(1e-5).applyAsDouble(f, x);
    }

    @Test
    void ownSlope() {
        verdicts.open(OWN_SLOPE, scaled(Double.NaN));
        verdicts.right(OWN_SLOPE, central(1e-5));
        verdicts.right(OWN_SLOPE, central(1e-4));
        verdicts.right(OWN_SLOPE, central(1e-6));
        ToDoubleBiFunction<DoubleUnaryOperator, Double> fivePoints = (f, x) -> {
            double near = central(1e-3).applyAsDouble(f, x);
            double far = central(2e-3).applyAsDouble(f, x);
            return (4 * near - far) / 3;
        };
        verdicts.right(OWN_SLOPE, fivePoints);
        for (double h : new double[] {1e-3, 1e-5, 1e-8, -1e-5}) {
            ToDoubleBiFunction<DoubleUnaryOperator, Double> oneSided =
                    (f, x) -> (f.applyAsDouble(x + h) - f.applyAsDouble(x)) / h;
            verdicts.wrong(OWN_SLOPE, oneSided, "to one side");
        }
        verdicts.wrong(OWN_SLOPE, scaled(2), "twice as large");
        verdicts.wrong(OWN_SLOPE, scaled(0.5), "half as large");
        verdicts.wrong(OWN_SLOPE, scaled(-1), "sign");
        verdicts.wrong(OWN_SLOPE, central(0.01), "too large, or too small");
        verdicts.wrong(OWN_SLOPE, central(1e-10), "too large, or too small");
        ToDoubleBiFunction<DoubleUnaryOperator, Double> value = (f, x) -> f.applyAsDouble(x) + 3;
        verdicts.wrong(OWN_SLOPE, value, "not the slopes");
    }

    @Test
    void halfStep() {
        verdicts.open(HALF_STEP, Double.NaN);
        verdicts.right(HALF_STEP, 0.1);
        verdicts.right(HALF_STEP, 0.08);
        verdicts.right(HALF_STEP, Math.cbrt(1 / 1024.0));
        verdicts.wrong(HALF_STEP, 0.3, "bends");
        verdicts.wrong(HALF_STEP, 1e-5, "in double");
        verdicts.wrong(HALF_STEP, 0.005, "in float");
        verdicts.wrong(HALF_STEP, Math.sqrt(1 / 1024.0), "to one side only");
        verdicts.wrong(HALF_STEP, 1e-9, "rounding");
        verdicts.wrong(HALF_STEP, -0.01, "above 0");
    }

    private void relativeIsWrong(DoubleBinaryOperator f, String feedback) {
        verdicts.wrong(RELATIVE, f, feedback);
    }

    @Test
    void relative() {
        verdicts.open(RELATIVE, null);
        DoubleBinaryOperator truth = (a, n) -> Math.abs(a - n) / (Math.abs(a) + Math.abs(n));
        verdicts.right(RELATIVE, truth);
        DoubleBinaryOperator byRoots = (a, n) -> Math.sqrt((a - n) * (a - n)) / (Math.sqrt(a * a) + Math.sqrt(n * n));
        verdicts.right(RELATIVE, byRoots);
        relativeIsWrong((a, n) -> Math.abs(a - n), "scale");
        relativeIsWrong((a, n) -> (a - n) / (Math.abs(a) + Math.abs(n)), "negative");
        relativeIsWrong((a, n) -> Math.abs(a - n) / Math.abs(n), "change places");
        relativeIsWrong((a, n) -> Math.abs(a - n) / Math.abs(a + n), "divides by 0");
        relativeIsWrong((a, n) -> Math.abs(a - n) / Math.max(Math.abs(a), Math.abs(n)), "For 1 and −1");
        relativeIsWrong((a, n) -> a == n ? 0 : 1, "what stood below the line");
        relativeIsWrong((a, n) -> 1, "equal");
    }

    @Test
    void wrongDerivative() {
        verdicts.open(WRONG_DERIVATIVE, null);
        DoubleUnaryOperator truth = v -> (1 - 2 * v * v) * Math.exp(-v * v);
        verdicts.right(WRONG_DERIVATIVE, truth);
        DoubleUnaryOperator twoPaths = v -> Math.exp(-v * v) - 2 * v * v * Math.exp(-v * v);
        verdicts.right(WRONG_DERIVATIVE, twoPaths);
        DoubleUnaryOperator book = v -> (1 - v * v) * Math.exp(-v * v);
        verdicts.wrong(WRONG_DERIVATIVE, book, "the book's");
        DoubleUnaryOperator forgotten = v -> (1 - 2 * v) * Math.exp(-v * v);
        verdicts.wrong(WRONG_DERIVATIVE, forgotten, "multiplies it once more");
        DoubleUnaryOperator negative = v -> -truth.applyAsDouble(v);
        verdicts.wrong(WRONG_DERIVATIVE, negative, "sign");
    }

    @Test
    void kink() {
        verdicts.right(KINK, 0.6);
        verdicts.right(KINK, (1 + 0.2) / 2);
        verdicts.open(KINK, Double.NaN);
        verdicts.wrong(KINK, 0.2, "on the left");
        verdicts.wrong(KINK, 1, "on the right");
        verdicts.wrong(KINK, 0, "convention");
        verdicts.wrong(KINK, 0.5, "ReLU");
        verdicts.wrong(KINK, 1.2, "2h");
    }
}
