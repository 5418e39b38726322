package backprop.exercise;

import static backprop.math.Matrices.matrix;

import backprop.math.Matrices;
import org.ejml.simple.SimpleMatrix;

/** A matrix; see {@link Graders#matrix}. */
record MatrixGrader(SimpleMatrix truth) implements Grader {
    @Override
    public Grade grade(Object answer) {
        if (answer == null) return Grade.open("");
        if (answer instanceof double[][] rows) return grade(matrix(rows));
        if (answer instanceof double[] row) return grade(matrix(row));
        if (!(answer instanceof SimpleMatrix m)) return Grade.wrong(Graders.wrongType("SimpleMatrix", answer));
        if (allNaN(m)) return Grade.open("Every entry is NaN, which is no number.");
        if (m.getNumRows() != truth.getNumRows() || m.getNumCols() != truth.getNumCols()) return Grade.wrong(shapes(m));
        int wrong = firstDifference(truth, m);
        return wrong < 0 ? Grade.right("") : Grade.wrong(feedback(m, wrong));
    }

    private String shapes(SimpleMatrix m) {
        String shapes = "Its shape is " + Matrices.shape(m) + ", but it must be " + Matrices.shape(truth) + ".";
        boolean turned = m.getNumRows() == truth.getNumCols() && m.getNumCols() == truth.getNumRows();
        return turned ? shapes + " Is something transposed?" : shapes;
    }

    private String feedback(SimpleMatrix m, int wrong) {
        if (truth.getNumRows() == truth.getNumCols() && firstDifference(truth, m.transpose()) < 0)
            return "It is transposed: rows and columns have changed places.";
        if (firstDifference(truth, m.negative()) < 0) return "All sizes are right, the sign is not.";
        double factor = m.get(wrong) / truth.get(wrong);
        if (factor != 0 && !Double.isNaN(factor) && firstDifference(truth.scale(factor), m) < 0)
            return "Every entry is " + (Math.abs(factor) > 1 ? "too large" : "too small")
                    + " by the same factor. What is forgotten, or counted twice?";
        int right = 0;
        for (int i = 0; i < m.getNumElements(); i++)
            if (Graders.agree(truth.get(i), m.get(i), Graders.TOLERANCE)) right++;
        return right + " of " + m.getNumElements() + " entries are right; the first that is not stands in row "
                + (wrong / m.getNumCols() + 1) + ", column " + (wrong % m.getNumCols() + 1) + ": " + m.get(wrong) + ".";
    }

    private static boolean allNaN(SimpleMatrix m) {
        for (int i = 0; i < m.getNumElements(); i++) if (!Double.isNaN(m.get(i))) return false;
        return true;
    }

    /** The row-major index of the first difference, or −1. Small entries may be off by the rounding error of large ones. */
    private static int firstDifference(SimpleMatrix truth, SimpleMatrix m) {
        double size = truth.elementMaxAbs();
        for (int i = 0; i < truth.getNumElements(); i++)
            if (!(Math.abs(m.get(i) - truth.get(i))
                    <= Graders.TOLERANCE * Math.max(Math.abs(truth.get(i)), 1e-3 * size))) return i;
        return -1;
    }
}
