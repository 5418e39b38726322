package backprop.lesson;

import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.matrix;
import static backprop.exercise.Graders.matrixFunction;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;

import backprop.check.NumericalGradient;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Matrices;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/** Lesson 7, layers. */
public final class LayersExercises {
    private static final SimpleMatrix X = matrix(row(1, 2), row(0, 1), row(3, -1));
    private static final SimpleMatrix DY = matrix(row(1, 0), row(2, 1), row(-1, 3));

    private LayersExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 7", weights(), bias(), wrongLine(), kink(), softmaxWithLoss(), logSoftmax(), scale());
    }

    private static Exercise<?> weights() {
        return new Exercise<>(
                        "The gradient of the weights", matrix(X.transpose().mult(DY)))
                .hint("The gradient of W has the shape of W: a row for each feature, a column for each neuron.")
                .hint(
                        "The weight in row k, column j is used for every sample: there with the factor from column k of X, and always for neuron j.")
                .hint(
                        "dW = Xᵀ·dY. Its first entry is the first column of X times the first column of dY: 1·1 + 0·2 + 3·(−1).");
    }

    private static Exercise<?> bias() {
        return new Exercise<>("The gradient of the bias", entries(Matrices.columnSums(DY)))
                .mistake(
                        entries(Matrices.columnSums(DY.transpose())),
                        "You have added along the rows, which gives a number for each sample. A bias belongs to a neuron.")
                .mistake(
                        entries(DY.rows(0, 1)),
                        "That is what comes back from the first sample. The bias is used for all of them.")
                .mistake(
                        entries(Matrices.columnSums(DY).divide(DY.getNumRows())),
                        "That is the mean over the samples. What comes back along several paths is added, and not divided.")
                .hint("There is one bias for each neuron. How many neurons are there?")
                .hint("The same bias is added in each of the three rows: three paths lead back to it.")
                .hint("Add up each column of dY.");
    }

    private static Exercise<?> wrongLine() {
        return new Exercise<>("One line is wrong", choice(List.of("A", "B", "C"), "A"))
                .mistake(
                        "B",
                        "A bias is used once in each row, so what comes back is added over the rows. Line B does that.")
                .mistake(
                        "C",
                        "Write line C with indices: dx in row i, column k is the sum over j of dy(i, j) times w(k, j). That is right.")
                .hint(
                        "Give the layer two inputs and three outputs, so that W is 2 × 3, with N rows in x. Which shapes come out?")
                .hint("dW must be 2 × 3, db 1 × 3 and dX N × 2.");
    }

    private static Exercise<?> kink() {
        double left = 0.2;
        return new Exercise<>("At the kink", number(NumericalGradient.of(x -> x > 0 ? x : left * x, 0)))
                .mistake(left, "That is the slope on the left. Nudging goes to both sides.")
                .mistake(1, "That is the slope on the right. Nudging goes to both sides.")
                .mistake(0.5, "That is what it finds for the ReLU, which is flat on the left.")
                .mistake(
                        (1 - left) / 2,
                        "Half the difference of the slopes? Mind the sign of f(−h), and the minus before it.")
                .mistake(0, "That is what the ReLU layer takes by convention. Nudging knows no conventions.")
                .mistake(1 + left, "Both slopes are in it. But the distance from left to right is 2h, not h.")
                .hint("Put h and −h into the formula of nudging, (f(h) − f(−h)) / 2h.")
                .hint("f(h) is h, and f(−h) is −0.2·h.");
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

    private static Exercise<?> logSoftmax() {
        return new Exercise<>("Log-softmax", custom(Function.class, LayersExercises::gradeLogSoftmax))
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

    private static Exercise<?> scale() {
        return new Exercise<>("A layer that scales", layer(() -> new Scale(row(2, -1, 0.5)), 4, 3))
                .hint("Start with forward. Keep x, because backward needs it.")
                .hint("A multiplication swaps: what comes back to x(i, j) is dY(i, j) times s(j).")
                .hint(
                        "s(j) is used in every row, there with the factor x(i, j): multiply x and dY entry by entry, and add up the columns.");
    }

    private static MistakeGrader<Grader> entries(SimpleMatrix row) {
        return numbers(row.getDDRM().getData());
    }

    /** yᵢⱼ = xᵢⱼ·sⱼ. */
    private static final class Scale implements Layer {
        private final Param s;
        private SimpleMatrix x;

        Scale(SimpleMatrix s) {
            this.s = new Param("s", s);
        }

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            this.x = x;
            return x.mult(s.value().diag());
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            s.setGradient(Matrices.columnSums(x.elementMult(dY)));
            return dY.mult(s.value().diag());
        }

        @Override
        public List<Param> params() {
            return List.of(s);
        }
    }
}
