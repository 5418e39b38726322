package backprop.layer;

import backprop.math.ImageShape;
import backprop.math.Pooling;
import org.ejml.simple.SimpleMatrix;

/**
 * Max pooling of pictures: y is the largest x of a window, in each channel. Windows lie side by side; what is left at the right
 * and at the bottom is too narrow for one, and dropped. X: N × H·W·C, Y: N × (H/side)·(W/side)·C, rounded down.
 */
public final class MaxPool extends MemoryReuse implements ImageLayer {
    private final Pooling windows;
    private SimpleMatrix x;
    private SimpleMatrix y;
    private SimpleMatrix dX;

    /**
     * @param input the shape of a picture
     * @param side of a window, in pixels
     * @throws IllegalArgumentException if the side is not positive, or larger than that of the picture
     */
    public MaxPool(ImageShape input, int side) {
        windows = new Pooling(input, side);
    }

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        ShapeChecks.requirePictures(this, x);
        this.x = x;
        y = windows.max(x, again(y));
        return y;
    }

    /** dX = dY where x was the largest of its window, of equal ones the first; otherwise 0. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, y);
        dX = windows.maxBackward(dY, x, y, again(dX));
        return dX;
    }

    @Override
    public ImageShape inputShape() {
        return windows.image();
    }

    @Override
    public ImageShape outputShape() {
        return windows.output();
    }

    @Override
    public String toString() {
        return name() + " " + windows.side() + " × " + windows.side() + ": " + inputShape() + " → " + outputShape();
    }
}
