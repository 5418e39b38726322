package backprop.layer;

import static backprop.math.Matrices.map;
import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/**
 * The rectifier that lets a little through, entry by entry: y = x where x &gt; 0, otherwise αx (A. Maas, A. Hannun, A. Ng,
 * "Rectifier Nonlinearities Improve Neural Network Acoustic Models", 2013).
 */
public final class LeakyRelu implements Layer {
    private final double slope;
    private SimpleMatrix x;

    /** The usual slope of 0.01 for negative inputs. */
    public LeakyRelu() {
        this(0.01);
    }

    /**
     * @param slope α, the slope for negative inputs
     */
    public LeakyRelu(double slope) {
        this.slope = slope;
    }

    @Override
    public SimpleMatrix forward(SimpleMatrix x) {
        this.x = x;
        return map(x, v -> v <= 0 ? slope * v : v);
    }

    /** dX = dY where x &gt; 0, otherwise α·dY. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        Shapes.requireBackward(this, dY, x);
        return zip(dY, x, (d, v) -> v <= 0 ? slope * d : d);
    }

    @Override
    public String toString() {
        return name() + " with slope " + slope + " below 0";
    }
}
