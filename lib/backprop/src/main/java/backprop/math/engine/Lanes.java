package backprop.math.engine;

/**
 * What vector registers do with numbers of one precision. This is the part of {@link Product} that must be written once for
 * each.
 *
 * @param <A> the arrays of that precision, {@code float[]} or {@code double[]}
 */
public interface Lanes<A> {
    /** Sums in registers that keep two multipliers busy, few enough for 16 registers. */
    int SUMS = 12;
    /** A multiple of the rows of every tile. */
    int ROWS_OF_TILES = 24;

    /** How many numbers a register holds. */
    int count();

    /** An array of zeros. */
    A array(int length);

    /**
     * Copies k rows of B, some columns wide, into a panel where each row follows the one before it.
     *
     * @param width how many columns there are; the panel's other columns become 0
     * @param b entry (p, j) is {@code b[start + p * rowStep + j * columnStep]}; one of the steps is 1
     * @param panel entry (p, j) is {@code panel[at + p * panelWidth + j]}
     */
    void pack(int k, int width, A b, int start, int rowStep, int columnStep, A panel, int at, int panelWidth);

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
     * @param a entry (i, p) is {@code a[aStart + i * aRowStep + p * aColumnStep]}
     * @param panel entry (p, j) is {@code panel[at + p * panelStep + j]}
     * @param c entry (i, j) is {@code c[cStart + i * cRowStep + j]}; overwritten
     */
    void tile(
            int rows,
            int vectors,
            int k,
            A a,
            int aStart,
            int aRowStep,
            int aColumnStep,
            A panel,
            int at,
            int panelStep,
            A c,
            int cStart,
            int cRowStep);

    /**
     * Copies some numbers to the same places of another array.
     *
     * @return whether all of them are finite
     */
    boolean copy(A from, A to, int at, int end);

    /** Adds some numbers, one after the other, to others. */
    void add(A from, int at, A to, int toAt, int count);

    /**
     * v where x &gt; 0, otherwise slope·v, in whole registers.
     *
     * @return where the rest begins, fewer entries than a register's
     */
    int rectify(double slope, A x, A v, A result, int from, int to);
}
