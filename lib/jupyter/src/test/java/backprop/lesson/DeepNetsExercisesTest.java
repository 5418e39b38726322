package backprop.lesson;

import backprop.layer.Layer;
import backprop.layer.Relu;
import backprop.math.Matrices;
import java.util.Random;
import java.util.function.ToIntBiFunction;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class DeepNetsExercisesTest {
    private final Verdicts verdicts = new Verdicts(DeepNetsExercises.exercises());

    @Test
    void arriving() {
        verdicts.right(1, 2_217);
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, Math.pow(1.5, 20), "nineteen layers");
        verdicts.wrong(1, Math.pow(2.25, 19), "mean square");
        verdicts.wrong(1, Math.pow(Math.sqrt(4.5), 19), "ReLU stops half of δ");
        verdicts.wrong(1, Math.pow(4.5, 19), "half of it in every layer");
        verdicts.wrong(1, 28.5, "multiplied");
        verdicts.wrong(1, 1.5, "one layer");
        verdicts.wrong(1, 1 / Math.pow(1.5, 19), "other way round");
    }

    @Test
    void equalUnits() {
        verdicts.right(2, "B");
        verdicts.open(2, "");
        verdicts.wrong(2, "A", "weighed differently");
        verdicts.wrong(2, "C", "W2 gets its gradient");
    }

    @Test
    void spread() {
        verdicts.right(3, new double[] {0.05050762722761054, 0.0475651494154494});
        verdicts.open(3, null);
        verdicts.wrong(3, new double[] {0.0475651494154494, 0.05050762722761054}, "wrong way round");
        verdicts.wrong(3, new double[] {2 / 784.0, 2 / 884.0}, "variances");
        verdicts.wrong(3, new double[] {1 / 28.0, Math.sqrt(2 / 884.0)}, "ReLU");
        verdicts.wrong(3, new double[] {Math.sqrt(2 / 784.0), Math.sqrt(1 / 884.0)}, "mean of D and M");
        verdicts.wrong(3, new double[] {Math.sqrt(2 / 100.0), Math.sqrt(2 / 884.0)}, "as many terms");
        verdicts.wrong(3, new double[] {0, 0}, "0 of 2");
    }

    @Test
    void velocity() {
        verdicts.right(4, 0.15);
        verdicts.open(4, Double.NaN);
        verdicts.wrong(4, 0.4, "plain descent");
        verdicts.wrong(4, 0.575, "as Adam does");
        verdicts.wrong(4, -0.025, "v is 0 before");
        verdicts.wrong(4, 1.85, "against the velocity");
        verdicts.wrong(4, 0.65, "third step alone");
    }

    @Test
    void firstStep() {
        verdicts.right(5, new double[] {-0.1, 0.1});
        verdicts.right(5, new double[] {-0.1, 0.099999});
        verdicts.open(5, null);
        verdicts.wrong(5, new double[] {-0.316228, 0.316228}, "bias correction");
        verdicts.wrong(5, new double[] {0.1, -0.1}, "against the gradient");
        verdicts.wrong(5, new double[] {-10, 0.0001}, "plain descent");
        verdicts.wrong(5, new double[] {-0.001, 100}, "not by v̂");
        verdicts.wrong(5, new double[] {-0.1}, "two numbers");
    }

    @Test
    void stopping() {
        verdicts.right(6, (ToIntBiFunction<double[], Integer>) (losses, patience) -> stop(losses, patience, false));
        verdicts.open(6, null);
        verdicts.open(6, (ToIntBiFunction<double[], Integer>) (losses, patience) -> -1);
        verdicts.wrong(
                6,
                (ToIntBiFunction<double[], Integer>) (losses, patience) -> stop(losses, losses.length, false),
                "after the stop");
        verdicts.wrong(
                6,
                (ToIntBiFunction<double[], Integer>) (losses, patience) -> stop(losses, patience, true),
                "where to stop");
        verdicts.wrong(6, (ToIntBiFunction<double[], Integer>) (losses, patience) -> 0, "It is 4, not 0");
    }

    private static int stop(double[] losses, int patience, boolean atTheStop) {
        int best = 0;
        for (int epoch = 1; epoch < losses.length; epoch++) {
            if (losses[epoch] < losses[best]) best = epoch;
            if (epoch - best >= patience) return atTheStop ? epoch : best;
        }
        return best;
    }

    @Test
    void dropout() {
        double p = DeepNetsExercises.DROPPED;
        Random random = new Random(1);
        UnaryOperator<SimpleMatrix> masks = x -> Matrices.map(x, entry -> random.nextDouble() < p ? 0 : 1 / (1 - p));
        verdicts.right(7, new Dropout(masks));
        verdicts.open(7, null);
        verdicts.open(7, new Dropout(masks) {
            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                return null;
            }
        });
        verdicts.open(7, new Dropout(masks, mask -> null));
        verdicts.wrong(7, new Dropout(masks, mask -> Matrices.map(mask, m -> 1)), "hands dY on");
        verdicts.wrong(7, new Dropout(masks, mask -> Matrices.map(mask, m -> m == 0 ? 0 : 1)), "the right entries");
        verdicts.wrong(7, new Dropout(masks, masks), "draw another one");
        SimpleMatrix fixed = masks.apply(new SimpleMatrix(100, 40));
        verdicts.wrong(7, new Dropout(x -> fixed), "A second forward drops the same");
        verdicts.wrong(7, new Dropout(x -> Matrices.map(x, e -> random.nextDouble() < p ? 0 : 1)), "divide by 1 − p");
        verdicts.wrong(7, new Dropout(x -> Matrices.map(x, e -> random.nextDouble() < p ? 0 : 1 / p)), "divide by p");
        verdicts.wrong(7, new Dropout(x -> Matrices.map(x, e -> random.nextDouble() < p ? 0 : 2)), "multiplied by 2");
        verdicts.wrong(
                7,
                new Dropout(x -> Matrices.map(x, e -> random.nextDouble() < p ? 1 / (1 - p) : 0)),
                "You keep what should be dropped");
        verdicts.wrong(7, new Dropout(x -> Matrices.map(x, e -> random.nextDouble())), "one and the same number");
        verdicts.wrong(7, new Dropout(x -> Matrices.map(x, e -> 1)), "drops nothing");
        verdicts.wrong(7, new Dropout(DeepNetsExercisesTest::columns), "Every sample");
        verdicts.wrong(7, new Relu(), "drops nothing");
    }

    private static SimpleMatrix columns(SimpleMatrix x) {
        SimpleMatrix mask = Matrices.map(x, entry -> 4 / 3.0);
        for (int j = 0; j < x.getNumCols(); j += 4) for (int i = 0; i < x.getNumRows(); i++) mask.set(i, j, 0);
        return mask;
    }

    @Test
    void batchNorm() {
        verdicts.right(8, new DeepNetsExercises.BatchNorm(DeepNetsExercises.Back.ALL));
        verdicts.open(8, null);
        verdicts.wrong(8, new DeepNetsExercises.BatchNorm(DeepNetsExercises.Back.SCALE), "as constants");
        verdicts.wrong(
                8, new DeepNetsExercises.BatchNorm(DeepNetsExercises.Back.MEAN), "over the deviation s is missing");
        verdicts.wrong(
                8, new DeepNetsExercises.BatchNorm(DeepNetsExercises.Back.DEVIATION), "over the mean is missing");
        verdicts.wrong(8, new DeepNetsExercises.BatchNorm(DeepNetsExercises.Back.UNSCALED), "The bracket is right");
        verdicts.wrong(8, new Relu(), "forward is not right");
    }

    private static class Dropout implements Layer {
        private final UnaryOperator<SimpleMatrix> masks;
        private final UnaryOperator<SimpleMatrix> back;
        private SimpleMatrix mask;

        Dropout(UnaryOperator<SimpleMatrix> masks) {
            this(masks, mask -> mask);
        }

        Dropout(UnaryOperator<SimpleMatrix> masks, UnaryOperator<SimpleMatrix> back) {
            this.masks = masks;
            this.back = back;
        }

        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            mask = masks.apply(x);
            return x.elementMult(mask);
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            SimpleMatrix used = back.apply(mask);
            return used == null ? null : dY.elementMult(used);
        }
    }
}
