package backprop.train;

import backprop.layer.Param;
import backprop.math.Matrices;
import java.util.Collection;

/**
 * Weight decay (L2 regularization) for any optimizer: adds λ·W to the gradient of every parameter, biases too, and then lets
 * the optimizer update. That is the gradient of L + λ/2·Σ W², a loss to which large weights add. With {@link Sgd} every weight
 * first shrinks to 1 − ηλ of its size (A. Krogh, J. Hertz, "A Simple Weight Decay Can Improve Generalization", 1991).
 *
 * <p>It is what PyTorch's optimizers call {@code weight_decay}. With {@link Adam} it is not AdamW, which shrinks the weights
 * apart from the gradient (I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", 2019).
 *
 * @param lambda λ, such as 0.0001
 * @param optimizer does the update
 */
public record WeightDecay(double lambda, Optimizer optimizer) implements Optimizer {
    /**
     * @throws IllegalArgumentException if λ is negative, infinite or NaN
     */
    public WeightDecay {
        Rates.requireFromZeroUp("λ", lambda, "0.0001");
    }

    @Override
    public void update(Collection<Param> params) {
        for (Param param : params) Matrices.addScaledInPlace(param.gradient(), lambda, param.value());
        optimizer.update(params);
    }

    @Override
    public void forget() {
        optimizer.forget();
    }
}
