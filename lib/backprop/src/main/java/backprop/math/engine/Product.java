package backprop.math.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The matrix product, in blocks that fit the caches (K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication", 2008). Columns of B are copied into panels of at most three registers' width; tiles of C, as wide as a
 * panel and a few rows high, are added up in registers. What a panel has beyond the last column is computed with zeros and
 * cut off, for registers that are filled in part only cost several times as much.
 *
 * <p>The sums are added up in the same order whatever the number of threads.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class Product<A> {
    public static final Optional<Product<float[]>> OF_FLOATS =
            Vectors.FOUND.map(vectors -> new Product<>(vectors.floats()));
    public static final Optional<Product<double[]>> OF_DOUBLES =
            Vectors.FOUND.map(vectors -> new Product<>(vectors.doubles()));

    // Rows of a panel, and registers side by side in all panels of a block: a panel stays in the second
    // cache, a block in the third.
    private static final int MOST_DEEP = 1024;
    private static final int MOST_VECTORS = 64;
    // How many panels are copied before they are needed: while one is copied, the others compute with the one before.
    private static final int PANELS_AHEAD = Workers.THREADS;
    // Copying a B that few rows meet costs more than it wins.
    private static final int COPIED_FROM_ROWS = 16;
    // Multiplications from which other threads are asked; fewer are done before they have heard of it.
    private static final long SHARED_FROM = 200_000;
    private static final int UNITS_A_THREAD = 8;
    private static final int MOST_ROWS_OF_UNIT = 4 * Lanes.ROWS_OF_TILES;

    private final Lanes<A> lanes;
    private final ThreadLocal<A> panels;
    private final ThreadLocal<A> ragged;

    private Product(Lanes<A> lanes) {
        this.lanes = lanes;
        this.panels = ThreadLocal.withInitial(() -> lanes.array(MOST_DEEP * MOST_VECTORS * lanes.count()));
        this.ragged = ThreadLocal.withInitial(() -> lanes.array(2 * Lanes.SUMS * lanes.count()));
    }

    /**
     * A factor, as it lies in an array: its entry (i, j) is {@code numbers[i * rowStep + j * columnStep]}, so that a transposed
     * one needs no copy.
     */
    record Factor<A>(A numbers, int rowStep, int columnStep) {
        int at(int row, int column) {
            return row * rowStep + column * columnStep;
        }
    }

    /** A matrix that lies row after row, or its transpose. */
    public static <A> Factor<A> factor(A numbers, int columns, boolean transposed) {
        return transposed ? new Factor<>(numbers, 1, columns) : new Factor<>(numbers, columns, 1);
    }

    /** Whether this is faster than EJML's three loops, which need no preparation (measured: lib/bench). */
    public static boolean pays(int n, int k, int m) {
        long work = (long) n * k * m;
        if (m >= 6) return n >= 6 && k >= 4 && work >= 1500;
        // A tile is a whole register wide, however few columns there are, and some rows high.
        return n >= 12 && k >= 8 && (m >= 3 && work >= 3000 || m == 2 && work >= 40_000);
    }

    /**
     * C = A·B.
     *
     * @param n rows of A and C, at least as many as a tile has: {@link #pays}
     * @param k columns of A, rows of B
     * @param m columns of B and C
     * @param c row after row, overwritten
     */
    public void multiply(int n, int k, int m, Factor<A> a, Factor<A> b, A c) {
        int deep = part(k, MOST_DEEP);
        int wide = part((m + lanes.count() - 1) / lanes.count(), MOST_VECTORS) * lanes.count();
        boolean shared = (long) n * k * m >= SHARED_FROM;
        for (int j = 0; j < m; j += wide)
            // once also where k is 0: the sums of nothing are 0
            for (int p = 0; p == 0 || p < k; p += deep)
                new Block(n, m, a, b, c, p, Math.min(deep, k - p), j, Math.min(wide, m - j)).multiply(shared);
    }

    /** The size of as few and as equal parts as there can be, none larger than the limit. */
    private static int part(int size, int limit) {
        int parts = Math.max(1, (size + limit - 1) / limit);
        return Math.max(1, (size + parts - 1) / parts);
    }

    /** Some rows of B, in some of its columns: what they add to C. */
    private final class Block {
        private final int n;
        private final int m;
        private final Factor<A> a;
        private final Factor<A> b;
        private final A c;
        private final int firstRow;
        private final int deep;
        private final int firstColumn;
        private final int wide;
        private final int vectors;
        private final int panelCount;
        private final int threes;
        private final int rowsOfUnit;
        private final int unitsDown;
        private final A packed = panels.get();
        private final AtomicIntegerArray isPacked;

        Block(int n, int m, Factor<A> a, Factor<A> b, A c, int firstRow, int deep, int firstColumn, int wide) {
            this.n = n;
            this.m = m;
            this.a = a;
            this.b = b;
            this.c = c;
            this.firstRow = firstRow;
            this.deep = deep;
            this.firstColumn = firstColumn;
            this.wide = wide;
            vectors = (wide + lanes.count() - 1) / lanes.count();
            panelCount = (vectors + 2) / 3;
            threes = Math.max(0, vectors - 2 * panelCount);
            isPacked = new AtomicIntegerArray(panelCount);
            int rows = Math.min(MOST_ROWS_OF_UNIT, n / Workers.THREADS / UNITS_A_THREAD);
            rowsOfUnit = Math.max(1, rows / Lanes.ROWS_OF_TILES) * Lanes.ROWS_OF_TILES;
            unitsDown = (n + rowsOfUnit - 1) / rowsOfUnit;
        }

        void multiply(boolean shared) {
            int steps = PANELS_AHEAD + panelCount * (1 + unitsDown);
            if (shared) Workers.run(steps, this::step);
            else for (int step = 0; step < steps; step++) step(step);
        }

        /** One step copies a panel, or computes some tiles of one that was copied by an earlier step. */
        private void step(int step) {
            if (step < PANELS_AHEAD) {
                pack(step);
                return;
            }
            int panel = (step - PANELS_AHEAD) / (1 + unitsDown);
            int unit = (step - PANELS_AHEAD) % (1 + unitsDown) - 1;
            if (unit < 0) {
                pack(panel + PANELS_AHEAD);
            } else {
                if (isPacked.get(panel) == 0) Workers.await(() -> isPacked.get(panel) == 1);
                unit(panel, unit * rowsOfUnit);
            }
        }

        /** The first panels are three registers wide, the others two, or one where there are no more columns. */
        private int vectors(int panel) {
            return panel < threes ? 3 : Math.min(2, vectors);
        }

        private int start(int panel) {
            return (2 * panel + Math.min(panel, threes)) * lanes.count();
        }

        private int width(int panel) {
            return Math.min(vectors(panel) * lanes.count(), wide - start(panel));
        }

        private boolean isCopied(int panel) {
            return n >= COPIED_FROM_ROWS || b.columnStep() != 1 || width(panel) < vectors(panel) * lanes.count();
        }

        private void pack(int panel) {
            if (panel >= panelCount) return;
            try {
                if (isCopied(panel)) copy(panel);
            } finally {
                isPacked.set(panel, 1); // also if it failed, for somebody may be waiting
            }
        }

        private void copy(int panel) {
            int from = b.at(firstRow, firstColumn + start(panel));
            int panelWidth = vectors(panel) * lanes.count();
            lanes.pack(
                    deep,
                    width(panel),
                    b.numbers(),
                    from,
                    b.rowStep(),
                    b.columnStep(),
                    packed,
                    start(panel) * deep,
                    panelWidth);
        }

        private void unit(int panel, int from) {
            int to = Math.min(n, from + rowsOfUnit);
            int rows;
            for (int row = from; row < to; row += rows) {
                rows = lanes.rows(vectors(panel), to - row);
                tile(panel, row, rows);
            }
        }

        private void tile(int panel, int row, int rows) {
            int width = vectors(panel) * lanes.count();
            int at = firstColumn + start(panel);
            if (firstRow == 0 && row + rows <= n && width(panel) == width) {
                tile(rows, panel, row, c, row * m + at, m);
                return;
            }
            // The last tile begins higher up, where it fits, and only its new rows are used.
            int top = Math.min(row, n - rows);
            A whole = ragged.get();
            tile(rows, panel, top, whole, 0, width);
            for (int i = row; i < Math.min(row + rows, n); i++) {
                int from = (i - top) * width;
                if (firstRow == 0) System.arraycopy(whole, from, c, i * m + at, width(panel));
                else lanes.add(whole, from, c, i * m + at, width(panel));
            }
        }

        private void tile(int rows, int panel, int row, A to, int at, int rowStep) {
            boolean copied = isCopied(panel);
            lanes.tile(
                    rows,
                    vectors(panel),
                    deep,
                    a.numbers(),
                    a.at(row, firstRow),
                    a.rowStep(),
                    a.columnStep(),
                    copied ? packed : b.numbers(),
                    copied ? start(panel) * deep : b.at(firstRow, firstColumn + start(panel)),
                    copied ? vectors(panel) * lanes.count() : b.rowStep(),
                    to,
                    at,
                    rowStep);
        }
    }
}
