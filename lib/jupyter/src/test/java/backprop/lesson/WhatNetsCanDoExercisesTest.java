package backprop.lesson;

import backprop.data.Dataset;
import backprop.data.ToyData;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class WhatNetsCanDoExercisesTest {
    private final Verdicts verdicts = new Verdicts(WhatNetsCanDoExercises.exercises());

    @Test
    void codeSize() {
        verdicts.right(1, 16);
        verdicts.right(1, 23);
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, 12, "so short a code");
        verdicts.wrong(1, 8, "the error is still larger");
        verdicts.wrong(1, 32, "smaller than it has to be");
    }

    @Test
    void autoencoder() {
        verdicts.right(2, 784 * 32 + 32 + 32 * 784 + 784);
        verdicts.right(2, 50_992);
        verdicts.open(2, Double.NaN);
        verdicts.wrong(2, 2 * 784 * 32 + 784, "of the other");
        verdicts.wrong(2, 50_176, "bias");
        verdicts.wrong(2, 25_088, "one of the two");
        verdicts.wrong(2, 25_120, "the encoder alone");
        verdicts.wrong(2, 25_872, "the decoder alone");
    }

    @Test
    void otherLoss() {
        verdicts.right(6, 100.0 / (50 * 784));
        verdicts.right(6, 0.00255);
        verdicts.open(6, Double.NaN);
        verdicts.wrong(6, 50.0 / (50 * 784), "brings down no 2");
        verdicts.wrong(6, 100.0 / 784, "all pictures in the batch");
        verdicts.wrong(6, 50 * 50 * 784 / 2.0, "The other way round");
    }

    @Test
    void compression() {
        verdicts.right(3, 10_000.0 * 784 / (4 * (10_000 * 32 + 32 * 784 + 784)));
        verdicts.right(3, 5.67);
        verdicts.open(3, Double.NaN);
        verdicts.wrong(3, 24.5, "counts numbers");
        verdicts.wrong(3, 6.125, "needs the decoder");
        verdicts.wrong(3, 7_840_000.0 / (4 * (320_000 + 50_992)), "only the decoder");
        verdicts.wrong(3, 7_840_000.0 / (320_000 + 25_872), "four");
    }

    @Test
    void absoluteValue() {
        SimpleMatrix bothWays = new SimpleMatrix(new double[][] {{1, -1}});
        Network exact = new Network(
                new MeanSquaredError(),
                new Affine(bothWays, new SimpleMatrix(1, 2)),
                new Relu(),
                new Affine(new SimpleMatrix(new double[][] {{1}, {1}}), new SimpleMatrix(1, 1)));
        verdicts.right(4, exact);
        verdicts.right(4, fitted(0.1, 5_000, Precision.DOUBLE));
        verdicts.right(4, fitted(0.1, 5_000, Precision.FLOAT));
        verdicts.open(4, null);
        verdicts.wrong(4, fitted(0.1, 20, Precision.DOUBLE), "More steps, or more units?");
        verdicts.wrong(4, fitted(50, 100, Precision.DOUBLE), "a smaller rate");
        verdicts.wrong(
                4, new Network(new MeanSquaredError(), new Affine(bothWays, new SimpleMatrix(1, 2))), "one output");
        verdicts.wrong(4, xorNet(2, 1), "stopped with IllegalArgumentException: Affine");
    }

    @Test
    void moons() {
        Dataset train = ToyData.moons(300, 0.1, 1);
        Network net = net(new MeanSquaredError(), 2, 8, new Tanh(), Precision.DOUBLE, 1);
        new Trainer(net, new Sgd(1), train, train, 30, 1).run(3_000);
        verdicts.right(5, net);
        verdicts.open(5, null);
        verdicts.wrong(5, net(new MeanSquaredError(), 2, 8, new Tanh(), Precision.DOUBLE, 1), "");
        Network line = new Network(
                new MeanSquaredError(), Affine.random(2, 1, 1, Precision.DOUBLE, new Random(1)), new Sigmoid());
        new Trainer(line, new Sgd(1), train, train, 30, 1).run(3_000);
        verdicts.wrong(5, line, "hidden layer");
        verdicts.wrong(5, 0.97, "must be a Network");
    }

    static Network xorNet(int hidden, long seed) {
        return net(new HalfSquaredError(), 2, hidden, new Sigmoid(), Precision.DOUBLE, seed);
    }

    static Network net(Loss loss, int inputs, int hidden, Layer activation, Precision precision, long seed) {
        Random random = new Random(seed);
        return new Network(
                loss,
                Affine.random(inputs, hidden, 1, precision, random),
                activation,
                Affine.random(hidden, 1, 1, precision, random),
                new Sigmoid());
    }

    private static Network fitted(double rate, int rounds, Precision precision) {
        Random random = new Random(1);
        Network net = new Network(
                new MeanSquaredError(),
                Affine.random(1, 8, 2, precision, random),
                new Tanh(),
                Affine.random(8, 1, 0.3, precision, random));
        SimpleMatrix x = Matrices.zeros(41, 1, precision);
        for (int i = 0; i < 41; i++) x.set(i, -1 + i / 20.0);
        SimpleMatrix t = Matrices.map(x, Math::abs);
        Sgd sgd = new Sgd(rate);
        for (int i = 0; i < rounds; i++) {
            net.gradient(x, t);
            sgd.update(net.params().values());
        }
        return net;
    }
}
