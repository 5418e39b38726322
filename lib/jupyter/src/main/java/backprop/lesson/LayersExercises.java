package backprop.lesson;

import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.matrix;
import static backprop.exercise.Graders.numbers;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** Lesson 9, layers. */
public final class LayersExercises {
    private static final SimpleMatrix X = matrix(row(1, 2), row(0, 1), row(3, -1));
    private static final SimpleMatrix DY = matrix(row(1, 0), row(2, 1), row(-1, 3));

    private LayersExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 9", weights(), bias(), wrongLine(), scale());
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
