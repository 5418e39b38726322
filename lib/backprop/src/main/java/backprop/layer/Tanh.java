package backprop.layer;

import static backprop.math.Matrices.map;
import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/** The hyperbolic tangent, entry by entry: y = tanh x. */
public final class Tanh implements Layer {
    private SimpleMatrix y;

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        y = map(x, Math::tanh);
        return y;
    }

    /** dX = dY ⊙ (1 − y²). */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        Shapes.requireBackward(this, dY, y);
        return zip(dY, y, (d, s) -> d * (1 - s * s));
    }

    @Override
    public String toString() {
        return name();
    }
}
