package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.Judgement;
import backprop.check.State;
import backprop.layer.Loss;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class Lesson06Test {
    private static final DoubleUnaryOperator SLOPE = a -> a * (1 - a);

    private static Judgement judge(int number, Object answer) {
        return Lesson06.exercises().check(number, answer).judgement();
    }

    private static void right(int number, Object answer) {
        Judgement judgement = judge(number, answer);
        assertEquals(State.RIGHT, judgement.state(), judgement.words());
    }

    private static void open(int number, Object answer) {
        Judgement judgement = judge(number, answer);
        assertEquals(State.OPEN, judgement.state(), judgement.words());
    }

    private static void wrong(int number, Object answer, String words) {
        Judgement judgement = judge(number, answer);
        assertEquals(State.WRONG, judgement.state());
        assertTrue(judgement.words().contains(words), judgement.words());
    }

    @Test
    void everyExerciseHasHints() {
        var exercises = Lesson06.exercises();
        for (int number = 1; number <= exercises.titles().size(); number++)
            for (int level = 1; level <= 2; level++)
                assertTrue(exercises.hint(number, level).length() > 20);
    }

    @Test
    void whatEntersTheWeight() {
        open(1, Double.NaN);
        right(1, 0.3);
        wrong(1, -0.7, "the weight itself");
        wrong(1, 0.9, "the other weight");
        wrong(1, 1, "by the bias");
        wrong(1, -0.21, "contributes");
    }

    @Test
    void threeSuccessors() {
        open(2, Double.NaN);
        right(2, -0.048);
        right(2, 0.8 * (1 - 0.8) * (0.5 * 0.2 - 0.3 - 2 * 0.05));
        wrong(2, -0.3, "one factor is missing");
        wrong(2, 0.8 * -0.3, "multiplied by the slope");
        wrong(2, -0.3 * Math.exp(-0.8) / Math.pow(1 + Math.exp(-0.8), 2), "behind the sigmoid");
        wrong(2, 0.16 * 0.45, "weights are missing");
        wrong(2, 0.16 * 0.1, "first path");
        wrong(2, 0.048, "sign");
    }

    @Test
    void summedLoss() {
        open(3, null);
        right(3, new double[] {9, 3});
        right(3, List.of(9, 3));
        wrong(3, new double[] {3, 1}, "mean");
        wrong(3, new double[] {-9, -3}, "z − t or t − z");
        wrong(3, new double[] {6, 2}, "last sample");
        wrong(3, new double[] {-1, -1}, "first sample");
        wrong(3, new double[] {3, 3}, "what enters w");
        wrong(3, new double[] {18, 6}, "½");
        wrong(3, new double[] {3, 9}, "another order");
        wrong(3, new double[] {9}, "2 are wanted");
    }

    private static Lesson06.StepBack step(BinaryOperator<SimpleMatrix> sums, DoubleUnaryOperator slope) {
        return (W, delta, a) -> {
            SimpleMatrix back = sums.apply(new SimpleMatrix(W), new SimpleMatrix(new double[][] {delta}));
            return back.elementMult(Matrices.map(new SimpleMatrix(new double[][] {a}), slope))
                    .toArray2()[0];
        };
    }

    @Test
    void theRecursionIsAccepted() {
        open(4, null);
        open(4, (Lesson06.StepBack) (W, delta, a) -> null);
        right(4, step((W, delta) -> delta.mult(W), SLOPE));
        right(4, (Lesson06.StepBack) (W, delta, a) -> {
            double[] before = new double[a.length];
            for (int j = 0; j < delta.length; j++)
                for (int k = 0; k < a.length; k++) before[k] += a[k] * (1 - a[k]) * W[j][k] * delta[j];
            return before;
        });
    }

    @Test
    void slipsInTheRecursionAreNamed() {
        wrong(4, step((W, delta) -> delta.mult(W), a -> 1), "not multiplied by the slope");
        wrong(4, step((W, delta) -> delta.mult(W), a -> a), "a is not the slope");
        wrong(
                4,
                step((W, delta) -> delta.mult(W), a -> SLOPE.applyAsDouble(1 / (1 + Math.exp(-a)))),
                "behind the sigmoid already");
        wrong(4, step((W, delta) -> delta.mult(W.transpose()), SLOPE), "wrong index");
        wrong(4, step((W, delta) -> Matrices.map(delta, d -> 1), SLOPE), "slopes alone");
        wrong(4, step((W, delta) -> delta.mult(W).negative(), SLOPE), "sign");
        wrong(4, (Lesson06.StepBack) (W, delta, a) -> new double[5], "5 numbers");
        wrong(
                4,
                (Lesson06.StepBack) (W, delta, a) -> {
                    double[] before =
                            step((weights, d) -> d.mult(weights), SLOPE).back(W, delta, a);
                    delta[0] = 0;
                    return before;
                },
                "changed one of its arguments");
        wrong(4, (Lesson06.StepBack) (W, delta, a) -> new double[] {a[9]}, "ArrayIndexOutOfBounds");
    }

    /** Cross-entropy of a sigmoid, with the reader's slips. */
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
        right(5, new Attempt());
        right(5, new Attempt() {
            @Override
            public double forward(SimpleMatrix z, SimpleMatrix t) {
                super.forward(z, t);
                return Matrices.zip(z, t, (v, target) -> Math.log1p(Math.exp(v)) - target * v)
                        .elementSum(); // the same, and safe for large z
            }
        });
        open(5, null);
        open(5, new Attempt() {
            @Override
            public double forward(SimpleMatrix z, SimpleMatrix t) {
                return Double.NaN;
            }

            @Override
            public SimpleMatrix backward() {
                return null;
            }
        });
        open(5, withBackward(attempt -> null));
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
    void slipsInTheCrossEntropyAreNamed() {
        wrong(5, withForward(sum -> -sum), "forward: The size is right, the sign is not");
        wrong(5, withForward(sum -> sum / 3), "mean over the samples");
        wrong(5, withForward(sum -> sum / 6), "mean over all entries");
        wrong(5, withForward(sum -> Double.NaN), "forward returns NaN");
        wrong(
                5,
                withBackward(a -> a.y.minus(a.t).elementMult(Matrices.map(a.y, SLOPE))),
                "the derivative of the squared error");
        wrong(5, withBackward(a -> a.y.minus(a.t).elementDiv(Matrices.map(a.y, SLOPE))), "∂C/∂y");
        wrong(5, withBackward(a -> a.t.minus(a.y)), "sign");
        wrong(5, withBackward(a -> a.y), "does not know the targets");
        wrong(5, withBackward(a -> a.y.minus(a.t).divide(3)), "too small by the same factor");
        wrong(5, withBackward(a -> a.y.minus(a.t).transpose()), "transposed");
        wrong(
                5,
                withBackward(a -> {
                    SimpleMatrix difference = a.y.minus(a.t);
                    a.z.set(0, 7);
                    return difference;
                }),
                "changed");
    }

    @Test
    void costOfNudging() {
        open(6, null);
        right(6, new int[] {38, 94});
        right(6, new double[] {38, 94});
        wrong(6, new int[] {38, 47}, "up and down");
        wrong(6, new int[] {38, 76}, "biases");
        wrong(6, new int[] {47, 94}, "added, not multiplied");
        wrong(6, new int[] {120, 94}, "1 of 2 are right");
    }
}
