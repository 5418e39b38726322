package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.number;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.ToyData;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/** Lesson 14, what nets can do. */
public final class WhatNetsCanDoExercises {
    private static final int PIXELS = 28 * 28;
    private static final int CODE = 32;
    private static final int WEIGHTS = 2 * PIXELS * CODE;
    private static final int NUMBERS = WEIGHTS + CODE + PIXELS;
    private static final int DECODER = CODE * PIXELS + PIXELS;
    private static final int PICTURES = 10_000;
    private static final int BYTES = 4;

    private static final int PICTURES_IN_BATCH = 50;
    private static final double MEAN_RATE = 50;

    private static final double LARGEST_ERROR = 0.05;
    private static final double SMALLEST_SHARE = 0.95;

    private WhatNetsCanDoExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 14", codeSize(), autoencoder(), compression(), absoluteValue(), moons(), otherLoss());
    }

    private static Exercise<?> codeSize() {
        // Training says 16; the straight line between the measured 8 and 32 says 23. Both are well answered.
        return new Exercise<>("How long a code?", number(19.5, 0.25))
                .mistake(8, "With so short a code the error is still larger.")
                .mistake(12, "With so short a code the error is still larger.")
                .mistake(32, "With so long a code the error is smaller than it has to be.")
                .hint("Look for 0.14 on the chart's upward axis.")
                .hint("Which two measured code sizes have errors on either side of 0.14?")
                .hint("It lies between 8 and 32. Go up to 0.14, to the right as far as the line, and down.");
    }

    private static Exercise<?> autoencoder() {
        return new Exercise<>("What the net has to learn", number(NUMBERS))
                .mistake(WEIGHTS, "Those are the weights. Each unit has a bias, too.")
                .mistake(WEIGHTS + PIXELS, "The units of the one layer have their biases. Have those of the other?")
                .mistake(WEIGHTS + CODE, "The units of the one layer have their biases. Have those of the other?")
                .mistake(WEIGHTS / 2, "That is one of the two weight matrices.")
                .mistake(DECODER, "That is the decoder alone. The encoder learns as well.")
                .mistake(PIXELS * CODE + CODE, "That is the encoder alone. The decoder learns as well.")
                .mistake(NUMBERS + PIXELS, "The inputs have no bias: only what is computed has one.")
                .hint("Each of the two Affine layers has a matrix of weights and a row of biases.")
                .hint("The first layer: 784 · 32 weights and 32 biases. And the second?");
    }

    private static Exercise<?> compression() {
        double ratio = (double) PICTURES * PIXELS / (BYTES * (PICTURES * CODE + DECODER));
        return new Exercise<>("What is really saved", number(ratio, 0.005))
                .mistake(
                        (double) PIXELS / CODE,
                        "That counts numbers. A pixel takes one byte, a number of the code takes four.")
                .mistake(
                        (double) PIXELS / (BYTES * CODE),
                        "That is for the codes alone. Who gets them needs the decoder as well.")
                .mistake(
                        (double) PICTURES * PIXELS / (BYTES * (PICTURES * CODE + NUMBERS)),
                        "The encoder stays at home: only the decoder has to be sent.")
                .mistake(
                        (double) PICTURES * PIXELS / (PICTURES * CODE + DECODER),
                        "That counts numbers. A pixel takes one byte, a number of the code and of the decoder four.")
                .hint("Count bytes: those of the pictures, and those of all that has to be sent in their place.")
                .hint("The decoder is 32 · 784 weights and 784 biases, of four bytes each.")
                .hint("Divide 10,000 · 784 by 4 · (10,000 · 32 + 32 · 784 + 784).");
    }

    private static Exercise<?> absoluteValue() {
        return new Exercise<>(
                        "A function with a corner", custom(Network.class, WhatNetsCanDoExercises::gradeAbsoluteValue))
                .hint(
                        "As in experiment 1: samples of the function, an Affine layer, Tanh, an Affine layer, and some thousand steps.")
                .hint(
                        "Eight hidden units, the rate 0.1 and 5,000 steps are enough. ReLU can do it as well: it has a corner of its own.")
                .hint("|x| = ReLU(x) + ReLU(−x): a net with two ReLU units can be written down without any training.");
    }

    private static Grade gradeAbsoluteValue(Network net) {
        int points = 201;
        SimpleMatrix x = Matrices.zeros(points, 1, precision(net));
        for (int i = 0; i < points; i++) x.set(i, -1 + 2.0 * i / (points - 1));
        SimpleMatrix y = net.predict(x);
        if (y.getNumCols() != 1) return oneOutput(y);
        double[] miss = new double[points];
        int worst = 0;
        double squares = 0;
        for (int i = 0; i < points; i++) {
            miss[i] = Math.abs(y.get(i) - Math.abs(x.get(i)));
            squares += miss[i] * miss[i];
            if (miss[i] > miss[worst]) worst = i;
        }
        double error = Math.sqrt(squares / points);
        String said = String.format(Locale.ROOT, "The root of the mean squared error is %.4f.", error);
        if (error <= LARGEST_ERROR) return Grade.right(said);
        if (!(error < 10)) return Grade.wrong(said + " The steps were too long: try a smaller rate.");
        return Grade.wrong(said
                + String.format(
                        Locale.ROOT,
                        " The worst place is x = %.2f, where the net says %.3f. More steps, or more units?",
                        x.get(worst),
                        y.get(worst)));
    }

    private static Exercise<?> moons() {
        return new Exercise<>("Two moons", custom(Network.class, WhatNetsCanDoExercises::gradeMoons))
                .hint("The net of experiment 3 has the right shape; the moons need a smaller one.")
                .hint("Take 2-8-1 with Tanh, Sigmoid and MeanSquaredError, and train it on ToyData.moons(300, 0.1, 1).")
                .hint("With learn, the rate 1, batches of 30 (moons.draw(30, drawing)) and 3,000 steps are enough.");
    }

    private static Grade gradeMoons(Network net) {
        Dataset fresh = like(net, ToyData.moons(1000, 0.1, 2026));
        SimpleMatrix y = net.predict(fresh.batch(0).x());
        if (y.getNumCols() != 1) return oneOutput(y);
        double share = net.accuracy(fresh);
        String said = String.format(Locale.ROOT, "Of 1,000 new points %.1f %% are right.", 100 * share);
        if (share >= SMALLEST_SHARE) return Grade.right(said);
        return Grade.wrong(said
                + (share < 0.6
                        ? " That is no better than guessing, or hardly: was the net trained, and on the moons?"
                        : share < 0.92
                                ? " A straight line does as well: does the net have a hidden layer, and steps enough?"
                                : " Some more steps should do it."));
    }

    private static Exercise<?> otherLoss() {
        int entries = PICTURES_IN_BATCH * PIXELS;
        return new Exercise<>("Another loss, the same steps", number(2 * MEAN_RATE / entries, 0.005))
                .mistake(MEAN_RATE / entries, "Half the sum brings down no 2, since its ½ cancels it. The mean does.")
                .mistake(
                        2 * MEAN_RATE / PIXELS,
                        "The mean goes over the pixels of all pictures in the batch. How many are these?")
                .mistake(
                        MEAN_RATE * entries / 2,
                        "The other way round: half the sum has the larger gradient, so its rate must be smaller.")
                .hint("With y and t for one pixel: what is the derivative of either loss with respect to y?")
                .hint("Of half the sum it is y − t. Of the mean it is 2(y − t), divided by the number of all entries.")
                .hint("There are 50 · 784 entries. Rate times derivative must be the same.");
    }

    static Grade oneOutput(SimpleMatrix y) {
        return Grade.wrong("The net must have one output, but it has " + y.getNumCols() + ".");
    }

    private static Precision precision(Network net) {
        return net.params().values().stream()
                .findFirst()
                .map(param -> Precision.of(param.value()))
                .orElse(Precision.DOUBLE);
    }

    /** The data in the precision of the net. */
    static Dataset like(Network net, Dataset data) {
        Batch all = data.all();
        return Dataset.of(data.name(), Matrices.to(precision(net), all.x()), Matrices.to(precision(net), all.t()));
    }
}
