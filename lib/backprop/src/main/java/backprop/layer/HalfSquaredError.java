package backprop.layer;

import static backprop.math.Matrices.zip;

import org.ejml.simple.SimpleMatrix;

/**
 * Half the sum of squares, E = ½ Σ<sub>n</sub> Σ<sub>k</sub> (t<sub>nk</sub> − y<sub>nk</sub>)²: summed over outputs and
 * samples, not averaged, as in hand calculations; the ½ cancels the 2 of the derivative. Its gradient grows with the batch;
 * that of {@link MeanSquaredError} does not.
 */
public final class HalfSquaredError extends SquaredError {
    @Override
    public double forward(SimpleMatrix y, SimpleMatrix t) {
        return sum(y, t) / 2;
    }

    /** dY = y − t. */
    @Override
    public SimpleMatrix backward() {
        ShapeChecks.requireForward(name(), y);
        dY = zip(y, t, (p, target) -> p - target, again(dY));
        return dY;
    }
}
