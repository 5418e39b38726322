package backprop.data;

import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Class labels as one-hot rows, and back. */
public final class Labels {
    private Labels() {}

    /**
     * One-hot rows, one a label: 1 in the column of the class, 0 elsewhere.
     *
     * @param labels class numbers from 0 to classes − 1
     * @return N × classes
     * @throws IllegalArgumentException if a label is out of range
     */
    public static SimpleMatrix oneHot(int[] labels, int classes, Precision precision) {
        SimpleMatrix t = Matrices.zeros(labels.length, classes, precision);
        for (int i = 0; i < labels.length; i++) {
            requireInRange(labels[i], classes, i);
            t.set(i, labels[i], 1);
        }
        return t;
    }

    /** The class of each row of outputs or targets: its argmax, or, for a single column, 1 from ½ on and 0 below. */
    public static int[] ofRows(SimpleMatrix y) {
        if (y.getNumCols() > 1) return Matrices.argMaxOfRows(y);
        return IntStream.range(0, y.getNumRows())
                .map(i -> y.get(i, 0) >= 0.5 ? 1 : 0)
                .toArray();
    }

    /**
     * How many classes such targets tell apart: as many as there are columns if all rows are one-hot, two for a single
     * column of zeros and ones, and none, 0, for other numbers.
     */
    static int classes(SimpleMatrix t) {
        int columns = t.getNumCols();
        for (int i = 0; i < t.getNumRows(); i++) {
            int ones = 0;
            for (int k = 0; k < columns; k++) {
                double target = t.get(i, k);
                if (target != 0 && target != 1) return 0;
                if (target == 1) ones++;
            }
            if (columns > 1 && ones != 1) return 0;
        }
        return columns == 1 ? 2 : columns;
    }

    static void requireInRange(int label, int classes, int index) {
        if (label < 0 || label >= classes)
            throw new IllegalArgumentException("label " + label + " at index " + index + " is out of range: with "
                    + classes + " classes labels go from 0 to " + (classes - 1));
    }
}
