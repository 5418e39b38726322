package backprop.math.engine;

/**
 * Vector registers (SIMD) that hold numbers of one precision: what {@link Product} does with them.
 *
 * @param <A> the arrays of that precision, {@code float[]} or {@code double[]}
 */
interface Lanes<A> {
    /** How many rows of A make a panel. */
    int ROWS_OF_PANEL = 4;

    /** How many rows of B a tile of panels takes at a time: what GenerateEngine unrolls. */
    int UNROLLED = 4;

    /** A multiple of the rows of every tile. */
    int ROWS_OF_TILES = 12;

    /** How many numbers a register holds. */
    int count();

    /** An array of zeros. */
    A array(int length);

    /**
     * Copies k rows of B, some columns wide.
     *
     * @param b read from {@code start} on; one of its steps is 1
     * @param panel written from {@code at} on, and beyond the width too, but not beyond its last row; the step between its columns
     *     is 1
     */
    void copy(int k, int width, Strided<A> b, int start, Strided<A> panel, int at);

    /**
     * Copies rows of A that are contiguous into a panel: {@link #UNROLLED} numbers of each, then as many more of each. Zeros
     * make k a multiple of that.
     *
     * @param rows at most {@link #ROWS_OF_PANEL}
     * @param panel written from {@code at} on
     */
    void copyRows(int k, int rows, Strided<A> a, int start, A panel, int at);

    /** How many rows of zeros make k a multiple of what a tile of panels takes at a time. */
    static int missing(int k) {
        return -k & UNROLLED - 1;
    }

    /** How many rows of A {@link #dots} takes. */
    int ROWS_OF_DOTS = 4;

    /** How many entries it works out. */
    int DOTS = 2 * ROWS_OF_DOTS;

    /** No register holds more numbers than this, a power of two. */
    int WIDEST = 16;

    /** How many rows the tile has that is so many registers wide: 1, 2, 3, or 4 for a fringe. */
    static int rows(int vectors) {
        return vectors == 4 ? 2 : vectors == 3 ? ROWS_OF_PANEL : 6;
    }

    /**
     * Tiles of C = F + A·B, one below the other: for each of them some rows of A meet a panel of B, and all sums stay in
     * registers while k runs.
     *
     * @param areCopied whether A is a panel too: of rows, as {@link #copyRows} leaves it, with row step {@link #UNROLLED}, or of
     *     columns, with column step {@link #ROWS_OF_PANEL}. Then tiles are 2 or 3 registers wide.
     * @param vectors a tile's width in registers
     * @param tiles how many
     * @param a read from {@code aStart} on
     * @param b the panel: lies row after row, read from {@code bStart} on
     * @param from F, which may be C; lies row after row, read from {@code fromStart} on
     * @param c lies row after row, overwritten from {@code cStart} on
     */
    void tiles(
            boolean areCopied,
            int vectors,
            int tiles,
            int k,
            Strided<A> a,
            int aStart,
            Strided<A> b,
            int bStart,
            Strided<A> from,
            int fromStart,
            Strided<A> c,
            int cStart);

    /**
     * Dot products: C = A·B for four rows of A and two columns of B.
     *
     * @param a its rows are contiguous; read from {@code aStart} on
     * @param columns Bᵀ, row after row
     * @param sums C, column after column; has room for {@link #WIDEST} partial sums of each entry
     */
    void dots(int k, Strided<A> a, int aStart, Strided<A> columns, Strided<A> sums);
}
