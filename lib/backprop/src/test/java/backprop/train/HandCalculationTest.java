package backprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Param;
import backprop.layer.Sigmoid;
import java.util.Collection;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The 2-2-2 network of M. Mazur, "A Step by Step Backpropagation Example", 2015, recomputed in double precision. */
class HandCalculationTest {
    // Math.exp may differ in the last place from one processor to another.
    private static final double LAST_PLACES = 1e-15;

    private final SimpleMatrix x = new SimpleMatrix(new double[][] {{0.05, 0.10}});
    private final SimpleMatrix t = new SimpleMatrix(new double[][] {{0.01, 0.99}});
    private Network net;

    @BeforeEach
    void build() {
        net = new Network(
                new HalfSquaredError(),
                affine(new double[][] {{0.15, 0.25}, {0.20, 0.30}}, 0.35),
                new Sigmoid(),
                affine(new double[][] {{0.40, 0.50}, {0.45, 0.55}}, 0.60),
                new Sigmoid());
    }

    private static Affine affine(double[][] weights, double bias) {
        return new Affine(new SimpleMatrix(weights), new SimpleMatrix(new double[][] {{bias, bias}}));
    }

    @Test
    void forward() {
        double[][] expected = {
            {0.3775, 0.3925},
            {0.5932699921071872, 0.596884378259767},
            {1.10590596705977, 1.2249214040964653},
            {0.7513650695523157, 0.7729284653214625}
        };
        SimpleMatrix y = x;
        for (int i = 0; i < expected.length; i++) {
            y = net.layers().get(i).forward(y);
            assertRow(expected[i], y);
        }
        assertEquals(0.2983711087600027, net.loss(x, t), LAST_PLACES);
    }

    @Test
    void backward() {
        net.loss(x, t);
        double[][] expected = {
            {0.13849856162855695, -0.038098236516556236}, // δ of the outputs
            {0.03635030639314466, 0.0413703226487447}, // ∂E/∂out of the hidden layer
            {0.00877135468948693, 0.009954254705217196} // δ of the hidden layer
        };
        SimpleMatrix d = net.lossLayer().backward();
        for (int i = 0; i < expected.length; i++) {
            d = net.layers().get(3 - i).backward(d);
            assertRow(expected[i], d);
        }
        net.layers().get(0).backward(d);
        assertRow(new double[] {0.0004385677344743465, 0.0004977127352608599}, gradient("W1", 0)); // w₁ w₃
        assertRow(new double[] {0.000877135468948693, 0.0009954254705217198}, gradient("W1", 1)); // w₂ w₄
        assertRow(new double[] {0.08216704056423077, -0.02260254047747507}, gradient("W2", 0)); // w₅ w₇
        assertRow(new double[] {0.08266762784753325, -0.022740242215978222}, gradient("W2", 1)); // w₆ w₈
    }

    private SimpleMatrix gradient(String param, int row) {
        return net.param(param).gradient().rows(row, row + 1);
    }

    @Test
    void weightsAfterOneRound() {
        train(weights(), 1);
        assertRow(new double[] {0.1497807161327628, 0.24975114363236958}, value("W1", 0));
        assertRow(new double[] {0.19956143226552567, 0.29950228726473915}, value("W1", 1));
        assertRow(new double[] {0.35891647971788465, 0.5113012702387375}, value("W2", 0));
        assertRow(new double[] {0.4086661860762334, 0.5613701211079891}, value("W2", 1));
        assertEquals(0.29102777369359933, net.loss(x, t), LAST_PLACES);
    }

    private SimpleMatrix value(String param, int row) {
        return net.param(param).value().rows(row, row + 1);
    }

    @Test
    void tenThousandRoundsOfTheWeights() {
        train(weights(), 9_999);
        assertEquals(3.51085e-05, net.loss(x, t), 5e-11, "what the page prints for the end");
        train(weights(), 1);
        assertEquals(3.510187782978859e-05, net.loss(x, t), 1e-15);
        SimpleMatrix y = net.predict(x);
        assertEquals(0.01591362044, y.get(0), 5e-12);
        assertEquals(0.98406427351, y.get(1), 5e-12);
    }

    @Test
    void tenThousandRoundsWithABiasOfItsOwnForEachNeuron() {
        train(net.params().values(), 1);
        assertEquals(0.28047144679143016, net.loss(x, t), LAST_PLACES);
        train(net.params().values(), 9_999);
        assertEquals(2.447562235932e-06, net.loss(x, t), 1e-15);
        SimpleMatrix y = net.predict(x);
        assertEquals(0.01158752739, y.get(0), 5e-12);
        assertEquals(0.98845893503, y.get(1), 5e-12);
    }

    private Collection<Param> weights() {
        return List.of(net.param("W1"), net.param("W2"));
    }

    private void train(Collection<Param> params, int rounds) {
        Sgd sgd = new Sgd(0.5);
        for (int i = 0; i < rounds; i++) {
            net.gradient(x, t);
            sgd.update(params);
        }
    }

    private static void assertRow(double[] expected, SimpleMatrix actual) {
        for (int j = 0; j < expected.length; j++) assertEquals(expected[j], actual.get(0, j), LAST_PLACES);
    }
}
