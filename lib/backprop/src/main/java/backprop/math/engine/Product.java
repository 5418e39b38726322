package backprop.math.engine;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The matrix product, in blocks that fit the caches (K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication", 2008). Columns of B are copied into panels of at most three registers' width; tiles of C, as wide as a
 * panel and a few rows high, are added up in registers. Panels are padded with zeros, for partly filled registers cost
 * several times as much.
 *
 * <p>The sums are added up in the same order whatever the number of threads.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class Product<A> {
    // Rows of a panel, and registers side by side in all panels of a block: a panel stays in the L2
    // cache, a block in L3.
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
    // Registers that the sums of a tile fill at most.
    private static final int MOST_SUMS = 24;

    private final Lanes<A> lanes;
    private final ThreadLocal<A> panels;
    private final ThreadLocal<A> ragged;

    Product(Lanes<A> lanes) {
        this.lanes = lanes;
        this.panels = ThreadLocal.withInitial(() -> lanes.array(MOST_DEEP * MOST_VECTORS * lanes.count()));
        this.ragged = ThreadLocal.withInitial(() -> lanes.array(MOST_SUMS * lanes.count()));
    }

    /** Whether this is faster than EJML's three loops, which need no preparation (measured: lib/bench). */
    static boolean pays(int n, int k, int m) {
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
    void multiply(int n, int k, int m, Strided<A> a, Strided<A> b, A c) {
        int deep = part(k, MOST_DEEP);
        int wide = part((m + lanes.count() - 1) / lanes.count(), MOST_VECTORS) * lanes.count();
        boolean shared = (long) n * k * m >= SHARED_FROM;
        Strided<A> rows = Strided.rows(c, m);
        for (int j = 0; j < m; j += wide)
            // once also where k is 0: the sums of nothing are 0
            for (int p = 0; p == 0 || p < k; p += deep)
                new Block(n, a, b, rows, p, Math.min(deep, k - p), j, Math.min(wide, m - j)).multiply(shared);
    }

    /** The size of as few and as equal parts as there can be, none larger than the limit. */
    private static int part(int size, int limit) {
        int parts = Math.max(1, (size + limit - 1) / limit);
        return Math.max(1, (size + parts - 1) / parts);
    }

    /** Some rows of B, in some of its columns: what they add to C. */
    private final class Block {
        private final int n;
        private final Strided<A> a;
        private final Strided<A> b;
        private final Strided<A> c;
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
        private final Strided<A> packedThrees = Strided.rows(packed, 3 * lanes.count());
        private final Strided<A> packedOthers;
        private final AtomicIntegerArray isPacked;

        Block(int n, Strided<A> a, Strided<A> b, Strided<A> c, int firstRow, int deep, int firstColumn, int wide) {
            this.n = n;
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
            packedOthers = Strided.rows(packed, Math.min(2, vectors) * lanes.count());
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
            lanes.pack(deep, width(panel), b, from, packed(panel), start(panel) * deep);
        }

        private Strided<A> packed(int panel) {
            return panel < threes ? packedThrees : packedOthers;
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
            int column = firstColumn + start(panel);
            int width = width(panel);
            int tileWidth = vectors(panel) * lanes.count();
            if (firstRow == 0 && row + rows <= n && width == tileWidth) {
                tile(rows, panel, row, c, c.at(row, column));
                return;
            }
            // The last tile begins higher up, where it fits, and only its new rows are used.
            int top = Math.min(row, n - rows);
            A whole = ragged.get();
            tile(rows, panel, top, Strided.rows(whole, tileWidth), 0);
            for (int i = row; i < Math.min(row + rows, n); i++) {
                int from = (i - top) * tileWidth;
                if (firstRow == 0) System.arraycopy(whole, from, c.numbers(), c.at(i, column), width);
                else lanes.add(whole, from, c.numbers(), c.at(i, column), width);
            }
        }

        private void tile(int rows, int panel, int row, Strided<A> to, int at) {
            int aStart = a.at(row, firstRow);
            if (isCopied(panel))
                lanes.tile(rows, vectors(panel), deep, a, aStart, packed(panel), start(panel) * deep, to, at);
            else
                lanes.tile(
                        rows, vectors(panel), deep, a, aStart, b, b.at(firstRow, firstColumn + start(panel)), to, at);
        }
    }
}
