package backprop.lesson;

import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.graph.Value;
import java.util.List;

/** Lesson 2, the chain rule. */
public final class ChainRuleExercises {
    private ChainRuleExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 2",
                chain(),
                threeLines(),
                whoseTurn(),
                squareRoot(),
                powerOfItself(),
                quotient(),
                positivePart());
    }

    private static Exercise<?> chain() {
        Value x = Value.of(2);
        Value t = x.times(3).plus(1);
        Value z = t.pow(2);
        z.backward();
        return new Exercise<>("Two nodes in a row", number(x.gradient()))
                .mistake(z.value(), "That is z itself. By how much does it change for each unit of x?")
                .mistake(
                        t.gradient(),
                        "That is how z changes with t. A change of x is not a change of t of the same size.")
                .mistake(
                        2 * x.value() * 3,
                        "The slope of the square was taken at x. But what goes into the square is t.")
                .mistake(
                        2 * x.value(),
                        "That is the slope of x². But what goes into the square is t, and t changes faster than x.")
                .mistake(3, "That is how t changes with x. How does z change with t?")
                .mistake(t.gradient() + 3, "Along a path the rates are multiplied, not added.")
                .hint("There are two nodes on the way. Find the rate of each by itself.")
                .hint("First t at x = 2. The square's rate is 2t, and that of 3x + 1 does not depend on x.");
    }

    private static Exercise<?> threeLines() {
        double x = 5;
        return new Exercise<>("Used three times", numbers(x + x, x, x))
                .mistake(
                        numbers(x, x + x, x + x),
                        "A multiplication swaps: each side gets what stands on the other side.")
                .mistake(
                        numbers(x + x, 1, 1),
                        "The addition passes on what it gets. What does it get from the multiplication?")
                .mistake(numbers(x, x, x), "What stands beside the first x, on the other side of the multiplication?")
                .mistake(numbers(x + x, x + x, x + x), "The bracket gets the factor before it. What is that factor?")
                .mistake(
                        numbers(x + x, x / 2, x / 2),
                        "An addition does not share out what it gets: each input gets all of it.")
                .hint("Name the bracket: b = x + x, L = x · b. What comes back to x, and what to b?")
                .hint("b gets 5, the first factor. The addition passes that on, undivided, on each of its lines.");
    }

    private static Exercise<?> whoseTurn() {
        return new Exercise<>("Whose turn", choice(List.of("a", "b", "either"), "b"))
                .mistake("a", "If a hands on now, has it heard from everybody who uses it?")
                .mistake(
                        "either",
                        "c is computed from both, but they do not stand side by side:"
                                + " one of them is also computed from the other.")
                .hint("For each of the two: which numbers are computed from it?")
                .hint("A number may hand on when all numbers that are computed from it have had their turn.");
    }

    private static Exercise<?> squareRoot() {
        return new Exercise<>("The square root by its output", function(z -> 1 / (2 * z), 0.5, 4))
                .mistake(
                        z -> 1 / (2 * Math.sqrt(z)),
                        "That takes the root of its argument. But the argument is z, the root, already.")
                .mistake(z -> 2 * z, "That is how x = z · z changes with z. How z changes with x is asked for.")
                .mistake(
                        z -> 1 / (2 * z * z),
                        "That is written for another power: the derivative of x to the power ½ is ½ times x to"
                                + " the power −½. What is that in z?")
                .mistake(z -> 1 / z, "A factor is missing. Nudge x at 9, where z is 3.")
                .mistake(z -> 0, "It gives 0 everywhere. In Java 1 / 2 is 0, because both are whole numbers.")
                .mistake(z -> z / 2, "The factor ½ is right, but x to the power −½ is not z. What is it in z?")
                .hint("At x = 9 the output z is 3, and nudging gives 0.1666…")
                .hint("If z changes by a little, z · z changes by 2z times as much. Now turn that round.");
    }

    private static Exercise<?> powerOfItself() {
        return new Exercise<>("x to the power x", function(x -> Math.pow(x, x) * (1 + Math.log(x)), 0.2, 3))
                .mistake(x -> Math.pow(x, x), "That is what comes back to x as the base. x is the exponent, too.")
                .mistake(
                        x -> Math.pow(x, x) * Math.log(x),
                        "That is what comes back to x as the exponent. x is the base, too.")
                .mistake(
                        x -> Math.pow(x, x) * Math.pow(x, x) * Math.log(x),
                        "Over two paths the derivatives are added, not multiplied.")
                .mistake(
                        x -> Math.pow(x, x) * (1 + Math.log10(x)),
                        "Math.log10 is another logarithm. The natural one is Math.log.")
                .hint("Put x for a and also for b in both local derivatives. What is to be done with the two?")
                .hint("x · xˣ⁻¹ is xˣ, and the other is xˣ ln x.");
    }

    private static Exercise<?> quotient() {
        return new Exercise<>("A division out of other nodes", function((a, b) -> -a / (b * b), 0.5, 3))
                .mistake((a, b) -> 1 / a, "This is the derivative of b / a. Which of the two has to be below?")
                .mistake((a, b) -> a, "This is the derivative of a · b. One of the factors is not b itself.")
                .mistake((a, b) -> -1 / (b * b), "This is the derivative of 1 / b. Where does a come in?")
                .mistake(
                        (a, b) -> -1 / (a * b * b),
                        "This is the derivative of 1 / (a · b). Only one of the two has to be below.")
                .mistake(
                        (a, b) -> 0,
                        "Nothing comes back to b. Is the result computed from the Num b, or from its data?")
                .hint("a divided by b is a times something.")
                .hint("It is a times the reciprocal of b, and Num has both, times and reciprocal.");
    }

    private static Exercise<?> positivePart() {
        return new Exercise<>("A node of your own", function(v -> v > 0 ? Math.exp(v) * (1 + v) : 0, -2, 3))
                .mistake(
                        v -> Math.exp(v) * (1 + Math.max(0, v)),
                        "For a negative number something still comes back through your node. But its output"
                                + " stays 0 there, whatever the input does.")
                .mistake(v -> Math.exp(v) * (1 + v), "Your node lets negative numbers pass, in both directions.")
                .mistake(
                        v -> Math.exp(v) * Math.max(0, v),
                        "Nothing comes back through your node. Does it name its input and a local derivative,"
                                + " and is that not 0 for positive numbers?")
                .mistake(
                        v -> Math.exp(v) * 2 * Math.max(0, v),
                        "Your local derivative is the output itself. How much does the output change for each"
                                + " unit of the input?")
                .mistake(
                        v -> Math.exp(v) * (v + Math.max(0, v)),
                        "Your local derivative is the input itself. How much does the output change for each"
                                + " unit of the input?")
                .mistake(
                        v -> v > 0 ? Math.exp(v) * (1 + v) : Math.exp(v) * v,
                        "The local derivative is right, but for a negative number the output is not 0.")
                .hint("What is the output for 3, for 3.1, for −3, for −2.9? And so, how does it change there?")
                .hint(
                        "The output is Math.max(0, v.data). The local derivative is one number where v.data > 0, and another elsewhere.");
    }
}
