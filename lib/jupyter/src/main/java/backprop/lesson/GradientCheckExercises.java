package backprop.lesson;

import static backprop.exercise.Graders.agree;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.function;
import static backprop.exercise.Graders.number;

import backprop.check.NumericalGradient;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;

/** Lesson 11, the gradient check. */
public final class GradientCheckExercises {
    private record Known(DoubleUnaryOperator f, DoubleUnaryOperator slope) {}

    private static final List<Known> KNOWN = List.of(
            new Known(Math::exp, Math::exp),
            new Known(x -> x * x * x, x -> 3 * x * x),
            new Known(Math::sin, Math::cos));
    private static final List<Double> PLACES = List.of(0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.375);

    private GradientCheckExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 11", ownSlope(), halfStep(), relative(), wrongDerivative(), kink());
    }

    private static Exercise<?> ownSlope() {
        return new Exercise<>("Your own check", custom(ToDoubleBiFunction.class, GradientCheckExercises::gradeSlope))
                .hint("Two values of f, one above x and one below, and the distance between the two places.")
                .hint(
                        "The two places are x − h and x + h, so they are 2h apart. A good h is about the cube root of 2·10⁻¹⁶.")
                .hint("(f.applyAsDouble(x + h) − f.applyAsDouble(x − h)) / (2 * h) with h = 1e-5.");
    }

    private static Grade gradeSlope(ToDoubleBiFunction<DoubleUnaryOperator, Double> slope) {
        double[] ratios = KNOWN.stream()
                .flatMapToDouble(known -> PLACES.stream()
                        .mapToDouble(x -> slope.applyAsDouble(known.f, x) / known.slope.applyAsDouble(x)))
                .toArray();
        if (Arrays.stream(ratios).allMatch(Double::isNaN)) return Grade.open("Let mySlope return a number.");
        double error = distance(ratios, 1);
        if (error <= 2e-8) return Grade.right("");
        if (distance(ratios, 0.5) < 0.01)
            return Grade.wrong("Everything is half as large as it should be. How far are the two places apart?");
        if (distance(ratios, 2) < 0.01)
            return Grade.wrong("Everything is twice as large as it should be. How far are the two places apart?");
        if (distance(ratios, -1) < 0.01)
            return Grade.wrong("The sign is wrong: which of the two values is taken from which?");
        if (isOneSided(slope))
            return Grade.wrong("That is the slope to one side of x, and off by about half of h times the curvature."
                    + " Take one place on each side.");
        if (error < 0.1)
            return Grade.wrong(String.format(
                    Locale.ROOT,
                    "Nearly: the largest relative error is %.0e, and 2e-8 can be had. Is h too large, or too small?",
                    error));
        return Grade.wrong("These are not the slopes of e^x, x³ and sin x.");
    }

    private static double distance(double[] ratios, double factor) {
        return Arrays.stream(ratios)
                .map(ratio -> Math.abs(ratio - factor))
                .max()
                .orElseThrow();
    }

    // A one-sided difference of (x − 1)² at 1 gives h, or −h to the other side; a central one gives 0.
    private static boolean isOneSided(ToDoubleBiFunction<DoubleUnaryOperator, Double> slope) {
        double step = Math.abs(slope.applyAsDouble(x -> (x - 1) * (x - 1), 1.0));
        return step < 0.5 && step > 1e-13;
    }

    private static Exercise<?> halfStep() {
        return new Exercise<>(
                        "The step for half precision",
                        custom(Number.class, (Number h) -> gradeHalfStep(h.doubleValue())))
                .hint(
                        "Which rule does the table of the best steps have for central differences? And how large is ε here?")
                .hint("The valley of central differences lies near the cube root of ε.")
                .hint("ε is 1/1024, and the cube root of 1000 is 10. Everything near 0.1 does.");
    }

    private static Grade gradeHalfStep(double h) {
        if (Double.isNaN(h)) return Grade.open("");
        if (!(h > 0)) return Grade.wrong("A step is a number above 0.");
        double best = Double.POSITIVE_INFINITY;
        for (double step = 0.5; step > 1e-7; step /= 2) best = Math.min(best, halfError(step));
        if (halfError(h) <= 2 * best) return Grade.right("");
        if (h > 0.1) return Grade.wrong("With this h the curve bends too much between the two places. Go smaller.");
        String where = h > 1e-6 && h < 2e-5
                ? " It would be a good step in double."
                : h > 2e-3 && h < 1.1e-2
                        ? " It would be a good step in float."
                        : h > 0.025 && h < 0.04 ? " It would be a good step to one side only." : "";
        return Grade.wrong("With this h the two values differ in their last digits only, and rounding decides." + where
                + " Go larger.");
    }

    /** The mean error of central differences of sin in half precision, at fifty places. */
    private static double halfError(double h) {
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            double x = half(0.5 + i / 50.0);
            double up = half(Math.sin(half(x + half(h))));
            double down = half(Math.sin(half(x - half(h))));
            sum += Math.abs((up - down) / (2 * half(h)) - Math.cos(x));
        }
        return sum / 50;
    }

    /** The nearest number of 11 significant bits; a float has 24. */
    private static double half(double x) {
        double unit = Math.scalb(Math.ulp((float) x), 24 - 11);
        return Math.rint(x / unit) * unit;
    }

    private static Exercise<?> relative() {
        return new Exercise<>(
                        "How far apart", custom(DoubleBinaryOperator.class, GradientCheckExercises::gradeRelative))
                .hint("The distance of the two numbers, divided by something that grows with them.")
                .hint(
                        "For 1 and −1 the distance is 2, and the answer is to be 1. For 1 and 0 the distance is 1, and the answer"
                                + " is to be 1.")
                .hint("Divide by |a| + |n|.");
    }

    private static Grade gradeRelative(DoubleBinaryOperator f) {
        if (Double.isNaN(f.applyAsDouble(3, 5))) return Grade.open("");
        if (f.applyAsDouble(2, 2) != 0) return Grade.wrong("For two equal numbers it is to be 0.");
        double small = f.applyAsDouble(3e-6, 5e-6);
        double usual = f.applyAsDouble(3, 5);
        if (!agree(usual, small, 1e-9))
            return Grade.wrong("It depends on the scale: for 3 and 5 it is " + usual + ", for 3e-6 and 5e-6 it is "
                    + small + ". Divide by a size.");
        if (f.applyAsDouble(5, 3) < 0 || usual < 0)
            return Grade.wrong("It can be negative: a mistake downwards is a mistake too.");
        if (!agree(usual, f.applyAsDouble(5, 3), 1e-9))
            return Grade.wrong("It is to be the same when a and n change places.");
        double opposed = f.applyAsDouble(1, -1);
        if (Double.isInfinite(opposed) || Double.isNaN(opposed))
            return Grade.wrong("For 1 and −1 it divides by 0: sizes do not cancel when their numbers do.");
        if (!agree(1, opposed, 1e-9)) return Grade.wrong("For 1 and −1 it is to be 1, and yours is " + opposed + ".");
        if (!agree(1, f.applyAsDouble(1, 0), 1e-9))
            return Grade.wrong("For 1 and 0 it is to be 1, and yours is " + f.applyAsDouble(1, 0) + ".");
        if (!agree(0.75, f.applyAsDouble(-7, -1), 1e-9) || !agree(0.25, usual, 1e-9))
            return Grade.wrong(
                    "0, 1 and 1 are right, but for 3 and 5 it is another number than in the lesson: what stood below the line there?");
        return Grade.right("");
    }

    private static Exercise<?> wrongDerivative() {
        DoubleUnaryOperator f = x -> x * Math.exp(-x * x);
        DoubleUnaryOperator claimed = x -> (1 - x * x) * Math.exp(-x * x);
        DoubleUnaryOperator forgotten = x -> (1 - 2 * x) * Math.exp(-x * x);
        return new Exercise<>("A wrong derivative", function(x -> NumericalGradient.of(f, x), -2, 2))
                .mistake(claimed, "That is the book's. Compare it with NumericalGradient at x = 1.")
                .mistake(
                        forgotten,
                        "The slope of −x² is −2x, and the x in front of the exponential multiplies it once more.")
                .hint("At which of the places 0, 0.5 and 1 do the book and NumericalGradient differ?")
                .hint("x reaches the result on two paths: through the factor x, and through the exponent.")
                .hint("First path: e^(−x²). Second path: x · e^(−x²) · (−2x). Add them.");
    }

    private static Exercise<?> kink() {
        double left = 0.2;
        return new Exercise<>("At the kink", number(NumericalGradient.of(x -> x > 0 ? x : left * x, 0)))
                .mistake(left, "That is the slope on the left. Nudging goes to both sides.")
                .mistake(1, "That is the slope on the right. Nudging goes to both sides.")
                .mistake(0.5, "That is what it finds for the ReLU, which is flat on the left.")
                .mistake(
                        (1 - left) / 2,
                        "Half the difference of the slopes? Mind the sign of f(−h), and the minus before it.")
                .mistake(0, "That is what the ReLU layer takes by convention. Nudging knows no conventions.")
                .mistake(1 + left, "Both slopes are in it. But the distance from left to right is 2h, not h.")
                .hint("Put h and −h into the formula of nudging, (f(h) − f(−h)) / 2h.")
                .hint("f(h) is h, and f(−h) is −0.2·h.");
    }
}
