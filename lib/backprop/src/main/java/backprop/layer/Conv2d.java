package backprop.layer;

import static backprop.math.Matrices.columnSums;
import static backprop.math.Matrices.requireSamePrecision;
import static backprop.math.Matrices.reshape;
import static backprop.math.Matrices.shape;

import backprop.math.ImageShape;
import backprop.math.Patches;
import backprop.math.Precision;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * A convolution of pictures with K kernels, moved by one pixel at a time: an {@link Affine} layer for every patch of a picture,
 * with the same weights for all, Y = P·W + b (Y. LeCun et al., "Backpropagation Applied to Handwritten Zip Code Recognition",
 * 1989).
 *
 * <p>P has a row for every place where a kernel fits, with the numbers below it: {@link Patches}. W: side²·C × K has a kernel in
 * each column, line by line, the channels of a pixel side by side; b: 1 × K. X: N × H·W·C and Y: N × H′·W′·K have a picture in
 * each row: {@link ImageShape}. As everywhere in the field, a kernel is not turned: strictly speaking it is a
 * cross-correlation.
 */
public final class Conv2d extends MemoryReuse implements ImageLayer {
    private final Patches patches;
    private final Param W;
    private final Param b;
    private SimpleMatrix x;
    private SimpleMatrix y;
    private SimpleMatrix dX;

    /** A convolution without padding. */
    public Conv2d(ImageShape input, int side, SimpleMatrix W, SimpleMatrix b) {
        this(input, side, 0, W, b);
    }

    /**
     * @param input the shape of a picture, H × W × C
     * @param side of a kernel, in pixels
     * @param padding how many zeros are put around a picture, on each side: with (side − 1)/2 it keeps its size
     * @param W side²·C × K; kept, and updated in training
     * @param b 1 × K; kept, and updated in training
     * @throws IllegalArgumentException if a shape or precision does not fit, or the kernel is larger than the picture with its padding
     */
    public Conv2d(ImageShape input, int side, int padding, SimpleMatrix W, SimpleMatrix b) {
        requireSamePrecision("Conv2d", "W", W, "b", b);
        patches = new Patches(input, side, padding);
        if (W.getNumRows() != patches.size() || b.getNumRows() != 1 || b.getNumCols() != W.getNumCols())
            throw new IllegalArgumentException(
                    "Conv2d: K kernels of " + side + " × " + side + " for pictures of " + input
                            + " need W of " + patches.size() + " × K and b of 1 × K, but W is " + shape(W) + " and b "
                            + shape(b));
        this.W = new Param("W", W);
        this.b = new Param("b", b);
    }

    /** {@link #he(ImageShape, int, int, int, Precision, Random)} without padding. */
    public static Conv2d he(ImageShape input, int kernels, int side, Precision precision, Random random) {
        return he(input, kernels, side, 0, precision, random);
    }

    /**
     * A layer with weights drawn from N(0, 2/D), where D is the number of weights of a kernel, and biases 0: as {@link
     * Affine#he}.
     *
     * @param input the shape of a picture, H × W × C
     * @param kernels K, how many
     * @param side of a kernel, in pixels
     * @param padding how many zeros are put around a picture, on each side
     * @throws IllegalArgumentException if there is no kernel, or one does not fit into the picture
     */
    public static Conv2d he(ImageShape input, int kernels, int side, int padding, Precision precision, Random random) {
        Affine patch = Affine.he(new Patches(input, side, padding).size(), kernels, precision, random);
        return new Conv2d(input, side, padding, patch.W().value(), patch.b().value());
    }

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        ShapeChecks.requirePictures(this, x);
        requireSamePrecision(name(), "x", x, "W", W.value());
        this.x = x;
        y = patches.mult(x, W.value(), b.value(), again(y)); // Y = P·W + b
        return y;
    }

    /** dW = Pᵀ·dY, db = the sums of dY over all places; dP = dY·Wᵀ, and a pixel's dX is its sum over all patches. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        backwardToParams(dY);
        dX = patches.multTransB(dY, W.value(), again(dX)); // dP = dY·Wᵀ, added up
        return dX;
    }

    @Override
    public void backwardToParams(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, x, outputShape().size());
        W.setGradient(patches.multTransA(x, dY, again(W.gradient()))); // dW = Pᵀ·dY
        SimpleMatrix places = reshape(
                columnSums(dY), patches.down() * patches.across(), outputShape().channels());
        b.setGradient(columnSums(places, again(b.gradient()))); // b was added at every place
    }

    @Override
    public ImageShape inputShape() {
        return patches.image();
    }

    @Override
    public ImageShape outputShape() {
        return new ImageShape(patches.down(), patches.across(), W.value().getNumCols());
    }

    @Override
    public List<Param> params() {
        return List.of(W, b);
    }

    /** The kernels, side²·C × K. */
    public Param W() {
        return W;
    }

    /** The biases, 1 × K. */
    public Param b() {
        return b;
    }

    @Override
    public String toString() {
        return name() + ": " + inputShape() + " → " + outputShape() + ", " + W + ", " + b;
    }
}
