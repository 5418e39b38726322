package backprop.train;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.layer.Sigmoid;
import backprop.math.Precision;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An accuracy is a share of right answers, or none. */
class EvaluationTest {
    private static final SimpleMatrix X = new RandomMatrices(1).next(12, 4, Precision.DOUBLE);

    private static Dataset flowers(int classes) {
        int[] labels = IntStream.range(0, 12).map(i -> i % classes).toArray();
        return Dataset.of("flowers", X, Labels.oneHot(labels, classes, Precision.DOUBLE));
    }

    private static Network net(int inputs, int outputs) {
        return new TwoLayerNet(inputs, 5, outputs, Precision.DOUBLE, 1);
    }

    @ParameterizedTest
    @CsvSource({"W1, NaN, 20", "b1, -Infinity, 5", "W2, Infinity, 15", "b2, NaN, 3"})
    void brokenWeightsHaveNoAccuracy(String name, double broken, int size) {
        Network net = net(4, 3);
        net.param(name).value().set(1, broken);
        assertRefused(
                "there is no accuracy: of the " + size + " numbers in " + name + ", 1 is NaN or infinite",
                () -> net.accuracy(flowers(3)));
        net.param(name).value().fill(broken);
        assertRefused(
                "there is no accuracy: of the " + size + " numbers in " + name + ", " + size + " are NaN or infinite",
                () -> net.accuracy(flowers(3)));
    }

    @Test
    void brokenWeightsTellNoClasses() {
        Network net = net(4, 3);
        assertEquals(X.getNumRows(), net.classify(X).length);
        net.param("W1").value().fill(Double.NaN);
        String why = "there are no classes: of the 20 numbers in W1, 20 are NaN or infinite";
        assertRefused(why, () -> net.classify(X));
        assertRefused(why, () -> net.classify(flowers(3)));
    }

    @ParameterizedTest
    @EnumSource
    void outputsThatAreNoNumbersTellNoClasses(Precision precision) {
        SimpleMatrix x = new RandomMatrices(2).next(3, 4, precision);
        x.set(1, 2, Double.NaN);
        Network net = new TwoLayerNet(4, 5, 3, precision, 1);
        String why = "there are no classes: the net's outputs are NaN or infinite for 1 of the 3 samples of ";
        String look = "; look for NaN, infinite or very large numbers in them";
        assertRefused(why + "x" + look, () -> net.classify(x));
        Dataset holed = Dataset.of("holed flowers", x, Labels.oneHot(new int[3], 3, precision));
        assertRefused(why + "holed flowers" + look, () -> net.classify(holed));
    }

    @ParameterizedTest
    @EnumSource
    void outputsThatAreNoNumbersHaveNoAccuracy(Precision precision) {
        SimpleMatrix x = new RandomMatrices(2).next(1000, 4, precision);
        for (int row : new int[] {3, 500, 999}) x.set(row, 2, Double.NaN);
        Dataset holed = Dataset.of("holed flowers", x, Labels.oneHot(new int[1000], 3, precision));
        assertRefused(
                "there is no accuracy: the net's outputs are NaN or infinite for 3 of the 1000 samples of holed flowers;"
                        + " look for NaN, infinite or very large numbers in them",
                () -> new TwoLayerNet(4, 5, 3, precision, 1).accuracy(holed));
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "1, 3", "3, 2", "10, 4"})
    void aNetForOtherClassesHasNoAccuracy(int outputs, int classes) {
        assertRefused(
                "the net tells " + Math.max(2, outputs) + " classes apart, but flowers has " + classes,
                () -> net(4, outputs).accuracy(flowers(classes)));
    }

    @Test
    void oneOutputAndTwoColumnsTellTheSameClasses() {
        Dataset column = Dataset.of("yes or no", X, flowers(2).all().t().extractVector(false, 1));
        Network one = new Network(
                new MeanSquaredError(), Affine.random(4, 1, 1, Precision.DOUBLE, new Random(1)), new Sigmoid());
        assertEquals(one.accuracy(column), one.accuracy(flowers(2)));
        assertEquals(net(4, 2).accuracy(column), net(4, 2).accuracy(flowers(2)));
    }

    @Test
    void otherFeaturesAndNoSamplesAreRefused() {
        assertRefused(
                "Affine: W is 5 × 5, so x must have 5 columns, but x is 12 × 4",
                () -> net(5, 3).accuracy(flowers(3)));
        assertRefused(
                "flowers is empty: there is no accuracy of nothing",
                () -> net(4, 3).accuracy(flowers(3).slice(5, 5)));
    }

    @Test
    void aTrainerRefusesATestSetWithOtherClasses() {
        Trainer trainer = new Trainer(net(4, 3), new Sgd(0.1), flowers(3), flowers(4), 4, 1);
        assertRefused("the net tells 3 classes apart, but flowers has 4", () -> trainer.run(10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e200, Double.NaN, Double.POSITIVE_INFINITY})
    void aBrokenNetIsMeasuredByItsTrainerWithoutARefusal(double broken) {
        // Each iteration ends an epoch, so that it is measured before its loss is seen.
        int[] updates = {0};
        Network net = net(4, 3);
        Optimizer optimizer = params -> {
            new Sgd(0.1).update(params);
            if (++updates[0] == 5) params.forEach(param -> param.value().fill(broken));
        };
        History history = new Trainer(net, optimizer, flowers(3), flowers(3), 12, 1).run(100);
        assertEquals(6, history.divergence().orElseThrow().iteration());
        assertEquals(history.divergence().get().toString(), history.warning().orElseThrow());
        assertEquals(6, history.epochs().size());
        assertTrue(Double.isNaN(history.epochs().get(5).trainAccuracy()), history.toString());
        assertTrue(Double.isNaN(history.epochs().get(5).validationAccuracy()), history.toString());
        assertTrue(net.accuracy(flowers(3)) >= 0, "the last good weights are sound");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e20, 1e30, 1e38})
    void aRunThatDivergesEndsInItsUsualSentence(double rate) {
        Dataset digits = SyntheticDigits.generate(100, 1);
        Network net = new TwoLayerNet(784, 5, 10, 1);
        History history = new Trainer(net, new Sgd(rate), digits, digits, 100, 1).run(50);
        String words = history.warning().orElseThrow();
        assertTrue(words.startsWith("Stopped: "), words);
        assertTrue(words.endsWith("try a tenth of it, trainer.setOptimizer(new Sgd(…)), and run again."), words);
        assertTrue(net.accuracy(digits) >= 0, "the last good weights are sound");
    }

    @Test
    void classNumbersAreToBeOneHotRows() {
        int[] labels = IntStream.range(0, 12).map(i -> i % 3).toArray();
        SimpleMatrix numbers = new SimpleMatrix(12, 1);
        for (int i = 0; i < 12; i++) numbers.set(i, labels[i]);
        String shapes = "SoftmaxWithLoss: t must be 12 × 3, but it is ";
        String advice = "; for class numbers use Labels.oneHot";
        assertRefused(shapes + "12 × 1" + advice, () -> net(4, 3).loss(X, numbers));
        assertRefused(shapes + "12 × 1" + advice, () -> net(4, 3).gradient(X, numbers));
        assertRefused(shapes + "1 × 12" + advice, () -> net(4, 3).loss(X, numbers.transpose()));
        assertRefused(shapes + "12 × 2", () -> net(4, 3).loss(X, numbers.combine(0, 1, numbers)));

        Dataset data = Dataset.of("flowers", X, numbers);
        assertRefused(shapes + "12 × 1" + advice, () -> net(4, 3).loss(data));
        assertRefused(
                "flowers has no classes: its targets are numbers, which an answer comes near to or not; ask for the"
                        + " loss" + advice,
                () -> net(4, 3).accuracy(data));
        assertRefused(shapes + "12 × 1" + advice, () -> new Trainer(net(4, 3), new Sgd(0.1), data, data, 4, 1).run(1));

        Dataset zerosAndOnes = Dataset.of("yes or no", X, flowers(2).all().t().extractVector(false, 1));
        assertRefused(
                "the net tells 3 classes apart, but the targets of yes or no are a single column" + advice,
                () -> net(4, 3).accuracy(zerosAndOnes));
        Network squares = new Network(new MeanSquaredError(), Affine.random(4, 3, 1, Precision.DOUBLE, new Random(1)));
        assertRefused("MeanSquaredError: t must be 12 × 3, but it is 12 × 1" + advice, () -> squares.loss(X, numbers));
    }
}
