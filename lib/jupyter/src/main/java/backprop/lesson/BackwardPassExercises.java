package backprop.lesson;

import static backprop.exercise.Graders.custom;
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

/** Lesson 6, the backward pass. */
public final class BackwardPassExercises {
    private BackwardPassExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 6",
                readOff(),
                threeSuccessors(),
                summedLoss(),
                stepBack(),
                sigmoidCrossEntropy(),
                costOfNudging());
    }

    /** One step of the recursion, δˡ⁻¹ = f′(zˡ⁻¹) ⊙ (Wˡ)ᵀδˡ with the sigmoid: what the reader writes in exercise 4. */
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

    private static Exercise<?> readOff() {
        return new Exercise<>("∂z/∂w, read off", number(0.3))
                .mistake(
                        -0.7,
                        "That is the weight itself, and ∂z/∂a₂. By how much does z grow if the weight grows by 1?")
                .mistake(0.4, "That is the other weight, and neither of the two is asked for.")
                .mistake(0.9, "That is what enters the other weight.")
                .mistake(1, "That is the derivative by the bias.")
                .mistake(-0.7 * 0.3, "That is all that this weight contributes to z, not its derivative.")
                .mistake(0.35, "That is z.")
                .hint("Let the weight grow by 1, and leave a₁ and a₂ as they are. How much larger is z then?")
                .hint("It is whatever enters the weight. Which activation is this weight multiplied by?");
    }

    private static Exercise<?> threeSuccessors() {
        double sum = 0.5 * 0.2 - 1 * 0.3 + 2 * -0.05;
        double slope = 0.8 * (1 - 0.8);
        double slopeOfSigmoidOfA = Math.exp(-0.8) / Math.pow(1 + Math.exp(-0.8), 2);
        return new Exercise<>("A neuron that feeds three", number(slope * sum))
                .mistake(
                        sum, "The sum over the three is right. But it is ∂l/∂a; one factor is missing on the way to z.")
                .mistake(
                        0.8 * sum,
                        "The sum is right, but 0.8 is what the neuron puts out. It is multiplied by the slope there.")
                .mistake(
                        slopeOfSigmoidOfA * sum,
                        "The sum is right. But 0.8 is a, behind the sigmoid already: do not put it in once more.")
                .mistake(slope * (0.2 + 0.3 - 0.05), "The weights are missing: each path has its own.")
                .mistake(slope * 0.5 * 0.2, "That is the first path alone. Paths are added.")
                .mistake(slope * (0.1 + 0.3 + 0.1), "Mind the signs: one weight is negative, and one δ.")
                .mistake(slope * (0.1 + 0.3 - 0.1), "Mind the signs: one weight is negative, and one δ.")
                .mistake(sum / 3, "The paths are added, not averaged; and a slope is missing.")
                .hint("It feeds three neurons, so three terms stand in the bracket, each a weight times a δ.")
                .hint("0.5 · 0.2 is the first term. Mind the signs of the others.")
                .hint("Multiply the bracket by the slope of the neuron's own sigmoid, a(1 − a).");
    }

    private static Exercise<?> summedLoss() {
        return new Exercise<>("The gradient of a sum", numbers(9, 3))
                .mistake(numbers(3, 1), "That is the mean over the samples. Here L is their sum.")
                .mistake(numbers(-9, -3), "The sizes are right, the signs are not: is it z − t or t − z?")
                .mistake(numbers(6, 2), "That is the last sample alone.")
                .mistake(numbers(-1, -1), "That is the first sample alone.")
                .mistake(numbers(3, 3), "∂L/∂b is right. For w, each sample's δ has to be multiplied by what enters w.")
                .mistake(numbers(18, 6), "Twice too much: the ½ of the loss cancels the 2 of the square.")
                .hint("Compute z for each of the three samples, then δ = ∂l/∂z for each.")
                .hint("For one sample ∂l/∂w is δ times what enters w, and ∂l/∂b is δ.")
                .hint("z is 3, 5 and 7, so the first δ is 3 − 4 = −1. Add up over the samples.");
    }

    private static Exercise<?> stepBack() {
        return new Exercise<>("Equation (4)", custom(StepBack.class, BackwardPassExercises::gradeStepBack))
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
                        back.elementMult(Matrices.map(a, BackwardPassExercises::slope)),
                        "The sums are right. But a is behind the sigmoid already: its slope needs no second one.")
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
                        "Sigmoid and cross-entropy in one",
                        custom(Loss.class, BackwardPassExercises::gradeCrossEntropy))
                .hint(
                        "forward: y = new Sigmoid().forward(z); then go through all y.getNumElements() entries, y.get(i) and t.get(i).")
                .hint("backward has no z any more, so let forward keep in a field what backward needs.")
                .hint("The derivative by z is short: the slope of the sigmoid cancels. It stands in the lesson.");
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

    private static Exercise<?> costOfNudging() {
        return new Exercise<>("What nudging costs", numbers(38, 94))
                .mistake(numbers(38, 47), "Each of the 47 is nudged up and down, and each time the network runs once.")
                .mistake(numbers(38, 76), "The multiplications are right. But the biases are nudged as well.")
                .mistake(
                        numbers(38, 38),
                        "The multiplications are right. But the biases are nudged as well, and all of them twice.")
                .mistake(numbers(47, 94), "The passes are right. But a bias is added, not multiplied.")
                .mistake(numbers(38, 94 * 38), "The second number counts passes, not the multiplications in them.")
                .hint("Each weight is used once in a pass forward, for one multiplication.")
                .hint(
                        "Between two layers there are as many weights as the product of their sizes: 5 · 4 for the first two.")
                .hint("A bias for each neuron that is not an input: 4 + 3 + 2. All weights and biases, times two.");
    }

    private static double[] entries(SimpleMatrix m) {
        return m.toArray2()[0];
    }
}
