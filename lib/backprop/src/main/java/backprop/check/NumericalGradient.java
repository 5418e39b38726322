package backprop.check;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/** Numerical derivatives by central differences: slow, but simple enough to check backpropagation against. */
public final class NumericalGradient {
    /**
     * The step for doubles. The error of the formula shrinks with h², rounding grows with 1/h; about the cube root of the
     * machine epsilon, 6·10⁻⁶, balances them.
     */
    public static final double DOUBLE_STEP = 1e-5;

    /** The step for floats, by the same rule. */
    public static final double FLOAT_STEP = 1e-2;

    private NumericalGradient() {}

    /** The central difference (f(x + h) − f(x − h)) / 2h with h = {@value #DOUBLE_STEP}. */
    public static double of(DoubleUnaryOperator f, double x) {
        return of(f, x, DOUBLE_STEP);
    }

    /** The central difference (f(x + h) − f(x − h)) / 2h. */
    public static double of(DoubleUnaryOperator f, double x, double h) {
        return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
    }

    /**
     * The gradient of a result with respect to every entry of a matrix, by central differences.
     *
     * @param result computes the result from the current entries
     * @param m perturbed while this runs, then restored exactly
     * @return the gradient, of the shape of m, in double
     */
    public static SimpleMatrix of(DoubleSupplier result, SimpleMatrix m) {
        double h = step(Precision.of(m));
        SimpleMatrix gradient = Matrices.zeros(m.getNumRows(), m.getNumCols(), Precision.DOUBLE);
        for (int i = 0; i < m.getNumElements(); i++) {
            double old = m.get(i);
            try {
                m.set(i, old + h);
                double up = result.getAsDouble();
                double above = m.get(i);
                m.set(i, old - h);
                double down = result.getAsDouble();
                // In float the steps that were really made differ a little from h.
                gradient.set(i, (up - down) / (above - m.get(i)));
            } finally {
                m.set(i, old);
            }
        }
        return gradient;
    }

    private static double step(Precision precision) {
        return precision == Precision.FLOAT ? FLOAT_STEP : DOUBLE_STEP;
    }

    /** What rounding alone may add to a central difference of results of this size: ten units in the last place, over h. */
    static double resolution(double result, Precision precision) {
        double epsilon = precision == Precision.FLOAT ? Math.ulp(1f) : Math.ulp(1.0);
        return 10 * epsilon * Math.max(1, Math.abs(result)) / step(precision);
    }
}
