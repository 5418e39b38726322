package backprop.math;

import backprop.math.engine.Arithmetic;
import backprop.math.engine.Grid;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ejml.simple.SimpleMatrix;

/**
 * The patches of pictures, as a matrix P (im2col): for every place in every picture where a kernel fits, a row with the numbers
 * below it, line by line. A convolution is then a product, P·W with a kernel in each column of W (K. Chellapilla, S. Puri, P.
 * Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006).
 *
 * <p>{@link #of} makes all of P. The products make it picture by picture and do not keep it: it is side² times as large as the
 * pictures, and that of a single one stays in the cache. The pictures are the rows of X (N × H·W·C), and those of Y (N × P·K)
 * have a pixel for each place, with a channel for each kernel: {@link ImageShape}.
 */
public final class Patches {
    // Their sums are added up in the same order whatever the number of threads.
    private static final int MOST_PARTS = 20;

    private final ImageShape image;
    private final int side;
    private final int padding;
    private final Queue<Scratch> unused = new ConcurrentLinkedQueue<>();

    /**
     * @param image the shape of the pictures
     * @param side of a kernel, in pixels
     * @param padding how many zeros are put around a picture, on each side
     * @throws IllegalArgumentException if the side is not positive, the padding negative, or the kernel larger than the picture
     *     with its padding
     */
    public Patches(ImageShape image, int side, int padding) {
        if (side < 1 || padding < 0)
            throw new IllegalArgumentException(
                    "a kernel needs a side of at least 1 and a padding of at least 0, but they" + " are " + side
                            + " and " + padding);
        if (Math.min(image.height(), image.width()) + 2 * padding < side)
            throw new IllegalArgumentException("a kernel of " + side + " × " + side + " does not fit into a picture of "
                    + image + " with a padding of " + padding);
        this.image = image;
        this.side = side;
        this.padding = padding;
    }

    /** The shape of the pictures. */
    public ImageShape image() {
        return image;
    }

    /** How many places there are in a column of them. */
    public int down() {
        return image.height() + 2 * padding - side + 1;
    }

    /** How many places there are in a line of them. */
    public int across() {
        return image.width() + 2 * padding - side + 1;
    }

    /** The numbers in a patch: the columns of P, and the rows of W. */
    public int size() {
        return side * side * image.channels();
    }

    private int places() {
        return down() * across();
    }

    /** P, the patches of all pictures: N × H·W·C → N·places × side²·C. */
    public SimpleMatrix of(SimpleMatrix x) {
        requirePictures(x);
        SimpleMatrix all = Matrices.zeros(x.getNumRows() * places(), size(), Precision.of(x));
        inParts(x, (part, from, to, scratch) -> {
            for (int n = from; n < to; n++) all.insertIntoThis(n * places(), 0, scratch.patches(x, n));
        });
        return all;
    }

    /**
     * P·W, with b added to every row.
     *
     * @param W side²·C × K
     * @param b 1 × K
     * @param output a matrix to reuse, or null
     * @return N × places·K
     */
    public SimpleMatrix mult(SimpleMatrix x, SimpleMatrix W, SimpleMatrix b, SimpleMatrix output) {
        requirePictures(x);
        int columns = places() * W.getNumCols();
        SimpleMatrix y = Matrices.reuse(output, x.getNumRows(), columns, Precision.of(x));
        SimpleMatrix biases = Matrices.zeros(1, columns, Precision.of(x));
        Matrices.addRowInPlace(Matrices.reshape(biases, places(), W.getNumCols()), b);
        inParts(x, (part, from, to, scratch) -> {
            for (int n = from; n < to; n++) {
                scratch.product = Matrices.mult(scratch.patches(x, n), W, scratch.product);
                scratch.arithmetic.copy(biases, 0, y, n * columns, columns);
                scratch.arithmetic.add(scratch.product, 0, y, n * columns, columns);
            }
        });
        return y;
    }

    /**
     * Pᵀ·dY.
     *
     * @param dY N × places·K
     * @param output a matrix to reuse, or null
     * @return side²·C × K
     */
    public SimpleMatrix multTransA(SimpleMatrix x, SimpleMatrix dY, SimpleMatrix output) {
        requirePictures(x);
        int K = dY.getNumCols() / places();
        SimpleMatrix[] sums = new SimpleMatrix[MOST_PARTS];
        inParts(x, (part, from, to, scratch) -> {
            sums[part] = Matrices.zeros(size(), K, Precision.of(x));
            for (int n = from; n < to; n++) {
                scratch.sum = Matrices.multTransA(scratch.patches(x, n), scratch.row(dY, n, K), scratch.sum);
                Matrices.addScaledInPlace(sums[part], 1, scratch.sum);
            }
        });
        SimpleMatrix dW = Matrices.reuse(output, size(), K, Precision.of(x));
        dW.zero();
        for (SimpleMatrix sum : sums) if (sum != null) Matrices.addScaledInPlace(dW, 1, sum);
        return dW;
    }

    /**
     * dP = dY·Wᵀ, put back where the patches came from: a number that lies in several patches gets the sum (col2im).
     *
     * @param dY N × places·K
     * @param W side²·C × K
     * @param output a matrix to reuse, or null
     * @return N × H·W·C
     */
    public SimpleMatrix multTransB(SimpleMatrix dY, SimpleMatrix W, SimpleMatrix output) {
        SimpleMatrix dX = Matrices.reuse(output, dY.getNumRows(), image.size(), Precision.of(dY));
        inParts(dY, (part, from, to, scratch) -> {
            for (int n = from; n < to; n++) {
                scratch.patches = Matrices.multTransB(scratch.row(dY, n, W.getNumCols()), W, scratch.patches);
                scratch.addPatches(dX, n);
            }
        });
        return dX;
    }

    private void requirePictures(SimpleMatrix x) {
        if (x.getNumCols() != image.size())
            throw new IllegalArgumentException("pictures of " + image + " must have " + image.size()
                    + " columns, but these are " + Matrices.shape(x));
    }

    private interface Part {
        void of(int part, int from, int to, Scratch scratch);
    }

    private void inParts(SimpleMatrix pictures, Part work) {
        int size = Math.max(1, (pictures.getNumRows() + MOST_PARTS - 1) / MOST_PARTS);
        Matrices.inParts(pictures.getNumRows(), size, (from, to) -> {
            Scratch scratch = unused.poll();
            if (scratch == null || scratch.precision != Precision.of(pictures))
                scratch = new Scratch(Precision.of(pictures));
            work.of(from / size, from, to, scratch);
            unused.add(scratch);
        });
    }

    /** The memory in which a thread works on one picture after the other; it stays in the cache. */
    private final class Scratch {
        private final Precision precision;
        private final Arithmetic arithmetic;
        private final Grid grid;
        private final SimpleMatrix padded;
        private SimpleMatrix patches;
        private SimpleMatrix row;
        private SimpleMatrix product;
        private SimpleMatrix sum;

        Scratch(Precision precision) {
            this.precision = precision;
            grid = new Grid(image.width() + 2 * padding, image.channels(), side, 1, down(), across());
            padded = padding == 0
                    ? null
                    : Matrices.zeros(image.height() + 2 * padding, grid.width() * grid.channels(), precision);
            patches = Matrices.zeros(places(), size(), precision);
            arithmetic = Matrices.arithmetic(patches);
        }

        /** The patches of picture n: places × side²·C. */
        SimpleMatrix patches(SimpleMatrix x, int n) {
            int start = n * image.size();
            if (padding == 0) {
                arithmetic.patches(grid, x, start, patches);
            } else {
                padded.zero();
                for (int y = 0; y < image.height(); y++)
                    arithmetic.copy(x, start + y * line(), padded, inside(y), line());
                arithmetic.patches(grid, padded, 0, patches);
            }
            return patches;
        }

        /** Adds the patches up to picture n. */
        void addPatches(SimpleMatrix dX, int n) {
            int start = n * image.size();
            if (padding == 0) {
                arithmetic.zero(dX, start, image.size());
                arithmetic.addPatches(grid, patches, dX, start);
            } else {
                padded.zero();
                arithmetic.addPatches(grid, patches, padded, 0);
                for (int y = 0; y < image.height(); y++)
                    arithmetic.copy(padded, inside(y), dX, start + y * line(), line());
            }
        }

        private int line() {
            return image.width() * image.channels();
        }

        /** Where a line of the picture begins in the padded one. */
        private int inside(int y) {
            return ((y + padding) * grid.width() + padding) * grid.channels();
        }

        /** Row n of dY as a matrix of its own: places × K. */
        SimpleMatrix row(SimpleMatrix dY, int n, int K) {
            row = Matrices.reuse(row, places(), K, precision);
            arithmetic.copy(dY, n * dY.getNumCols(), row, 0, dY.getNumCols());
            return row;
        }
    }
}
