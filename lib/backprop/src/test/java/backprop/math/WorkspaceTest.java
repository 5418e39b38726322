package backprop.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import backprop.RandomMatrices;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private final SimpleMatrix x = new RandomMatrices(4).next(3, 5, Precision.FLOAT);

    @Test
    void matricesAreLentAnewAfterStartingOver() {
        Workspace workspace = new Workspace();
        List<SimpleMatrix> lent = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            workspace.startOver();
            lent.add(workspace.use(() -> Matrices.rectify(x, 0)));
            lent.add(workspace.use(() -> Matrices.rectify(x, 0)));
        }
        assertNotSame(lent.get(0), lent.get(1));
        assertSame(lent.get(0), lent.get(2));
        assertSame(lent.get(1), lent.get(5));
    }

    @Test
    void anotherShapeOrPrecisionGetsAnotherMatrix() {
        Workspace workspace = new Workspace();
        SimpleMatrix first = workspace.use(() -> Matrices.zeros(3, 5, Precision.FLOAT));
        workspace.startOver();
        assertNotSame(first, workspace.use(() -> Matrices.zeros(5, 3, Precision.FLOAT)));
        workspace.startOver();
        SimpleMatrix other = workspace.use(() -> Matrices.zeros(5, 3, Precision.DOUBLE));
        assertEquals("5 × 3", Matrices.shape(other));
        assertEquals(Precision.DOUBLE, Precision.of(other));
    }

    @Test
    void whatIsLeftInALentMatrixIsNotSeen() {
        Workspace workspace = new Workspace();
        SimpleMatrix a = new RandomMatrices(5).next(30, 20, Precision.DOUBLE);
        SimpleMatrix b = new RandomMatrices(6).next(20, 30, Precision.DOUBLE);
        for (int round = 0; round < 2; round++) {
            workspace.startOver();
            SimpleMatrix zeros = workspace.use(() -> Matrices.zeros(4, 4, Precision.DOUBLE));
            assertEquals(0, zeros.elementMaxAbs());
            zeros.fill(7);
            SimpleMatrix sums = workspace.use(() -> Matrices.columnSums(a));
            assertEquals(Matrices.columnSums(a).get(3), sums.get(3));
            SimpleMatrix product = workspace.use(() -> Matrices.mult(a, b));
            assertEquals(Matrices.mult(a, b).get(29, 29), product.get(29, 29));
            product.fill(Double.NaN);
            SimpleMatrix small = workspace.use(() -> Matrices.multTransB(a.rows(0, 2), a.rows(0, 2)));
            assertEquals(Matrices.multTransB(a.rows(0, 2), a.rows(0, 2)).get(1, 0), small.get(1, 0));
            small.fill(Double.NaN);
        }
    }

    @Test
    void withinOneThatLendsNothingAndOutsideMatricesAreNew() {
        Workspace workspace = new Workspace();
        SimpleMatrix before = workspace.use(() -> Matrices.rectify(x, 0));
        workspace.startOver();
        assertNotSame(before, workspace.use(() -> Workspace.NONE.use(() -> Matrices.rectify(x, 0))));
        assertNotSame(before, Matrices.rectify(x, 0));
        assertSame(before, workspace.use(() -> Matrices.rectify(x, 0)));
    }
}
