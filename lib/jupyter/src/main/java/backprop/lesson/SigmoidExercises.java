package backprop.lesson;

import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbersInAnyOrder;
import static backprop.exercise.Graders.when;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.layer.Tanh;

/** Lesson 3, the sigmoid. */
public final class SigmoidExercises {
    private static final double SLOPE = 0.16;

    private SigmoidExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 3", outputs(), mirror(), steep(), tanh(), ownLayer());
    }

    private static Exercise<?> outputs() {
        double root = Math.sqrt(0.25 - SLOPE); // y(1 − y) = slope is y = ½ ± √(¼ − slope)
        return new Exercise<>("A slope of 0.16", numbersInAnyOrder(0.5 - root, 0.5 + root))
                .mistake(
                        when(double[].class, x -> isAsked(slope(x[0]))),
                        "There the slope is 0.16: these are places x. Asked for is y = σ(x) at them.")
                .mistake(
                        when(double[].class, y -> isAsked(y[0]) || isAsked(1 - y[0])),
                        "That takes 0.16 for y itself. It is the slope, y(1 − y).")
                .hint("The slope is y(1 − y). So two numbers are wanted whose sum is 1, and whose product is known.")
                .hint("y(1 − y) = 0.16 is the quadratic equation y² − y + 0.16 = 0.")
                .hint("Its solutions are ½ + √(¼ − 0.16) and ½ − √(¼ − 0.16).");
    }

    private static boolean isAsked(double slope) {
        return Math.abs(slope - SLOPE) < 1e-3;
    }

    private static Exercise<?> mirror() {
        return new Exercise<>("The mirror image", function(y -> 1 - y, 0, 1))
                .mistake(
                        y -> -y,
                        "That would be negative, and no sigmoid is. Look at the chart: about which point is the"
                                + " curve symmetric?")
                .mistake(y -> sigmoid(-y), "y is σ(x) already, so this takes the sigmoid twice.")
                .mistake(
                        y -> y,
                        "Then the curve would have the same height on both sides. Its slope has, the curve has not.")
                .mistake(y -> y * (1 - y), "That is the slope at x. Asked for is the height of the curve at −x.")
                .mistake(y -> 1 / y, "1/y is c = 1 + e⁻ˣ, which is larger than 1.")
                .hint(
                        "Print sigmoid(-2) and sigmoid(2), and two more such pairs. What do the two numbers of a pair add up to?")
                .hint("On paper: σ(−x) = 1/(1 + eˣ). Multiply above and below the line by e⁻ˣ, and compare with y.")
                .hint("e⁻ˣ/(1 + e⁻ˣ) stood in the lesson, in the middle of the long line.");
    }

    private static Exercise<?> steep() {
        return new Exercise<>("A steeper sigmoid", number(3 * 0.25))
                .mistake(0.25, "That is the slope of σ itself. Before it there is a node × 3.")
                .mistake(3, "That is what the node × 3 does. The sigmoid after it has a slope, too.")
                .mistake(0.25 / 3, "The curve is steeper than σ, not flatter.")
                .mistake(3 * slope(3), "That is the slope at x = 1. Where is the slope largest?")
                .hint("It is one more node at the front of the chain: x ──(× 3)── 3x ──(σ)── y.")
                .hint("Along a path the derivatives are multiplied: that of × 3 and that of σ, where that is largest.");
    }

    private static Exercise<?> tanh() {
        return new Exercise<>("The slope of tanh", function(y -> 1 - y * y, -1, 1))
                .mistake(
                        y -> y * (1 - y),
                        "That is the slope of the sigmoid. tanh runs from −1 to 1, and this would be negative for"
                                + " every negative y.")
                .mistake(y -> 4 * y * (1 - y), "That holds for s = σ(2x). Now write s with y: y = 2s − 1.")
                .mistake(
                        y -> 2 * y * (1 - y),
                        "Two factors of 2 lie on the path: one before the sigmoid and one after it. And it is s ="
                                + " σ(2x), not y, that is multiplied by 1 minus itself.")
                .mistake(y -> 1 - Math.tanh(y) * Math.tanh(y), "y is tanh x already, so this takes tanh twice.")
                .hint(
                        "The path is x ──(× 2)── 2x ──(σ)── s ──(× 2)── 2s ──(− 1)── y. Write down one factor for each node.")
                .hint("With s = σ(2x) the product is 2 · s(1 − s) · 2. Now s has to go: y = 2s − 1.")
                .hint("s = (1 + y)/2, and 1 − s = (1 − y)/2.");
    }

    private static Exercise<?> ownLayer() {
        return new Exercise<>("A layer of your own", layer(Tanh::new, 3, 4))
                .hint("forward: y = Matrices.map(x, …), kept in the field y, and returned.")
                .hint(
                        "backward: every entry of dY times the slope at the same place. Matrices.zip(dY, y, (d, v) -> …) makes a"
                                + " matrix of that.")
                .hint("The slope is that of exercise 4, with v for y.");
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double slope(double x) {
        return sigmoid(x) * (1 - sigmoid(x));
    }
}
