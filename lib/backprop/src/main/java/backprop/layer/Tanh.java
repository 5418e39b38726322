package backprop.layer;

import static backprop.math.Matrices.map;
import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/** The hyperbolic tangent, element-wise: y = tanh x. */
public final class Tanh extends Activation {
    private SimpleMatrix y;
    private SimpleMatrix dX;

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        y = map(x, Math::tanh, again(y));
        return y;
    }

    /** dX = dY ⊙ (1 − y²). */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, y);
        dX = zip(dY, y, (d, s) -> d * (1 - s * s), again(dX));
        return dX;
    }
}
