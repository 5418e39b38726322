package backprop.check;

import backprop.math.Matrices;
import java.util.List;
import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/**
 * The differences between backpropagation and numerical gradients, a row for each matrix.
 *
 * @param rows the matrices that were compared
 */
public record GradientReport(List<Row> rows) {
    /** Copies the rows. */
    public GradientReport {
        rows = List.copyOf(rows);
    }

    /**
     * One matrix.
     *
     * @param name such as {@code W1}
     * @param backprop the gradient from backpropagation, in double
     * @param numerical the gradient from central differences
     * @param meanDifference the mean of |backprop − numerical|
     * @param largestDifference the largest |backprop − numerical|
     * @param relativeDifference ‖backprop − numerical‖ / (‖backprop‖ + ‖numerical‖): 0 when equal, 1 when opposite, and
     *     independent of the size of the gradient; 0 where both are 0
     * @param resolution the rounding error that a numerical derivative may have: smaller differences mean nothing
     */
    public record Row(
            String name,
            SimpleMatrix backprop,
            SimpleMatrix numerical,
            double meanDifference,
            double largestDifference,
            double relativeDifference,
            double resolution) {

        static Row of(String name, SimpleMatrix backprop, SimpleMatrix numerical, double resolution) {
            SimpleMatrix difference = backprop.minus(numerical);
            int entries = difference.getNumElements();
            double sum = 0;
            double largest = 0;
            for (int i = 0; i < entries; i++) {
                double d = Math.abs(difference.get(i));
                sum += d;
                // Math.max, so that a NaN shows
                largest = Math.max(largest, d);
            }
            double size = norm(backprop) + norm(numerical);
            double relative = size == 0 ? 0 : norm(difference) / size;
            return new Row(name, backprop, numerical, sum / entries, largest, relative, resolution);
        }

        /** Whether the relative difference is at most the tolerance, or no difference is above the resolution. */
        public boolean passes(double tolerance) {
            // The gradient of a saturated unit is below the rounding error: relative differences mean nothing then.
            return relativeDifference <= tolerance || largestDifference <= resolution;
        }

        // Not EJML's normF: it takes the norm of a matrix of NaN for 0.
        private static double norm(SimpleMatrix m) {
            double squares = 0;
            for (int i = 0; i < m.getNumElements(); i++) squares += m.get(i) * m.get(i);
            return Math.sqrt(squares);
        }
    }

    /** The largest relative difference of all matrices; NaN if any is. */
    public double relativeDifference() {
        double largest = 0;
        for (Row row : rows) largest = Math.max(largest, row.relativeDifference);
        return largest;
    }

    /** Whether every row passes. In double a tolerance of 10⁻⁶ is usual; a wrong formula gives about 0.01 to 1. */
    public boolean passes(double tolerance) {
        return rows.stream().allMatch(row -> row.passes(tolerance));
    }

    /**
     * The row of one matrix.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Row row(String name) {
        return rows.stream()
                .filter(row -> row.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing called " + name + " was checked; there are "
                        + rows.stream().map(Row::name).toList()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows)
            text.append(String.format(
                    Locale.ROOT,
                    "%s (%s): mean |difference| %.1e, largest %.1e, relative %.1e%n",
                    row.name,
                    Matrices.shape(row.backprop),
                    row.meanDifference,
                    row.largestDifference,
                    row.relativeDifference));
        return text.toString().stripTrailing();
    }
}
