package backprop.layer;

import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/**
 * The mean squared error (MSE), L = 1/(N·C) Σ<sub>n</sub> Σ<sub>k</sub> (y<sub>nk</sub> − t<sub>nk</sub>)², over all N·C
 * entries. For one sample with two outputs it equals {@link HalfSquaredError}.
 */
public final class MeanSquaredError extends SquaredError {
    @Override
    public double forward(SimpleMatrix y, SimpleMatrix t) {
        return sum(y, t) / y.getNumElements();
    }

    /** dY = 2(y − t)/(N·C). */
    @Override
    public SimpleMatrix backward() {
        ShapeChecks.requireForward(name(), y);
        double n = y.getNumElements();
        dY = zip(y, t, (p, target) -> 2 * (p - target) / n, again(dY));
        return dY;
    }
}
