package backprop.data;

import backprop.math.Matrices;
import backprop.math.Precision;
import org.ejml.simple.SimpleMatrix;

/** A data set from matrices. A slice has the classes of the whole. */
record MatrixDataset(String name, SimpleMatrix x, SimpleMatrix t, int classes) implements Dataset {
    MatrixDataset {
        Matrices.requireSamePrecision(name, "x", x, "t", t);
        if (x.getNumRows() != t.getNumRows())
            throw new IllegalArgumentException(name + ": x has " + x.getNumRows() + " rows, but t has " + t.getNumRows()
                    + "; every sample needs its target");
    }

    @Override
    public int size() {
        return x.getNumRows();
    }

    @Override
    public int features() {
        return x.getNumCols();
    }

    @Override
    public int outputs() {
        return t.getNumCols();
    }

    @Override
    public Batch batch(int... indices) {
        Dataset.requireSamples(this, indices);
        return new Batch(rows(x, indices), rows(t, indices));
    }

    private static SimpleMatrix rows(SimpleMatrix m, int[] indices) {
        int columns = m.getNumCols();
        SimpleMatrix rows = Matrices.zeros(indices.length, columns, Precision.of(m));
        boolean isFloat = Precision.of(m) == Precision.FLOAT;
        Object from = isFloat ? m.getFDRM().data : m.getDDRM().data;
        Object to = isFloat ? rows.getFDRM().data : rows.getDDRM().data;
        for (int i = 0; i < indices.length; i++) System.arraycopy(from, indices[i] * columns, to, i * columns, columns);
        return rows;
    }

    @Override
    public Dataset slice(int start, int end) {
        Dataset.requireSlice(this, start, end);
        return new MatrixDataset(name, x.rows(start, end), t.rows(start, end), classes);
    }

    @Override
    public String toString() {
        return name + ": " + size() + " samples of " + features() + " numbers, " + outputs() + " targets";
    }
}
