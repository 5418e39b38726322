package backprop.layer;

import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/**
 * The mean of squares, L = 1/(N·C) Σ<sub>n</sub> Σ<sub>k</sub> (y<sub>nk</sub> − t<sub>nk</sub>)², over all N·C entries: what
 * other frameworks call MSE. For one sample with two outputs it equals {@link HalfSquaredError}.
 */
public final class MeanSquaredError implements Loss {
    private SimpleMatrix y;
    private SimpleMatrix t;

    @Override
    public double forward(SimpleMatrix y, SimpleMatrix t) {
        Shapes.requireTargets(name(), y, t);
        this.y = y;
        this.t = t;
        return SquaredError.sum(y, t) / y.getNumElements();
    }

    /** dY = 2(y − t)/(N·C). */
    @Override
    public SimpleMatrix backward() {
        Shapes.requireForward(name(), y);
        double n = y.getNumElements();
        return zip(y, t, (p, target) -> 2 * (p - target) / n);
    }
}
