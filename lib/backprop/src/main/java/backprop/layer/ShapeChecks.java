package backprop.layer;

import static backprop.math.Matrices.shape;

import backprop.math.ImageShape;
import backprop.math.Matrices;
import org.ejml.simple.SimpleMatrix;

/** The argument checks of layers and losses. */
final class ShapeChecks {
    private ShapeChecks() {}

    /**
     * @param remembered what forward kept, or null
     * @param columns of the output; it has as many rows as what is remembered
     * @throws IllegalStateException if there was no forward
     * @throws IllegalArgumentException if dY does not have the shape of the output
     */
    static void requireBackward(Layer layer, SimpleMatrix dY, SimpleMatrix remembered, int columns) {
        requireForward(layer.name(), remembered);
        int rows = remembered.getNumRows();
        if (dY.getNumRows() != rows || dY.getNumCols() != columns)
            throw new IllegalArgumentException(layer.name() + ": dY must have the shape of the last output, " + rows
                    + " × " + columns + ", but it is " + shape(dY));
    }

    /** For layers whose output has the shape of what they remember. */
    static void requireBackward(Layer layer, SimpleMatrix dY, SimpleMatrix remembered) {
        requireForward(layer.name(), remembered);
        requireBackward(layer, dY, remembered, remembered.getNumCols());
    }

    /**
     * @throws IllegalArgumentException if a row of x cannot be a picture of that shape
     */
    static void requirePictures(Layer layer, ImageShape shape, SimpleMatrix x) {
        if (x.getNumCols() != shape.size())
            throw new IllegalArgumentException(layer.name() + ": pictures are " + shape + ", so x must have "
                    + shape.size() + " columns, but x is " + shape(x));
    }

    static void requirePictures(ImageLayer layer, SimpleMatrix x) {
        requirePictures(layer, layer.inputShape(), x);
    }

    static void requireForward(String layer, SimpleMatrix remembered) {
        if (remembered == null)
            throw new IllegalStateException(layer
                    + ": backward was called before forward; call forward first, it remembers what backward needs");
    }

    static void require(SimpleMatrix m, SimpleMatrix like, String what) {
        require(m, like, what, "");
    }

    private static void require(SimpleMatrix m, SimpleMatrix like, String what, String advice) {
        if (m.getNumRows() != like.getNumRows() || m.getNumCols() != like.getNumCols())
            throw new IllegalArgumentException(what + " must be " + shape(like) + ", but it is " + shape(m) + advice);
    }

    /** For losses: predictions and targets side by side, and at least one row. */
    static void requireTargets(String loss, SimpleMatrix y, SimpleMatrix t) {
        if (y.getNumRows() == 0)
            throw new IllegalArgumentException(loss + ": the batch is empty; it needs at least one row");
        // One number for each sample.
        boolean numbers = y.getNumCols() > 1 && t.getNumElements() == y.getNumRows();
        require(t, y, loss + ": t", numbers ? "; for class numbers use Labels.oneHot" : "");
        Matrices.requireSamePrecision(loss, "y", y, "t", t);
    }
}
