package backprop.lesson;

import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.Graders;
import backprop.layer.Layer;
import backprop.math.Matrices;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntBiFunction;
import org.ejml.simple.SimpleMatrix;

/** Lesson 16, deep nets. */
public final class DeepNetsExercises {
    /** What the check cell gives: ε of the batch norm. */
    static final double EPSILON = 1e-5;

    /** What the check cell gives: the part that dropout drops. */
    static final double DROPPED = 0.25;

    private DeepNetsExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 16",
                arriving(),
                equalUnits(),
                spread(),
                velocity(),
                firstStep(),
                stopping(),
                dropout(),
                batchNorm());
    }

    private static Exercise<?> arriving() {
        return new Exercise<>("How much arrives", number(Math.pow(1.5, 19), 1e-3))
                .mistake(Math.pow(1.5, 20), "From layer 20 back to layer 1 it passes nineteen layers, not twenty.")
                .mistake(Math.pow(2.25, 19), "That is the mean square. The size of δ is its root.")
                .mistake(Math.pow(4.5, 9.5), "On the way back ReLU stops half of δ.")
                .mistake(Math.pow(4.5, 19), "That is the mean square, and ReLU stops half of it in every layer.")
                .mistake(19 * 1.5, "Along a path factors are multiplied, not added.")
                .mistake(1.5, "That is the factor of one layer.")
                .mistake(Math.pow(1.5, -19), "That is the other way round: how much smaller it is in layer 20.")
                .hint("By what does one layer multiply the mean square of δ? 50 terms, each with the variance 0.3².")
                .hint("ReLU stops half of the squares, so it is 50 · 0.09 / 2 = 2.25. The size is the root of that.")
                .hint("On its way from layer 20 to layer 1 δ takes nineteen such factors.");
    }

    private static Exercise<?> equalUnits() {
        return new Exercise<>("Which start stays equal?", choice(List.of("A", "B", "C"), "B"))
                .mistake(
                        "A",
                        "At first the two units put out the same. But they are weighed differently, so different δ come back.")
                .mistake(
                        "C",
                        "In the first step nothing comes back to W1. But W2 gets its gradient from outputs that differ.")
                .hint(
                        "A unit differs from another one in its column of W1, the weights going in, or in its weight going out. Which of the gradients differ after one step?")
                .hint("The gradient of a weight is its input times the δ after it. Write both down for the two units.");
    }

    private static Exercise<?> spread() {
        double he = Math.sqrt(2 / 784.0);
        double xavier = Math.sqrt(2 / 884.0);
        return new Exercise<>("How far to spread", numbers(he, xavier))
                .mistake(numbers(xavier, he), "They are the wrong way round: He's looks at the inputs alone.")
                .mistake(
                        numbers(he * he, xavier * xavier),
                        "These are the variances. What a normal number is multiplied by is their root.")
                .mistake(
                        numbers(Math.sqrt(1 / 784.0), xavier),
                        "√(1/D) keeps the size of the sums. What does ReLU take away?")
                .mistake(numbers(he, Math.sqrt(1 / 884.0)), "Xavier's is the mean of D and M, and not their sum.")
                .mistake(
                        numbers(Math.sqrt(2 / 100.0), xavier),
                        "Each sum has as many terms as there are inputs, not outputs.")
                .hint("Both are written in the lesson as variances. D is 784, M is 100.")
                .hint("Math.sqrt(2.0 / 784) for the first. In Java 2 / 784 without a point is 0.");
    }

    private static Exercise<?> velocity() {
        return new Exercise<>("Three steps with momentum", number(0.15))
                .mistake(0.4, "That is plain descent. The second step has half of the first one's velocity as well.")
                .mistake(
                        0.575,
                        "You have weighed the gradient with 1 − μ, as Adam does. Here it is added as it is: v ← μv + g.")
                .mistake(-0.025, "The first velocity is the gradient alone, because v is 0 before.")
                .mistake(1.85, "The steps go against the velocity.")
                .mistake(0.65, "That is the third step alone. The weight has moved in the first two as well.")
                .hint("Write down the three velocities first: v ← 0.5·v + 2, beginning with 0.")
                .hint("They are 2, 3 and 3.5. Each moves the weight by −0.1 times itself.");
    }

    private static Exercise<?> firstStep() {
        double uncorrected = 0.1 * 0.1 / Math.sqrt(0.001);
        return new Exercise<>("Adam's first step", custom(double[].class, DeepNetsExercises::gradeFirstStep))
                .mistake(
                        close(-uncorrected, uncorrected),
                        "That is without the bias correction. After one step m holds a tenth of g, v a thousandth of g².")
                .mistake(close(0.1, -0.1), "The steps go against the gradient.")
                .mistake(close(-10, 0.0001), "That is plain descent. Adam divides by the size of the gradient.")
                .mistake(close(-0.001, 100), "It is divided by √v̂, and not by v̂.")
                .hint("m̂ = m/(1 − β₁), where m = (1 − β₁)·g. What is left? And v̂?")
                .hint("m̂ is g and v̂ is g². So g/√(g²) is left, which is +1 or −1.");
    }

    private static Grade gradeFirstStep(double[] answer) {
        if (close(-0.1, 0.1).accepts(answer))
            return Grade.right("Only the sign of a gradient counts in the first step.");
        return Grade.wrong("It takes two numbers: how much each weight moves, with its sign.");
    }

    /** Two numbers to a thousandth: that ε is left out is no mistake. */
    private static Grader close(double first, double second) {
        return Graders.when(
                double[].class,
                pair -> pair.length == 2
                        && Graders.agree(first, pair[0], 1e-3)
                        && Graders.agree(second, pair[1], 1e-3));
    }

    private static Exercise<?> stopping() {
        return new Exercise<>("When to stop", custom(ToIntBiFunction.class, DeepNetsExercises::gradeStopping))
                .hint("Go through the losses and keep two numbers: where the lowest was, and how low.")
                .hint("After each loss ask how long ago the lowest was: epoch − best ≥ patience.")
                .hint("The answer is the epoch of the lowest loss, and not the one at which you stopped.");
    }

    private static final double[] FALLS = {5, 4, 3, 2, 1};
    private static final double[] RISES = {3, 2, 2.5, 2.6, 2.7, 2.8, 1};
    private static final double[] WAVERS = {3, 2, 2.5, 1.9, 2.1, 1.8, 2, 2.2, 1};

    private static Grade gradeStopping(ToIntBiFunction<double[], Integer> stop) {
        for (double[] losses : new double[][] {FALLS, WAVERS, RISES}) {
            int patience = losses == WAVERS ? 2 : 3;
            int best = best(losses, patience);
            int answer = stop.applyAsInt(losses.clone(), patience);
            if (answer == best) continue;
            String of = " For the losses " + Arrays.toString(losses) + " and a patience of " + patience;
            if (answer == -1 && losses == FALLS) return Grade.open("It still returns −1.");
            if (losses != FALLS && answer == losses.length - 1)
                return Grade.wrong("You have looked at epochs after the stop." + of + ", nobody sees the last loss.");
            if (answer == best + patience)
                return Grade.wrong("That is where to stop. Which weights are kept?" + of + ".");
            return Grade.wrong("It is " + best + ", not " + answer + "." + of + ": the epochs are counted from 0.");
        }
        return Grade.right("It stops in time, and gives back the best.");
    }

    private static int best(double[] losses, int patience) {
        int best = 0;
        for (int epoch = 1; epoch < losses.length && epoch - best <= patience; epoch++)
            if (losses[epoch] < losses[best]) best = epoch;
        return best;
    }

    private static Exercise<?> dropout() {
        return new Exercise<>("Dropout's mask", custom(Layer.class, DeepNetsExercises::gradeDropout))
                .hint("In forward make a matrix of the shape of x: random.nextDouble() < p ? 0 : 1 / (1 - p).")
                .hint("Keep it in a field: backward needs the very same mask.")
                .hint("forward is x.elementMult(mask), backward dY.elementMult(mask).");
    }

    private static Grade gradeDropout(Layer layer) {
        Random random = new Random(1);
        SimpleMatrix x = Matrices.map(new SimpleMatrix(100, 40), zero -> 1 + random.nextDouble());
        SimpleMatrix y = layer.forward(x);
        if (y == null) return Grade.open("forward is still to be written.");
        if (y.getNumRows() != 100 || y.getNumCols() != 40)
            return Grade.wrong("The output must be of the shape of x, but it is " + Matrices.shape(y) + ".");
        SimpleMatrix mask = Matrices.zip(y, x, (out, in) -> out / in);
        Grade forward = gradeMask(mask);
        if (!forward.isRight()) return forward;
        SimpleMatrix dY = Matrices.map(x, entry -> 1 + random.nextDouble());
        SimpleMatrix dX = layer.backward(dY);
        if (dX == null) return Grade.open("forward is right. backward is still to be written.");
        if (!dX.isIdentical(dY.elementMult(mask), 1e-9)) return Grade.wrong(backwardMistake(dX, dY, mask));
        SimpleMatrix again = layer.forward(x);
        if (again.isIdentical(y, 0))
            return Grade.wrong("A second forward drops the same units. Every pass must draw a new mask.");
        return Grade.right("What is dropped in forward is dropped in backward, and the mean stays.");
    }

    private static Grade gradeMask(SimpleMatrix mask) {
        double kept = mask.elementMax();
        int dropped = 0;
        for (int i = 0; i < mask.getNumElements(); i++) {
            double m = mask.get(i);
            if (m == 0) dropped++;
            else if (!Graders.agree(kept, m, Graders.TOLERANCE))
                return Grade.wrong(
                        "forward is not right: what is not dropped must be multiplied by one and the same number.");
        }
        double share = (double) dropped / mask.getNumElements();
        if (dropped == 0) return Grade.wrong("forward drops nothing: about a quarter of the entries must be 0.");
        if (sameRows(mask))
            return Grade.wrong("Every sample drops the same units. Draw a number for each entry, not for each column.");
        if (Math.abs(share - DROPPED) > 0.05)
            return Grade.wrong(String.format(
                    Locale.ROOT,
                    "forward drops %.0f %% of the entries, but p is %.2f.%s",
                    100 * share,
                    DROPPED,
                    Math.abs(share - 1 + DROPPED) < 0.05 ? " You keep what should be dropped." : ""));
        if (Graders.agree(1, kept, Graders.TOLERANCE))
            return Grade.wrong(
                    "What is kept must be made larger, or the next layer's sums shrink by a quarter: divide by 1 − p.");
        if (Graders.agree(1 / DROPPED, kept, Graders.TOLERANCE))
            return Grade.wrong("You divide by p. The share that is kept is 1 − p.");
        if (!Graders.agree(1 / (1 - DROPPED), kept, Graders.TOLERANCE))
            return Grade.wrong(
                    String.format(Locale.ROOT, "What is kept is multiplied by %.3g. It must be 1/(1 − p).", kept));
        return Grade.right("");
    }

    private static boolean sameRows(SimpleMatrix mask) {
        for (int i = 1; i < mask.getNumRows(); i++)
            if (!mask.rows(i, i + 1).isIdentical(mask.rows(0, 1), 1e-9)) return false;
        return true;
    }

    private static String backwardMistake(SimpleMatrix dX, SimpleMatrix dY, SimpleMatrix mask) {
        if (dX.isIdentical(dY, 0))
            return "forward is right. backward hands dY on as it came: what was dropped has no part in the loss.";
        if (dX.isIdentical(dY.elementMult(Matrices.map(mask, m -> m == 0 ? 0 : 1)), 1e-9))
            return "backward drops the right entries, but forward has multiplied the others by 1/(1 − p) as well.";
        return "forward is right. backward must use the mask of the last forward: does it draw another one?";
    }

    private static Exercise<?> batchNorm() {
        return new Exercise<>("Batch norm, backward", layer(() -> new BatchNorm(Back.ALL), 6, 3))
                .mistake(
                        layer(() -> new BatchNorm(Back.SCALE), 6, 3),
                        "You treat mean and deviation as constants. Both are made of x, so two more paths lead back.")
                .mistake(
                        layer(() -> new BatchNorm(Back.MEAN), 6, 3),
                        "The path over the mean is there. The one over the deviation s is missing.")
                .mistake(
                        layer(() -> new BatchNorm(Back.DEVIATION), 6, 3),
                        "The path over the deviation is there. The one over the mean is missing.")
                .mistake(
                        layer(() -> new BatchNorm(Back.UNSCALED), 6, 3),
                        "The bracket is right. What was divided by s on the way there is divided by s on the way back.")
                .hint("Keep y and s in forward. backward is made of dY, y and s, column by column.")
                .hint("dX = (dY − mean of dY − y ⊙ mean of (dY ⊙ y)) / s, the means of each column.")
                .hint("For each column j: SimpleMatrix d = dY.cols(j, j + 1), yj = y.cols(j, j + 1); d.elementSum() / N"
                        + " is one mean, d.elementMult(yj).elementSum() / N the other.");
    }

    /** The paths over which the gradient of a batch norm comes back. */
    enum Back {
        ALL(true, true, true),
        SCALE(false, false, true),
        MEAN(true, false, true),
        DEVIATION(false, true, true),
        UNSCALED(true, true, false);

        private final boolean mean;
        private final boolean deviation;
        private final boolean scaled;

        Back(boolean mean, boolean deviation, boolean scaled) {
            this.mean = mean;
            this.deviation = deviation;
            this.scaled = scaled;
        }
    }

    /** y = (x − mean)/s with s = √(variance + ε), for each column over the rows of a batch. */
    static final class BatchNorm implements Layer {
        private final Back back;
        private SimpleMatrix y;
        private double[] s;

        BatchNorm(Back back) {
            this.back = back;
        }

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            int n = x.getNumRows();
            y = x.copy();
            s = new double[x.getNumCols()];
            for (int j = 0; j < s.length; j++) {
                SimpleMatrix centred = x.cols(j, j + 1).minus(x.cols(j, j + 1).elementSum() / n);
                s[j] = Math.sqrt(centred.elementMult(centred).elementSum() / n + EPSILON);
                y.insertIntoThis(0, j, centred.divide(s[j]));
            }
            return y;
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            int n = dY.getNumRows();
            SimpleMatrix dX = dY.copy();
            for (int j = 0; j < s.length; j++) {
                SimpleMatrix d = dY.cols(j, j + 1);
                SimpleMatrix yj = y.cols(j, j + 1);
                double mean = back.mean ? d.elementSum() / n : 0;
                double along = back.deviation ? d.elementMult(yj).elementSum() / n : 0;
                SimpleMatrix bracket = d.minus(mean).minus(yj.scale(along));
                dX.insertIntoThis(0, j, back.scaled ? bracket.divide(s[j]) : bracket);
            }
            return dX;
        }
    }
}
