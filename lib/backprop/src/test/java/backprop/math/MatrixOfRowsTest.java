package backprop.math;

import static backprop.Refusals.assertRefused;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class MatrixOfRowsTest {
    @Test
    void rowsAreWrittenOneAfterTheOther() {
        SimpleMatrix m = matrix(row(1, 2, 3), row(4, 5, 6));
        assertEquals("2 × 3", Matrices.shape(m));
        assertEquals(Precision.DOUBLE, Precision.of(m), "also of whole numbers");
        assertEquals(6, m.get(1, 2));
        assertTrue(Matrices.areIdentical(m, matrix(new double[][] {{1, 2, 3}, {4, 5, 6}})));
    }

    @Test
    void thePrecisionCanBeChosen() {
        SimpleMatrix m = matrix(Precision.FLOAT, new double[][] {{0.1}, {2}});
        assertEquals(Precision.FLOAT, Precision.of(m));
        assertEquals(0.1f, m.get(0, 0));
    }

    @Test
    void theNumbersAreCopied() {
        double[] numbers = {1, 2};
        SimpleMatrix m = matrix(numbers);
        numbers[0] = 7;
        assertEquals(1, m.get(0, 0));
    }

    @Test
    void raggedRowsAreRefused() {
        assertRefused(
                "the rows of a matrix must be equally long, but row 1 has 2 numbers and row 3 has 1",
                () -> matrix(new double[][] {{1, 2}, {3, 4}, {5}}));
        assertRefused(
                "matrices that are stacked need as many columns, but they are 1 × 2 and 1 × 1",
                () -> matrix(row(1, 2), row(5)));
        assertRefused("a matrix needs at least one row", () -> matrix(new double[0][]));
    }
}
