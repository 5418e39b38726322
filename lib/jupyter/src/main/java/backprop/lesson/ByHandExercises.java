package backprop.lesson;

import static backprop.exercise.Graders.choices;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.number;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.MeanSquaredError;
import backprop.layer.Sigmoid;
import backprop.train.Network;
import backprop.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.ejml.simple.SimpleMatrix;

/** Lesson 6, a network by hand. */
public final class ByHandExercises {
    private static final double[] WEIGHTS = {0, 0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55};
    private static final double I1 = 0.05;
    private static final double I2 = 0.10;
    private static final double ETA = 0.5;

    private ByHandExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 6", silentInput(), sharedBias(), otherInputs(), bug(), mean(), oneStep());
    }

    private static Exercise<?> silentInput() {
        return new Exercise<>(
                        "A silent input",
                        choices(List.of("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "none"), Set.of("w1", "w3")))
                .hint("The last factor of a weight's derivative is what flowed in through this weight.")
                .hint("In the table of the hidden layer, two weights have i₁ in the column ∂z/∂w: its 0.05.");
    }

    private static Exercise<?> sharedBias() {
        Gradients right = gradients(WEIGHTS, I1, I2, false);
        double delta1 = right.biases().get(0, 0);
        double delta2 = right.biases().get(0, 1);
        return new Exercise<>("The shared bias", number(delta1 + delta2))
                .mistake(delta1, "That is what comes back through h₁. The bias has a second way.")
                .mistake(delta2, "That is what comes back through h₂. The bias has a second way.")
                .mistake((delta1 + delta2) / 2, "Two paths are added. Nothing is averaged.")
                .mistake(right.outputBiases().elementSum(), "That is the derivative with respect to b₂.")
                .mistake(ETA * (delta1 + delta2), "That is the step. The derivative is asked for, without η.")
                .hint("A bias enters the sum z of a neuron as it is. What is ∂z/∂b then?")
                .hint("b₁ enters two sums, that of h₁ and that of h₂: two paths.")
                .hint("Each path brings back the δ of its neuron, times 1.");
    }

    private static Exercise<?> otherInputs() {
        Gradients right = gradients(WEIGHTS, 1, 0.5, false);
        double before = gradients(WEIGHTS, I1, I2, false).weights()[1];
        return new Exercise<>("Another sample", number(right.weights()[1]))
                .mistake(before, "That is the derivative for the inputs 0.05 and 0.10.")
                .mistake(
                        before / I1,
                        "Only the last factor was changed. The inputs also flow forward, and change every out on"
                                + " the way.")
                .mistake(right.weights()[2], "That is ∂E/∂w₂.")
                .mistake(right.weights()[3], "That is ∂E/∂w₃.")
                .hint("All factors of ∂E/∂w₁ have to be computed anew: with other inputs every out changes.")
                .hint(
                        "Change i1 and i2 in the cell with the numbers, run it and all below it to the table of the hidden layer,"
                                + " and read. (Then put them back.)");
    }

    private static Exercise<?> bug() {
        double right = gradients(WEIGHTS, I1, I2, false).weights()[1];
        double wrong = gradients(WEIGHTS, I1, I2, true).weights()[1];
        return new Exercise<>("Caught by nudging", number(wrong))
                .mistake(right, "That is the right derivative, from the old weights. What does the bug make of it?")
                .mistake(wrong / I1, "That is the wrong δ of h₁. The last factor, i₁, is missing.")
                .mistake(WEIGHTS[1] - ETA * wrong, "That is the new weight. Its derivative is asked for.")
                .hint("Take the equation for ∂E/∂w₁ in one line, and replace two numbers in it.")
                .hint(
                        "The bug takes updated[5] and updated[7] where w[5] and w[7] belong. delta1 and delta2 stay as they are.");
    }

    private static Exercise<?> mean() {
        SimpleMatrix y = row(1, 2, 3, 4);
        SimpleMatrix t = row(0, 0, 0, 0);
        double ratio = firstEntry(new MeanSquaredError(), y, t) / firstEntry(new HalfSquaredError(), y, t);
        return new Exercise<>("The mean of squares", number(ratio))
                .mistake(1, "So it is with two outputs. Here there are four.")
                .mistake(
                        0.25,
                        "The mean divides by 4, yes. But no ½ stands before it: what becomes of the 2 that the"
                                + " square brings down?")
                .hint(
                        "Write down both errors for four outputs, and differentiate both with respect to the first output.")
                .hint("Half the sum gives o₁ − target₁. The mean of four squares gives 2(o₁ − target₁)/4.");
    }

    private static double firstEntry(Loss loss, SimpleMatrix y, SimpleMatrix t) {
        loss.forward(y, t);
        return loss.backward().get(0, 0);
    }

    private static Exercise<?> oneStep() {
        return new Exercise<>("One step, as a function", custom(Function.class, ByHandExercises::gradeStep))
                .hint(
                        "Four parts, as in the lesson: forward, the two δ of the outputs, the two δ of the hidden layer, the update.")
                .hint(
                        "Make the new array first: double[] n = v.clone(). Read the old weights from v alone, and write the new ones"
                                + " to n alone.")
                .hint(
                        "For w₁: n[1] = v[1] − rate · in1 · (d1 · v[5] + d2 · v[7]) · h1 · (1 − h1), where d1 and d2 are the δ of"
                                + " the outputs.");
    }

    private static Grade gradeStep(Function<double[], Object> step) {
        Random random = new Random(1);
        double[] weights = WEIGHTS;
        for (int trial = 0; trial < 5; trial++) {
            double[] argument = weights.clone();
            Object result = step.apply(argument);
            if (result == null) return Grade.open("oneStep still returns null.");
            if (!(result instanceof double[] found) || found.length != WEIGHTS.length)
                return Grade.wrong("It must return an array of nine numbers, of which place 0 is not used.");
            Grade grade = compare(weights, found);
            if (!grade.isRight()) return grade;
            if (!Arrays.equals(argument, weights))
                return Grade.wrong("The new weights are right, but your function has changed the array that it was"
                        + " given. Work on a copy.");
            weights = random.doubles(WEIGHTS.length, -1, 1).toArray();
        }
        return Grade.right("For these weights and for four sets of random ones.");
    }

    private static Grade compare(double[] weights, double[] found) {
        double[] gradient = gradients(weights, I1, I2, false).weights();
        double[] right = moved(weights, gradient, -ETA);
        if (same(found, right, 1, 8)) return Grade.right("");
        if (same(found, weights, 1, 8)) return Grade.wrong("The weights have not moved.");
        if (same(found, moved(weights, gradient, ETA), 1, 8))
            return Grade.wrong("The error goes up: a weight moves against its derivative.");
        if (same(found, moved(weights, gradient, -1), 1, 8))
            return Grade.wrong("Every step is twice as long as it should be. Where is the learning rate?");
        if (same(found, moved(weights, gradients(weights, I1, I2, true).weights(), -ETA), 1, 8))
            return Grade.wrong(
                    "That is the bug of the page: w₅ to w₈ have moved already when the hidden layer uses them.");
        if (same(found, right, 5, 8))
            return Grade.wrong("w₅ to w₈ are right, w₁ to w₄ are not all. Two paths come back to each hidden neuron.");
        if (same(found, right, 1, 4)) return Grade.wrong("w₁ to w₄ are right, w₅ to w₈ are not all.");
        return Grade.wrong("Neither w₁ to w₄ nor w₅ to w₈ are all right. Begin with the forward pass: for the weights"
                + " of the lesson, o₁ must be 0.7513650695523157.");
    }

    private static double[] moved(double[] weights, double[] gradient, double factor) {
        double[] moved = weights.clone();
        for (int k = 1; k < moved.length; k++) moved[k] += factor * gradient[k];
        return moved;
    }

    private static boolean same(double[] a, double[] b, int from, int to) {
        for (int k = from; k <= to; k++) if (!(Math.abs(a[k] - b[k]) < 1e-9)) return false;
        return true;
    }

    /** The derivatives of the eight weights, place 0 unused, and of the biases of the neurons of each layer. */
    private record Gradients(double[] weights, SimpleMatrix biases, SimpleMatrix outputBiases) {}

    /**
     * The gradients.
     *
     * @param bug whether the output layer's weights are updated before the hidden layer uses them
     */
    private static Gradients gradients(double[] w, double i1, double i2, boolean bug) {
        Affine hidden = affine(w[1], w[3], w[2], w[4], 0.35);
        Affine out = affine(w[5], w[7], w[6], w[8], 0.60);
        Layer sigmoid = new Sigmoid();
        Network net = new Network(new HalfSquaredError(), hidden, sigmoid, out, new Sigmoid());
        net.gradient(row(i1, i2), row(0.01, 0.99));
        if (bug) {
            SimpleMatrix deltas = out.b().gradient(); // of a single sample
            new Sgd(ETA).update(List.of(out.W()));
            hidden.backwardToParams(sigmoid.backward(out.backward(deltas)));
        }
        SimpleMatrix dW1 = hidden.W().gradient();
        SimpleMatrix dW2 = out.W().gradient();
        double[] weights = {
            0,
            dW1.get(0, 0),
            dW1.get(1, 0),
            dW1.get(0, 1),
            dW1.get(1, 1),
            dW2.get(0, 0),
            dW2.get(1, 0),
            dW2.get(0, 1),
            dW2.get(1, 1)
        };
        return new Gradients(weights, hidden.b().gradient(), out.b().gradient());
    }

    private static Affine affine(double w11, double w12, double w21, double w22, double bias) {
        return new Affine(matrix(row(w11, w12), row(w21, w22)), row(bias, bias));
    }
}
