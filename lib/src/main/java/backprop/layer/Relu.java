package backprop.layer;

import static backprop.math.Matrices.map;
import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/** The rectifier, entry by entry: y = x where x &gt; 0, otherwise 0. */
public final class Relu implements Layer {
    private SimpleMatrix x;

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        this.x = x;
        return map(x, v -> v <= 0 ? 0 : v);
    }

    /** dX = dY where x &gt; 0, otherwise 0. At the kink x = 0 the derivative is taken to be 0. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        Shapes.requireBackward(this, dY, x);
        return zip(dY, x, (d, v) -> v <= 0 ? 0 : d);
    }

    @Override
    public String toString() {
        return name();
    }
}
