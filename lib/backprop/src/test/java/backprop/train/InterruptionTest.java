package backprop.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.math.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is interrupted and goes on ends as one that never was, to the last bit. */
class InterruptionTest {
    private static final Dataset TRAIN = SyntheticDigits.generate(500, 1);
    private static final Dataset TEST = SyntheticDigits.generate(450, 2);
    private static final int ITERATIONS = 25;
    private static final int BATCH = 50; // so that an epoch has 10 iterations

    /** Digits that interrupt the thread which asks for samples, when it does so for a certain time. */
    private record Interrupting(Dataset data, int[] asksLeft) implements Dataset {
        @Override
        public String name() {
            return data.name();
        }

        @Override
        public int size() {
            return data.size();
        }

        @Override
        public int features() {
            return data.features();
        }

        @Override
        public int outputs() {
            return data.outputs();
        }

        @Override
        public int classes() {
            return data.classes();
        }

        @Override
        public Batch batch(int... indices) {
            if (--asksLeft[0] == 0) Thread.currentThread().interrupt();
            return data.batch(indices);
        }

        @Override
        public Dataset slice(int start, int end) {
            return new Interrupting(data.slice(start, end), asksLeft);
        }
    }

    /**
     * @param classes whether the digits are to be told apart, or to be drawn again, which knows no accuracy
     */
    private static Trainer trainer(boolean classes, int... asksLeft) {
        Dataset train = new Interrupting(classes ? TRAIN : TRAIN.inputsAsTargets(), asksLeft);
        Dataset test = new Interrupting(classes ? TEST : TEST.inputsAsTargets(), asksLeft);
        Random random = new Random(1);
        Network coder = new Network(
                new MeanSquaredError(),
                Affine.random(784, 2, 0.1, Precision.FLOAT, random),
                Affine.random(2, 784, 0.1, Precision.FLOAT, random));
        return new Trainer(classes ? new TwoLayerNet(784, 3, 10, 1) : coder, new Sgd(0.5), train, test, BATCH, 1);
    }

    private static Trainer undisturbed(boolean classes) {
        Trainer trainer = trainer(classes, 0);
        trainer.run(ITERATIONS);
        return trainer;
    }

    private static void goOnToTheEnd(Trainer trainer) {
        Thread.interrupted();
        while (trainer.history().iterations() < ITERATIONS)
            trainer.run(ITERATIONS - trainer.history().iterations());
    }

    private static void assertSame(Trainer undisturbed, Trainer trainer, String what) {
        assertArrayEquals(undisturbed.history().losses(), trainer.history().losses(), what);
        assertEquals(undisturbed.history().epochs(), trainer.history().epochs(), what);
        undisturbed
                .net()
                .params()
                .forEach((name, param) -> assertTrue(
                        param.value().isIdentical(trainer.net().param(name).value(), 0), what + ": " + name));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wheneverItDrawsOrMeasures(boolean classes) {
        int[] asks = {0};
        Trainer undisturbed = trainer(classes, asks);
        undisturbed.run(ITERATIONS);
        // A mini-batch is asked for once, the data of a measurement in two portions; epochs 0, 1 and 2 are measured,
        // and 1
        // and 2 looked at for units that have stopped learning.
        assertEquals(ITERATIONS + 3 * (classes ? 4 : 2) + 2, -asks[0]);
        int stops = 0;
        for (int at = 1; at <= -asks[0]; at++) {
            Trainer trainer = trainer(classes, at);
            trainer.run(ITERATIONS);
            if (trainer.history().iterations() < ITERATIONS) stops++;
            assertTrue(Thread.interrupted(), "a loop around it can ask, too");
            goOnToTheEnd(trainer);
            assertSame(undisturbed, trainer, "interrupted at " + at);
        }
        assertEquals(-asks[0] - 1, stops, "all but the last mini-batch");
    }

    @Test
    void afterAnyIteration() {
        Trainer undisturbed = undisturbed(true);
        for (int at = 1; at < ITERATIONS; at++) {
            int stop = at;
            Trainer trainer = trainer(true, 0);
            trainer.run(ITERATIONS, (progress, history) -> {
                if (progress.iteration() == stop) Thread.currentThread().interrupt();
            });
            assertEquals(at + 1, trainer.history().iterations());
            goOnToTheEnd(trainer);
            assertSame(undisturbed, trainer, "interrupted after " + at);
        }
    }

    @Test
    void againAndAgainByAnotherThread() throws InterruptedException {
        Trainer undisturbed = undisturbed(true);
        Random random = new Random(1);
        int stops = 0;
        for (int i = 0; i < 20; i++) {
            Trainer trainer = trainer(true, 0);
            Thread learning = Thread.currentThread();
            AtomicBoolean done = new AtomicBoolean();
            int pause = 1 + random.nextInt(1_000_000);
            Thread interrupter = new Thread(() -> {
                for (int k = 0; k < 30 && !done.get(); k++) {
                    learning.interrupt();
                    LockSupport.parkNanos(pause);
                }
            });
            interrupter.start();
            while (trainer.history().iterations() < ITERATIONS) {
                Thread.interrupted();
                trainer.run(ITERATIONS - trainer.history().iterations());
                stops++;
            }
            done.set(true);
            while (interrupter.isAlive()) Thread.onSpinWait();
            Thread.interrupted();
            interrupter.join();
            trainer.run(0);
            assertSame(undisturbed, trainer, "interrupted every " + pause + " ns");
        }
        assertTrue(stops > 40, stops + " runs");
    }

    @Test
    void aStopBeforeTheFirstIterationIsToldAndKept() {
        List<Progress> seen = new ArrayList<>();
        Trainer trainer = trainer(true, 1);
        trainer.run(ITERATIONS, (progress, history) -> seen.add(progress));
        assertEquals(1, seen.size());
        Progress only = seen.get(0);
        assertTrue(only.finished() && only.interrupted() && only.iteration() == 0 && Double.isNaN(only.loss()));
        assertEquals(0, only.done());
        assertEquals(0, trainer.history().iterations());
        goOnToTheEnd(trainer);
        assertSame(undisturbed(true), trainer, "stopped before it began");
    }
}
