package backprop.exercise;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A function of one or two numbers, compared at points that include neither end nor, but by accident, a special place; see
 * {@link Graders#function(DoubleUnaryOperator, double, double)}.
 */
record FunctionGrader(double[][] points, double[] truths) {
    private static final int POINTS = 41;
    // Numerical derivatives are right answers too.
    private static final double TOLERANCE = 1e-5;

    static Grader ofOne(DoubleUnaryOperator truth, double from, double to) {
        FunctionGrader grader =
                of(p -> truth.applyAsDouble(p[0]), i -> new double[] {from + (to - from) * (i + 0.5) / POINTS});
        return Graders.custom(DoubleUnaryOperator.class, f -> grader.grade(p -> f.applyAsDouble(p[0])));
    }

    static Grader ofTwo(DoubleBinaryOperator truth, double from, double to) {
        // The second number goes through its range in another order, so that the two are never tied.
        FunctionGrader grader = of(p -> truth.applyAsDouble(p[0], p[1]), i -> new double[] {
            from + (to - from) * (i + 0.5) / POINTS, from + (to - from) * (i * 16 % POINTS + 0.5) / POINTS
        });
        return Graders.custom(DoubleBinaryOperator.class, f -> grader.grade(p -> f.applyAsDouble(p[0], p[1])));
    }

    private static FunctionGrader of(ToDoubleFunction<double[]> truth, IntFunction<double[]> point) {
        double[][] points = IntStream.range(0, POINTS).mapToObj(point).toArray(double[][]::new);
        return new FunctionGrader(
                points, Arrays.stream(points).mapToDouble(truth).toArray());
    }

    private Grade grade(ToDoubleFunction<double[]> f) {
        double[] values = Arrays.stream(points).mapToDouble(f).toArray();
        if (Arrays.stream(values).allMatch(Double::isNaN))
            return Grade.open("The function gives NaN everywhere, which is no number.");
        return countRight(values, v -> v) == POINTS ? Grade.right("") : Grade.wrong(feedback(values));
    }

    private String feedback(double... values) {
        if (countRight(values, v -> -v) == POINTS) return "The sizes are right, the sign is not.";
        int first = 0;
        while (agrees(first, values[first])) first++;
        double factor = values[first] / truths[first];
        if (factor != 0 && countRight(values, v -> v / factor) == POINTS)
            return "It is wrong everywhere by the same factor.";
        double shift = values[first] - truths[first];
        if (countRight(values, v -> v - shift) == POINTS)
            return "It is wrong everywhere by the same amount: something constant is added or missing.";
        String at = Arrays.toString(points[first]);
        return "It is right at " + countRight(values, v -> v) + " of " + POINTS + " places. At "
                + at.substring(1, at.length() - 1) + " it gives " + values[first] + ", which is not right.";
    }

    /** At how many points the values are right once they are corrected. */
    private long countRight(double[] values, DoubleUnaryOperator correction) {
        return IntStream.range(0, POINTS)
                .filter(i -> agrees(i, correction.applyAsDouble(values[i])))
                .count();
    }

    private boolean agrees(int point, double value) {
        return Math.abs(value - truths[point]) <= TOLERANCE * Math.max(1e-3, Math.abs(truths[point]));
    }
}
