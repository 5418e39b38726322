package backprop.exercise;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A function of one or two numbers, compared at points that include neither end nor, but by accident, a special place.
 *
 * @param points where to compare
 * @param truths what is right there
 * @param evaluate gives the reader's function at a point, or null where the answer is no such function
 */
record FunctionGrader(
        String type, double[][] points, double[] truths, Function<Object, ToDoubleFunction<double[]>> evaluate)
        implements Grader {
    private static final int POINTS = 41;
    // Numerical derivatives are right answers too.
    private static final double TOLERANCE = 1e-5;

    static Grader ofOne(DoubleUnaryOperator truth, double from, double to) {
        double[][] points = IntStream.range(0, POINTS)
                .mapToObj(i -> new double[] {from + (to - from) * (i + 0.5) / POINTS})
                .toArray(double[][]::new);
        return of(
                "DoubleUnaryOperator",
                points,
                p -> truth.applyAsDouble(p[0]),
                given -> given instanceof DoubleUnaryOperator f ? p -> f.applyAsDouble(p[0]) : null);
    }

    static Grader ofTwo(DoubleBinaryOperator truth, double from, double to) {
        // The second number goes through its range in another order, so that the two are never tied.
        double[][] points = IntStream.range(0, POINTS)
                .mapToObj(i -> new double[] {
                    from + (to - from) * (i + 0.5) / POINTS, from + (to - from) * (i * 16 % POINTS + 0.5) / POINTS
                })
                .toArray(double[][]::new);
        return of(
                "DoubleBinaryOperator",
                points,
                p -> truth.applyAsDouble(p[0], p[1]),
                given -> given instanceof DoubleBinaryOperator f ? p -> f.applyAsDouble(p[0], p[1]) : null);
    }

    private static Grader of(
            String type,
            double[][] points,
            ToDoubleFunction<double[]> truth,
            Function<Object, ToDoubleFunction<double[]>> evaluate) {
        double[] truths = Arrays.stream(points).mapToDouble(truth).toArray();
        return new FunctionGrader(type, points, truths, evaluate);
    }

    @Override
    public Grade judge(Object given) {
        if (given == null) return Grade.open("");
        ToDoubleFunction<double[]> f = evaluate.apply(given);
        if (f == null) return Grade.wrong(Graders.wrongType(type, given));
        double[] values = Arrays.stream(points).mapToDouble(f).toArray();
        if (Arrays.stream(values).allMatch(Double::isNaN))
            return Grade.open("The function gives NaN everywhere, which is no number.");
        return IntStream.range(0, POINTS).allMatch(i -> agrees(i, values[i]))
                ? Grade.right("")
                : Grade.wrong(whatIsWrongWith(values));
    }

    private boolean agrees(int point, double value) {
        return Math.abs(value - truths[point]) <= TOLERANCE * Math.max(1e-3, Math.abs(truths[point]));
    }

    private String whatIsWrongWith(double[] values) {
        if (IntStream.range(0, POINTS).allMatch(i -> agrees(i, -values[i])))
            return "The sizes are right, the sign is not.";
        int first = IntStream.range(0, POINTS)
                .filter(i -> !agrees(i, values[i]))
                .findFirst()
                .orElseThrow();
        double factor = values[first] / truths[first];
        if (factor != 0 && IntStream.range(0, POINTS).allMatch(i -> agrees(i, values[i] / factor)))
            return "It is wrong everywhere by the same factor.";
        double shift = values[first] - truths[first];
        if (IntStream.range(0, POINTS).allMatch(i -> agrees(i, values[i] - shift)))
            return "It is wrong everywhere by the same amount: something constant is added or missing.";
        long right =
                IntStream.range(0, POINTS).filter(i -> agrees(i, values[i])).count();
        String at = Arrays.toString(points[first]);
        return "It is right at " + right + " of " + POINTS + " places. At " + at.substring(1, at.length() - 1)
                + " it gives " + values[first] + ", which is not right.";
    }
}
