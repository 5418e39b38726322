package backprop.train;

import static backprop.Refusals.assertRefused;
import static backprop.math.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps by hand. The numbers of PyTorch are in TorchReferenceTest. */
class OptimizersTest {
    private static Param param(double weight) {
        return new Param("W", row(weight));
    }

    private static double step(Optimizer optimizer, Param param, double gradient) {
        param.setGradient(row(gradient));
        optimizer.update(List.of(param));
        return param.value().get(0);
    }

    @Test
    void momentumGoesOn() {
        Momentum momentum = new Momentum(0.5, 0.5);
        Param w = param(1);
        assertEquals(0, step(momentum, w, 2)); // v = 2
        assertEquals(-0.5, step(momentum, w, 0)); // v = 1
        assertEquals(-1.75, step(momentum, w, 2)); // v = ½ + 2
        momentum.forget();
        assertEquals(-1.75, step(momentum, w, 0));
    }

    @Test
    void theFirstStepOfAdamIsTheLearningRate() {
        for (double gradient : new double[] {1e-3, 1, -1000})
            assertEquals(-0.1 * Math.signum(gradient), step(new Adam(0.1), param(0), gradient), 1e-6);
    }

    @Test
    void adamByHand() {
        Adam adam = new Adam(0.1, 0.5, 0.75, 0);
        Param w = param(0);
        assertEquals(-0.1, step(adam, w, 2), 1e-15); // m = 1, v = 1; m̂ = 2, v̂ = 4
        // m = ½, v = ¾; m̂ = ½ / ¾, v̂ = ¾ / (1 − 9/16)
        assertEquals(-0.1 - 0.1 * (2 / 3.0) / Math.sqrt(12 / 7.0), step(adam, w, 0), 1e-15);
        adam.forget();
        double before = w.value().get(0);
        assertEquals(before - 0.1, step(adam, w, 5), 1e-15);
    }

    @Test
    void parametersMayBeUpdatedOneAfterTheOther() {
        for (Optimizer optimizer : List.of(new Adam(0.1), new Momentum(0.1))) {
            Param first = param(1);
            Param second = param(1);
            for (int i = 0; i < 3; i++) assertEquals(step(optimizer, first, i), step(optimizer, second, i));
        }
    }

    @Test
    void weightDecayPullsTowardsZero() {
        Param w = param(2);
        assertEquals(1.9, step(new WeightDecay(0.5, new Sgd(0.1)), w, 0)); // 2 · (1 − ηλ)
        assertEquals(1, w.gradient().get(0)); // λW
    }

    @ParameterizedTest
    @EnumSource
    void weightsKeepTheirPrecision(Precision precision) {
        for (Optimizer optimizer : List.of(new Adam(0.1), new Momentum(0.1), new WeightDecay(0.1, new Sgd(0.1)))) {
            Param w = new Param("W", Matrices.to(precision, row(1, 2)));
            w.setGradient(Matrices.to(precision, row(1, -1)));
            optimizer.update(List.of(w));
            optimizer.update(List.of(w));
            assertEquals(precision, Precision.of(w.value()));
        }
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        assertRefused(
                "the learning rate must be a number from 0 up, such as 0.1, but it is -1.0", () -> new Momentum(-1));
        assertRefused(
                "the learning rate must be a number from 0 up, such as 0.1, but it is NaN", () -> new Adam(Double.NaN));
        assertRefused(
                "the momentum must be at least 0 and less than 1, such as 0.9, but it is 1.0",
                () -> new Momentum(0.1, 1));
        assertRefused(
                "β₂ must be at least 0 and less than 1, such as 0.9, but it is -0.5",
                () -> new Adam(0.1, 0.9, -0.5, 1e-8));
        assertRefused(
                "ε must be a number from 0 up, such as 1e-8, but it is -1.0", () -> new Adam(0.1, 0.9, 0.999, -1));
        assertRefused(
                "λ must be a number from 0 up, such as 0.0001, but it is -0.1",
                () -> new WeightDecay(-0.1, new Sgd(0.1)));
    }
}
