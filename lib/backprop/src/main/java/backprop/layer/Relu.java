package backprop.layer;

import static backprop.math.Matrices.rectify;
import static backprop.math.Matrices.rectifyBackward;

import org.ejml.simple.SimpleMatrix;

/** The rectifier, entry by entry: y = x where x &gt; 0, otherwise 0. */
public final class Relu implements Layer {
    private SimpleMatrix x;

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        this.x = x;
        return rectify(x, 0);
    }

    /** dX = dY where x &gt; 0, otherwise 0. At the kink x = 0 the derivative is taken to be 0. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        Shapes.requireBackward(this, dY, x);
        return rectifyBackward(dY, x, 0);
    }

    @Override
    public String toString() {
        return name();
    }
}
