package backprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Shared;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The net that comes with the library. */
class TrainedOnMnistTest {
    @Test
    void itReadsWhatItNeverSaw() {
        ImageDataset synthetic = SyntheticDigits.generate(1000, 9);
        double accuracy = TwoLayerNet.trainedOnMnist().accuracy(synthetic);
        System.out.println("trained on MNIST: accuracy on synthetic digits " + accuracy);
        assertTrue(accuracy > 0.75, "accuracy on synthetic digits " + accuracy);
    }

    @Test
    void everyoneGetsTheirOwn() {
        TwoLayerNet first = TwoLayerNet.trainedOnMnist();
        double weight = first.param("W1").value().get(400, 0);
        first.param("W1").value().set(400, 0, 7);
        TwoLayerNet second = TwoLayerNet.trainedOnMnist();
        assertNotSame(first, second);
        assertEquals(weight, second.param("W1").value().get(400, 0));
    }

    @Test
    @Tag("ci")
    void itReadsRealDigits() throws IOException {
        double accuracy = TwoLayerNet.trainedOnMnist().accuracy(Shared.realDigits());
        System.out.println("trained on MNIST: accuracy on 5,000 real digits " + accuracy);
        assertTrue(accuracy >= 0.965, "accuracy on real digits " + accuracy);
    }
}
