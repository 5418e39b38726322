package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.exercise.Exercises;
import backprop.exercise.Mark;
import backprop.exercise.Verdict;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class GradientCheckExercisesTest {
    private static final int OWN_SLOPE = 7;
    private static final int FLOAT_STEP = 8;
    private static final int RELATIVE = 9;
    private static final int WRONG_DERIVATIVE = 10;

    private final Exercises exercises = GradientCheckExercises.exercises();

    private void right(int number, Object answer) {
        Verdict verdict = exercises.check(number, answer);
        assertEquals(Mark.RIGHT, verdict.judgement().state(), verdict.toString());
    }

    private void wrong(int number, Object answer, String words) {
        Verdict verdict = exercises.check(number, answer);
        assertEquals(Mark.WRONG, verdict.judgement().state(), verdict.toString());
        assertTrue(
                verdict.judgement().words().contains(words), verdict.judgement().words());
    }

    private void open(int number, Object answer) {
        assertEquals(Mark.OPEN, exercises.check(number, answer).judgement().state());
    }

    @Test
    void theBugOfEveryNetIsAcceptedAndNoOther() {
        for (int i = 0; i < BugLab.names().size(); i++) {
            Bug bug = BugLab.bugOf(BugLab.names().get(i));
            open(i + 1, "");
            right(i + 1, bug.words());
            right(i + 1, " " + bug.words().toUpperCase(java.util.Locale.ROOT));
            wrong(i + 1, "the weather", "none of the words to choose from");
            for (Bug other : Bug.values())
                if (other != bug) {
                    wrong(i + 1, other.words(), "With that bug");
                    String words =
                            exercises.check(i + 1, other.words()).judgement().words();
                    assertFalse(words.contains("\"" + bug.words() + "\""), words);
                }
        }
    }

    private static ToDoubleBiFunction<DoubleUnaryOperator, Double> central(double h) {
        return (f, x) -> (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    }

    private static ToDoubleBiFunction<DoubleUnaryOperator, Double> scaled(double factor) {
        return (f, x) -> factor * central(1e-5).applyAsDouble(f, x);
    }

    @Test
    void ownSlope() {
        open(OWN_SLOPE, scaled(Double.NaN));
        right(OWN_SLOPE, central(1e-5));
        right(OWN_SLOPE, central(1e-4));
        right(OWN_SLOPE, central(1e-6));
        ToDoubleBiFunction<DoubleUnaryOperator, Double> fivePoints = (f, x) -> {
            double near = central(1e-3).applyAsDouble(f, x);
            double far = central(2e-3).applyAsDouble(f, x);
            return (4 * near - far) / 3;
        };
        right(OWN_SLOPE, fivePoints);
        for (double h : new double[] {1e-3, 1e-5, 1e-8, -1e-5}) {
            ToDoubleBiFunction<DoubleUnaryOperator, Double> oneSided =
                    (f, x) -> (f.applyAsDouble(x + h) - f.applyAsDouble(x)) / h;
            wrong(OWN_SLOPE, oneSided, "to one side");
        }
        wrong(OWN_SLOPE, scaled(2), "twice as large");
        wrong(OWN_SLOPE, scaled(0.5), "half as large");
        wrong(OWN_SLOPE, scaled(-1), "sign");
        wrong(OWN_SLOPE, central(0.01), "too large, or too small");
        wrong(OWN_SLOPE, central(1e-10), "too large, or too small");
        ToDoubleBiFunction<DoubleUnaryOperator, Double> value = (f, x) -> f.applyAsDouble(x) + 3;
        wrong(OWN_SLOPE, value, "not the slopes");
    }

    @Test
    void floatStep() {
        open(FLOAT_STEP, Double.NaN);
        right(FLOAT_STEP, 0.005);
        right(FLOAT_STEP, 1e-2);
        right(FLOAT_STEP, Math.cbrt(Math.ulp(1f)));
        wrong(FLOAT_STEP, 0.3, "bends");
        wrong(FLOAT_STEP, 1e-5, "in double");
        wrong(FLOAT_STEP, 3.5e-4, "to one side only");
        wrong(FLOAT_STEP, 1e-7, "rounding");
        wrong(FLOAT_STEP, -0.01, "above 0");
    }

    private void relativeIsWrong(DoubleBinaryOperator f, String words) {
        wrong(RELATIVE, f, words);
    }

    @Test
    void relative() {
        open(RELATIVE, null);
        DoubleBinaryOperator truth = (a, n) -> Math.abs(a - n) / (Math.abs(a) + Math.abs(n));
        right(RELATIVE, truth);
        DoubleBinaryOperator byRoots = (a, n) -> Math.sqrt((a - n) * (a - n)) / (Math.sqrt(a * a) + Math.sqrt(n * n));
        right(RELATIVE, byRoots);
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
        open(WRONG_DERIVATIVE, null);
        DoubleUnaryOperator truth = v -> (1 - 2 * v * v) * Math.exp(-v * v);
        right(WRONG_DERIVATIVE, truth);
        DoubleUnaryOperator twoPaths = v -> Math.exp(-v * v) - 2 * v * v * Math.exp(-v * v);
        right(WRONG_DERIVATIVE, twoPaths);
        DoubleUnaryOperator book = v -> (1 - v * v) * Math.exp(-v * v);
        wrong(WRONG_DERIVATIVE, book, "the book's");
        DoubleUnaryOperator forgotten = v -> (1 - 2 * v) * Math.exp(-v * v);
        wrong(WRONG_DERIVATIVE, forgotten, "multiplies it once more");
        DoubleUnaryOperator negative = v -> -truth.applyAsDouble(v);
        wrong(WRONG_DERIVATIVE, negative, "sign");
    }
}
