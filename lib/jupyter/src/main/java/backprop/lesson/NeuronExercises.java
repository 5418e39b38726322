package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.number;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import backprop.layer.Layer;
import backprop.math.Matrices;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Lesson 4, one neuron, and why it cannot do XOR. */
public final class NeuronExercises {
    private static final int[][] ROWS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final int[] AND = {0, 0, 0, 1};
    private static final int[] OR = {0, 1, 1, 1};
    private static final int[] NAND = {1, 1, 1, 0};
    private static final int[] XOR = {0, 1, 1, 0};

    private NeuronExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 4", or(), nand(), softplus(), xor(), hardTanh(), threeInputs());
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

    private static Exercise<?> xor() {
        return new Exercise<>("XOR with three neurons", custom(double[][].class, NeuronExercises::gradeXor))
                .hint("Let A be a neuron that says 1 to three of the corners, and B one that says 1 to another three.")
                .hint("XOR is 1 where both OR and NAND are 1. Exercises 1 and 2 have these two.")
                .hint("A is OR, B is NAND. The output neuron is an AND of the two: {1, 1, 1.5}.");
    }

    private static Exercise<?> hardTanh() {
        return new Exercise<>("Hard tanh as a layer", layer(HardTanh::new, 4, 5))
                .hint("forward: Math.max and Math.min can hold a number between two others.")
                .hint("backward: the slope is 1 where the input lay between −1 and 1, and 0 elsewhere.")
                .hint("backward: keep d where v lies between −1 and 1, and give 0 elsewhere. v is an entry of x.");
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

    private static Grade gradeXor(double[]... neurons) {
        if (neurons.length != 3 || Arrays.stream(neurons).anyMatch(n -> n == null || n.length != 3))
            return Grade.wrong("Three neurons with three numbers each are asked for: two weights and a threshold.");
        if (Arrays.stream(neurons).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN))
            return Grade.open("One of the numbers is still NaN.");
        int[] a = table(neurons[0]);
        int[] b = table(neurons[1]);
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
        return IntStream.range(0, ROWS.length)
                .map(row -> step(neuron, a[row], b[row]))
                .toArray();
    }

    /** What a neuron {w₁, w₂, θ} says to the four rows. */
    private static int[] table(double... neuron) {
        return Arrays.stream(ROWS).mapToInt(x -> step(neuron, x[0], x[1])).toArray();
    }

    private static int step(double[] neuron, int x1, int x2) {
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
