package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.matrix;
import static backprop.exercise.Graders.matrixFunction;
import static backprop.exercise.Graders.numbers;
import static backprop.exercise.Graders.when;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import backprop.layer.Layer;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Matrices;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/** Lesson 10, softmax and its loss. */
public final class SoftmaxExercises {
    private SoftmaxExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 10", softmaxWithLoss(), twoRight(), twoClasses(), logSoftmax(), softmaxLayer());
    }

    private static Exercise<?> softmaxWithLoss() {
        SimpleMatrix scores = matrix(row(0, Math.log(2), Math.log(5)), row(0, 0, 0));
        SimpleMatrix targets = matrix(row(0, 1, 0), row(1, 0, 0));
        SoftmaxWithLoss loss = new SoftmaxWithLoss();
        loss.forward(scores, targets);
        SimpleMatrix right = loss.backward().rows(0, 1);
        return new Exercise<>("Back through softmax and loss", entries(right))
                .mistake(
                        entries(right.scale(2)),
                        "That is y − t for a single sample. But the loss is the mean over the batch.")
                .mistake(
                        entries(right.negative()),
                        "The sizes are right, the signs are not: the score of the right class must grow, so what is its derivative?")
                .mistake(
                        entries(Matrices.softmax(scores).rows(0, 1)),
                        "These are the probabilities. What comes back compares them with the target.")
                .hint("The powers of the three scores are 1, 2 and 5. What are the probabilities?")
                .hint("The target is (0, 1, 0). Subtract it.")
                .hint("The batch has two samples, so divide by 2.");
    }

    private static Exercise<?> twoClasses() {
        DoubleBinaryOperator share = (a1, a2) -> 1 / (1 + Math.exp(a2 - a1));
        return new Exercise<>("Two classes", function((a1, a2) -> a1 - a2, -3, 3))
                .mistake(
                        (a1, a2) -> a2 - a1,
                        "That is what stands in the exponent, without the minus that the sigmoid has there: σ(z) = 1/(1 + e⁻ᶻ).")
                .mistake(share, "That is the probability itself. Which z has it as its sigmoid?")
                .mistake(
                        (a1, a2) -> a1, "That would be right if a₂ were 0. Raise both scores by 1: nothing may change.")
                .hint("Write y₁ = e^(a₁) / (e^(a₁) + e^(a₂)), and divide above and below the line by e^(a₁).")
                .hint("1 / (1 + e^(a₂ − a₁)) comes out. The sigmoid is 1 / (1 + e^(−z)).");
    }

    private static Exercise<?> logSoftmax() {
        return new Exercise<>("Log-softmax", custom(Function.class, SoftmaxExercises::gradeLogSoftmax))
                .hint("Take the logarithm of exp(aₖ)/S on paper: it is a difference.")
                .hint("ln y(n, k) = a(n, k) − ln S, where S is the sum of the powers in row n.")
                .hint("ln S is m + ln Σ exp(a(n, i) − m), with the largest score m of row n.");
    }

    private static Grade gradeLogSoftmax(Function<SimpleMatrix, Object> f) {
        Grade grade = logSoftmaxOf(new double[][] {{1, 2, 0.5}, {-1, 0, 3}})
                .mistake(Matrices::softmax, "These are the probabilities. Their logarithms are asked for.")
                .mistake(
                        a -> a.minus(Math.log(a.elementExp().elementSum())),
                        "You have one sum for the whole matrix. Each row has a softmax of its own.")
                .grade(f);
        if (!grade.isRight()) return grade;
        if (!logSoftmaxOf(new double[][] {{1000, 1001, 1002}, {0, 800, 0}}).accepts(f))
            return Grade.wrong("For small scores it is right. For (1000, 1001, 1002) exp is too large for a"
                    + " double, or for (0, 800, 0) a probability becomes 0 and its logarithm −∞.");
        if (!logSoftmaxOf(new double[][] {{1000, 1001, 1002}, {-1000, -1001, -1002}})
                .accepts(f))
            return Grade.wrong("It is right while the rows are alike. If one row is near 1000 and another"
                    + " near −1000, the second is not: what you subtract must belong to the row.");
        return grade;
    }

    private static MistakeGrader<UnaryOperator<SimpleMatrix>> logSoftmaxOf(double[]... scores) {
        UnaryOperator<SimpleMatrix> truth = a -> {
            SimpleMatrix y = a.copy();
            for (int n = 0; n < a.getNumRows(); n++)
                for (int k = 0; k < a.getNumCols(); k++) y.set(n, k, a.get(n, k) - Matrices.logSumExp(a, n));
            return y;
        };
        return matrixFunction(truth, new SimpleMatrix(scores));
    }

    private static Exercise<?> twoRight() {
        return new Exercise<>("Two classes are right", numbers(0, -0.4, 0.4))
                .mistake(
                        numbers(-0.5, -0.7, 0.2),
                        "That is y − t, and one of the six steps needs targets that add up to 1. These add up to 2.")
                .mistake(
                        numbers(0, -0.2, 0.2),
                        "That would be right if both had the target ½. Here both have the target 1.")
                .mistake(numbers(-1, -1.4, 0.4), "The 2 belongs to one of the two paths only.")
                .mistake(numbers(0, 0.4, -0.4), "The sizes are right, the signs are not.")
                .hint("Go through the six steps of the table again. In which of them does t₁ + t₂ + t₃ stand?")
                .hint("In step 2, dr = −2S, and so dS = 2/S. Step 5 stays as it is.")
                .hint("Step 6: (2/S − tₖ/eₖ) · eₖ.");
    }

    private static Exercise<?> softmaxLayer() {
        return new Exercise<>(
                        "Softmax as a layer of its own",
                        layer(Softmax::new, 3, 4)
                                .mistake(
                                        sendsBack((y, dY) -> y.elementMult(dY)),
                                        "That is the path through eₖ alone. The sum S has changed, too.")
                                .mistake(
                                        sendsBack((y, dY) -> Matrices.map(y, p -> p * (1 - p))
                                                .elementMult(dY)),
                                        "That is how yₖ changes with its own score. But each score moves every y of its row.")
                                .mistake(
                                        sendsBack((y, dY) -> y.elementMult(
                                                dY.minus(dY.elementMult(y).elementSum()))),
                                        "You have one sum for the whole matrix. Each row has a softmax of its own.")
                                .mistake(
                                        sendsBack(SimpleMatrix::minus),
                                        "y − dY comes back from softmax together with its loss. This layer knows no targets."))
                .hint("yₖ = eₖ/S, as in the graph: two paths lead back to eₖ, from its own product and from the sum.")
                .hint("From the product comes dyₖ/S. From the sum comes the same for all of a row: −(Σ dyⱼ yⱼ)/S.")
                .hint("Both times eₖ: yₖ · (dyₖ − Σ dyⱼ yⱼ). The sum runs over the row.");
    }

    /** A layer with the right forward that sends back something else, made of y and dY. */
    private static Grader sendsBack(BinaryOperator<SimpleMatrix> mistaken) {
        SimpleMatrix x = matrix(row(1, 2, 0.5, -1), row(-1, 0, 3, 0.2));
        SimpleMatrix dY = matrix(row(0.3, -0.8, 1.1, 0.4), row(-0.6, 0.9, 0.2, -1.3));
        return when(Layer.class, layer -> {
            layer.forward(x.copy());
            return matrix(mistaken.apply(Matrices.softmax(x), dY)).accepts(layer.backward(dY.copy()));
        });
    }

    private static final class Softmax implements Layer {
        private SimpleMatrix y;

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            y = Matrices.softmax(x);
            return y;
        }

        /** dX = Y ⊙ (dY − the row sums of dY ⊙ Y) */
        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            SimpleMatrix dX = y.copy();
            for (int n = 0; n < y.getNumRows(); n++) {
                double shared = dY.getRow(n).dot(y.getRow(n));
                for (int k = 0; k < y.getNumCols(); k++) dX.set(n, k, y.get(n, k) * (dY.get(n, k) - shared));
            }
            return dX;
        }
    }

    private static MistakeGrader<Grader> entries(SimpleMatrix row) {
        return numbers(row.getDDRM().getData());
    }
}
