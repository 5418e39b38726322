package backprop.layer;

import backprop.math.Matrices;
import org.ejml.simple.SimpleMatrix;

/**
 * A parameter of a layer: its value, and the gradient of the loss with respect to it. Layers set the gradient, optimizers
 * update the value in place.
 */
public final class Param {
    private final String name;
    private final SimpleMatrix value;
    private SimpleMatrix gradient;

    /**
     * A parameter with a gradient of zeros.
     *
     * @param value kept, not copied, and updated in place
     */
    public Param(String name, SimpleMatrix value) {
        this.name = name;
        this.value = value;
        this.gradient = Matrices.zerosLike(value);
    }

    /** The letter in the equation, such as {@code W}. */
    public String name() {
        return name;
    }

    /** The matrix that is updated in place. */
    public SimpleMatrix value() {
        return value;
    }

    /** ∂L/∂value of the last backward. A {@code Trainer} may overwrite this matrix: copy what you want to keep. */
    public SimpleMatrix gradient() {
        return gradient;
    }

    /**
     * Replaces the gradient.
     *
     * @throws IllegalArgumentException if it does not have the shape and precision of the value
     */
    public void setGradient(SimpleMatrix newGradient) {
        Matrices.requireSamePrecision(name, "the value", value, "the gradient", newGradient);
        ShapeChecks.require(newGradient, value, "the gradient of " + name);
        gradient = newGradient;
    }

    @Override
    public String toString() {
        return name + " (" + Matrices.shape(value) + ")";
    }
}
