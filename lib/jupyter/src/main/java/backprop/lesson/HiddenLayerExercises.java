package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.layer.Layer;
import backprop.math.Matrices;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Lesson 5, a hidden layer, which learns XOR by gradient descent. */
public final class HiddenLayerExercises {
    private static final int[] XOR = {0, 1, 1, 0};

    private HiddenLayerExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 5", xor(), largestRate(), twoWeights(), descent(), hardTanh());
    }

    /** Gradient descent with a single weight: what the reader writes in exercise 4. */
    @FunctionalInterface
    public interface Descent {
        /**
         * The weight after some steps.
         *
         * @param slope of the loss, as a function of the weight
         * @param w where the ball starts
         * @param eta learning rate
         * @param count how many steps
         */
        double descend(DoubleUnaryOperator slope, double w, double eta, int count);
    }

    private static Exercise<?> xor() {
        return new Exercise<>("XOR with three neurons", custom(double[][].class, HiddenLayerExercises::gradeXor))
                .hint("Let A be a neuron that says 1 to three of the corners, and B one that says 1 to another three.")
                .hint("XOR is 1 where both OR and NAND are 1. Lesson 4 has both of them among its exercises.")
                .hint("A is OR, B is NAND. The output neuron is an AND of the two: {1, 1, 1.5}.");
    }

    private static Exercise<?> largestRate() {
        return new Exercise<>("Out of the valley", number(0.5))
                .mistake(
                        0.25,
                        "With this rate the ball reaches the bottom in a single step. A larger one is still safe.")
                .mistake(1, "That is the border in the valley E = w². This one is steeper: what is the slope of 2w²?")
                .mistake(
                        2,
                        "Close to the idea: η times 4 is what w is multiplied by in a step. What must it not exceed?")
                .hint("The slope of 2w² is 4w. Write a step down: w ← w − η · 4w. By which factor is w multiplied?")
                .hint("The factor is 1 − 4η. The ball climbs out if the factor is larger than 1 in size.")
                .hint("For η > 0 it can only be too large on the other side, where 1 − 4η is below −1.");
    }

    private static Exercise<?> hardTanh() {
        return new Exercise<>("Hard tanh as a layer", layer(HardTanh::new, 4, 5))
                .hint("forward: Math.max and Math.min can hold a number between two others.")
                .hint("backward: the slope is 1 where the input lay between −1 and 1, and 0 elsewhere.")
                .hint("backward: keep d where v lies between −1 and 1, and give 0 elsewhere. v is an entry of x.");
    }

    private static Exercise<?> twoWeights() {
        return new Exercise<>("Two weights, one step", numbers(0.6, 1.5))
                .mistake(numbers(0.6, 1.54), "w₁ is right. But w₂ has used the w₁ that has moved already.")
                .mistake(numbers(1.4, 2.5), "That is uphill: both have moved with their derivatives, not against them.")
                .mistake(numbers(4, 5), "Those are the derivatives. A step goes against them, by η times each.")
                .mistake(
                        numbers(-4, -5),
                        "Those are the derivatives, with the sign turned. Where do the weights stand then?")
                .mistake(numbers(0.4, 0.5), "By so much each weight has to move. From where, and in which direction?")
                .mistake(numbers(-3, -3), "The learning rate is missing.")
                .mistake(numbers(0.8, 1.6), "The product w₁w₂ changes with both weights, too.")
                .hint("Hold w₂ fixed: how does w₁² + w₁w₂ + w₂² change with w₁? And with w₁ held fixed, with w₂?")
                .hint("∂E/∂w₁ = 2w₁ + w₂ and ∂E/∂w₂ = w₁ + 2w₂, both at (1, 2).")
                .hint("Compute both derivatives before you move a weight. The first is 4, so w₁ becomes 1 − 0.1 · 4.");
    }

    private static Exercise<?> descent() {
        return new Exercise<>(
                        "Gradient descent, as a method", custom(Descent.class, HiddenLayerExercises::gradeDescent))
                .hint("A loop of count steps. Each of them changes w.")
                .hint("slope.applyAsDouble(w) is the slope at w. It is another one after each step.")
                .hint("In the loop: w -= eta * slope.applyAsDouble(w);");
    }

    private static Grade gradeDescent(Descent descent) {
        Grade valley = gradeDescent(descent, w -> 2 * w, -4, 0.1, 5);
        if (!valley.isRight()) return valley;
        Grade other = gradeDescent(descent, w -> Math.cos(w), 0.5, 0.4, 3);
        if (!other.isRight()) return other.prefixed("In the valley E = w² it is right, over E = sin w it is not. ");
        return gradeDescent(descent, w -> 2 * w, -4, 0.1, 0).prefixed("After no step at all: ");
    }

    private static Grade gradeDescent(Descent descent, DoubleUnaryOperator slope, double w, double eta, int count) {
        return number(descend(slope, w, eta, count))
                .mistake(descend(slope, w, -eta, count), "Your ball goes uphill: a step goes against the slope.")
                .mistake(
                        w - count * eta * slope.applyAsDouble(w),
                        "All your steps use the slope at the start. It has to be asked for anew where the ball is.")
                .mistake(descend(slope, w, 1, count), "The learning rate is missing.")
                .mistake(descend(slope, w, eta, count + 1), "That is one step too many.")
                .mistake(descend(slope, w, eta, count - 1), "That is one step too few.")
                .mistake(w, "The ball has not moved.")
                .grade(descent.descend(slope, w, eta, count));
    }

    private static double descend(DoubleUnaryOperator slope, double start, double eta, int count) {
        double w = start;
        for (int i = 0; i < count; i++) w -= eta * slope.applyAsDouble(w);
        return w;
    }

    private static Grade gradeXor(double[]... neurons) {
        if (neurons.length != 3 || Arrays.stream(neurons).anyMatch(n -> n == null || n.length != 3))
            return Grade.wrong("Three neurons with three numbers each are asked for: two weights and a threshold.");
        if (Arrays.stream(neurons).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN))
            return Grade.open("One of the numbers is still NaN.");
        int[] a = NeuronExercises.table(neurons[0]);
        int[] b = NeuronExercises.table(neurons[1]);
        int[] said = output(neurons[2], a, b);
        String hidden = "A says " + Arrays.toString(a) + " to the four rows, B says " + Arrays.toString(b) + ". ";
        if (Arrays.equals(said, XOR)) return Grade.right(hidden + "Together that is XOR.");
        if (Arrays.equals(a, b))
            return Grade.wrong(
                    hidden + "They always agree, so the output neuron learns no more than from one of them.");
        if (!canBeFinished(a, b))
            return Grade.wrong(
                    hidden + "From these two no output neuron can make XOR: no straight line parts the answers (A, B)"
                            + " to the rows where XOR is 1 from those to the rows where it is 0.");
        return Grade.wrong(
                hidden + "That can be made into XOR, but the output neuron makes " + Arrays.toString(said) + " of it.");
    }

    /** Whether some output neuron makes XOR out of what two hidden ones say. */
    private static boolean canBeFinished(int[] a, int... b) {
        for (int v = -2; v <= 2; v++)
            for (int w = -2; w <= 2; w++)
                for (double theta = -4.5; theta <= 4.5; theta++)
                    if (Arrays.equals(output(new double[] {v, w, theta}, a, b), XOR)) return true;
        return false;
    }

    private static int[] output(double[] neuron, int[] a, int... b) {
        return IntStream.range(0, NeuronExercises.ROWS.length)
                .map(row -> NeuronExercises.step(neuron, a[row], b[row]))
                .toArray();
    }

    /** y = x between −1 and 1, and the nearer of the two outside. */
    private static final class HardTanh implements Layer {
        private SimpleMatrix x;

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            this.x = x;
            return Matrices.map(x, v -> Math.max(-1, Math.min(1, v)));
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            return Matrices.zip(dY, x, (d, v) -> v > -1 && v < 1 ? d : 0);
        }
    }
}
