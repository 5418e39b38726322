package backprop.bench;

import backprop.data.ImageDataset;
import backprop.data.mnist.Mnist;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.io.IOException;

/** Lesson 13's run outside a notebook, with nobody watching. Prints how many seconds it took. */
final class LessonRun {
    private LessonRun() {}

    public static void main(String[] args) throws IOException {
        ImageDataset digits = Mnist.load().train();
        int learnt = digits.size() - digits.size() / 6;
        ImageDataset training = digits.slice(0, learnt);
        ImageDataset validation = digits.slice(learnt, digits.size());
        TwoLayerNet net = new TwoLayerNet(784, 50, 10, 1);
        Trainer trainer = new Trainer(net, new Sgd(0.1), training, validation, 100, 1);
        long start = System.nanoTime();
        trainer.run(10_000);
        System.out.println((System.nanoTime() - start) / 1e9);
    }
}
