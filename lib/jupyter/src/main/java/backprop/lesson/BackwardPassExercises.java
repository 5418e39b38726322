package backprop.lesson;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Graders;
import backprop.exercise.Mark;
import backprop.exercise.Mistake;
import backprop.exercise.Slip;
import backprop.layer.Loss;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import java.util.List;
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

    private static Exercise readOff() {
        return new Exercise(
                "∂z/∂w, read off",
                Graders.number(
                        0.3,
                        new Mistake(
                                -0.7,
                                "That is the weight itself, and ∂z/∂a₂. By how much does z grow if the weight grows by 1?"),
                        new Mistake(0.4, "That is the other weight, and neither of the two is asked for."),
                        new Mistake(0.9, "That is what enters the other weight."),
                        new Mistake(1, "That is the derivative by the bias."),
                        new Mistake(-0.7 * 0.3, "That is all that this weight contributes to z, not its derivative."),
                        new Mistake(0.35, "That is z.")),
                "Let the weight grow by 1, and leave a₁ and a₂ as they are. How much larger is z then?",
                "It is whatever enters the weight. Which activation is this weight multiplied by?");
    }

    private static Exercise threeSuccessors() {
        double sum = 0.5 * 0.2 - 1 * 0.3 + 2 * -0.05;
        double slope = 0.8 * (1 - 0.8);
        double slopeOfSigmoidOfA = Math.exp(-0.8) / Math.pow(1 + Math.exp(-0.8), 2);
        return new Exercise(
                "A neuron that feeds three",
                Graders.number(
                        slope * sum,
                        new Mistake(
                                sum,
                                "The sum over the three is right. But it is ∂l/∂a; one factor is missing on the way to z."),
                        new Mistake(
                                0.8 * sum,
                                "The sum is right, but 0.8 is what the neuron puts out. It is multiplied by the slope there."),
                        new Mistake(
                                slopeOfSigmoidOfA * sum,
                                "The sum is right. But 0.8 is a, behind the sigmoid already: do not put it in once more."),
                        new Mistake(slope * (0.2 + 0.3 - 0.05), "The weights are missing: each path has its own."),
                        new Mistake(slope * 0.5 * 0.2, "That is the first path alone. Paths are added."),
                        new Mistake(slope * (0.1 + 0.3 + 0.1), "Mind the signs: one weight is negative, and one δ."),
                        new Mistake(slope * (0.1 + 0.3 - 0.1), "Mind the signs: one weight is negative, and one δ."),
                        new Mistake(sum / 3, "The paths are added, not averaged; and a slope is missing.")),
                "It feeds three neurons, so three terms stand in the bracket, each a weight times a δ.",
                "0.5 · 0.2 is the first term. Mind the signs of the others.",
                "Multiply the bracket by the slope of the neuron's own sigmoid, a(1 − a).");
    }

    private static Exercise summedLoss() {
        return new Exercise(
                "The gradient of a sum",
                Graders.unless(
                        Graders.numbers(9, 3),
                        slip("That is the mean over the samples. Here L is their sum.", 3, 1),
                        slip("The sizes are right, the signs are not: is it z − t or t − z?", -9, -3),
                        slip("That is the last sample alone.", 6, 2),
                        slip("That is the first sample alone.", -1, -1),
                        slip("∂L/∂b is right. For w, each sample's δ has to be multiplied by what enters w.", 3, 3),
                        slip("Twice too much: the ½ of the loss cancels the 2 of the square.", 18, 6)),
                "Compute z for each of the three samples, then δ = ∂l/∂z for each.",
                "For one sample ∂l/∂w is δ times what enters w, and ∂l/∂b is δ.",
                "z is 3, 5 and 7, so the first δ is 3 − 4 = −1. Add up over the samples.");
    }

    private static Exercise stepBack() {
        return new Exercise(
                "Equation (4)",
                Graders.that(StepBack.class, BackwardPassExercises::judgeStepBack),
                "For each neuron k of the layer before: a sum over all j that it feeds, and then its slope.",
                "Two loops. The outer one runs over k, as far as a goes; the inner one over j, as far as delta goes.",
                "The inner loop adds W[j][k] * delta[j]; after it the sum is multiplied by a[k] * (1 - a[k]).");
    }

    private static Grade judgeStepBack(StepBack step) {
        // The square one first: there a sum over the wrong index stops nobody, and can be recognised.
        List<double[][]> weights = List.of(
                new double[][] {{0.5, -1}, {2, 0.25}},
                new double[][] {{0.5, -1, 0.3}, {2, 0.25, -0.7}},
                new double[][] {{0.4}, {-0.9}, {1.5}});
        for (double[][] W : weights) {
            Grade judgement = judgeStepBack(step, W);
            if (judgement.state() != Mark.RIGHT) return judgement;
        }
        return Grade.right("");
    }

    private static Grade judgeStepBack(StepBack step, double[][] W) {
        SimpleMatrix a = new SimpleMatrix(new double[][] {{0.8, 0.3, 0.6}}).cols(0, W[0].length);
        SimpleMatrix delta = new SimpleMatrix(new double[][] {{0.1, -0.2, 0.7}}).cols(0, W.length);
        SimpleMatrix back = delta.mult(new SimpleMatrix(W)); // a row: δᵀ·W
        SimpleMatrix slopes = Matrices.map(a, v -> v * (1 - v));
        double[][] givenW = new SimpleMatrix(W).toArray2();
        double[] givenDelta = row(delta);
        double[] givenA = row(a);
        double[] result = step.back(givenW, givenDelta, givenA);
        if (result == null) return Grade.open("The method still returns null.");
        String where = " (W is " + W.length + " × " + W[0].length + " here.)";
        if (result.length != givenA.length)
            return Grade.wrong("It returns " + result.length + " numbers, but the layer before has " + a.getNumCols()
                    + " neurons." + where);
        if (!same(new SimpleMatrix(givenW), new SimpleMatrix(W))
                || !same(row(givenDelta), delta)
                || !same(row(givenA), a))
            return Grade.wrong("Your method has changed one of its arguments. Others still need them.");
        SimpleMatrix given = row(result);
        if (same(given, back.elementMult(slopes))) return Grade.right("");
        if (same(given, back))
            return Grade.wrong("The sums are right. They are not multiplied by the slope yet." + where);
        if (same(given, back.elementMult(a))) return Grade.wrong("The sums are right, but a is not the slope." + where);
        if (same(given, back.elementMult(Matrices.map(a, BackwardPassExercises::slope))))
            return Grade.wrong(
                    "The sums are right. But a is behind the sigmoid already: its slope needs no second one." + where);
        if (same(given, slopes)) return Grade.wrong("Those are the slopes alone. What comes back is missing." + where);
        if (W.length == W[0].length
                && same(given, delta.mult(new SimpleMatrix(W).transpose()).elementMult(slopes)))
            return Grade.wrong("The sum runs over the wrong index: it goes through what leads into a neuron,"
                    + " not through what leads out of it." + where);
        return wrongNumbers(back.elementMult(slopes), given, where);
    }

    private static double slope(double z) {
        double y = 1 / (1 + Math.exp(-z));
        return y * (1 - y);
    }

    private static Exercise sigmoidCrossEntropy() {
        return new Exercise(
                "Sigmoid and cross-entropy in one",
                Graders.that(Loss.class, BackwardPassExercises::judgeCrossEntropy),
                "forward: y = new Sigmoid().forward(z); then go through all y.getNumElements() entries, y.get(i) and t.get(i).",
                "backward has no z any more, so let forward keep in a field what backward needs.",
                "The derivative by z is short: the slope of the sigmoid cancels. It stands in the lesson.");
    }

    private static Grade judgeCrossEntropy(Loss loss) {
        SimpleMatrix first = new SimpleMatrix(new double[][] {{0.3, -1.2}, {2.0, 0.7}, {-0.4, -2.1}});
        SimpleMatrix second = new SimpleMatrix(new double[][] {{-0.9, 1.4, 0.2}, {0.6, -0.1, -1.7}});
        Grade judgement = judgeCrossEntropy(loss, first, new SimpleMatrix(new double[][] {{1, 0}, {0, 1}, {1, 1}}));
        return judgement.state() != Mark.RIGHT
                ? judgement
                : judgeCrossEntropy(loss, second, new SimpleMatrix(new double[][] {{0, 0, 1}, {1, 0, 0}}));
    }

    private static Grade judgeCrossEntropy(Loss loss, SimpleMatrix z, SimpleMatrix t) {
        SimpleMatrix givenZ = z.copy();
        SimpleMatrix givenT = t.copy();
        double value = loss.forward(givenZ, givenT);
        SimpleMatrix gradient = loss.backward();
        if (Double.isNaN(value) && gradient == null) return Grade.open("forward still returns NaN, and backward null.");
        SimpleMatrix y = new Sigmoid().forward(z);
        Grade judgement = judgeValue(value, crossEntropy(y, t), y);
        if (judgement.state() != Mark.RIGHT) return judgement;
        if (gradient == null) return Grade.open("forward is right. backward still returns null.");
        judgement = judgeGradient(gradient, y, t);
        if (judgement.state() != Mark.RIGHT) return judgement;
        if (!same(givenZ, z) || !same(givenT, t))
            return Grade.wrong("The numbers are right, but forward has changed its arguments. Work on a copy.");
        return Grade.right("");
    }

    private static double crossEntropy(SimpleMatrix y, SimpleMatrix t) {
        return Matrices.zip(y, t, (p, target) -> -(target * Math.log(p) + (1 - target) * Math.log(1 - p)))
                .elementSum();
    }

    private static Grade judgeValue(double value, double truth, SimpleMatrix y) {
        if (Double.isNaN(value))
            return Grade.wrong("forward returns NaN. The logarithm of a negative number is NaN:"
                    + " it must get the sigmoid of z, and 1 minus that.");
        int rows = y.getNumRows();
        return named(
                Graders.number(
                                truth,
                                new Mistake(
                                        truth / rows,
                                        "That is the mean over the samples. The sum is asked for, over all entries."),
                                new Mistake(
                                        truth / y.getNumElements(),
                                        "That is the mean over all entries. The sum is asked for."))
                        .judge(value),
                "forward: ");
    }

    private static Grade judgeGradient(SimpleMatrix gradient, SimpleMatrix y, SimpleMatrix t) {
        if (gradient.getNumRows() == y.getNumRows() && gradient.getNumCols() == y.getNumCols()) {
            SimpleMatrix difference = y.minus(t);
            SimpleMatrix slopes = Matrices.map(y, p -> p * (1 - p));
            if (same(gradient, difference.elementMult(slopes)))
                return Grade.wrong("forward is right. backward has a σ′ in it:"
                        + " that is the derivative of the squared error, not of this loss.");
            if (same(gradient, difference.elementDiv(slopes)))
                return Grade.wrong("forward is right. backward returns ∂C/∂y. One step more leads to z.");
            if (same(gradient, y)) return Grade.wrong("forward is right. backward does not know the targets.");
        }
        return named(Graders.matrix(y.minus(t)).judge(gradient), "forward is right. backward: ");
    }

    private static Exercise costOfNudging() {
        return new Exercise(
                "What nudging costs",
                Graders.unless(
                        Graders.numbers(38, 94),
                        slip("Each of the 47 is nudged up and down, and each time the network runs once.", 38, 47),
                        slip("The multiplications are right. But the biases are nudged as well.", 38, 76),
                        slip(
                                "The multiplications are right. But the biases are nudged as well, and all of them twice.",
                                38,
                                38),
                        slip("The passes are right. But a bias is added, not multiplied.", 47, 94),
                        slip("The second number counts passes, not the multiplications in them.", 38, 94 * 38)),
                "Each weight is used once in a pass forward, for one multiplication.",
                "Between two layers there are as many weights as the product of their sizes: 5 · 4 for the first two.",
                "A bias for each neuron that is not an input: 4 + 3 + 2. All weights and biases, times two.");
    }

    private static Slip slip(String words, double... numbers) {
        return new Slip(Graders.numbers(numbers), words);
    }

    private static Grade named(Grade judgement, String beginning) {
        return judgement.state() == Mark.WRONG ? Grade.wrong(beginning + judgement.words()) : judgement;
    }

    private static Grade wrongNumbers(SimpleMatrix truth, SimpleMatrix given, String where) {
        return Grade.wrong(Graders.matrix(truth).judge(given).words() + where);
    }

    private static boolean same(SimpleMatrix a, SimpleMatrix b) {
        return Graders.matrix(a).judge(b).state() == Mark.RIGHT;
    }

    private static SimpleMatrix row(double[] numbers) {
        return new SimpleMatrix(new double[][] {numbers});
    }

    private static double[] row(SimpleMatrix m) {
        return m.toArray2()[0];
    }
}
