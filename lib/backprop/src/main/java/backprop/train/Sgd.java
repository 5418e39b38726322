package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;

/**
 * Stochastic gradient descent, W ← W − η·∂L/∂W (H. Robbins, S. Monro, "A Stochastic Approximation Method", 1951).
 *
 * @param learningRate η, the step size
 */
public record Sgd(double learningRate) implements Optimizer {
    /**
     * @throws IllegalArgumentException if the learning rate is negative, infinite or NaN
     */
    public Sgd {
        Rates.requireLearningRate(learningRate);
    }

    @Override
    public void update(Collection<Param> params) {
        for (Param param : params) Matrices.addScaledInPlace(param.value(), -learningRate, param.gradient());
    }
}
