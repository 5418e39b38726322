package backprop.bench;

import backprop.data.mnist.Mnist;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.io.IOException;

/** Lesson 13's run outside a notebook, with nobody watching. Prints how many seconds it took. */
final class LessonRun {
    private LessonRun() {}

    public static void main(String[] args) throws IOException {
        Mnist.Digits digits = Mnist.load();
        TwoLayerNet net = new TwoLayerNet(784, 50, 10, 1);
        Trainer trainer = new Trainer(net, new Sgd(0.1), digits.train(), digits.test(), 100, 1);
        long start = System.nanoTime();
        trainer.run(10_000);
        System.out.println((System.nanoTime() - start) / 1e9);
    }
}
