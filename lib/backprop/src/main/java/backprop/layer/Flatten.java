package backprop.layer;

import backprop.math.ImageShape;
import org.ejml.simple.SimpleMatrix;

/**
 * From pictures to plain features, for an {@link Affine} layer. Here a picture lies in a row as it is, so nothing has to be
 * done: Y = X, dX = dY, the same matrices. It says where the pictures end, and checks that they have the shape they should.
 */
public final class Flatten implements Layer {
    private final ImageShape input;
    private SimpleMatrix x;

    /**
     * @param input the shape of a picture
     */
    public Flatten(ImageShape input) {
        this.input = input;
    }

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        ShapeChecks.requirePictures(this, input, x);
        this.x = x;
        return x;
    }

    /** dX = dY. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, x);
        return dY;
    }

    @Override
    public int inputs() {
        return input.size();
    }

    @Override
    public int outputs(int inputs) {
        return input.size();
    }

    @Override
    public String toString() {
        return name() + ": " + input + " → " + input.size();
    }
}
