package backprop.bench;

import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.layer.Affine;
import backprop.layer.Conv2d;
import backprop.layer.Flatten;
import backprop.layer.Layer;
import backprop.layer.MaxPool;
import backprop.layer.Relu;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.ImageShape;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A training run to be timed: the trainer that the lessons use, drawing from 60,000 images of random bytes.
 *
 * <p>What is timed is {@link Trainer#run(int)} as a whole: drawing, gradient, update, and what the trainer notes down. Only its
 * measurements at the ends of the epochs are made as small as they can be, for the others that we compare with do none: the
 * test data are a single sample, with targets that are no classes, so that it measures the loss on that and no accuracies.
 */
final class Training {
    static final int INPUTS = 784;
    private static final int SAMPLES = 60_000;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    private static final double WEIGHT_SCALE = 0.01;

    private final Trainer trainer;

    /**
     * @param widths units in the hidden layers
     */
    Training(Precision precision, int batchSize, int... widths) {
        this(images(), precision, batchSize, widths);
    }

    /**
     * @param images from {@link #images}
     * @param widths units in the hidden layers
     */
    Training(ImageDataset images, Precision precision, int batchSize, int... widths) {
        this(images, precision, batchSize, affine(precision, widths));
    }

    private Training(ImageDataset images, Precision precision, int batchSize, List<Layer> layers) {
        Network net = new Network(new SoftmaxWithLoss(), layers.toArray(Layer[]::new));
        Dataset one = Dataset.of(
                "one sample",
                Matrices.zeros(1, INPUTS, precision),
                Matrices.map(Matrices.zeros(1, CLASSES, precision), x -> 1.0 / CLASSES));
        trainer = new Trainer(net, new Sgd(0.1), images.in(precision), one, batchSize, 1);
    }

    private static List<Layer> affine(Precision precision, int... widths) {
        Random random = new Random(1);
        List<Layer> layers = new ArrayList<>();
        int inputs = INPUTS;
        for (int width : widths) {
            layers.add(Affine.random(inputs, width, WEIGHT_SCALE, precision, random));
            layers.add(new Relu());
            inputs = width;
        }
        layers.add(Affine.random(inputs, CLASSES, WEIGHT_SCALE, precision, random));
        return layers;
    }

    /** Twice 3 × 3 kernels, ReLU and 2 × 2 max pooling, 8 and then 16 kernels. */
    static Training ofConvolutions(Precision precision, int batchSize) {
        Random random = new Random(1);
        List<Layer> layers = new ArrayList<>();
        ImageShape shape = new ImageShape(SIDE, SIDE, 1);
        for (int kernels : new int[] {8, 16}) {
            Conv2d convolution = Conv2d.he(shape, kernels, 3, precision, random);
            MaxPool pool = new MaxPool(convolution.outputShape(), 2);
            layers.addAll(List.of(convolution, new Relu(), pool));
            shape = pool.outputShape();
        }
        layers.add(new Flatten(shape));
        layers.add(Affine.he(shape.size(), CLASSES, precision, random));
        return new Training(images(), precision, batchSize, layers);
    }

    static ImageDataset images() {
        Random random = new Random(1);
        byte[] pixels = new byte[SAMPLES * INPUTS];
        random.nextBytes(pixels);
        byte[] labels = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) labels[i] = (byte) random.nextInt(CLASSES);
        return ImageDataset.of("random bytes", pixels, SIDE, SIDE, labels, CLASSES);
    }

    void run(int steps) {
        trainer.run(steps);
    }

    /** How long some steps take, in seconds. */
    double seconds(int steps) {
        long start = System.nanoTime();
        run(steps);
        return (System.nanoTime() - start) / 1e9;
    }
}
