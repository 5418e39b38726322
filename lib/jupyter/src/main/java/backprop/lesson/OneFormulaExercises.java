package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.matrix;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import backprop.layer.Loss;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import java.util.Arrays;
import org.ejml.simple.SimpleMatrix;

/** Lesson 8, one formula for all layers. */
public final class OneFormulaExercises {
    private OneFormulaExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 8", symbols(), summedLoss(), stepBack(), fourthPower(), sigmoidCrossEntropy());
    }

    /** One step of the recursion, δˡ⁻¹ = f′(zˡ⁻¹) ⊙ (Wˡ)ᵀδˡ with the sigmoid: what the reader writes in exercise 3. */
    @FunctionalInterface
    public interface StepBack {
        /**
         * δ of the layer before.
         *
         * @param W W[j][k] leads to neuron j from neuron k of the layer before
         * @param delta δ of the neurons that W leads to
         * @param a what the neurons of the layer before put out
         */
        double[] back(double[][] W, double[] delta, double[] a);
    }

    private static Exercise<?> summedLoss() {
        return new Exercise<>("The gradient of a sum", numbers(9, 3))
                .mistake(numbers(3, 1), "That is the mean over the samples. Here L is their sum.")
                .mistake(numbers(-9, -3), "The sizes are right, the signs are not: is it z − t or t − z?")
                .mistake(numbers(6, 2), "That is the last sample alone.")
                .mistake(numbers(-1, -1), "That is the first sample alone.")
                .mistake(numbers(3, 3), "∂E/∂b is right. For w, each sample's δ has to be multiplied by what enters w.")
                .mistake(numbers(18, 6), "Twice too much: the ½ of the loss cancels the 2 of the square.")
                .hint("Compute z for each of the three samples, then δ = ∂E/∂z for each.")
                .hint("For one sample ∂E/∂w is δ times what enters w, and ∂E/∂b is δ.")
                .hint("z is 3, 5 and 7, so the first δ is 3 − 4 = −1. Add up over the samples.");
    }

    private static Exercise<?> stepBack() {
        return new Exercise<>("Equation (4)", custom(StepBack.class, OneFormulaExercises::gradeStepBack))
                .hint("For each neuron k of the layer before: a sum over all j that it feeds, and then its slope.")
                .hint(
                        "Two loops. The outer one runs over k, as far as a goes; the inner one over j, as far as delta goes.")
                .hint("The inner loop adds W[j][k] * delta[j]; after it the sum is multiplied by a[k] * (1 - a[k]).");
    }

    private static Grade gradeStepBack(StepBack step) {
        // The square one first: there a sum over the wrong index stops nobody, and can be recognised.
        double[][][] weights = {{{0.5, -1}, {2, 0.25}}, {{0.5, -1, 0.3}, {2, 0.25, -0.7}}, {{0.4}, {-0.9}, {1.5}}};
        for (double[][] W : weights) {
            Grade grade = gradeStepBack(step, new SimpleMatrix(W));
            if (!grade.isRight()) return grade;
        }
        return Grade.right("");
    }

    private static Grade gradeStepBack(StepBack step, SimpleMatrix W) {
        SimpleMatrix a = row(0.8, 0.3, 0.6).cols(0, W.getNumCols());
        SimpleMatrix delta = row(0.1, -0.2, 0.7).cols(0, W.getNumRows());
        double[][] givenW = W.toArray2();
        double[] givenDelta = entries(delta);
        double[] givenA = entries(a);
        double[] result = step.back(givenW, givenDelta, givenA);
        if (result == null) return Grade.open("The method still returns null.");
        String where = " (W is " + Matrices.shape(W) + " here.)";
        if (result.length != givenA.length)
            return Grade.wrong("It returns " + result.length + " numbers, but the layer before has " + a.getNumCols()
                    + " neurons." + where);
        if (!Arrays.deepEquals(givenW, W.toArray2())
                || !Arrays.equals(givenDelta, entries(delta))
                || !Arrays.equals(givenA, entries(a)))
            return Grade.wrong("Your method has changed one of its arguments. Others still need them.");
        Grade grade = stepBackGrader(W, delta, a).grade(result);
        return grade.isRight() ? grade : Grade.wrong(grade.feedback() + where);
    }

    private static Grader stepBackGrader(SimpleMatrix W, SimpleMatrix delta, SimpleMatrix a) {
        SimpleMatrix back = delta.mult(W); // a row: δᵀ·W
        SimpleMatrix slopes = Matrices.map(a, v -> v * (1 - v));
        MistakeGrader<SimpleMatrix> grader = matrix(back.elementMult(slopes))
                .mistake(back, "The sums are right. They are not multiplied by the slope yet.")
                .mistake(back.elementMult(a), "The sums are right, but a is not the slope.")
                .mistake(
                        back.elementMult(Matrices.map(a, OneFormulaExercises::slope)),
                        "The sums are right. But a comes after the sigmoid already: its slope needs no second one.")
                .mistake(slopes, "Those are the slopes alone. What comes back is missing.");
        if (W.getNumRows() != W.getNumCols()) return grader;
        return grader.mistake(
                delta.mult(W.transpose()).elementMult(slopes),
                "The sum runs over the wrong index: it goes through what leads into a neuron,"
                        + " not through what leads out of it.");
    }

    private static double slope(double z) {
        double y = 1 / (1 + Math.exp(-z));
        return y * (1 - y);
    }

    private static Exercise<?> sigmoidCrossEntropy() {
        return new Exercise<>(
                        "Sigmoid and cross-entropy in one", custom(Loss.class, OneFormulaExercises::gradeCrossEntropy))
                .hint(
                        "forward: y = new Sigmoid().forward(z); then go through all y.getNumElements() entries, y.get(i) and t.get(i).")
                .hint("backward has no z any more, so let forward keep in a field what backward needs.")
                .hint(
                        "The derivative with respect to z is short: the slope of the sigmoid cancels. It stands in the lesson.");
    }

    private static Grade gradeCrossEntropy(Loss loss) {
        SimpleMatrix first = matrix(row(0.3, -1.2), row(2.0, 0.7), row(-0.4, -2.1));
        SimpleMatrix second = matrix(row(-0.9, 1.4, 0.2), row(0.6, -0.1, -1.7));
        Grade grade = gradeCrossEntropy(loss, first, matrix(row(1, 0), row(0, 1), row(1, 1)));
        if (!grade.isRight()) return grade;
        return gradeCrossEntropy(loss, second, matrix(row(0, 0, 1), row(1, 0, 0)));
    }

    private static Grade gradeCrossEntropy(Loss loss, SimpleMatrix z, SimpleMatrix t) {
        SimpleMatrix givenZ = z.copy();
        SimpleMatrix givenT = t.copy();
        double value = loss.forward(givenZ, givenT);
        SimpleMatrix gradient = loss.backward();
        if (Double.isNaN(value) && gradient == null) return Grade.open("forward still returns NaN, and backward null.");
        SimpleMatrix y = new Sigmoid().forward(z);
        Grade forward = gradeValue(value, crossEntropy(y, t), y);
        if (!forward.isRight()) return forward;
        if (gradient == null) return Grade.open("forward is right. backward still returns null.");
        Grade backward = gradeGradient(gradient, y, t);
        if (!backward.isRight()) return backward;
        return givenZ.isIdentical(z, 0) && givenT.isIdentical(t, 0)
                ? Grade.right("")
                : Grade.wrong("The numbers are right, but forward has changed its arguments. Work on a copy.");
    }

    private static double crossEntropy(SimpleMatrix y, SimpleMatrix t) {
        return Matrices.zip(y, t, (p, target) -> -(target * Math.log(p) + (1 - target) * Math.log(1 - p)))
                .elementSum();
    }

    private static Grade gradeValue(double value, double truth, SimpleMatrix y) {
        if (Double.isNaN(value))
            return Grade.wrong("forward returns NaN. The logarithm of a negative number is NaN:"
                    + " it must get the sigmoid of z, and 1 minus that.");
        return number(truth)
                .mistake(
                        truth / y.getNumRows(),
                        "That is the mean over the samples. The sum is asked for, over all entries.")
                .mistake(truth / y.getNumElements(), "That is the mean over all entries. The sum is asked for.")
                .grade(value)
                .prefixed("forward: ");
    }

    private static Grade gradeGradient(SimpleMatrix gradient, SimpleMatrix y, SimpleMatrix t) {
        SimpleMatrix difference = y.minus(t);
        SimpleMatrix slopes = Matrices.map(y, p -> p * (1 - p));
        return custom(
                        SimpleMatrix.class,
                        (SimpleMatrix m) -> matrix(difference).grade(m).prefixed("backward: "))
                .mistake(
                        matrix(difference.elementMult(slopes)),
                        "backward has a σ′ in it: that is the derivative of the squared error, not of this loss.")
                .mistake(matrix(difference.elementDiv(slopes)), "backward returns ∂C/∂y. One step more leads to z.")
                .mistake(matrix(y), "backward does not know the targets.")
                .grade(gradient)
                .prefixed("forward is right. ");
    }

    private static Exercise<?> symbols() {
        return new Exercise<>("The symbols, read", numbers(4, 7, 4))
                .mistake(
                        numbers(7, 4, 4),
                        "Rows and columns are exchanged: in wⱼₖ the destination stands first, then the origin.")
                .mistake(numbers(7, 5, 7), "That is layer 1. The input is layer 0.")
                .mistake(numbers(2, 4, 2), "That is layer 3, the last one. The input is layer 0.")
                .mistake(numbers(4, 7, 7), "W² is right. δ² belongs to the neurons that it leads to.")
                .mistake(numbers(4, 7, 28), "W² is right. But a δ belongs to a neuron, not to a weight.")
                .hint("Number the layers: 5 numbers in layer 0, 7 in layer 1, and so on.")
                .hint("W[2][j][k] leads to neuron j of layer 2 from neuron k of layer 1. How far does j go, and k?")
                .hint("δ has a number for each neuron of its layer.");
    }

    private static Exercise<?> fourthPower() {
        return new Exercise<>("Another loss", function((a, t) -> Math.pow(a - t, 3) * a * (1 - a), 0, 1))
                .mistake((a, t) -> Math.pow(a - t, 3), "That is ∂E/∂a. One factor is missing on the way to z.")
                .mistake(
                        (a, t) -> Math.pow(a - t, 3) * slope(a),
                        "a comes after the sigmoid already: its slope needs no second one.")
                .mistake((a, t) -> (a - t) * a * (1 - a), "That is equation (3), of the squared error.")
                .mistake((a, t) -> a - t, "That belongs to cross-entropy.")
                .mistake(
                        (a, t) -> 4 * Math.pow(a - t, 3) * a * (1 - a),
                        "Four times too much: the ¼ of the loss cancels the 4 that the power brings down.")
                .hint("δ is ∂E/∂a times f′. Only the first factor has to do with the loss.")
                .hint("The power rule: (a − t)⁴ has the derivative 4 (a − t)³.")
                .hint("f′ = a(1 − a), as in exercise 3.");
    }

    private static double[] entries(SimpleMatrix m) {
        return m.toArray2()[0];
    }
}
