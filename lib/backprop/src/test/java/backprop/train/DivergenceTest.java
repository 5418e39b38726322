package backprop.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a trainer does when there is nothing more to learn from. */
class DivergenceTest {
    private static final int BATCH = 4;

    private static Dataset data(Precision precision) {
        RandomMatrices random = new RandomMatrices(3);
        return Dataset.of("noise", random.next(40, 5, precision), random.next(40, 3, precision));
    }

    private static Network net(Precision precision) {
        Random random = new Random(1);
        return new Network(
                new MeanSquaredError(),
                Affine.random(5, 6, 0.5, precision, random),
                new Relu(),
                Affine.random(6, 3, 0.5, precision, random));
    }

    private static Trainer trainer(Network net, Optimizer optimizer, Dataset data) {
        return new Trainer(net, optimizer, data, data, BATCH, 9);
    }

    private static Map<String, SimpleMatrix> weights(Network net) {
        Map<String, SimpleMatrix> copies = new TreeMap<>();
        net.params().forEach((name, param) -> copies.put(name, param.value().copy()));
        return copies;
    }

    private static void assertSameWeights(Map<String, SimpleMatrix> expected, Network net) {
        expected.forEach(
                (name, value) -> assertTrue(value.isIdentical(net.param(name).value(), 0), name));
    }

    /** The weights that each iteration begins with, without a trainer. */
    private static List<Map<String, SimpleMatrix>> byHand(Network net, Optimizer optimizer, Dataset data, int updates) {
        List<Map<String, SimpleMatrix>> weights = new ArrayList<>(List.of(weights(net)));
        Random random = new Random(9);
        for (int i = 0; i < updates; i++) {
            net.gradient(data.draw(BATCH, random));
            optimizer.update(net);
            weights.add(weights(net));
        }
        return weights;
    }

    /** Descends, but in one update does something else. */
    private static Optimizer broken(int update, double entry) {
        return new Optimizer() {
            private int updates;

            @Override
            public void update(Collection<Param> params) {
                new Sgd(0.1).update(params);
                if (++updates == update)
                    for (Param param : params)
                        if (param.name().equals("b")) param.value().fill(entry);
            }
        };
    }

    @Test
    void aLossThatIsInfiniteGivesGoodWeightsBack() {
        // Biases that are finite themselves, but the squares of what comes of it are not.
        Dataset data = data(Precision.DOUBLE);
        List<Map<String, SimpleMatrix>> weights = byHand(net(Precision.DOUBLE), new Sgd(0.1), data, 20);
        Network net = net(Precision.DOUBLE);
        History history = trainer(net, broken(27, 1e300), data).run(100);

        Divergence divergence = history.divergence().orElseThrow();
        assertEquals(28, divergence.iteration());
        assertEquals(28, history.iterations(), "the loss that broke is recorded");
        assertEquals(divergence.loss(), history.loss(27));
        assertFalse(Double.isFinite(history.loss(27)));
        assertEquals(1, divergence.weightsOf() % 10, "the weights of every tenth step are looked at");
        assertEquals(history.loss(divergence.weightsOf() - 1), divergence.goodLoss());
        assertSameWeights(weights.get(divergence.weightsOf() - 1), net);
    }

    @ParameterizedTest
    @EnumSource
    void aWeightThatIsInfiniteStopsTheRunThoughNoLossShowsIt(Precision precision) {
        // A unit with a bias of −∞ is off for every sample.
        Dataset data = data(precision);
        Map<String, SimpleMatrix> weights = weights(net(precision));
        Network net = net(precision);
        Param b1 = net.param("b1");
        int[] updates = {0};
        History history = trainer(
                        net,
                        params -> {
                            new Sgd(0.1).update(params);
                            if (++updates[0] == 5) b1.value().set(2, Double.NEGATIVE_INFINITY);
                        },
                        data)
                .run(100);
        Divergence divergence = history.divergence().orElseThrow();
        assertTrue(Double.isFinite(divergence.loss()));
        assertSameWeights(weights, net);
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "Stopped: at step 11 weights are NaN or infinite. The net is back at the weights that step 1"
                                + " began with, when the loss was %.4g. Mostly the learning rate is too large: try a tenth"
                                + " of it, trainer.setOptimizer(new Sgd(…)), and run again.",
                        history.loss(0)),
                divergence.toString());

        b1.value().set(2, Double.NEGATIVE_INFINITY);
        Batch batch = data.batch(0, 1, 2, 3);
        assertTrue(Double.isFinite(net.loss(batch.x(), batch.t())), "the loss does not show it");
    }

    @ParameterizedTest
    @EnumSource
    void whateverTheRateTheWeightsGivenBackAreThoseBeforeTheLossGrew(Precision precision) {
        int stopped = 0;
        Dataset data = data(precision);
        for (double rate = 0.5; rate < 1e40; rate *= 3) {
            Network net = net(precision);
            Trainer trainer = trainer(net, new Sgd(rate), data);
            History history = trainer.run(500);
            if (history.divergence().isEmpty()) continue;
            stopped++;
            Divergence divergence = history.divergence().get();
            List<Map<String, SimpleMatrix>> weights =
                    byHand(net(precision), new Sgd(rate), data, divergence.weightsOf() - 1);
            assertSameWeights(weights.get(divergence.weightsOf() - 1), net);
            Random random = new Random(9);
            Batch batch = null;
            for (int i = 0; i < divergence.weightsOf(); i++) batch = data.draw(BATCH, random);
            assertEquals(history.loss(divergence.weightsOf() - 1), net.loss(batch.x(), batch.t()));
            assertEquals(history.loss(divergence.weightsOf() - 1), divergence.goodLoss());
            assertTrue(divergence.goodLoss() <= history.loss(0), "rate " + rate + ": " + divergence);
        }
        assertTrue(stopped > 50, stopped + " runs were stopped");
    }

    @ParameterizedTest
    @EnumSource
    void theRunGoesOnFromThereWithASmallerRateAndLearns(Precision precision) {
        Dataset data = data(precision);
        double rate = 1e6;
        Trainer trainer = trainer(net(precision), new Sgd(rate), data);
        History history = trainer.run(3000);
        int stops = 0;
        while (history.divergence().isPresent() && stops < 20) {
            stops++;
            double[] before = history.losses();
            assertEquals(before.length, history.divergence().get().iteration());
            rate /= 10;
            trainer.setOptimizer(new Sgd(rate));
            trainer.run(3000);
            assertArrayEquals(before, Arrays.copyOf(history.losses(), before.length));
        }
        assertTrue(stops >= 1 && stops < 20, stops + " stops, down to a rate of " + rate);
        assertEquals(stops, history.divergences().size());
        assertEquals(history.iterations() / 10 + 1, history.epochs().size(), "every epoch is recorded");
        assertTrue(history.epochs().get(history.epochs().size() - 1).loss() < history.loss(0), history.toString());
        assertTrue(history.epochs().stream().skip(1).allMatch(epoch -> Double.isFinite(epoch.loss())));
    }

    @Test
    void whatWasLearntBeforeTheLossGrewIsNotLost() {
        Dataset data = data(Precision.DOUBLE);
        Trainer trainer = trainer(net(Precision.DOUBLE), new Sgd(0.05), data);
        History history = trainer.run(1000);
        double learnt = trainer.net().loss(data);
        assertTrue(learnt < 0.7 * history.loss(0), "from " + history.loss(0) + " to " + learnt);
        trainer.setOptimizer(new Sgd(3)); // grows for a while before it breaks
        Divergence divergence = trainer.run(1000).divergence().orElseThrow();
        assertTrue(divergence.iteration() - divergence.weightsOf() > 2, divergence.toString());
        assertTrue(divergence.weightsOf() > 1000, divergence.toString());
        assertTrue(
                trainer.net().loss(data) < 10 * learnt,
                learnt + " and then " + trainer.net().loss(data));
    }

    @Test
    void theNextRunDrawsTheNextMiniBatch() {
        Dataset data = data(Precision.DOUBLE);
        Trainer trainer = trainer(net(Precision.DOUBLE), broken(3, 1e300), data);
        trainer.run(10);
        assertEquals(4, trainer.history().iterations());
        Map<String, SimpleMatrix> given = weights(trainer.net());
        double next = trainer.run(1).loss(4);

        Network net = net(Precision.DOUBLE);
        given.forEach((name, value) -> Matrices.assignInPlace(net.param(name).value(), value));
        Random random = new Random(9);
        Batch batch = null;
        for (int i = 0; i < 5; i++) batch = data.draw(BATCH, random);
        assertEquals(net.loss(batch.x(), batch.t()), next);
    }

    @Test
    void manyShortRunsEndAsOneLongOne() {
        for (Optimizer optimizer : List.of(new Sgd(5), new Sgd(1e20), new Sgd(1e38))) {
            Dataset data = data(Precision.FLOAT);
            Trainer whole = trainer(net(Precision.FLOAT), optimizer, data);
            assertTrue(whole.run(300).divergence().isPresent(), optimizer.toString());
            Trainer parts = trainer(net(Precision.FLOAT), optimizer, data);
            for (int i = 0; i < 300 && parts.history().divergence().isEmpty(); i++) parts.run(1);
            assertEquals(whole.history().divergence(), parts.history().divergence());
            assertArrayEquals(whole.history().losses(), parts.history().losses());
            assertSameWeights(weights(whole.net()), parts.net());
        }
    }

    /** vᵢ ← 0.9·vᵢ − η·gᵢ, W ← W + v: keeps what NaN would stay in. */
    private static final class Momentum implements Optimizer {
        private final List<SimpleMatrix> speeds = new ArrayList<>();
        private double rate = 1e30;

        @Override
        public void update(Collection<Param> params) {
            int i = 0;
            for (Param param : params) {
                if (i == speeds.size()) speeds.add(param.value().scale(0));
                SimpleMatrix speed =
                        speeds.get(i).scale(0.9).minus(param.gradient().scale(rate));
                speeds.set(i++, speed);
                Matrices.addScaledInPlace(param.value(), 1, speed);
            }
        }

        @Override
        public void forget() {
            speeds.clear();
        }
    }

    @Test
    void anOptimizerForgetsWhatLedThere() {
        Dataset data = data(Precision.FLOAT);
        Momentum momentum = new Momentum();
        Trainer trainer = trainer(net(Precision.FLOAT), momentum, data);
        assertTrue(trainer.run(50).divergence().isPresent());
        momentum.rate = 0.001;
        History history = trainer.run(200);
        assertTrue(history.divergence().isEmpty(), history.toString());
        assertTrue(history.epochs().get(history.epochs().size() - 1).loss() < history.loss(0));
    }

    @Test
    void weightsThatBeginBrokenAreSaidToBe() {
        Dataset data = data(Precision.DOUBLE);
        Network net = net(Precision.DOUBLE);
        net.param("W2").value().set(0, Double.NaN);
        Map<String, SimpleMatrix> weights = weights(net);
        Trainer trainer = trainer(net, new Sgd(0.1), data);
        assertEquals(
                "Stopped: the loss of step 1 is NaN. The net is back at the weights that step 1 began with."
                        + " Nothing was learnt with them yet: look for weights or data that are NaN, infinite or very"
                        + " large.",
                trainer.run(5).divergence().orElseThrow().toString());
        assertSameWeights(weights, net);
        net.param("W2").value().set(0, 0.1); // whoever mends them goes on from them
        assertTrue(trainer.run(5).divergence().isEmpty());
    }

    @Test
    void dataThatAreNoNumbersAreSaidToBe() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{1}, {2}, {3}, {Double.NaN}});
        Dataset holed = Dataset.of("holed data", x, x);
        Dataset whole = holed.slice(0, 3);
        Network net = new Network(new MeanSquaredError(), Affine.random(1, 1, 1, Precision.DOUBLE, new Random(1)));
        History history = new Trainer(net, new Sgd(0.01), holed, whole, 1, 2).run(100);
        Divergence divergence = history.divergence().orElseThrow();
        assertEquals("The mini-batch holds NaN or infinity: look for it in holed data.", divergence.advice());
        assertFalse(net.param("W1").value().hasUncountable());
    }

    @Test
    void theHistoryAndTheLastProgressTell() {
        List<Progress> seen = new ArrayList<>();
        History history = trainer(net(Precision.FLOAT), new Sgd(1e38), data(Precision.FLOAT))
                .run(50, (progress, soFar) -> seen.add(progress));
        Progress last = seen.get(seen.size() - 1);
        assertTrue(last.diverged() && last.finished() && !last.interrupted());
        assertEquals(1, seen.stream().filter(Progress::finished).count());
        String words = history.divergence().orElseThrow().toString();
        assertEquals(
                last.iteration() + " steps, 1 epochs recorded. " + words,
                history.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void aRunThatIsWellSaysNothing() {
        History history = trainer(net(Precision.FLOAT), new Sgd(0.01), data(Precision.FLOAT))
                .run(20);
        assertTrue(history.divergence().isEmpty() && history.divergences().isEmpty());
        assertEquals(
                "20 steps, 3 epochs recorded",
                history.toString().lines().findFirst().orElseThrow());
    }

    private static Param weight(double value) {
        SimpleMatrix w = Matrices.zeros(1, 1, Precision.DOUBLE);
        w.set(0, value);
        return new Param("w", w);
    }

    @Test
    void goodIsWhatIsNotAboveTheBestEpoch() {
        LastGoodWeights lastGood = new LastGoodWeights(List.of(weight(0)));
        lastGood.look(1, 2.0);
        lastGood.look(11, 2.1);
        assertEquals(1, lastGood.iteration(), "above the first loss");
        lastGood.look(12, 0.1);
        assertEquals(1, lastGood.iteration(), "not the tenth");
        lastGood.look(21, 1.9);
        assertEquals(21, lastGood.iteration());
        lastGood.endEpoch(0.5);
        lastGood.endEpoch(4000); // an epoch in which it grew
        lastGood.endEpoch(Double.NaN); // and one of which nothing is left
        lastGood.look(31, 0.6);
        assertEquals(21, lastGood.iteration());
        lastGood.look(41, -3); // a loss may be negative
        assertEquals(41, lastGood.iteration());
        assertEquals(-3, lastGood.loss());
    }
}
