package backprop.lesson;

import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;

/** Lesson 7, the backward pass. */
public final class BackwardPassExercises {
    private BackwardPassExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 7", readOff(), threeSuccessors(), costOfNudging(), passes(), dual());
    }

    private static Exercise<?> readOff() {
        return new Exercise<>("∂z/∂w, read off", number(0.3))
                .mistake(
                        -0.7,
                        "That is the weight itself, and ∂z/∂a₂. By how much does z grow if the weight grows by 1?")
                .mistake(0.4, "That is the other weight, and neither of the two is asked for.")
                .mistake(0.9, "That is what enters the other weight.")
                .mistake(1, "That is the derivative with respect to the bias.")
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
                        sum, "The sum over the three is right. But it is ∂E/∂a; one factor is missing on the way to z.")
                .mistake(
                        0.8 * sum,
                        "The sum is right, but 0.8 is what the neuron puts out. It is multiplied by the slope there.")
                .mistake(
                        slopeOfSigmoidOfA * sum,
                        "The sum is right. But 0.8 is a, after the sigmoid already: do not put it in once more.")
                .mistake(slope * (0.2 + 0.3 - 0.05), "The weights are missing: each path has its own.")
                .mistake(slope * 0.5 * 0.2, "That is the first path alone. Paths are added.")
                .mistake(slope * (0.1 + 0.3 + 0.1), "Mind the signs: one weight is negative, and one δ.")
                .mistake(slope * (0.1 + 0.3 - 0.1), "Mind the signs: one weight is negative, and one δ.")
                .mistake(sum / 3, "The paths are added, not averaged; and a slope is missing.")
                .hint("It feeds three neurons, so three terms stand in the bracket, each a weight times a δ.")
                .hint("0.5 · 0.2 is the first term. Mind the signs of the others.")
                .hint("Multiply the bracket by the slope of the neuron's own sigmoid, a(1 − a).");
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

    private static Exercise<?> passes() {
        return new Exercise<>("Forward or reverse", numbers(4, 3000))
                .mistake(
                        numbers(3000, 4),
                        "The other way round: forward mode follows one setting through to all temperatures.")
                .mistake(numbers(12000, 12000), "One pass answers more than one question at a time.")
                .mistake(
                        numbers(4, 1),
                        "Reverse mode takes a single pass for a single result. Here there are 3,000 of them.")
                .hint("With what does a pass of forward mode begin, and with what one of reverse mode?")
                .hint("Forward mode takes a pass for each number that goes in.");
    }

    /** x · σ(x² + x), whose slope comes along with its value. */
    private static Exercise<?> dual() {
        return new Exercise<>(
                        "A number that brings its slope",
                        function(x -> sigma(x * x + x) + x * slope(x * x + x) * (2 * x + 1), -2, 2))
                .mistake(
                        x -> 2 * slope(x * x + x),
                        "times multiplies both slopes. What is Δ(xy), if x and y change by a little?")
                .mistake(
                        x -> x * slope(x * x + x) * (x + 1),
                        "times knows of one path only. Both factors may change, and the two paths are added.")
                .mistake(
                        x -> sigma(x * x + x) + x * slope(x * x + x),
                        "sigmoid gives its own slope, but what has come along so far is lost: along a path we multiply.")
                .mistake(
                        x -> sigma(x * x + x) + x * (2 * x + 1),
                        "sigmoid hands the slope on as it came: where is its own?")
                .mistake(
                        x -> sigma(x * x + x) + x * (x * x + x) * (1 - x * x - x) * (2 * x + 1),
                        "In a(1 − a) stands what the sigmoid puts out, not what goes into it.")
                .hint("plus: if x changes by some amount and y by another, by how much does x + y change?")
                .hint("times: by way of x it is slope · y.value, by way of y it is value · y.slope.")
                .hint("sigmoid: its own slope is a(1 − a), and it multiplies the slope that comes in.");
    }

    private static double sigma(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double slope(double z) {
        return sigma(z) * (1 - sigma(z));
    }
}
