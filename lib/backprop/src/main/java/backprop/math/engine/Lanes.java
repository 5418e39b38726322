package backprop.math.engine;

/**
 * Vector registers (SIMD) that hold numbers of one precision: what {@link Product} does with them.
 *
 * @param <A> the arrays of that precision, {@code float[]} or {@code double[]}
 */
interface Lanes<A> {
    /** A multiple of the rows of every tile. */
    int ROWS_OF_TILES = 24;

    /** How many numbers a register holds. */
    int count();

    /** An array of zeros. */
    A array(int length);

    /**
     * Copies k rows of B, some columns wide, into a panel.
     *
     * @param width how many columns there are; the panel's other columns become 0
     * @param b read from {@code start} on; one of its steps is 1
     * @param panel lies row after row, from {@code at} on
     */
    void pack(int k, int width, Strided<A> b, int start, Strided<A> panel, int at);

    /**
     * How many rows the tile has that suits best where so many rows are left: perhaps more, but at most 6 then.
     *
     * @param vectors the tile's width in registers, 1, 2 or 3
     */
    int rows(int vectors, int rowsLeft);

    /**
     * A tile of C = A·B: some rows of A meet a panel of B, and all sums stay in registers while k runs.
     *
     * @param rows as {@link #rows} says for these vectors
     * @param vectors the tile's width in registers
     * @param a read from {@code aStart} on
     * @param b the panel: lies row after row, read from {@code bStart} on
     * @param c lies row after row, overwritten from {@code cStart} on
     */
    void tile(
            int rows, int vectors, int k, Strided<A> a, int aStart, Strided<A> b, int bStart, Strided<A> c, int cStart);

    /** Adds some numbers, one after the other, to others. */
    void add(A from, int at, A to, int toAt, int count);
}
