package backprop.math.engine;

/**
 * A matrix as it lies in an array: its entry (i, j) is {@code numbers[i * rowStep + j * columnStep]}, so that a transposed one
 * needs no copy.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
record Strided<A>(A numbers, int rowStep, int columnStep) {
    /** A matrix that lies row after row. */
    static <A> Strided<A> rows(A numbers, int columns) {
        return new Strided<>(numbers, columns, 1);
    }

    Strided<A> transposed() {
        return new Strided<>(numbers, columnStep, rowStep);
    }

    int at(int row, int column) {
        return row * rowStep + column * columnStep;
    }
}
