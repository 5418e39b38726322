package backprop.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.check.NumericalGradient;
import backprop.graph.AddLayer;
import backprop.graph.BinaryLayer;
import backprop.graph.InputGradient;
import backprop.graph.MulLayer;
import backprop.graph.Value;
import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class GradersTest {
    private static void right(Grader grader, Object answer) {
        Grade grade = grader.grade(answer);
        assertEquals(Mark.RIGHT, grade.mark(), grade.feedback());
    }

    private static void open(Grader grader, Object answer) {
        assertEquals(Mark.OPEN, grader.grade(answer).mark());
    }

    private static void wrong(Grader grader, Object answer, String feedback) {
        Grade grade = grader.grade(answer);
        assertEquals(Mark.WRONG, grade.mark());
        assertTrue(grade.feedback().contains(feedback), grade.feedback());
    }

    private static SimpleMatrix matrix(double[]... rows) {
        return new SimpleMatrix(rows);
    }

    @Test
    void anyNumberThatIsRightIsRight() {
        Grader grader = Graders.number(84).mistake(5.25, "That is the price.");
        for (Object given : List.of(84, 84L, 84.0, 84f, 84.00001, "84", matrix(new double[] {84})))
            right(grader, given);
        open(grader, null);
        open(grader, Double.NaN);
        wrong(grader, 5.25, "That is the price.");
        wrong(grader, -84, "the sign is not");
        wrong(grader, 1 / 84.0, "other way round");
        wrong(grader, 84.1, "more digits");
        wrong(grader, 12, "It is not 12.0.");
        wrong(grader, Double.POSITIVE_INFINITY, "divided by zero");
        wrong(grader, "eighty", "must be a number, but it is of the type String");
        wrong(grader, List.of(84), "must be a number");
    }

    @Test
    void zeroIsAnAnswerToo() {
        right(Graders.number(0), 1e-12);
        wrong(Graders.number(0), 1e-3, "It is not 0.001.");
        wrong(Graders.number(5), 0, "It is not 0.0.");
    }

    @Test
    void numbersInOrderOrNot() {
        Grader ordered = Graders.numbers(1, 2, 3);
        right(ordered, new double[] {1, 2, 3});
        right(ordered, List.of(1, 2.0, 3L));
        right(ordered, matrix(new double[] {1}, new double[] {2}, new double[] {3}));
        wrong(ordered, new int[] {3, 2, 1}, "in another order");
        wrong(ordered, new double[] {1, 2, 4}, "2 of 3 are right; the first that is not is number 3, 4.0");
        wrong(ordered, new double[] {1, 2}, "3 numbers are wanted");
        wrong(ordered, "1, 2, 3", "double[]");
        open(ordered, null);
        open(ordered, new double[] {Double.NaN, Double.NaN, Double.NaN});
        Grader any = Graders.numbersInAnyOrder(0.2, 0.8);
        right(any, new double[] {0.8, 0.2});
        wrong(any, new double[] {0.8, 0.8}, "1 of 2 are right.");
    }

    @Test
    void mistakesAreRecognisedAmongTheWrongAnswersOnly() {
        Grader grader = Graders.numbers(1, 2)
                .mistake(Graders.numbers(2, 4), "Twice too much.")
                .mistake(Graders.numbersInAnyOrder(2, 4), "Twice too much, and turned round.")
                .mistake(Graders.numbersInAnyOrder(1, 2), "Turn them round.");
        right(grader, new double[] {1, 2});
        open(grader, null);
        wrong(grader, new double[] {2, 4}, "Twice too much.");
        wrong(grader, new double[] {4, 2}, "Twice too much, and turned round.");
        wrong(grader, new double[] {2, 1}, "Turn them round.");
        wrong(grader, new double[] {3, 4}, "0 of 2 are right");
    }

    @Test
    void words() {
        Grader one = Graders.choice(List.of("sum", "mean", "most"), "sum").mistake("mean", "Of how many?");
        right(one, " Sum ");
        wrong(one, "mean", "Of how many?");
        wrong(one, "most", "another one");
        wrong(one, "average", "\"average\" is none of the words to choose from: sum, mean, most.");
        open(one, "");
        Grader several = Graders.choices(List.of("w1", "w2", "w3"), Set.of("w1", "w3"));
        right(several, "w3, W1");
        wrong(several, "w1", "1 is still missing");
        wrong(several, "w1 w2", "1 that you name does not belong to it, and 1 is still missing");
        wrong(several, "w9", "none of the words");
        open(several, " ");
    }

    @Test
    void matricesSayWhatIsWrongWithThem() {
        Grader grader = Graders.matrix(matrix(new double[] {1, 2}, new double[] {3, 4}));
        right(grader, new double[][] {{1, 2}, {3, 4}});
        right(grader, Matrices.to(Precision.FLOAT, matrix(new double[] {1, 2}, new double[] {3, 4})));
        wrong(grader, matrix(new double[] {1, 3}, new double[] {2, 4}), "transposed");
        wrong(grader, matrix(new double[] {-1, -2}, new double[] {-3, -4}), "the sign is not");
        wrong(grader, matrix(new double[] {2, 4}, new double[] {6, 8}), "too large by the same factor");
        wrong(grader, matrix(new double[] {1, 2}, new double[] {0, 4}), "3 of 4 entries are right");
        wrong(grader, matrix(new double[] {1, 2}, new double[] {0, 4}), "row 2, column 1: 0.0");
        wrong(grader, new double[] {1, 2}, "Its shape is 1 × 2, but it must be 2 × 2.");
        wrong(Graders.matrix(new SimpleMatrix(2, 3)), new SimpleMatrix(3, 2), "Is something transposed?");
        wrong(grader, matrix(new double[] {1, Double.NaN}, new double[] {3, 4}), "NaN");
        open(grader, null);
        open(grader, new double[][] {{Double.NaN}});
    }

    @Test
    void functionsAreComparedByWhatTheyDo() {
        Grader square = Graders.function(x -> 2 * x, -3, 3);
        right(square, (DoubleUnaryOperator) x -> x + x);
        right(square, (DoubleUnaryOperator) x -> NumericalGradient.of(v -> v * v, x));
        wrong(square, (DoubleUnaryOperator) x -> -2 * x, "the sign is not");
        wrong(square, (DoubleUnaryOperator) x -> x, "same factor");
        wrong(square, (DoubleUnaryOperator) x -> 2 * x + 1, "something constant");
        wrong(square, (DoubleUnaryOperator) x -> x * x, "At -2.9");
        wrong(square, (DoubleUnaryOperator) x -> 2 * Math.abs(x), "It is right at 21 of 41 places");
        wrong(square, (DoubleBinaryOperator) (x, y) -> x, "must be a DoubleUnaryOperator");
        open(square, (DoubleUnaryOperator) x -> Double.NaN);
        open(square, null);
        Grader two = Graders.function((x, y) -> x * y, 0.5, 2);
        right(two, (DoubleBinaryOperator) (x, y) -> y * x);
        wrong(two, (DoubleUnaryOperator) x -> x, "must be a DoubleBinaryOperator, but it is a lambda of another type");
        wrong(two, (DoubleBinaryOperator) (x, y) -> x, "which is not right");
    }

    @Test
    void matrixFunctionsLeaveTheirArgumentAlone() {
        Grader twice = Graders.matrixFunction(m -> m.scale(2), matrix(new double[] {1, 2}), matrix(new double[] {3}));
        right(twice, (UnaryOperator<SimpleMatrix>) m -> m.plus(m));
        wrong(twice, (UnaryOperator<SimpleMatrix>) m -> m.scale(3), "same factor");
        wrong(
                twice,
                (UnaryOperator<SimpleMatrix>) m -> {
                    SimpleMatrix result = m.scale(2);
                    m.set(0, 7);
                    return result;
                },
                "changed its argument");
        open(twice, (UnaryOperator<SimpleMatrix>) m -> null);
    }

    @Test
    void nodesWithTwoInputs() {
        Grader times = Graders.binaryLayer(Value::times);
        right(times, new MulLayer());
        wrong(times, new AddLayer(), "forward is not right (x = 6.0, y = 3.0, dz = 1.0). It is not 9.0.");
        wrong(times, backwardOnly((x, y, dz) -> new InputGradient(y, x)), "dx lacks what comes back, dz. dy lacks");
        wrong(times, backwardOnly((x, y, dz) -> new InputGradient(dz * y, -dz * x)), "dy has the wrong sign");
        wrong(times, backwardOnly((x, y, dz) -> new InputGradient(dz * x, dz * y)), "dx is not 6.0. dy is not 3.0.");
        open(times, backwardOnly((x, y, dz) -> null));
        open(times, null);
    }

    private interface Back {
        InputGradient of(double x, double y, double dz);
    }

    private static BinaryLayer backwardOnly(Back back) {
        return new BinaryLayer() {
            private double x;
            private double y;

            @Override
            public double forward(double newX, double newY) {
                x = newX;
                y = newY;
                return x * y;
            }

            @Override
            public InputGradient backward(double dz) {
                return back.of(x, y, dz);
            }
        };
    }

    /** A layer that squares, with the mistake that a subclass makes. */
    private static class Square implements Layer {
        SimpleMatrix x;

        @Override
        public SimpleMatrix forward(SimpleMatrix newX) {
            x = newX;
            return newX.elementMult(newX);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            return dY.elementMult(x).scale(2);
        }
    }

    @Test
    void layersAreRightInForwardAndBackward() {
        Grader square = Graders.layer(Square::new, 3, 2);
        right(square, new Square());
        assertTrue(
                square.grade(new Square()).feedback().contains("nudging agrees"),
                square.grade(new Square()).feedback());
        wrong(square, new Relu(), "forward is not right.");
        wrong(
                square,
                new Square() {
                    @Override
                    public SimpleMatrix backward(SimpleMatrix dY) {
                        return dY.copy();
                    }
                },
                "hands dY on as it came");
        wrong(
                square,
                new Square() {
                    @Override
                    public SimpleMatrix backward(SimpleMatrix dY) {
                        return dY.elementMult(x);
                    }
                },
                "forward is right, backward is not. Every entry is too small");
        wrong(
                square,
                new Square() {
                    @Override
                    public SimpleMatrix forward(SimpleMatrix newX) {
                        SimpleMatrix before = x;
                        SimpleMatrix y = super.forward(newX);
                        return before == null ? y : y.plus(1);
                    }
                },
                "The first batch was right, a second one is not.");
        wrong(
                square,
                new Square() {
                    @Override
                    public SimpleMatrix backward(SimpleMatrix dY) {
                        SimpleMatrix dX = super.backward(dY);
                        dY.set(0, 0);
                        return dX;
                    }
                },
                "changed its argument dY");
        open(square, new Square() {
            @Override
            public SimpleMatrix forward(SimpleMatrix newX) {
                return null;
            }
        });
        open(square, new Square() {
            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return null;
            }
        });
        wrong(square, new Sigmoid(), "forward is not right");
        wrong(square, 4, "must be a Layer, but it is of the type Integer");
    }

    @Test
    void layersThatLearnAreRightInTheirParametersToo() {
        RandomMatrices random = new RandomMatrices(5);
        SimpleMatrix W = random.next(2, 3, Precision.DOUBLE);
        SimpleMatrix b = random.next(1, 3, Precision.DOUBLE);
        Grader affine = Graders.layer(() -> new Affine(W.copy(), b.copy()), 4, 2);
        right(affine, new Affine(W.copy(), b.copy()));
        wrong(affine, new Affine(W.scale(2), b.copy()), "The value of W is not what the check cell gave.");
        wrong(affine, new Sigmoid(), "params() must list what the layer learns: [W (2 × 3), b (1 × 3)]");
        wrong(
                affine,
                new WithoutBiasGradient(new Affine(W.copy(), b.copy())),
                "the gradient of b is not. It is still zero");
    }

    private record WithoutBiasGradient(Affine affine) implements Layer {
        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            return affine.forward(x);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            SimpleMatrix dX = affine.backward(dY);
            affine.b().setGradient(affine.b().value().scale(0));
            return dX;
        }

        @Override
        public List<Param> params() {
            return affine.params();
        }
    }
}
