package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.GradientCheck;
import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.layer.Conv2d;
import backprop.layer.Flatten;
import backprop.layer.MaxPool;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.ImageShape;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.History;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TablesTest {
    private static final ImageDataset TRAIN = SyntheticDigits.generate(1000, 1);
    private static final ImageDataset TEST = SyntheticDigits.generate(300, 2);

    private static Trainer trainer(double learningRate) {
        return new Trainer(new TwoLayerNet(784, 20, 10, 1), new Sgd(learningRate), TRAIN, TEST, 50, 1);
    }

    @Test
    void aHistoryIsATableOfEpochs() {
        Table table = Tables.of(trainer(0.1).run(45));
        assertEquals("Training, epoch by epoch", table.name());
        assertEquals(3, table.rowCount());
        assertEquals(List.of("epoch", "step", "loss", "train accuracy", "validation accuracy"), table.columnNames());
    }

    @Test
    void aNetThatHasDivergedHasNoTableAndNoPictureOfItsClasses() {
        Network net = new TwoLayerNet(784, 5, 10, 1);
        net.param("W1").value().fill(Double.NaN);
        String why = "there are no classes: of the 3920 numbers in W1, 3920 are NaN or infinite";
        assertRefused(why, () -> Tables.confusion(net, TEST));
        assertRefused(why, () -> Pictures.mistakes(net, TEST, 10));
    }

    @Test
    void theLossBeforeTheFirstEpochIsBlank() {
        Table table = Tables.of(trainer(0.1).run(45));
        assertFalse(Renderings.of(table).html().contains("NaN"));
    }

    @Test
    void withoutClassesTheTableHasTheValidationLoss() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{0}, {1}, {2}});
        Dataset line = Dataset.of("line", x, new SimpleMatrix(new double[][] {{1}, {3}, {5}}));
        Network net = new Network(new MeanSquaredError(), Affine.random(1, 1, 1, Precision.DOUBLE, new Random(1)));
        History history = new Trainer(net, new Sgd(0.1), line, line, 3, 1).run(3);
        assertEquals(
                List.of("epoch", "step", "loss", "validation loss"),
                Tables.of(history).columnNames());
    }

    @Test
    void theTableOfANetForPicturesKnowsAllShapes() {
        Random random = new Random(1);
        Conv2d convolution = Conv2d.he(new ImageShape(28, 28, 1), 8, 3, Precision.FLOAT, random);
        MaxPool pool = new MaxPool(convolution.outputShape(), 2);
        Table table = Tables.of(new Network(
                new SoftmaxWithLoss(),
                convolution,
                new Relu(),
                pool,
                new Flatten(pool.outputShape()),
                Affine.he(pool.outputShape().size(), 10, Precision.FLOAT, random)));
        assertEquals(
                List.of("N × 26·26·8", "N × 26·26·8", "N × 13·13·8", "N × 1352", "N × 10", "1 number"),
                table.stringColumn("output").asList());
        assertEquals("W1 9 × 8, b1 1 × 8", table.stringColumn("parameters").get(0));
    }

    @Test
    void theTableOfADivergedRunSaysSo() {
        History history = trainer(1e38).run(50);
        String words = history.divergence().orElseThrow().toString();
        assertTrue(Tables.of(history).name().contains(words), Tables.of(history).name());
    }

    @Test
    void aReportIsATableOfMatrices() {
        Table table = Tables.of(
                GradientCheck.of(new Sigmoid(), SimpleMatrix.identity(4).rows(0, 3), 1));
        assertEquals(1, table.rowCount());
        assertEquals("3 × 4", table.stringColumn("shape").get(0));
    }

    @Test
    void confusionCountsEverySampleOnce() {
        TwoLayerNet net = new TwoLayerNet(784, 5, 10, 1);
        var table = Tables.confusion(net, TEST);
        int sum = 0;
        int right = 0;
        for (int guess = 0; guess < 10; guess++) {
            for (int truth = 0; truth < 10; truth++)
                sum += table.intColumn("as " + guess).get(truth);
            right += table.intColumn("as " + guess).get(guess);
        }
        assertEquals(300, sum);
        assertEquals(net.accuracy(TEST), right / 300.0, 1e-12);
    }

    @Test
    void confusionHasTheTruthInRowsAndTheGuessInColumns() {
        // Images of two pixels, and a net that takes the brighter one's place for the class.
        byte[] pixels = {(byte) 255, 0, (byte) 255, 0, 0, (byte) 255};
        ImageDataset data = ImageDataset.of("pairs", pixels, 1, 2, new byte[] {0, 1, 1}, 2);
        Network net = new Network(
                new SoftmaxWithLoss(),
                new Affine(
                        Matrices.to(Precision.FLOAT, SimpleMatrix.identity(2)), Matrices.zeros(1, 2, Precision.FLOAT)));
        var table = Tables.confusion(net, data);
        assertEquals(1, table.intColumn("as 0").get(0));
        assertEquals(1, table.intColumn("as 0").get(1), "a 1 was taken for a 0");
        assertEquals(0, table.intColumn("as 1").get(0));
        assertEquals(1, table.intColumn("as 1").get(1));
        assertEquals(2.0 / 3, net.accuracy(data));
        assertRefused(
                "the net tells 10 classes apart, but pairs has 2",
                () -> Tables.confusion(new TwoLayerNet(2, 3, 10, 1), data));
    }
}
