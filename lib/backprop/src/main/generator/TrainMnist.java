import backprop.data.Batch;
import backprop.data.mnist.Mnist;
import backprop.train.Sgd;
import backprop.train.TwoLayerNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * Trains the net that comes with the library, as lesson 13 trains its last one: 784-50-10, all 60,000 training digits of MNIST,
 * 10,000 mini-batches of 100, learning rate 0.1. In the project's folder, after the set-up:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp "lib/jars/*" lib/backprop/src/main/generator/TrainMnist.java
 * </pre>
 *
 * It takes MNIST as {@link Mnist#load} does, and writes the weights alone, no data. Their last digits depend on the processor.
 */
public final class TrainMnist {
    private static final Path FILE =
            Path.of("lib/backprop/src/main/resources/backprop/train/mnist-784-50-10.safetensors");

    private TrainMnist() {}

    public static void main(String[] args) throws IOException {
        Mnist.Digits digits = Mnist.load();
        System.out.println(digits);
        if (!digits.source().startsWith("MNIST")) throw new IOException("this is not MNIST, so nothing is written");
        TwoLayerNet net = new TwoLayerNet(784, 50, 10, 1);
        Sgd sgd = new Sgd(0.1);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Batch batch = digits.train().draw(100, random);
            net.gradient(batch);
            sgd.update(net);
        }
        net.save(FILE);
        System.out.println("Test digits read right: " + net.accuracy(digits.test()));
    }
}
