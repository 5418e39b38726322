package backprop.layer;

import static backprop.math.Matrices.rectify;
import static backprop.math.Matrices.rectifyBackward;

import org.ejml.simple.SimpleMatrix;

/** The rectified linear unit, element-wise: y = x where x &gt; 0, otherwise 0. */
public final class Relu extends Activation {
    private SimpleMatrix x;
    private SimpleMatrix y;
    private SimpleMatrix dX;

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        this.x = x;
        y = rectify(x, 0, again(y));
        return y;
    }

    /** dX = dY where x &gt; 0, otherwise 0. At the kink x = 0 the derivative is taken to be 0. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, x);
        dX = rectifyBackward(dY, x, 0, again(dX));
        return dX;
    }
}
