package backprop.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.layer.Layer;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private final SimpleMatrix x = new RandomMatrices(1).next(3, 4, Precision.DOUBLE);

    /** A sigmoid that forgets its slope on the way back. */
    private static final class ForgetsTheSlope implements Layer {
        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            return new Sigmoid().forward(x);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            return dY;
        }
    }

    @Test
    void aWrongBackwardIsFound() {
        GradientReport report = GradientCheck.of(new ForgetsTheSlope(), x, 1);
        assertFalse(report.passes(1e-2), report.toString());
        assertTrue(report.row("x").largestDifference() > 0.1);
    }

    @Test
    void nanIsNotAPass() {
        GradientReport report = GradientCheck.of(
                new Layer() {
                    @Override
                    public SimpleMatrix forward(SimpleMatrix x) {
                        return x;
                    }

                    @Override
                    public SimpleMatrix backward(SimpleMatrix dY) {
                        return Matrices.map(dY, v -> Double.NaN);
                    }
                },
                x,
                1);
        assertFalse(report.passes(1));
    }

    @Test
    void aGradientOfTheWrongShapeIsNamed() {
        Layer layer = new Layer() {
            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                return x;
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return dY.transpose();
            }
        };
        String message = assertThrows(IllegalArgumentException.class, () -> GradientCheck.of(layer, x, 1))
                .getMessage();
        assertEquals("the gradient of x must have the shape of x, 3 × 4, but it is 4 × 3", message);
    }

    @Test
    void centralDifferenceOfACube() {
        assertEquals(12, NumericalGradient.of(v -> v * v * v, 2), 1e-9);
    }

    @Test
    void theMatrixIsPutBackToTheLastBitAlsoAfterAFailure() {
        SimpleMatrix before = x.copy();
        assertThrows(
                IllegalStateException.class,
                () -> NumericalGradient.of(
                        () -> {
                            throw new IllegalStateException();
                        },
                        x));
        assertTrue(before.isIdentical(x, 0));
    }

    @Test
    void theNumbersOfAReportAreWhatTheySay() {
        SimpleMatrix backprop = new SimpleMatrix(new double[][] {{3, 0}});
        SimpleMatrix numerical = new SimpleMatrix(new double[][] {{0, 4}});
        GradientReport.Row row = GradientReport.Row.of("x", backprop, numerical, 0);
        assertEquals(3.5, row.meanDifference());
        assertEquals(4, row.largestDifference());
        assertEquals(5.0 / 7, row.relativeDifference());
        assertEquals(5.0 / 7, new GradientReport(List.of(row)).relativeDifference());
    }

    @Test
    void saturatedLayersPass() {
        SimpleMatrix far = new SimpleMatrix(new double[][] {{15, 17, -16}});
        assertTrue(GradientCheck.of(new backprop.layer.Tanh(), far, 1).passes(1e-6));
        assertTrue(GradientCheck.of(new Sigmoid(), far.scale(2), 1).passes(1e-6));
    }

    @Test
    void unknownNamesAreRefused() {
        GradientReport report = GradientCheck.of(new Sigmoid(), x, 1);
        assertThrows(IllegalArgumentException.class, () -> report.row("W"));
    }
}
