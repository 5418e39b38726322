package backprop.lesson;

import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.matrix;
import static backprop.exercise.Graders.number;
import static backprop.math.Matrices.matrix;

import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.layer.Affine;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.draw.Numbers;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** Lesson 13, a net that reads digits. */
public final class DigitsExercises {
    // Other digits than those that stand in for MNIST, so that whoever learnt those by heart gains nothing here.
    private static final long TRAIN_SEED = 9001;
    private static final long TEST_SEED = 9002;
    private static final int TRAIN = 5000;
    private static final int TEST = 2000;

    private static final double GUESSING = 0.2;
    private static final double ENOUGH = 0.85;
    private static final int MOST_NUMBERS = 8000;

    private DigitsExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 13",
                letters(),
                lettersLoss(),
                learningRate(),
                trainOn(),
                withoutRelu(),
                fourSteps(),
                smallNet());
    }

    private static Exercise<?> letters() {
        int inputs = 784;
        int hidden = 100;
        int classes = 26;
        int weights = inputs * hidden + hidden * classes;
        return new Exercise<>("A net for letters", number(weights + hidden + classes))
                .mistake(weights, "These are the weights. Every hidden unit and every output has a bias, too.")
                .mistake(weights + hidden, "The biases of the outputs are missing.")
                .mistake(weights + classes, "The biases of the hidden units are missing.")
                .mistake(weights + inputs + hidden + classes, "An input computes nothing, so it has no bias.")
                .hint("Count the two matrices and the two rows of biases, one after the other.")
                .hint("W₁ is 784 × 100 and b₁ has 100 numbers. W₂ leads from 100 units to 26.");
    }

    private static Exercise<?> lettersLoss() {
        return new Exercise<>("Its loss at first", number(Math.log(26), 1e-3))
                .mistake(Math.log(10), "That is the loss for 10 classes.")
                .mistake(1.0 / 26, "That is the probability that each letter gets.")
                .mistake(Math.log10(26), "That is the logarithm to the base 10. Math.log is the natural one.")
                .mistake(
                        Math.log(26) / Math.log(2), "That is the logarithm to the base 2. Math.log is the natural one.")
                .hint("What probability does a net give to the right letter if it gives every letter the same?")
                .hint("The loss is the negative logarithm of that probability.");
    }

    private static Exercise<?> learningRate() {
        return new Exercise<>("The learning rate", choice(List.of("0.01", "0.1", "0.5", "1", "2"), "0.5"))
                .mistake(
                        "0.01",
                        "With it the net learns, but so slowly that after 2,400 steps all but one of the others"
                                + " have overtaken it.")
                .mistake(
                        "0.1",
                        "That is the textbook's, and a safe one. Another one reads more digits right after 2,400"
                                + " steps.")
                .mistake("1", "Look at the chart of the loss: it jumps about, because the steps are too long.")
                .mistake("2", "With it the net does not learn at all: the loss stays near 2.3, which is guessing.")
                .hint("Run each of the five for 2,400 steps, and write down the accuracy on the validation data.")
                .hint("Too small a rate learns slowly, too large a one jumps about. The best lies between.");
    }

    private static Exercise<?> trainOn() {
        return new Exercise<>("Train on", choice(List.of("grows", "shrinks", "stays"), "grows"))
                .mistake(
                        "shrinks",
                        "The validation data would have to catch up with the digits that are learnt from. Run it and look.")
                .mistake("stays", "After 10,000 steps one could think so. Train on, and look at both accuracies.")
                .hint("Which of the two accuracies can go on rising even where nothing new about digits is learnt?")
                .hint(
                        "A net can learn its training digits by heart, smudges and all. The validation data have other smudges.");
    }

    private static Exercise<?> withoutRelu() {
        return new Exercise<>("Two layers in one", custom(BiFunction.class, DigitsExercises::gradeMerge))
                .hint("Write both layers as one equation: Y = (X·W₁ + b₁)·W₂ + b₂. Multiply the bracket out.")
                .hint("What stands behind X is the new W. The rest is the new b.")
                .hint("X·(W₁·W₂) + (b₁·W₂ + b₂). In Java: first.W().value().mult(second.W().value()), and so on.");
    }

    private static Grade gradeMerge(BiFunction<Affine, Affine, Object> merge) {
        Random random = new Random(1);
        for (int[] sizes : new int[][] {{3, 3, 3}, {4, 3, 2}, {2, 5, 3}}) {
            Affine first = affine(sizes[0], sizes[1], random);
            Affine second = affine(sizes[1], sizes[2], random);
            Object result = merge.apply(first, second);
            if (result == null) return Grade.open("merge still returns null.");
            if (!(result instanceof Affine merged)) return Grade.wrong("It must return an Affine.");
            Grade grade = gradeMerged(merged, first, second);
            if (!grade.isRight()) return grade;
        }
        return Grade.right("One layer does what the two did.");
    }

    private static Grade gradeMerged(Affine merged, Affine first, Affine second) {
        SimpleMatrix W2 = second.W().value();
        Grade weights = matrix(first.W().value().mult(W2)).grade(merged.W().value());
        if (!weights.isRight()) return Grade.wrong("W is not right. " + weights.feedback());
        SimpleMatrix b1 = first.b().value();
        SimpleMatrix b2 = second.b().value();
        SimpleMatrix carried = b1.mult(W2);
        SimpleMatrix b = merged.b().value();
        Grade bias = matrix(carried.plus(b2)).grade(b);
        if (bias.isRight()) return bias;
        if (matrix(b2).accepts(b))
            return Grade.wrong("W is right. b is the second layer's alone: what becomes of the first layer's?");
        if (matrix(carried).accepts(b))
            return Grade.wrong("W is right. In b the second layer's own biases are missing.");
        if (b1.getNumCols() == b2.getNumCols() && matrix(b1.plus(b2)).accepts(b))
            return Grade.wrong("W is right. The first layer's b goes through the second layer's weights, too.");
        return Grade.wrong("W is right, b is not. " + bias.feedback());
    }

    private static Affine affine(int inputs, int outputs, Random random) {
        Affine layer = Affine.random(inputs, outputs, 1, Precision.DOUBLE, random);
        SimpleMatrix b = Matrices.map(layer.b().value(), zero -> random.nextGaussian());
        return new Affine(layer.W().value(), b);
    }

    private static Exercise<?> fourSteps() {
        return new Exercise<>("The four steps", custom(BiConsumer.class, DigitsExercises::gradeLearning))
                .hint("In the lesson the four steps stand in a loop of three lines.")
                .hint(
                        "Before the loop: Random draws = new Random(1) and Sgd steps = new Sgd(0.5). Use the names of the method,"
                                + " learner and data.")
                .hint("In the loop: Batch batch = data.draw(100, draws), then learner.gradient(batch), then"
                        + " steps.update(learner).");
    }

    private static Grade gradeLearning(BiConsumer<Network, Dataset> learn) {
        TwoLayerNet net = new TwoLayerNet(784, 50, 10, 1);
        List<SimpleMatrix> before =
                net.params().values().stream().map(p -> p.value().copy()).toList();
        ImageDataset test = SyntheticDigits.generate(TEST, TEST_SEED);
        double lossBefore = loss(net, test);
        learn.accept(net, SyntheticDigits.generate(TRAIN, TRAIN_SEED));
        List<Param> after = List.copyOf(net.params().values());
        if (unchanged(before, after)) {
            boolean noGradient = after.stream().allMatch(p -> p.gradient().elementMaxAbs() == 0);
            return noGradient
                    ? Grade.open("The net has not changed yet.")
                    : Grade.wrong("There is a gradient, but the net has not changed: the update is missing.");
        }
        double loss = loss(net, test);
        double accuracy = net.accuracy(test);
        if (accuracy >= ENOUGH) return Grade.right("It reads " + Numbers.percent(accuracy) + " of my digits right.");
        if (!(loss <= lossBefore))
            return Grade.wrong(String.format(
                    Locale.ROOT,
                    "The loss has risen, from %.2f to %.2f. Does every number move against its gradient, and not too"
                            + " far?",
                    lossBefore,
                    loss));
        return Grade.wrong(
                "It has learnt something and reads " + Numbers.percent(accuracy) + " of my digits right. For 85 %:"
                        + " has every step a mini-batch of its own, and is its gradient computed before the update? Or are the"
                        + " steps too few, or too short?");
    }

    private static boolean unchanged(List<SimpleMatrix> before, List<Param> after) {
        for (int i = 0; i < before.size(); i++) if (!after.get(i).value().isIdentical(before.get(i), 0)) return false;
        return true;
    }

    private static double loss(Network net, ImageDataset data) {
        var batch = data.batch(IntStream.range(0, 500).toArray());
        return net.loss(batch.x(), batch.t());
    }

    private static Exercise<?> smallNet() {
        return new Exercise<>("As small as possible", custom(Network.class, DigitsExercises::gradeSmall))
                .hint("Nearly all numbers are in W₁: 784 for each hidden unit. How many units fit into 8,000 numbers?")
                .hint("A net 784-10-10 has 784·10 + 10 + 10·10 + 10 numbers.")
                .hint(
                        "Train it with a Trainer, or with your four steps, for about 3,000 steps at a rate of 0.1 to 0.3.");
    }

    private static Grade gradeSmall(Network net) {
        int numbers = net.params().values().stream()
                .mapToInt(p -> p.value().getNumElements())
                .sum();
        if (numbers > MOST_NUMBERS)
            return Grade.wrong(String.format(
                    Locale.ROOT, "This net has %,d numbers, and at most %,d are allowed.", numbers, MOST_NUMBERS));
        double accuracy = net.accuracy(SyntheticDigits.generate(TEST, TEST_SEED));
        String says = String.format(
                Locale.ROOT, "With %,d numbers it reads %s of my digits right.", numbers, Numbers.percent(accuracy));
        if (accuracy >= ENOUGH) return Grade.right(says);
        return Grade.wrong(says
                + (accuracy < GUESSING
                        ? " That is guessing: is it trained?"
                        : " 85 % takes more units, or more steps."));
    }
}
