package backprop.lesson;

import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.math.Matrices;
import java.util.List;
import java.util.function.BinaryOperator;
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
    void scale() {
        verdicts.right(4, new Scale((x, dY) -> Matrices.columnSums(x.elementMult(dY)), true));
        verdicts.right(4, new Scale((x, dY) -> x.transpose().mult(dY).diag().transpose(), true));
        verdicts.open(4, null);
        verdicts.wrong(4, new Scale((x, dY) -> Matrices.columnSums(dY), true), "the gradient of s is not");
        verdicts.wrong(4, new Scale((x, dY) -> new SimpleMatrix(1, 3), true), "It is still zero");
        verdicts.wrong(4, new Scale((x, dY) -> x.elementMult(dY), true), "the gradient of s must be 1 × 3");
        verdicts.wrong(4, new Scale((x, dY) -> Matrices.columnSums(x.elementMult(dY)), false), "hands dY on");
        verdicts.wrong(4, new Relu(), "params()");
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
