package backprop.math.engine;

import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The matrix product, in blocks that fit the caches (K. Goto, R. van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication", 2008). Columns of B are copied into panels of at most three registers' width, and, where enough of them
 * meet it, A into panels of four rows; tiles of C, as wide as a panel and a few rows high, are added up in registers. Panels
 * are padded, for partly filled registers cost several times as much. One or two columns at the end, for which a register
 * would be padded most, are a fringe: dot products, or rows of Cᵀ = Bᵀ·Aᵀ where A is transposed. If there are hardly more, all
 * of them are rows of Cᵀ.
 *
 * <p>Each thread copies what it needs by itself: what another one has just written comes slower than it is copied again.
 * The order in which an entry of C is added up depends neither on their number nor on the width of a register.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class Product<A> {
    // Rows of a panel of B, and numbers of A that are copied: the former stays in the L2 cache, the latter in L3.
    private static final int MOST_DEEP = 1024;
    private static final int MOST_COPIED = 1 << 18;
    // Copying pays if so many rows or columns meet what is copied.
    private static final int COPY_B_FROM_ROWS = 16;
    private static final int COPY_A_FROM_COLUMNS = 128;
    // A tile that goes down columns of a transposed A touches a cache line for each k, and L1 has about so many to
    // spare.
    private static final int COPY_TRANSPOSED_A_FROM_K = 256;
    // Multiplications from which other threads are asked; fewer are done before they have heard of it.
    private static final long SHARED_FROM = 200_000;
    private static final int UNITS_A_THREAD = 8;
    // Registers that the sums of a tile fill.
    private static final int MOST_SUMS = 12;
    // A fringe has so few columns.
    private static final int MOST_FRINGE = 2;
    private static final int MOST_NARROW = 12;

    private final Lanes<A> lanes;
    private final Strided<A> zeros;
    private final ThreadLocal<A> rowPanels;
    private final ThreadLocal<A> columnPanel;
    private final ThreadLocal<A> fringes;
    private final ThreadLocal<A> ragged;

    Product(Lanes<A> lanes) {
        this.lanes = lanes;
        zeros = new Strided<>(lanes.array(4 * lanes.count()), 0, 1);
        rowPanels = ThreadLocal.withInitial(() -> lanes.array(MOST_COPIED + Lanes.ROWS_OF_TILES * MOST_DEEP));
        columnPanel = ThreadLocal.withInitial(() -> lanes.array(3 * lanes.count() * MOST_DEEP));
        fringes = ThreadLocal.withInitial(() -> lanes.array(MOST_FRINGE * MOST_DEEP));
        ragged = ThreadLocal.withInitial(
                () -> lanes.array(Math.max(MOST_SUMS * lanes.count(), Lanes.DOTS * Lanes.WIDEST)));
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
        boolean isTransposed = a.columnStep() != 1;
        if (isTransposed && isNarrow(n, m)) {
            // As Cᵀ. Its rows are too few for any to be copied, so the place for that is free.
            A rows = rowPanels.get();
            multiply(m, k, n, b.transposed(), a.transposed(), rows);
            lanes.copy(n, m, Strided.rows(rows, n).transposed(), 0, Strided.rows(c, m), 0);
            return;
        }
        boolean isFarApart = isTransposed && k >= COPY_TRANSPOSED_A_FROM_K && m > lanes.count();
        boolean copiesA = n >= COPY_B_FROM_ROWS && (m >= COPY_A_FROM_COLUMNS || isFarApart);
        int deep = part(k, MOST_DEEP, Lanes.UNROLLED);
        int high = copiesA ? part(n, MOST_COPIED / deep, Lanes.ROWS_OF_TILES) : n;
        int threads = (long) n * k * m >= SHARED_FROM ? Workers.THREADS : 1;
        int fringe = copiesA || k > deep ? 0 : fringe(n, m);
        Strided<A> rows = Strided.rows(c, m);
        // once also where k is 0: the sums of nothing are 0
        for (int p = 0; p == 0 || p < k; p += deep)
            for (int i = 0; i < n; i += high)
                new Block(copiesA, a, b, rows, i, Math.min(high, n - i), p, Math.min(deep, k - p), m, fringe)
                        .multiply(threads);
    }

    /** Whether the rows of C hardly fill a register, but those of Cᵀ many. */
    private static boolean isNarrow(int n, int m) {
        return n >= 4 * Lanes.WIDEST && m >= Lanes.rows(1) && m <= MOST_NARROW && n * m <= MOST_COPIED;
    }

    /** How many columns at the end are worked out in their own way, where there are enough others. */
    private static int fringe(int n, int m) {
        int rest = m % Lanes.WIDEST;
        return n >= 4 * Lanes.WIDEST && m > 2 * Lanes.WIDEST && rest <= MOST_FRINGE ? rest : 0;
    }

    /** The size of as few and as equal parts as there can be, none larger than the limit, each a multiple of a step. */
    private static int part(int size, int limit, int step) {
        int parts = Math.max(1, (size + limit - 1) / limit);
        int part = (size + parts - 1) / parts;
        return Math.max(1, (part + step - 1) / step) * step;
    }

    /** Some rows of A and the rows of B that meet some of their columns: what they add to C. */
    private final class Block {
        private final boolean copiesA;
        private final Strided<A> a;
        private final Strided<A> b;
        private final Strided<A> c;
        private final int firstRow;
        private final int n;
        private final int first;
        private final int deep;
        private final int m;
        private final int fringe;
        private final Strided<A> from;
        private final int vectors;
        private final int panelCount;
        private final int threes;

        Block(
                boolean copiesA,
                Strided<A> a,
                Strided<A> b,
                Strided<A> c,
                int firstRow,
                int n,
                int first,
                int deep,
                int m,
                int fringe) {
            this.copiesA = copiesA;
            this.a = a;
            this.b = b;
            this.c = c;
            this.firstRow = firstRow;
            this.n = n;
            this.first = first;
            this.deep = deep;
            this.m = m;
            this.fringe = fringe;
            from = first == 0 ? zeros : c;
            vectors = (m - fringe + lanes.count() - 1) / lanes.count();
            panelCount = (vectors + 2) / 3;
            threes = Math.max(0, vectors - 2 * panelCount);
        }

        /**
         * A unit of work are some rows of A and a panel of B. Where C is high each thread has rows of its own, where it is wide
         * columns: so what all of them copy is the smaller matrix.
         */
        void multiply(int threads) {
            int groups = n >= m ? threads : 1;
            int wanted = threads == 1 ? 1 : UNITS_A_THREAD * threads / (groups * panelCount) + 1;
            int ofGroup = Math.max(1, Math.min(wanted, n / (groups * rowStep())));
            Supplier<IntConsumer> work = () -> {
                Share share = new Share(groups * ofGroup);
                return unit -> share.compute(
                        unit / ofGroup % panelCount, unit / ofGroup / panelCount * ofGroup + unit % ofGroup);
            };
            int units = groups * panelCount * ofGroup;
            if (threads > 1) Workers.run(units, work);
            else Workers.alone(units, work.get());
        }

        /** Parts of the rows begin at a multiple of this: no tile but the last one reaches beyond a part. */
        private int rowStep() {
            return copiesA ? Lanes.ROWS_OF_PANEL : Lanes.ROWS_OF_TILES;
        }

        /** The first panels are three registers wide, the others two, or one where there are no more columns. */
        private int vectors(int panel) {
            return panel < threes ? 3 : Math.min(2, vectors);
        }

        private int start(int panel) {
            return (2 * panel + Math.min(panel, threes)) * lanes.count();
        }

        private int width(int panel) {
            return Math.min(vectors(panel) * lanes.count(), m - fringe - start(panel));
        }

        private boolean isBesideFringe(int panel) {
            return fringe > 0 && panel == panelCount - 1;
        }

        private boolean isCopied(int panel) {
            return n >= COPY_B_FROM_ROWS || b.columnStep() != 1 || width(panel) < vectors(panel) * lanes.count();
        }

        /** What one thread does, and what it has copied. */
        private final class Share {
            private final boolean areRowsContiguous = a.columnStep() == 1;
            private final A copied = copiesA ? rowPanels.get() : null;
            private final Strided<A> rows = areRowsContiguous
                    ? Strided.rows(copied, Lanes.UNROLLED)
                    : Strided.rows(copied, Lanes.ROWS_OF_PANEL).transposed();
            private final A columns = columnPanel.get();
            private final Strided<A> fringeColumns = Strided.rows(fringes.get(), deep);
            private final boolean[] areRowsCopied;
            private Strided<A> right;
            private int bStart;
            private int panel = -1;

            Share(int parts) {
                areRowsCopied = new boolean[parts];
            }

            /** The part's first row: the nearest multiple of a step, so that the parts are as equal as they can be. */
            private int rowOf(int part) {
                int parts = areRowsCopied.length;
                if (part == parts) return n;
                int steps = (int) ((2L * n * part + (long) parts * rowStep()) / (2L * parts * rowStep()));
                return Math.min(n, steps * rowStep());
            }

            void compute(int panel, int part) {
                int from = rowOf(part);
                int to = rowOf(part + 1);
                if (copiesA && !areRowsCopied[part]) {
                    for (int row = from; row < to; row += Lanes.ROWS_OF_PANEL) copyRows(row);
                    areRowsCopied[part] = true;
                }
                if (panel != this.panel) take(panel);
                tiles(from, to);
                if (isBesideFringe(panel)) fringe(from, to);
            }

            private void copyRows(int row) {
                int count = Math.min(Lanes.ROWS_OF_PANEL, n - row);
                int start = a.at(firstRow + row, first);
                if (areRowsContiguous) lanes.copyRows(deep, count, a, start, copied, copiedAt(row));
                else pack(count, a.transposed(), start, rows.transposed(), copiedAt(row));
            }

            /** What comes into columns of a panel that no column is copied to does not matter. */
            private void pack(int width, Strided<A> from, int start, Strided<A> panel, int at) {
                lanes.copy(deep, width, from, start, panel, at);
                lanes.copy(Lanes.missing(deep), panel.rowStep(), zeros, 0, panel, at + panel.at(deep, 0));
            }

            private int copiedAt(int row) {
                return row * (deep + Lanes.missing(deep));
            }

            private void take(int panel) {
                this.panel = panel;
                if (isBesideFringe(panel))
                    lanes.copy(fringe, deep, b.transposed(), b.at(0, m - fringe), fringeColumns, 0);
                right = b;
                bStart = b.at(first, start(panel));
                if (!isCopied(panel)) return;
                right = Strided.rows(columns, vectors(panel) * lanes.count());
                pack(width(panel), b, bStart, right, 0);
                bStart = 0;
            }

            /** Some rows of A at a time: two columns of C, or as two rows of Cᵀ as many numbers of each as four registers hold. */
            private void fringe(int from, int to) {
                int height = areRowsContiguous ? Lanes.ROWS_OF_DOTS : 4 * lanes.count();
                Strided<A> across = a.transposed();
                Strided<A> sums = new Strided<>(ragged.get(), 1, height);
                for (int row = from; row < to; row += height) {
                    int top = Math.min(row, n - height);
                    int at = a.at(firstRow + top, 0);
                    if (areRowsContiguous) lanes.dots(deep, a, at, fringeColumns, sums);
                    else lanes.tiles(false, 4, 1, deep, fringeColumns, 0, across, at, zeros, 0, sums.transposed(), 0);
                    int count = Math.min(height, to - row);
                    lanes.copy(count, fringe, sums, row - top, c, c.at(firstRow + row, m - fringe));
                }
            }

            private void tiles(int row, int end) {
                int height = copiesA ? Lanes.ROWS_OF_PANEL : Lanes.rows(vectors(panel));
                int whole = width(panel) == vectors(panel) * lanes.count() ? (end - row) / height : 0;
                int at = c.at(firstRow + row, start(panel));
                tiles(whole, row, from, first == 0 ? 0 : at, c, at);
                for (int rest = row + whole * height; rest < end; rest += height) partOfTile(rest, height);
            }

            /** The last tile begins higher up, where it fits, and only its new rows are used. Panels are padded. */
            private void partOfTile(int row, int height) {
                int top = copiesA ? row : Math.min(row, n - height);
                Strided<A> whole = Strided.rows(ragged.get(), vectors(panel) * lanes.count());
                int start = whole.at(row - top, 0);
                int at = c.at(firstRow + row, start(panel));
                int count = Math.min(height, n - row);
                if (first > 0) copy(c, at, whole, start, count, width(panel));
                tiles(1, top, first == 0 ? zeros : whole, 0, whole, 0);
                copy(whole, start, c, at, count, width(panel));
            }

            private void copy(Strided<A> from, int start, Strided<A> to, int at, int rows, int width) {
                for (int i = 0; i < rows; i++)
                    System.arraycopy(from.numbers(), start + from.at(i, 0), to.numbers(), at + to.at(i, 0), width);
            }

            private void tiles(int count, int row, Strided<A> from, int fromStart, Strided<A> to, int at) {
                Strided<A> left = copiesA ? rows : a;
                int leftStart = copiesA ? copiedAt(row) : a.at(firstRow + row, first);
                lanes.tiles(
                        copiesA, vectors(panel), count, deep, left, leftStart, right, bStart, from, fromStart, to, at);
            }
        }
    }
}
