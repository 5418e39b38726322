package backprop.math;

import backprop.math.engine.Arithmetic;
import backprop.math.engine.Grid;
import org.ejml.simple.SimpleMatrix;

/**
 * Windows side by side on pictures, of which only the largest number is kept, in each channel. What is left at the right and at
 * the bottom is too narrow for a window, and dropped.
 *
 * @param image the shape of the pictures, the rows of X
 * @param side of a window, in pixels
 */
public record Pooling(ImageShape image, int side) {
    private static final int PICTURES_A_UNIT = 5;

    /**
     * @throws IllegalArgumentException if the side is not positive, or larger than that of the picture
     */
    public Pooling {
        if (side < 1 || side > Math.min(image.height(), image.width()))
            throw new IllegalArgumentException(
                    "windows of " + side + " × " + side + " do not fit into a picture of " + image);
    }

    /** The shape of what is left. */
    public ImageShape output() {
        return new ImageShape(image.height() / side, image.width() / side, image.channels());
    }

    private Grid grid() {
        return new Grid(image.width(), image.channels(), side, side, output().height(), output().width());
    }

    /**
     * The largest number of each window; NaN if one is NaN.
     *
     * @param output a matrix to reuse, or null
     */
    public SimpleMatrix max(SimpleMatrix x, SimpleMatrix output) {
        SimpleMatrix y = Matrices.reuse(output, x.getNumRows(), output().size(), Precision.of(x));
        Arithmetic arithmetic = Matrices.arithmetic(x);
        Grid grid = grid();
        Matrices.inParts(x.getNumRows(), PICTURES_A_UNIT, (from, to) -> {
            for (int n = from; n < to; n++) arithmetic.max(grid, x, n * x.getNumCols(), y, n * y.getNumCols());
        });
        return y;
    }

    /**
     * The gradient through {@link #max}: that of a window goes to its largest number, of equal ones to the first.
     *
     * @param y the result of max for x
     * @param output a matrix to reuse, or null
     */
    public SimpleMatrix maxBackward(SimpleMatrix dY, SimpleMatrix x, SimpleMatrix y, SimpleMatrix output) {
        SimpleMatrix dX = Matrices.reuse(output, x.getNumRows(), x.getNumCols(), Precision.of(x));
        Arithmetic arithmetic = Matrices.arithmetic(x);
        Grid grid = grid();
        Matrices.inParts(x.getNumRows(), PICTURES_A_UNIT, (from, to) -> {
            for (int n = from; n < to; n++) {
                int at = n * x.getNumCols();
                arithmetic.zero(dX, at, x.getNumCols());
                arithmetic.maxBackward(grid, dY, x, at, y, n * y.getNumCols(), dX);
            }
        });
        return dX;
    }
}
