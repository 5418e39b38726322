package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Lesson 4, a neuron, and why it cannot do XOR. */
public final class NeuronExercises {
    static final int[][] ROWS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final int[] AND = {0, 0, 0, 1};
    private static final int[] OR = {0, 1, 1, 1};
    private static final int[] NAND = {1, 1, 1, 0};

    private NeuronExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 4", or(), nand(), oneCorrection(), softplus(), threeInputs());
    }

    private static Exercise<?> or() {
        return new Exercise<>("OR with one neuron", neuron("OR", OR))
                .hint("Draw the four corners and a line that has (0, 0) on one side and the other three on the other.")
                .hint("Compare with AND: the same sums, 0, 1, 1 and 2. From which sum on must it fire now?")
                .hint("Keep both weights 1. Then θ must lie above 0, and not above 1.");
    }

    private static Exercise<?> nand() {
        return new Exercise<>("NAND with one neuron", neuron("NAND", NAND))
                .hint("It is AND turned around: it must fire where AND does not. Which sign must the weights have?")
                .hint("With both weights −1 the sums are 0, −1, −1 and −2. Which of them must fire?")
                .hint("Keep both weights −1. Then θ must lie above −2, and not above −1.");
    }

    private static Exercise<?> oneCorrection() {
        return new Exercise<>("One correction", numbers(1.5, 0, -0.5))
                .mistake(
                        numbers(1.5, 0, 1.5),
                        "The weights are right. The threshold has to come down, so that it fires more easily.")
                .mistake(numbers(1.5, 0, 0.5), "The weights are right. The threshold is corrected, too.")
                .mistake(numbers(-0.5, -2, 1.5), "That goes the wrong way: next time the sum would be smaller still.")
                .mistake(
                        numbers(0.5, -1, 0.5),
                        "Nothing has changed. Is its answer right? The sum is −0.5, and θ is 0.5.")
                .hint("What does the neuron say? Compare the sum with θ.")
                .hint("It says 0 and should say 1, so t − y is 1.")
                .hint("Add (t − y)·x to each weight, and take t − y away from θ.");
    }

    private static Exercise<?> softplus() {
        return new Exercise<>("The slope of softplus", function(s -> 1 / (1 + Math.exp(-s)), -5, 5))
                .mistake(s -> Math.log(1 + Math.exp(s)), "That is the softplus itself. Its slope is asked for.")
                .mistake(
                        s -> 1 / (1 + Math.exp(s)),
                        "That is the slope of the logarithm alone. What is inside it changes with s, too: one"
                                + " factor is missing.")
                .mistake(Math::exp, "That is the slope of what is inside. Where is the one of the logarithm?")
                .mistake(
                        s -> Math.exp(-s) / Math.pow(1 + Math.exp(-s), 2),
                        "That is the slope of the sigmoid: one derivative too many.")
                .mistake(s -> s > 0 ? 1 : 0, "That is the slope of ReLU. The softplus has no kink.")
                .hint("Take it apart: u = 1 + eˢ, then y = ln u. The slope of ln u is 1/u.")
                .hint("The chain rule multiplies: 1/u times the slope of u with respect to s.")
                .hint("eˢ/(1 + eˢ) is right already. Divide above and below the line by eˢ to see what it is.");
    }

    private static Exercise<?> threeInputs() {
        return new Exercise<>("Three inputs", number(separable(3, 2)))
                .mistake(256, "That is how many truth tables there are. How many can one neuron do?")
                .mistake(
                        separable(3, 1),
                        "Almost: weights of −1, 0 and 1 give so many. Some truth tables need a weight twice as large as another.")
                .mistake(
                        separable(3, 2) - 2,
                        "\"never\" and \"always\" count too: let the thresholds reach beyond all sums.")
                .mistake(separable(2, 2), "That is the number for two inputs. With three there are eight rows.")
                .mistake(256 - separable(3, 2), "That is how many it can not do.")
                .hint(
                        "Put each truth table that you meet into a set, as a number of eight binary digits. How large is the set?")
                .hint(
                        "Three loops for the weights, one for the threshold, one over the eight rows; weights −2, −1, 0, 1, 2.")
                .hint(
                        "The sums go from −6 to 6. Thresholds at −6.5, −5.5, …, 6.5 lie between all of them and on either side.");
    }

    /** Any weights and threshold that satisfy a truth table. */
    private static MistakeGrader<Grader> neuron(String name, int... wanted) {
        return custom(double[].class, (double[] neuron) -> {
            if (neuron.length != 3)
                return Grade.wrong(
                        "A neuron with two inputs has three numbers: w₁, w₂ and θ. You gave " + neuron.length + ".");
            if (Arrays.stream(neuron).anyMatch(Double::isNaN)) return Grade.open("One of the numbers is still NaN.");
            return Arrays.equals(table(neuron), wanted)
                    ? Grade.right("All four rows are those of " + name + ".")
                    : Grade.wrong(feedback(name, wanted, neuron));
        });
    }

    private static String feedback(String name, int[] wanted, double... neuron) {
        int[] said = table(neuron);
        if (Arrays.equals(table(neuron[0], neuron[1], -neuron[2]), wanted))
            return "With the sign of θ turned around it would be right. The sum must reach θ; a bias would be −θ.";
        if (Arrays.equals(said, Arrays.stream(wanted).map(w -> 1 - w).toArray()))
            return "It is wrong in every row: this neuron says the opposite of " + name + ".";
        String known = Arrays.equals(said, AND) ? "This is AND. " : Arrays.equals(said, OR) ? "This is OR. " : "";
        StringBuilder feedback = new StringBuilder(known);
        for (int row = 0; row < ROWS.length; row++)
            if (said[row] != wanted[row])
                feedback.append(String.format(
                        Locale.ROOT,
                        "For (%d, %d) the sum is %s and θ is %s, so it says %d; %s says %d. ",
                        ROWS[row][0],
                        ROWS[row][1],
                        neuron[0] * ROWS[row][0] + neuron[1] * ROWS[row][1],
                        neuron[2],
                        said[row],
                        name,
                        wanted[row]));
        return feedback.toString().strip();
    }

    /** What a neuron {w₁, w₂, θ} says to the four rows. */
    static int[] table(double... neuron) {
        return Arrays.stream(ROWS).mapToInt(x -> step(neuron, x[0], x[1])).toArray();
    }

    static int step(double[] neuron, int x1, int x2) {
        return neuron[0] * x1 + neuron[1] * x2 >= neuron[2] ? 1 : 0;
    }

    /** The number of truth tables that one neuron with whole weights from −widest to widest can do. */
    static int separable(int inputs, int widest) {
        int rows = 1 << inputs;
        int choices = 2 * widest + 1;
        int largest = inputs * widest;
        Set<Integer> found = new HashSet<>();
        for (int code = 0; code < Math.pow(choices, inputs); code++)
            for (double theta = -largest - 0.5; theta <= largest + 0.5; theta++) {
                int table = 0;
                for (int row = 0; row < rows; row++) {
                    int sum = 0;
                    for (int i = 0, rest = code; i < inputs; i++, rest /= choices)
                        sum += (rest % choices - widest) * (row >> i & 1);
                    table = 2 * table + (sum >= theta ? 1 : 0);
                }
                found.add(table);
            }
        return found.size();
    }
}
