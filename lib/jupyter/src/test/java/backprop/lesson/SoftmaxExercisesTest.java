package backprop.lesson;

import backprop.layer.Layer;
import backprop.math.Matrices;
import java.util.function.BinaryOperator;
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
        verdicts.right(3, (DoubleBinaryOperator) (a1, a2) -> a1 - a2);
        verdicts.right(3, (DoubleBinaryOperator) (a1, a2) -> Math.log(Math.exp(a1) / Math.exp(a2)));
        verdicts.open(3, null);
        verdicts.wrong(3, (DoubleBinaryOperator) (a1, a2) -> a2 - a1, "without the minus");
        verdicts.wrong(3, (DoubleBinaryOperator) (a1, a2) -> a1, "if a₂ were 0");
        verdicts.wrong(3, (DoubleBinaryOperator) (a1, a2) -> 1 / (1 + Math.exp(a2 - a1)), "the probability itself");
    }

    @Test
    void logSoftmax() {
        verdicts.right(4, logSoftmax((a, n) -> a - Matrices.logSumExp(n, 0)));
        verdicts.right(4, logSoftmax((a, n) -> a - n.elementMax() - Math.log(sumOfPowers(n, n.elementMax()))));
        verdicts.open(4, null);
        verdicts.open(4, (UnaryOperator<SimpleMatrix>) a -> null);
        verdicts.wrong(4, logSoftmax((a, n) -> a - Math.log(sumOfPowers(n, 0))), "too large");
        verdicts.wrong(4, (UnaryOperator<SimpleMatrix>) a -> Matrices.map(Matrices.softmax(a), Math::log), "becomes 0");
        verdicts.wrong(4, (UnaryOperator<SimpleMatrix>) Matrices::softmax, "probabilities");
        verdicts.wrong(4, (UnaryOperator<SimpleMatrix>) SoftmaxExercisesTest::withOneMaximum, "belong to the row");
        verdicts.wrong(4, logSoftmax((a, n) -> a), "0 of 6 entries are right");
    }

    @Test
    void twoRight() {
        verdicts.right(2, new double[] {0, -0.4, 0.4});
        verdicts.open(2, new double[] {});
        verdicts.wrong(2, new double[] {-0.5, -0.7, 0.2}, "add up to 2");
        verdicts.wrong(2, new double[] {0, -0.2, 0.2}, "the target ½");
        verdicts.wrong(2, new double[] {-1, -1.4, 0.4}, "one of the two paths");
        verdicts.wrong(2, new double[] {0, 0.4, -0.4}, "signs");
    }

    @Test
    void softmaxLayer() {
        verdicts.right(5, softmax(SoftmaxExercisesTest::sentBack));
        verdicts.open(5, null);
        verdicts.open(5, softmax((y, dY) -> null));
        verdicts.wrong(5, softmax((y, dY) -> y.elementMult(dY)), "S has changed");
        verdicts.wrong(
                5, softmax((y, dY) -> y.elementMult(Matrices.map(y, p -> 1 - p)).elementMult(dY)), "its own score");
        verdicts.wrong(
                5,
                softmax((y, dY) -> y.elementMult(dY.minus(dY.elementMult(y).elementSum()))),
                "one sum for the whole matrix");
        verdicts.wrong(5, softmax(SimpleMatrix::minus), "no targets");
        verdicts.wrong(5, softmax((y, dY) -> dY), "It hands dY on as it came");
    }

    private static SimpleMatrix sentBack(SimpleMatrix y, SimpleMatrix dY) {
        SimpleMatrix dX = y.copy();
        for (int n = 0; n < y.getNumRows(); n++) {
            SimpleMatrix p = y.getRow(n);
            SimpleMatrix slopes = p.diag().minus(p.transpose().mult(p)); // of one row
            dX.insertIntoThis(n, 0, dY.getRow(n).mult(slopes));
        }
        return dX;
    }

    private static Layer softmax(BinaryOperator<SimpleMatrix> backward) {
        return new Layer() {
            private SimpleMatrix y;

            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                y = Matrices.softmax(x);
                return y;
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return backward.apply(y, dY);
            }
        };
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
