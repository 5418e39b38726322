package backprop.layer;

import static backprop.math.Matrices.map;
import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/** The logistic function, element-wise: y = 1/(1 + e⁻ˣ). */
public final class Sigmoid extends Activation {
    private SimpleMatrix y;
    private SimpleMatrix dX;

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        y = map(x, v -> 1 / (1 + Math.exp(-v)), again(y));
        return y;
    }

    /** dX = dY ⊙ y(1 − y), from the output alone. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, y);
        dX = zip(dY, y, (d, s) -> d * s * (1 - s), again(dX));
        return dX;
    }
}
