package backprop.layer;

import static backprop.math.Matrices.rectify;
import static backprop.math.Matrices.rectifyBackward;

import org.ejml.simple.SimpleMatrix;

/**
 * The leaky rectifier, element-wise: y = x where x &gt; 0, otherwise αx (A. Maas, A. Hannun, A. Ng, "Rectifier
 * Nonlinearities Improve Neural Network Acoustic Models", 2013).
 */
public final class LeakyRelu extends Activation {
    private final double slope;
    private SimpleMatrix x;
    private SimpleMatrix y;
    private SimpleMatrix dX;

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
        y = rectify(x, slope, again(y));
        return y;
    }

    /** dX = dY where x &gt; 0, otherwise α·dY. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        ShapeChecks.requireBackward(this, dY, x);
        dX = rectifyBackward(dY, x, slope, again(dX));
        return dX;
    }

    @Override
    public String toString() {
        return name() + " with slope " + slope + " below 0";
    }
}
