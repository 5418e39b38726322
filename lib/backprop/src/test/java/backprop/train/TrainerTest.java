package backprop.train;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Java;
import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Layer;
import backprop.layer.LeakyRelu;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import backprop.math.Precision;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final ImageDataset TRAIN = SyntheticDigits.generate(1000, 1);
    private static final ImageDataset TEST = SyntheticDigits.generate(300, 2);

    private static Trainer trainer() {
        return new Trainer(new TwoLayerNet(784, 20, 10, 1), new Sgd(0.1), TRAIN, TEST, 50, 1);
    }

    @Test
    void learnsWhatItNeverSaw() {
        Trainer trainer = trainer();
        History history = trainer.run(600);
        History.Epoch first = history.epochs().get(0);
        History.Epoch last = history.epochs().get(history.epochs().size() - 1);
        assertTrue(first.validationAccuracy() < 0.3, "an untrained net guesses: " + first);
        assertTrue(last.validationAccuracy() > 0.7, "a trained one does not: " + last);
        assertTrue(last.loss() < history.epochs().get(1).loss());
        assertEquals(last.validationAccuracy(), trainer.net().accuracy(TEST));
    }

    @Test
    void aRunInTwoPartsIsTheSameAsInOne() {
        Trainer whole = trainer();
        whole.run(60);
        Trainer parts = trainer();
        parts.run(25);
        parts.run(35);
        assertArrayEquals(whole.history().losses(), parts.history().losses());
        assertEquals(whole.history().epochs(), parts.history().epochs());
        assertTrue(whole.net()
                .param("W1")
                .value()
                .isIdentical(parts.net().param("W1").value(), 0));
    }

    @Test
    void memoryUsedAgainChangesNoNumber() {
        Trainer trainer = new Trainer(mixed(), new Sgd(0.1), TRAIN, TEST, 30, 5);
        History history = trainer.run(20);
        Network net = mixed();
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            assertEquals(net.gradient(TRAIN.draw(30, random)), history.losses()[i]);
            new Sgd(0.1).update(net);
        }
        net.params().forEach((name, param) -> {
            assertTrue(param.value().isIdentical(trainer.net().param(name).value(), 0), name);
            SimpleMatrix gradient = trainer.net().param(name).gradient();
            assertFalse(param.gradient() == gradient);
            assertEquals(param.value().getNumElements(), gradient.getNumElements());
        });
    }

    private static Network mixed() {
        Random random = new Random(6);
        return new Network(
                new SoftmaxWithLoss(),
                Affine.random(784, 12, 0.1, Precision.FLOAT, random),
                new LeakyRelu(),
                Affine.random(12, 11, 0.1, Precision.FLOAT, random),
                new Tanh(),
                Affine.random(11, 10, 0.1, Precision.FLOAT, random),
                new Sigmoid());
    }

    @Test
    void aPredictionFromBeforeARunIsTheReadersToKeep() {
        Network net = trainer().net();
        SimpleMatrix before = net.predict(TEST.all().x());
        SimpleMatrix copy = before.copy();
        // The run, too, looks at all 300 of them at once.
        new Trainer(net, new Sgd(0.1), TEST, TEST, 300, 1).run(3);
        assertTrue(before.isIdentical(copy, 0));
    }

    @Test
    void whatAReadersOwnLayerComputesIsItsToKeep() {
        List<SimpleMatrix> kept = new ArrayList<>();
        List<SimpleMatrix> copies = new ArrayList<>();
        Layer recorder = new Layer() {
            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                kept.add(Matrices.columnSums(x));
                copies.add(kept.get(kept.size() - 1).copy());
                return Matrices.map(x, v -> v);
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return Matrices.map(dY, v -> v);
            }
        };
        Network net = new Network(
                new SoftmaxWithLoss(), Affine.random(784, 10, 0.1, Precision.FLOAT, new Random(7)), recorder);
        new Trainer(net, new Sgd(0.5), TRAIN, TEST, 10, 8).run(5);
        for (int i = 0; i < kept.size(); i++) assertTrue(kept.get(i).isIdentical(copies.get(i), 0));
    }

    @Test
    void aStepMakesNextToNoGarbage() throws Exception {
        // Without the vector module: its vectors are objects until the compiler has seen to them, some time after the
        // start.
        String output = Java.run(List.of("-Xmx256m"), Garbage.class);
        long bytes = Long.parseLong(output.lines()
                .filter(line -> line.endsWith(" bytes a step"))
                .findFirst()
                .orElseThrow()
                .split(" ")[0]);
        // One batch alone has 313,600 bytes.
        assertTrue(bytes < 20_000, output);
    }

    /** Prints how much memory is asked for in a step. */
    static final class Garbage {
        public static void main(String[] arguments) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            ImageDataset large = SyntheticDigits.generate(10_000, 3);
            Trainer trainer = new Trainer(new TwoLayerNet(784, 50, 10, 1), new Sgd(0.1), large, TEST, 100, 1);
            trainer.run(20);
            long before = threads.getCurrentThreadAllocatedBytes();
            trainer.run(50); // and no epoch ends
            System.out.println((threads.getCurrentThreadAllocatedBytes() - before) / 50 + " bytes a step");
        }
    }

    @Test
    void epochsAreRecordedWhenAsManySamplesWereDrawn() {
        Trainer trainer = trainer();
        assertEquals(20, trainer.iterationsPerEpoch());
        History history = trainer.run(45);
        assertEquals(
                List.of(0, 20, 40),
                history.epochs().stream().map(History.Epoch::iteration).toList());
        double mean = 0;
        for (int i = 20; i < 40; i++) mean += history.loss(i) / 20;
        assertEquals(mean, history.epochs().get(2).loss(), 1e-12);
    }

    @Test
    void aHistoryPrintsItsEpochs() {
        History history = trainer().run(45);
        History.Epoch last = history.epochs().get(2);
        List<String> lines = history.toString().lines().toList();
        assertEquals("45 steps, 3 epochs recorded", lines.get(0));
        assertEquals(
                List.of("epoch", "step", "loss", "train accuracy", "validation accuracy"),
                List.of(lines.get(1).strip().split(" {2,}")));
        assertEquals(4, lines.get(2).strip().split(" +").length, "an untrained net has no loss");
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "2 40 %.4g %.4f %.4f",
                        last.loss(),
                        last.trainAccuracy(),
                        last.validationAccuracy()),
                lines.get(4).strip().replaceAll(" +", " "));
    }

    @Test
    void sgdGoesAgainstTheGradient() {
        TwoLayerNet net = new TwoLayerNet(784, 5, 10, 1);
        net.gradient(TRAIN.batch(0, 1, 2));
        SimpleMatrix before = net.param("W2").value().copy();
        new Sgd(0.5).update(List.of(net.param("W2")));
        SimpleMatrix expected = before.minus(net.param("W2").gradient().scale(0.5));
        assertTrue(expected.isIdentical(net.param("W2").value(), 1e-7));
    }

    @Test
    void networkNamesItsParameters() {
        TwoLayerNet net = new TwoLayerNet(4, 3, 2, 1);
        assertEquals(List.of("W1", "b1", "W2", "b2"), List.copyOf(net.params().keySet()));
        String message = assertThrows(IllegalArgumentException.class, () -> net.param("W3"))
                .getMessage();
        assertEquals("there is no parameter W3; there are [W1, b1, W2, b2]", message);
    }

    @Test
    void sameSeedSameWeights() {
        assertTrue(new TwoLayerNet(4, 3, 2, 7)
                .param("W1")
                .value()
                .isIdentical(new TwoLayerNet(4, 3, 2, 7).param("W1").value(), 0));
    }

    @Test
    void accuracyInPortionsIsTheAccuracy() {
        ImageDataset many = SyntheticDigits.generate(2345, 3); // more than two portions, the last one short
        TwoLayerNet net = new TwoLayerNet(784, 5, 10, 1);
        int[] guesses = net.classify(many);
        int right = 0;
        for (int i = 0; i < guesses.length; i++) if (guesses[i] == many.label(i)) right++;
        assertEquals((double) right / 2345, net.accuracy(many));
    }

    @Test
    void dataWithoutClassesTrainWithoutAccuracies() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0}, {1}, {2}});
        SimpleMatrix t = new SimpleMatrix(new double[][] {{1}, {3}, {5}});
        Dataset line = Dataset.of("line", x, t);
        Network net = new Network(new MeanSquaredError(), Affine.random(1, 1, 1, Precision.DOUBLE, new Random(1)));
        History history = new Trainer(net, new Sgd(0.1), line, line, 3, 1).run(500);
        assertFalse(history.hasClasses());
        assertTrue(Double.isNaN(history.epochs().get(0).validationAccuracy()));
        assertEquals(2, net.param("W1").value().get(0), 1e-3);
        assertRefused(
                "line has no classes: its targets are numbers, which an answer comes near to or not; ask for the loss",
                () -> net.accuracy(line));
    }

    @Test
    void dataWithoutClassesTellTheirTestLoss() {
        // Two targets, so that only the data can know that these are not classes.
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0}, {1}, {2}});
        Dataset train = Dataset.of("lines", x, new SimpleMatrix(new double[][] {{1, 0}, {3, 0.5}, {5, 1}}));
        Dataset test = train.slice(1, 3);
        Network net = new Network(new MeanSquaredError(), Affine.random(1, 2, 1, Precision.DOUBLE, new Random(1)));
        History history = new Trainer(net, new Sgd(0.05), train, test, 3, 1).run(3);
        History.Epoch last = history.epochs().get(3);
        assertEquals(history.loss(2), last.loss());
        assertEquals(net.loss(test), last.validationLoss());
        Batch all = test.batch(0, 1);
        assertEquals(net.loss(all.x(), all.t()), last.validationLoss());
        assertTrue(last.validationLoss() < history.epochs().get(0).validationLoss());
    }

    @Test
    void theLossInPortionsIsTheLossOfAll() {
        Dataset many = SyntheticDigits.generate(2345, 3).in(Precision.DOUBLE);
        int[] all = IntStream.range(0, many.size()).toArray();
        TwoLayerNet classifier = new TwoLayerNet(784, 5, 10, Precision.DOUBLE, 1);
        assertEquals(classifier.loss(many.batch(all).x(), many.batch(all).t()), classifier.loss(many), 1e-12);
        Dataset pictures = many.inputsAsTargets();
        Network encoder = new Network(
                new HalfSquaredError(),
                Affine.random(784, 3, 0.1, Precision.DOUBLE, new Random(1)),
                Affine.random(3, 784, 0.1, Precision.DOUBLE, new Random(2)));
        SimpleMatrix x = pictures.batch(all).x();
        assertEquals(encoder.loss(x, x), encoder.loss(pictures), 1e-6);
        assertRefused("Synthetic digits is empty: there is no loss of nothing", () -> encoder.loss(many.slice(0, 0)));
    }

    @Test
    void aSingleOutputStandsForTwoClasses() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0.2}, {0.49}, {0.5}, {0.9}});
        Dataset data = Dataset.of("yes or no", x, new SimpleMatrix(new double[][] {{0}, {1}, {1}, {1}}));
        Network asItIs =
                new Network(new MeanSquaredError(), new Affine(SimpleMatrix.identity(1), new SimpleMatrix(1, 1)));
        assertArrayEquals(new int[] {0, 0, 1, 1}, asItIs.classify(x));
        assertEquals(0.75, asItIs.accuracy(data));
        History history = new Trainer(asItIs, new Sgd(0), data, data, 4, 1).run(1);
        assertEquals(0.75, history.epochs().get(1).validationAccuracy());
    }

    @Test
    void progressEstimates() {
        Progress progress = new Progress(25, 100, 0, 0.5, 1, 10, Duration.ofSeconds(10), false, false);
        assertEquals(0.25, progress.done());
        assertEquals(Duration.ofSeconds(30), progress.remaining());
        assertTrue(!progress.finished());
    }

    @Test
    void weightsStartFromTheBooksDistribution() {
        SimpleMatrix w = new TwoLayerNet(784, 50, 10, 1).param("W1").value();
        double squares = 0;
        for (int i = 0; i < w.getNumElements(); i++) squares += w.get(i) * w.get(i);
        assertEquals(0.01, Math.sqrt(squares / w.getNumElements()), 0.0003);
        assertEquals(0, new TwoLayerNet(784, 50, 10, 1).param("b1").value().elementMaxAbs());
    }

    @Test
    void layersStandOnlyOnceInANetwork() {
        Relu relu = new Relu();
        Affine affine = new Affine(new SimpleMatrix(2, 2), new SimpleMatrix(1, 2));
        assertRefused(
                "layers 1 and 3 are the same Relu; a layer remembers one forward, so make a new one for each place",
                () -> new Network(new MeanSquaredError(), relu, affine, relu));
        assertRefused(
                "layer 2 is null; in a notebook: run the cell that makes it again, and then this one",
                () -> new Network(new MeanSquaredError(), relu, null));
    }

    @Test
    void aLayerThatGivesNothingIsNamed() {
        Layer unfinished = new Layer() {
            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                return x;
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return null;
            }

            @Override
            public String name() {
                return "Twice";
            }
        };
        SimpleMatrix x = new SimpleMatrix(1, 2);
        Network net = new Network(new MeanSquaredError(), new Relu(), unfinished);
        assertEquals(
                "Twice: backward has returned null; it is to return ∂L/∂X, a matrix",
                assertThrows(IllegalStateException.class, () -> net.gradient(x, x))
                        .getMessage());
    }

    @Test
    void aNetLearnsXorFromAMatrixDataset() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
        SimpleMatrix t = new SimpleMatrix(new double[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}});
        Dataset xor = Dataset.of("XOR", x, t);
        Random random = new Random(3);
        Network net = new Network(
                new SoftmaxWithLoss(),
                Affine.random(2, 8, 1, Precision.DOUBLE, random),
                new Tanh(),
                Affine.random(8, 2, 1, Precision.DOUBLE, random));
        new Trainer(net, new Sgd(0.5), xor, xor, 4, 1).run(500);
        assertEquals(1, net.accuracy(xor));
    }

    @Test
    void badInputIsRefused() {
        TwoLayerNet net = new TwoLayerNet(784, 5, 10, 1);
        assertRefused(
                "the batch size must be at least 1, but it is 0",
                () -> new Trainer(net, new Sgd(0.1), TRAIN, TEST, 0, 1));
        assertRefused(
                "Synthetic digits is empty: there is nothing to train or validate on",
                () -> new Trainer(net, new Sgd(0.1), TRAIN.slice(0, 0), TEST, 10, 1));
        assertRefused("the learning rate must be a number from 0 up, such as 0.1, but it is -1.0", () -> new Sgd(-1));
        assertRefused(
                "the learning rate must be a number from 0 up, such as 0.1, but it is NaN", () -> new Sgd(Double.NaN));
        assertRefused("a network needs at least one layer", () -> new Network(new MeanSquaredError()));
        assertRefused(
                "the number of steps must be 0 or more, but it is -1",
                () -> trainer().run(-1));
        assertRefused(
                "Affine: inputs and outputs must be at least 1, but they are 0 and 5",
                () -> new TwoLayerNet(0, 5, 10, 1));
    }
}
