package backprop.layer;

import static backprop.math.Matrices.rectify;
import static backprop.math.Matrices.rectifyBackward;

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
        return rectify(x, slope);
    }

    /** dX = dY where x &gt; 0, otherwise α·dY. */
    @Override
    public SimpleMatrix backward(SimpleMatrix dY) {
        Shapes.requireBackward(this, dY, x);
        return rectifyBackward(dY, x, slope);
    }

    @Override
    public String toString() {
        return name() + " with slope " + slope + " below 0";
    }
}
