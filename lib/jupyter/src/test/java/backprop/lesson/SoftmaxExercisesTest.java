package backprop.lesson;

import backprop.math.Matrices;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class SoftmaxExercisesTest {
    private final Verdicts verdicts = new Verdicts(SoftmaxExercises.exercises());

    @Test
    void softmaxWithLoss() {
        verdicts.right(1, new double[] {0.0625, -0.375, 0.3125});
        verdicts.right(1, new double[] {1 / 16.0, -6 / 16.0, 5 / 16.0});
        verdicts.open(1, new double[] {});
        verdicts.wrong(1, new double[] {0.125, -0.75, 0.625}, "mean over the batch");
        verdicts.wrong(1, new double[] {-0.0625, 0.375, -0.3125}, "signs");
        verdicts.wrong(1, new double[] {0.125, 0.25, 0.625}, "probabilities");
    }

    @Test
    void twoClasses() {
        verdicts.right(2, (DoubleBinaryOperator) (a1, a2) -> a1 - a2);
        verdicts.right(2, (DoubleBinaryOperator) (a1, a2) -> Math.log(Math.exp(a1) / Math.exp(a2)));
        verdicts.open(2, null);
        verdicts.wrong(2, (DoubleBinaryOperator) (a1, a2) -> a2 - a1, "without the minus");
        verdicts.wrong(2, (DoubleBinaryOperator) (a1, a2) -> a1, "if a₂ were 0");
        verdicts.wrong(2, (DoubleBinaryOperator) (a1, a2) -> 1 / (1 + Math.exp(a2 - a1)), "the probability itself");
    }

    @Test
    void logSoftmax() {
        verdicts.right(3, logSoftmax((a, n) -> a - Matrices.logSumExp(n, 0)));
        verdicts.right(3, logSoftmax((a, n) -> a - n.elementMax() - Math.log(sumOfPowers(n, n.elementMax()))));
        verdicts.open(3, null);
        verdicts.open(3, (UnaryOperator<SimpleMatrix>) a -> null);
        verdicts.wrong(3, logSoftmax((a, n) -> a - Math.log(sumOfPowers(n, 0))), "too large");
        verdicts.wrong(3, (UnaryOperator<SimpleMatrix>) a -> Matrices.map(Matrices.softmax(a), Math::log), "becomes 0");
        verdicts.wrong(3, (UnaryOperator<SimpleMatrix>) Matrices::softmax, "probabilities");
        verdicts.wrong(3, (UnaryOperator<SimpleMatrix>) SoftmaxExercisesTest::withOneMaximum, "belong to the row");
        verdicts.wrong(3, logSoftmax((a, n) -> a), "0 of 6 entries are right");
    }

    private interface OfEntry {
        double apply(double entry, SimpleMatrix row);
    }

    private static UnaryOperator<SimpleMatrix> logSoftmax(OfEntry f) {
        return a -> {
            SimpleMatrix y = a.copy();
            for (int n = 0; n < a.getNumRows(); n++)
                for (int k = 0; k < a.getNumCols(); k++) y.set(n, k, f.apply(a.get(n, k), a.getRow(n)));
            return y;
        };
    }

    private static double sumOfPowers(SimpleMatrix row, double subtracted) {
        return Matrices.map(row, v -> Math.exp(v - subtracted)).elementSum();
    }

    private static SimpleMatrix withOneMaximum(SimpleMatrix a) {
        double max = a.elementMax();
        return logSoftmax((entry, row) -> entry - max - Math.log(sumOfPowers(row, max)))
                .apply(a);
    }
}
