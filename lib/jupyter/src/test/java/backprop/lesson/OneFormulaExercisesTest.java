package backprop.lesson;

import backprop.layer.Loss;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class OneFormulaExercisesTest {
    private static final DoubleUnaryOperator SLOPE = a -> a * (1 - a);

    private final Verdicts verdicts = new Verdicts(OneFormulaExercises.exercises());

    @Test
    void summedLoss() {
        verdicts.open(2, null);
        verdicts.right(2, new double[] {9, 3});
        verdicts.right(2, List.of(9, 3));
        verdicts.wrong(2, new double[] {3, 1}, "mean");
        verdicts.wrong(2, new double[] {-9, -3}, "z − t or t − z");
        verdicts.wrong(2, new double[] {6, 2}, "last sample");
        verdicts.wrong(2, new double[] {-1, -1}, "first sample");
        verdicts.wrong(2, new double[] {3, 3}, "what enters w");
        verdicts.wrong(2, new double[] {18, 6}, "½");
        verdicts.wrong(2, new double[] {3, 9}, "another order");
        verdicts.wrong(2, new double[] {9}, "2 numbers are wanted");
    }

    private static OneFormulaExercises.StepBack step(BinaryOperator<SimpleMatrix> sums, DoubleUnaryOperator slope) {
        return (W, delta, a) -> {
            SimpleMatrix back = sums.apply(new SimpleMatrix(W), new SimpleMatrix(new double[][] {delta}));
            return back.elementMult(Matrices.map(new SimpleMatrix(new double[][] {a}), slope))
                    .toArray2()[0];
        };
    }

    @Test
    void theRecursionIsAccepted() {
        verdicts.open(3, null);
        verdicts.open(3, (OneFormulaExercises.StepBack) (W, delta, a) -> null);
        verdicts.right(3, step((W, delta) -> delta.mult(W), SLOPE));
        verdicts.right(3, (OneFormulaExercises.StepBack) (W, delta, a) -> {
            double[] before = new double[a.length];
            for (int j = 0; j < delta.length; j++)
                for (int k = 0; k < a.length; k++) before[k] += a[k] * (1 - a[k]) * W[j][k] * delta[j];
            return before;
        });
    }

    @Test
    void mistakesInTheRecursionAreNamed() {
        verdicts.wrong(3, step((W, delta) -> delta.mult(W), a -> 1), "not multiplied by the slope");
        verdicts.wrong(3, step((W, delta) -> delta.mult(W), a -> a), "a is not the slope");
        verdicts.wrong(
                3,
                step((W, delta) -> delta.mult(W), a -> SLOPE.applyAsDouble(1 / (1 + Math.exp(-a)))),
                "after the sigmoid already");
        verdicts.wrong(3, step((W, delta) -> delta.mult(W.transpose()), SLOPE), "wrong index");
        verdicts.wrong(3, step((W, delta) -> Matrices.map(delta, d -> 1), SLOPE), "slopes alone");
        verdicts.wrong(3, step((W, delta) -> delta.mult(W).negative(), SLOPE), "sign");
        verdicts.wrong(3, (OneFormulaExercises.StepBack) (W, delta, a) -> new double[5], "5 numbers");
        verdicts.wrong(
                3,
                (OneFormulaExercises.StepBack) (W, delta, a) -> {
                    double[] before =
                            step((weights, d) -> d.mult(weights), SLOPE).back(W, delta, a);
                    delta[0] = 0;
                    return before;
                },
                "changed one of its arguments");
        verdicts.wrong(3, (OneFormulaExercises.StepBack) (W, delta, a) -> new double[] {a[9]}, "ArrayIndexOutOfBounds");
    }

    @Test
    void signs() {
        verdicts.open(1, null);
        verdicts.right(1, new int[] {4, 7, 4});
        verdicts.wrong(1, new int[] {7, 4, 4}, "exchanged");
        verdicts.wrong(1, new int[] {7, 5, 7}, "layer 1");
        verdicts.wrong(1, new int[] {2, 4, 2}, "layer 3");
        verdicts.wrong(1, new int[] {4, 7, 7}, "leads to");
        verdicts.wrong(1, new int[] {4, 7, 28}, "not to a weight");
    }

    @Test
    void fourthPower() {
        verdicts.open(4, null);
        verdicts.right(4, (DoubleBinaryOperator) (a, t) -> (a - t) * (a - t) * (a - t) * (a - a * a));
        verdicts.wrong(4, (DoubleBinaryOperator) (a, t) -> Math.pow(a - t, 3), "∂E/∂a");
        verdicts.wrong(
                4,
                (DoubleBinaryOperator) (a, t) -> Math.pow(a - t, 3) * SLOPE.applyAsDouble(1 / (1 + Math.exp(-a))),
                "no second one");
        verdicts.wrong(4, (DoubleBinaryOperator) (a, t) -> (a - t) * a * (1 - a), "equation (3)");
        verdicts.wrong(4, (DoubleBinaryOperator) (a, t) -> a - t, "cross-entropy");
        verdicts.wrong(4, (DoubleBinaryOperator) (a, t) -> 4 * Math.pow(a - t, 3) * a * (1 - a), "the ¼");
        verdicts.wrong(4, (DoubleBinaryOperator) (a, t) -> Math.pow(t - a, 3) * a * (1 - a), "sign");
    }

    /** Cross-entropy of a sigmoid, with a reader's mistakes. */
    private static class Attempt implements Loss {
        SimpleMatrix z;
        SimpleMatrix y;
        SimpleMatrix t;

        @Override
        public double forward(SimpleMatrix z, SimpleMatrix t) {
            this.z = z;
            this.t = t;
            y = new Sigmoid().forward(z);
            return Matrices.zip(y, t, (p, target) -> target == 1 ? -Math.log(p) : -Math.log(1 - p))
                    .elementSum();
        }

        @Override
        public SimpleMatrix backward() {
            return y.minus(t);
        }
    }

    @Test
    void crossEntropyIsAccepted() {
        verdicts.right(5, new Attempt());
        verdicts.right(5, new Attempt() {
            @Override
            public double forward(SimpleMatrix z, SimpleMatrix t) {
                super.forward(z, t);
                return Matrices.zip(z, t, (v, target) -> Math.log1p(Math.exp(v)) - target * v)
                        .elementSum(); // the same, and safe for large z
            }
        });
        verdicts.open(5, null);
        verdicts.open(5, new Attempt() {
            @Override
            public double forward(SimpleMatrix z, SimpleMatrix t) {
                return Double.NaN;
            }

            @Override
            public SimpleMatrix backward() {
                return null;
            }
        });
        verdicts.open(5, withBackward(attempt -> null));
    }

    private static Loss withForward(DoubleUnaryOperator of) {
        return new Attempt() {
            @Override
            public double forward(SimpleMatrix z, SimpleMatrix t) {
                return of.applyAsDouble(super.forward(z, t));
            }
        };
    }

    private static Loss withBackward(Function<Attempt, SimpleMatrix> backward) {
        return new Attempt() {
            @Override
            public SimpleMatrix backward() {
                return backward.apply(this);
            }
        };
    }

    @Test
    void mistakesInTheCrossEntropyAreNamed() {
        verdicts.wrong(5, withForward(sum -> -sum), "forward: The size is right, the sign is not");
        verdicts.wrong(5, withForward(sum -> sum / 3), "mean over the samples");
        verdicts.wrong(5, withForward(sum -> sum / 6), "mean over all entries");
        verdicts.wrong(5, withForward(sum -> Double.NaN), "forward returns NaN");
        verdicts.wrong(
                5,
                withBackward(a -> a.y.minus(a.t).elementMult(Matrices.map(a.y, SLOPE))),
                "the derivative of the squared error");
        verdicts.wrong(5, withBackward(a -> a.y.minus(a.t).elementDiv(Matrices.map(a.y, SLOPE))), "∂C/∂y");
        verdicts.wrong(5, withBackward(a -> a.t.minus(a.y)), "sign");
        verdicts.wrong(5, withBackward(a -> a.y), "does not know the targets");
        verdicts.wrong(5, withBackward(a -> a.y.minus(a.t).divide(3)), "too small by the same factor");
        verdicts.wrong(5, withBackward(a -> a.y.minus(a.t).transpose()), "transposed");
        verdicts.wrong(
                5,
                withBackward(a -> {
                    SimpleMatrix difference = a.y.minus(a.t);
                    a.z.set(0, 7);
                    return difference;
                }),
                "changed");
    }
}
