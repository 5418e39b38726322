package backprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.Labels;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.Layer;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.layer.Tanh;
import backprop.math.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learning that stops without NaN. */
class SaturationTest {
    private static final String ADVICE =
            " for all 400 samples measured, and such units learn nothing: make the net anew,"
                    + " and scale the inputs to 0…1 (they are as large as ";

    private static Dataset digits(double scale) {
        Batch all = SyntheticDigits.generate(1000, 1).all();
        return Dataset.of("digits", all.x().scale(scale), all.t());
    }

    private static History train(Network net, Dataset data, double rate, int epochs) {
        return new Trainer(net, new Sgd(rate), data, data, 50, 1).run(epochs * data.size() / 50);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 1})
    void rawPixelsSilenceReluUnits(double rate) {
        History history = train(new TwoLayerNet(784, 50, 10, 1), digits(255), rate, 3);
        assertTrue(history.divergence().isEmpty());
        Saturation found = history.saturation().orElseThrow();
        assertTrue(found.saturated() > 45, found.toString());
        assertEquals(
                found.saturated() + " of the 50 units of layer 2, Relu, are silent (0)" + ADVICE + "255).",
                found.toString());
        assertEquals(found.toString(), history.warning().orElseThrow());
        assertEquals(
                "60 steps, 4 epochs recorded. " + found,
                history.toString().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 50})
    void unscaledColumnsSilenceReluUnits(int hidden) {
        Random random = new Random(5);
        int[] labels = random.ints(300, 0, 3).toArray();
        SimpleMatrix x = new SimpleMatrix(300, 3);
        for (int i = 0; i < 300; i++) {
            x.set(i, 0, 20_000 + 30_000 * random.nextDouble() + 20_000 * labels[i]); // a salary
            x.set(i, 1, 1950 + random.nextInt(70)); // a year
            x.set(i, 2, 3 * labels[i] + random.nextGaussian());
        }
        Dataset people = Dataset.of("people", x, Labels.oneHot(labels, 3, Precision.DOUBLE));
        History history = train(new TwoLayerNet(3, hidden, 3, Precision.DOUBLE, 1), people, 0.01, 5);
        Saturation found = history.saturation().orElseThrow();
        assertEquals(hidden, found.saturated(), found.toString());
        assertEquals(300, found.samples());
        assertEquals(people.all().x().elementMaxAbs(), found.largestInput());
    }

    @Test
    void targetsThatAreLargeSilenceUnitsOfARegression() {
        Random random = new Random(3);
        SimpleMatrix x = new SimpleMatrix(200, 2);
        SimpleMatrix t = new SimpleMatrix(200, 1);
        for (int i = 0; i < 200; i++) {
            x.setRow(i, 0, 100 * random.nextDouble(), 100 * random.nextDouble());
            t.set(i, x.get(i, 0) + 2 * x.get(i, 1));
        }
        Network net = deep(2, 20, 1, 0.5, new Relu(), new Relu());
        History history = train(net, Dataset.of("houses", x, t), 0.01, 5);
        assertEquals("Relu", history.saturation().orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sigmoidAndTanhUnitsAtTheirEnds(boolean tanh) {
        Layer hidden = tanh ? new Tanh() : new Sigmoid();
        Network net = new Network(
                new SoftmaxWithLoss(),
                Affine.random(784, 30, 1, Precision.FLOAT, new Random(1)),
                hidden,
                Affine.random(30, 10, 0.1, Precision.FLOAT, new Random(2)));
        Saturation found = train(net, digits(25_500), 0.1, 2).saturation().orElseThrow();
        assertEquals(
                found.saturated() + " of the 30 units of layer 2, " + hidden.name()
                        + ", are saturated (at an end of their range)" + ADVICE + "25,500).",
                found.toString());
    }

    @Test
    void theFirstSilentLayerIsNamedAndALiveOneNot() {
        Network net = deep(784, 20, 10, 0.1, new Tanh(), new Relu());
        assertTrue(Saturation.of(net, digits(1)).isEmpty());
        net.param("b2").value().fill(-100);
        Saturation second = Saturation.of(net, digits(1)).orElseThrow();
        assertEquals(new Saturation(4, "Relu", 20, 20, 400, 1), second);
        assertTrue(second.toString().endsWith("try a smaller learning rate or another seed."), second.toString());
        net.param("b1").value().fill(100);
        assertEquals(
                new Saturation(2, "Tanh", 20, 20, 400, 1),
                Saturation.of(net, digits(1)).orElseThrow());
    }

    private static Network deep(int inputs, int hidden, int outputs, double scale, Layer... activations) {
        Precision precision = inputs == 784 ? Precision.FLOAT : Precision.DOUBLE;
        Random random = new Random(1);
        List<Layer> layers = new ArrayList<>();
        int width = inputs;
        for (Layer activation : activations) {
            layers.add(Affine.random(width, hidden, scale, precision, random));
            layers.add(activation);
            width = hidden;
        }
        layers.add(Affine.random(width, outputs, scale, precision, random));
        return new Network(outputs == 1 ? new MeanSquaredError() : new SoftmaxWithLoss(), layers.toArray(Layer[]::new));
    }

    @Test
    void unitsThatSomeSampleWakesAreNotSilent() {
        // Only the last class, which a look at the first samples would not see.
        SimpleMatrix x = new SimpleMatrix(1000, 1);
        for (int i = 0; i < 1000; i++) x.set(i, i < 900 ? -1 : 1);
        Dataset sorted = Dataset.of("sorted", x, x);
        Network net = new Network(
                new MeanSquaredError(),
                new Affine(new SimpleMatrix(new double[][] {{1, 2}}), new SimpleMatrix(1, 2)),
                new Relu(),
                Affine.random(2, 1, 1, Precision.DOUBLE, new Random(1)));
        assertTrue(Saturation.of(net, sorted).isEmpty());
        assertEquals(2, Saturation.of(net, sorted.slice(0, 900)).orElseThrow().saturated());
    }

    @Test
    void nothingIsSaidOfNetsThatLearn() {
        for (double rate : new double[] {0.01, 0.1, 0.3, 0.5}) {
            History history = train(new TwoLayerNet(784, 50, 10, 1), digits(1), rate, 5);
            assertTrue(history.warning().isEmpty(), "rate " + rate + ": " + history);
        }
        // Sure answers are no fault.
        Network sure = new Network(
                new MeanSquaredError(),
                new Affine(new SimpleMatrix(new double[][] {{100}}), new SimpleMatrix(1, 1)),
                new Sigmoid());
        SimpleMatrix x = new SimpleMatrix(new double[][] {{-1}, {1}});
        assertTrue(Saturation.of(sure, Dataset.of("signs", x, x)).isEmpty());
    }

    @Test
    void theWarningGoesWhenTheUnitsLearnAgain() {
        Network net = new TwoLayerNet(784, 20, 10, 1);
        Dataset data = digits(1);
        Trainer trainer = new Trainer(net, new Sgd(0.1), data, data, 50, 1);
        SimpleMatrix b1 = net.param("b1").value();
        b1.fill(-100);
        assertTrue(trainer.run(0).warning().isEmpty(), "an untrained net is not judged");
        assertTrue(trainer.run(20).warning().isPresent());
        b1.zero();
        assertTrue(trainer.run(20).warning().isEmpty());
    }
}
