package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;

/**
 * Gradient descent with momentum: v ← μ·v + ∂L/∂W, W ← W − η·v, with a velocity v for each parameter, 0 at first (B. Polyak,
 * "Some methods of speeding up the convergence of iteration methods", 1964). Where the gradient stays the same, the steps
 * grow to 1/(1 − μ) times those of {@link Sgd}.
 */
public final class Momentum implements Optimizer {
    private final double learningRate;
    private final double momentum;
    private final Map<Param, SimpleMatrix> velocities = new HashMap<>();

    /** The usual momentum of 0.9. */
    public Momentum(double learningRate) {
        this(learningRate, 0.9);
    }

    /**
     * @param learningRate η, the step size
     * @param momentum μ, the part of the velocity that stays
     * @throws IllegalArgumentException if the learning rate is negative, infinite or NaN, or the momentum not from 0 up to,
     *     but not including, 1
     */
    public Momentum(double learningRate, double momentum) {
        this.learningRate = Rates.requireLearningRate(learningRate);
        this.momentum = Rates.requireDecay("the momentum", momentum);
    }

    @Override
    public void update(Collection<Param> params) {
        for (Param param : params) {
            SimpleMatrix v = velocities.computeIfAbsent(param, p -> Matrices.zerosLike(p.value()));
            Matrices.zipInPlace(v, param.gradient(), (velocity, g) -> momentum * velocity + g); // v ← μ·v + ∂L/∂W
            Matrices.addScaledInPlace(param.value(), -learningRate, v); // W ← W − η·v
        }
    }

    @Override
    public void forget() {
        velocities.clear();
    }

    @Override
    public String toString() {
        return "Momentum with learning rate " + learningRate + " and momentum " + momentum;
    }
}
