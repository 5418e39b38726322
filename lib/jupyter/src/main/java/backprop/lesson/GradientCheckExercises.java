package backprop.lesson;

import static backprop.exercise.Graders.agree;
import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.function;

import backprop.check.NumericalGradient;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.MistakeGrader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;

/** Lesson 8, the gradient check. */
public final class GradientCheckExercises {
    private static final List<String> BUGS =
            Arrays.stream(Bug.values()).map(Bug::label).toList();

    private static final String BACKWARD_IS_RIGHT = "With that bug backward would be wrong. Here the check of backward"
            + " passes in every row: what else does a round of learning consist of?";

    private record Known(DoubleUnaryOperator f, DoubleUnaryOperator slope) {}

    private static final List<Known> KNOWN = List.of(
            new Known(Math::exp, Math::exp),
            new Known(x -> x * x * x, x -> 3 * x * x),
            new Known(Math::sin, Math::cos));
    private static final List<Double> PLACES = List.of(0.5, 0.625, 0.75, 0.875, 1.0, 1.125, 1.25, 1.375);

    private GradientCheckExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 8",
                suspect("A", "Which of the six rows of net A are in order, W or b?"),
                suspect("B", "Which layers of net B are wrong, and what lies just behind the last right one?"),
                suspect("C", "Divide one gradient of net C by the other. Is the quotient the same everywhere?"),
                suspect("D", "Does net D fail both checks, or only one of them?"),
                suspect("E", "Which layers of net E are wrong, and what lies just behind the last right one?"),
                suspect("F", "How many rows of net F are wrong? And which entries of that one matrix are not?"),
                ownSlope(),
                floatStep(),
                relative(),
                wrongDerivative());
    }

    private static Exercise<?> suspect(String name, String nudge) {
        Bug bug = BugLab.bugOf(name);
        MistakeGrader<String> grader = choice(BUGS, bug.label());
        for (Bug other : Bug.values())
            grader = grader.mistake(other.label(), bug == Bug.NEW_WEIGHTS ? BACKWARD_IS_RIGHT : alibi(other));
        return new Exercise<>("Net " + name, grader)
                .hint(nudge)
                .hint("Choose net " + name
                        + " where the heat maps are, look at one gradient after the other, and compare with the list"
                        + " of the six suspects, line by line.")
                .hint(trace(bug));
    }

    // What a bug leaves behind, as a hint to who has one of its nets before them.
    private static String trace(Bug bug) {
        return switch (bug) {
            case NEW_WEIGHTS ->
                "Look at the table of the steps, and at what happened there when the learning rate fell.";
            case NO_SLOPE ->
                "Let the check use one sample, and look at the quotients of W2: the same down each column, and at least 4.";
            case TRANSPOSED -> "Read one heat map along its rows and the other along its columns.";
            case FIRST_ROW -> "The weights are right, so what comes back is right. What is done with it for a bias?";
            case NOT_DIVIDED -> "The factor is 6. What in this lab is there six of?";
            case WRONG_SIDE -> "Unit 1 is on for every sample and unit 2 for none. Which of their columns may be 0?";
        };
    }

    // Why it is not this bug.
    private static String alibi(Bug bug) {
        return switch (bug) {
            case NEW_WEIGHTS ->
                "With that bug backward itself would be right, and the check of backward would pass. Here it fails.";
            case NO_SLOPE ->
                "With that bug the third layer would be right, and W2, b2, W1 and b1 wrong, all of them. Look again at"
                        + " which rows are wrong.";
            case TRANSPOSED ->
                "With that bug one matrix of weights alone would be wrong, and its diagonal right. Look again at which"
                        + " rows are wrong.";
            case FIRST_ROW ->
                "With that bug every row of a b would be wrong, and every row of a W right. Look again at which rows are"
                        + " wrong.";
            case NOT_DIVIDED ->
                "With that bug every entry of every gradient would be too large by one and the same factor. Divide the"
                        + " two gradients by each other.";
            case WRONG_SIDE ->
                "With that bug the second and the third layer would be right, and W1 and b1 wrong. Look again at which"
                        + " rows are wrong.";
        };
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

    private static Exercise<?> floatStep() {
        return new Exercise<>("The step for float", custom(Number.class, (Number h) -> gradeFloatStep(h.doubleValue())))
                .hint(
                        "The table of the best steps has a row for float and central. What does its rule say? ε of a float is 1.2·10⁻⁷.")
                .hint("For central differences the valley lies near the cube root of ε.")
                .hint("∛(1.2·10⁻⁷) is about 0.005. Everything near it does.");
    }

    private static Grade gradeFloatStep(double h) {
        if (Double.isNaN(h)) return Grade.open("");
        if (!(h > 0)) return Grade.wrong("A step is a number above 0.");
        double best = Double.POSITIVE_INFINITY;
        for (double step = 0.5; step > 1e-7; step /= 2) best = Math.min(best, floatError(step));
        if (floatError(h) <= 4 * best) return Grade.right("");
        if (h > 1e-2) return Grade.wrong("With this h the curve bends too much between the two places. Go smaller.");
        String where = h > 1e-6 && h < 2e-5
                ? " It would be a good step in double."
                : h > 2e-4 && h < 6e-4 ? " It would be a good step to one side only." : "";
        return Grade.wrong("With this h the two values differ in their last digits only, and rounding decides." + where
                + " Go larger.");
    }

    /** The mean error of central differences of sin in float, at fifty places. */
    private static double floatError(double h) {
        double sum = 0;
        for (int i = 0; i < 50; i++) {
            float x = 0.5f + i / 50f;
            float up = (float) Math.sin(x + (float) h);
            float down = (float) Math.sin(x - (float) h);
            sum += Math.abs((up - down) / (2 * (float) h) - Math.cos(x));
        }
        return sum / 50;
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
}
