package backprop.lesson;

import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.math.Matrices;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class LayersExercisesTest {
    private static final SimpleMatrix X = new SimpleMatrix(new double[][] {{1, 2}, {0, 1}, {3, -1}});
    private static final SimpleMatrix DY = new SimpleMatrix(new double[][] {{1, 0}, {2, 1}, {-1, 3}});

    private final Verdicts verdicts = new Verdicts(LayersExercises.exercises());

    @Test
    void weights() {
        verdicts.right(1, new SimpleMatrix(new double[][] {{-2, 9}, {5, -2}}));
        verdicts.right(1, X.transpose().mult(DY));
        verdicts.open(1, null);
        verdicts.wrong(1, DY.transpose().mult(X), "transposed");
        verdicts.wrong(1, X.transpose().mult(DY).divide(3), "same factor");
        verdicts.wrong(1, X.elementMult(DY), "shape");
    }

    @Test
    void bias() {
        verdicts.right(2, new double[] {2, 4});
        verdicts.right(2, Matrices.columnSums(DY));
        verdicts.open(2, new double[] {});
        verdicts.wrong(2, new double[] {1, 3, 2}, "along the rows");
        verdicts.wrong(2, new double[] {1, 0}, "first sample");
        verdicts.wrong(2, new double[] {2 / 3.0, 4 / 3.0}, "mean");
        verdicts.wrong(2, new double[] {2, 5}, "1 of 2 are right");
    }

    @Test
    void wrongLine() {
        verdicts.right(3, "A");
        verdicts.right(3, "a");
        verdicts.open(3, "");
        verdicts.wrong(3, "B", "added over the rows");
        verdicts.wrong(3, "C", "with indices");
    }

    @Test
    void kink() {
        verdicts.right(4, 0.6);
        verdicts.right(4, (1 + 0.2) / 2);
        verdicts.open(4, Double.NaN);
        verdicts.wrong(4, 0.2, "on the left");
        verdicts.wrong(4, 1, "on the right");
        verdicts.wrong(4, 0, "convention");
        verdicts.wrong(4, 0.5, "ReLU");
        verdicts.wrong(4, 1.2, "2h");
    }

    @Test
    void softmaxWithLoss() {
        verdicts.right(5, new double[] {0.0625, -0.375, 0.3125});
        verdicts.right(5, new double[] {1 / 16.0, -6 / 16.0, 5 / 16.0});
        verdicts.open(5, new double[] {});
        verdicts.wrong(5, new double[] {0.125, -0.75, 0.625}, "mean over the batch");
        verdicts.wrong(5, new double[] {-0.0625, 0.375, -0.3125}, "signs");
        verdicts.wrong(5, new double[] {0.125, 0.25, 0.625}, "probabilities");
    }

    @Test
    void logSoftmax() {
        verdicts.right(6, logSoftmax((a, n) -> a - Matrices.logSumExp(n, 0)));
        verdicts.right(6, logSoftmax((a, n) -> a - n.elementMax() - Math.log(sumOfPowers(n, n.elementMax()))));
        verdicts.open(6, null);
        verdicts.open(6, (UnaryOperator<SimpleMatrix>) a -> null);
        verdicts.wrong(6, logSoftmax((a, n) -> a - Math.log(sumOfPowers(n, 0))), "too large");
        verdicts.wrong(6, (UnaryOperator<SimpleMatrix>) a -> Matrices.map(Matrices.softmax(a), Math::log), "becomes 0");
        verdicts.wrong(6, (UnaryOperator<SimpleMatrix>) Matrices::softmax, "probabilities");
        verdicts.wrong(6, (UnaryOperator<SimpleMatrix>) LayersExercisesTest::withOneMaximum, "belong to the row");
        verdicts.wrong(6, logSoftmax((a, n) -> a), "0 of 6 entries are right");
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

    @Test
    void scale() {
        verdicts.right(7, new Scale((x, dY) -> Matrices.columnSums(x.elementMult(dY)), true));
        verdicts.right(7, new Scale((x, dY) -> x.transpose().mult(dY).diag().transpose(), true));
        verdicts.open(7, null);
        verdicts.wrong(7, new Scale((x, dY) -> Matrices.columnSums(dY), true), "the gradient of s is not");
        verdicts.wrong(7, new Scale((x, dY) -> new SimpleMatrix(1, 3), true), "It is still zero");
        verdicts.wrong(7, new Scale((x, dY) -> x.elementMult(dY), true), "the gradient of s must be 1 × 3");
        verdicts.wrong(7, new Scale((x, dY) -> Matrices.columnSums(x.elementMult(dY)), false), "hands dY on");
        verdicts.wrong(7, new Relu(), "params()");
    }

    private static final class Scale implements Layer {
        private final Param s = new Param("s", new SimpleMatrix(new double[][] {{2, -1, 0.5}}));
        private final BinaryOperator<SimpleMatrix> gradient;
        private final boolean scalesBack;
        private SimpleMatrix x;

        Scale(BinaryOperator<SimpleMatrix> gradient, boolean scalesBack) {
            this.gradient = gradient;
            this.scalesBack = scalesBack;
        }

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            this.x = x;
            return x.mult(s.value().diag());
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            s.setGradient(gradient.apply(x, dY));
            return scalesBack ? dY.mult(s.value().diag()) : dY.copy();
        }

        @Override
        public List<Param> params() {
            return List.of(s);
        }
    }
}
