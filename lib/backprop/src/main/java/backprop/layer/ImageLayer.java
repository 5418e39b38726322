package backprop.layer;

import backprop.math.ImageShape;

/** A layer on pictures, one a row. */
public interface ImageLayer extends Layer {
    /** The shape of the pictures that it takes. */
    ImageShape inputShape();

    /** The shape of the pictures that it makes of them. */
    ImageShape outputShape();

    @Override
    default int inputs() {
        return inputShape().size();
    }

    @Override
    default int outputs(int inputs) {
        return outputShape().size();
    }
}
