package backprop.lesson;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class DigitsExercisesTest {
    private final Verdicts verdicts = new Verdicts(DigitsExercises.exercises());

    @Test
    void letters() {
        verdicts.right(1, 81_126);
        verdicts.right(1, 784.0 * 100 + 100 + 100 * 26 + 26);
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, 81_000, "has a bias, too");
        verdicts.wrong(1, 81_100, "of the outputs");
        verdicts.wrong(1, 81_026, "of the hidden units");
        verdicts.wrong(1, 81_910, "An input computes nothing");
    }

    @Test
    void lettersLoss() {
        verdicts.right(2, -Math.log(1.0 / 26));
        verdicts.right(2, 3.258);
        verdicts.open(2, Double.NaN);
        verdicts.wrong(2, Math.log(10), "for 10 classes");
        verdicts.wrong(2, 1.0 / 26, "the probability");
        verdicts.wrong(2, Math.log10(26), "base 10");
        verdicts.wrong(2, Math.log(1.0 / 26), "the sign is not");
    }

    @Test
    void learningRate() {
        verdicts.right(3, "0.5");
        verdicts.open(3, "");
        verdicts.wrong(3, "0.01", "so slowly");
        verdicts.wrong(3, "0.1", "Another one");
        verdicts.wrong(3, "1", "jumps about");
        verdicts.wrong(3, "2", "guessing");
    }

    @Test
    void trainOn() {
        verdicts.right(4, "grows");
        verdicts.right(4, "Grows ");
        verdicts.open(4, "");
        verdicts.wrong(4, "shrinks", "catch up");
        verdicts.wrong(4, "stays", "look at both");
    }

    @Test
    void withoutRelu() {
        verdicts.right(
                5, merge((a, b) -> affine(w(a).mult(w(b)), b(a).mult(w(b)).plus(b(b)))));
        verdicts.right(5, merge((a, b) -> affine(w(a).mult(w(b)), b.forward(b(a)))));
        verdicts.open(5, null);
        verdicts.open(5, merge((a, b) -> null));
        verdicts.wrong(5, merge((a, b) -> affine(w(a).mult(w(b)), b(b))), "the first layer's?");
        verdicts.wrong(5, merge((a, b) -> affine(w(a).mult(w(b)), b(a).mult(w(b)))), "own biases are missing");
        verdicts.wrong(5, merge((a, b) -> affine(w(a).mult(w(b)).scale(-1), b.forward(b(a)))), "W is not right");
        verdicts.wrong(
                5, merge((a, b) -> affine(w(a).mult(w(b)), b.forward(b(a)).scale(2))), "b is not");
    }

    private static BiFunction<Affine, Affine, Affine> merge(BiFunction<Affine, Affine, Affine> f) {
        return f;
    }

    private static Affine affine(SimpleMatrix w, SimpleMatrix b) {
        return new Affine(w, b);
    }

    private static SimpleMatrix w(Affine layer) {
        return layer.W().value();
    }

    private static SimpleMatrix b(Affine layer) {
        return layer.b().value();
    }

    @Test
    void fourSteps() {
        verdicts.right(6, learn((net, data) -> train(net, data, 1000, 0.5)));
        verdicts.right(6, learn((net, data) -> new Trainer(net, new Sgd(0.3), data, data, 50, 7).run(1500)));
        verdicts.open(6, null);
        verdicts.open(6, learn((net, data) -> {}));
        verdicts.wrong(6, learn((net, data) -> net.gradient(data.batch(0, 1, 2))), "the update is missing");
        verdicts.wrong(6, learn((net, data) -> train(net, data, 20, 0.1)), "too few");
        verdicts.wrong(6, learn(DigitsExercisesTest::uphill), "has risen");
    }

    private static BiConsumer<Network, Dataset> learn(BiConsumer<Network, Dataset> f) {
        return f;
    }

    private static void train(Network net, Dataset data, int updates, double rate) {
        Random random = new Random(1);
        Sgd sgd = new Sgd(rate);
        for (int i = 0; i < updates; i++) {
            Batch batch = data.draw(100, random);
            net.gradient(batch);
            sgd.update(net.params().values());
        }
    }

    private static void uphill(Network net, Dataset data) {
        net.gradient(data.draw(100, new Random(1)));
        net.params().values().forEach(param -> {
            param.setGradient(param.gradient().scale(-1));
        });
        new Sgd(0.5).update(net.params().values());
    }

    @Test
    void smallNet() {
        TwoLayerNet small = new TwoLayerNet(784, 10, 10, 1);
        verdicts.open(7, null);
        verdicts.wrong(7, small, "That is guessing");
        verdicts.wrong(7, new TwoLayerNet(784, 11, 10, 1), "8,755 numbers");
        train(small, SyntheticDigits.generate(10_000, 3), 3000, 0.2);
        verdicts.right(7, small);
        TwoLayerNet tiny = new TwoLayerNet(784, 2, 10, 1);
        train(tiny, SyntheticDigits.generate(2000, 3), 500, 0.2);
        verdicts.wrong(7, tiny, "more units");
    }
}
