package backprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Shared;
import backprop.check.GradientCheck;
import backprop.check.GradientReport;
import backprop.data.Batch;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.math.Precision;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The book's setting on real digits, and on synthetic ones for real ones. */
@Tag("ci")
class RealDigitsTest {
    @Test
    void theBooksSettingReaches915OfAThousandAfterAThousandIterations() throws IOException {
        ImageDataset real = Shared.realDigits();
        assertEquals(5000, real.size());
        Trainer trainer = new Trainer(
                new TwoLayerNet(784, 50, 10, 1), new Sgd(0.1), real.slice(0, 4000), real.slice(4000, 5000), 100, 1);
        trainer.run(1000);
        double accuracy = trainer.net().accuracy(real.slice(4000, 5000));
        System.out.println("real digits, 1,000 steps: test accuracy " + accuracy);
        assertTrue(accuracy >= 0.915, "test accuracy " + accuracy);
    }

    @Test
    void aNetThatSawOnlySyntheticDigitsReadsRealOnes() throws IOException {
        ImageDataset real = Shared.realDigits();
        Trainer trainer = new Trainer(
                new TwoLayerNet(784, 50, 10, 1),
                new Sgd(0.1),
                SyntheticDigits.generate(60_000, 1),
                SyntheticDigits.generate(1000, 2),
                100,
                1);
        trainer.run(3000);
        double accuracy = trainer.net().accuracy(real);
        System.out.println("trained on synthetic digits only, 3,000 steps: accuracy on real ones " + accuracy);
        assertTrue(accuracy >= 0.8, "accuracy on real digits " + accuracy);
    }

    @Test
    void gradientCheckOfTheBooksNetInDouble() {
        TwoLayerNet net = new TwoLayerNet(784, 50, 10, Precision.DOUBLE, 1);
        Batch batch = SyntheticDigits.generate(3, 1).in(Precision.DOUBLE).batch(0, 1, 2);
        GradientReport report = GradientCheck.of(net, batch.x(), batch.t());
        System.out.println(report);
        assertEquals(4, report.rows().size());
        for (GradientReport.Row row : report.rows()) {
            assertTrue(row.relativeDifference() < 1e-6, row.name() + " relative " + row.relativeDifference());
            assertTrue(row.meanDifference() < 1e-9, row.name() + " mean " + row.meanDifference());
            assertTrue(row.backprop().elementMaxAbs() > 0, row.name() + " has a gradient at all");
        }
    }
}
