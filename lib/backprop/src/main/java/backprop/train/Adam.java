package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;

/**
 * Adam: m ← β₁·m + (1 − β₁)·g and v ← β₂·v + (1 − β₂)·g², running means of the gradient g = ∂L/∂W and of its square, then
 * W ← W − η·m̂/(√v̂ + ε) (D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", 2015).
 *
 * <p>Both means start at 0, and after t updates they have weighed gradients by 1 − βᵗ in all: the bias correction m̂ = m/(1 −
 * β₁ᵗ), v̂ = v/(1 − β₂ᵗ) makes up for it. The first step of every entry is then nearly η, whatever the size of its gradient.
 */
public final class Adam implements Optimizer {
    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final Map<Param, Moments> moments = new HashMap<>();

    /** The usual β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸. */
    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8);
    }

    /**
     * @param learningRate η, the step size; 0.001 is a usual one
     * @param beta1 β₁, the part of m that stays
     * @param beta2 β₂, the part of v that stays
     * @param epsilon ε, keeps the step finite where v̂ is 0
     * @throws IllegalArgumentException if the learning rate or ε is negative, infinite or NaN, or β₁ or β₂ not from 0 up to,
     *     but not including, 1
     */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
        this.learningRate = Rates.requireLearningRate(learningRate);
        this.beta1 = Rates.requireDecay("β₁", beta1);
        this.beta2 = Rates.requireDecay("β₂", beta2);
        this.epsilon = Rates.requireFromZeroUp("ε", epsilon, "1e-8");
    }

    /** What is remembered of a parameter's gradients. */
    private static final class Moments {
        final SimpleMatrix m;
        final SimpleMatrix v;
        SimpleMatrix step;
        int t;

        Moments(Param param) {
            m = Matrices.zerosLike(param.value());
            v = Matrices.zerosLike(param.value());
        }
    }

    @Override
    public void update(Collection<Param> params) {
        for (Param param : params) update(param, moments.computeIfAbsent(param, Moments::new));
    }

    private void update(Param param, Moments of) {
        of.t++;
        Matrices.zipInPlace(of.m, param.gradient(), (m, g) -> beta1 * m + (1 - beta1) * g);
        Matrices.zipInPlace(of.v, param.gradient(), (v, g) -> beta2 * v + (1 - beta2) * g * g);
        double mWeights = 1 - Math.pow(beta1, of.t);
        double vWeights = 1 - Math.pow(beta2, of.t);
        of.step = Matrices.zip(
                of.m, of.v, (m, v) -> m / mWeights / (Math.sqrt(v / vWeights) + epsilon), of.step); // m̂/(√v̂ + ε)
        Matrices.addScaledInPlace(param.value(), -learningRate, of.step);
    }

    @Override
    public void forget() {
        moments.clear();
    }

    @Override
    public String toString() {
        return "Adam with learning rate " + learningRate;
    }
}
