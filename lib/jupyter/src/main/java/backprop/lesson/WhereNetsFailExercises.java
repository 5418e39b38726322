package backprop.lesson;

import static backprop.exercise.Graders.TOLERANCE;
import static backprop.exercise.Graders.agree;
import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.numbers;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.ToyData;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.layer.Affine;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.Sgd;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import org.ejml.simple.SimpleMatrix;

/** Lesson 15, where nets fail. */
public final class WhereNetsFailExercises {
    private static final int QUICK_STEPS = 50;
    private static final double XOR_RATE = 0.5;
    private static final double FIRST_BIAS = -0.7;
    private static final double SECOND_BIAS = 0.4;

    private WhereNetsFailExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 15", quickXor(), oneAnswer(), whereIsIt(), farOut());
    }

    private static Exercise<?> quickXor() {
        return new Exercise<>("XOR in fifty steps", custom(Supplier.class, WhereNetsFailExercises::gradeQuickXor))
                .hint(
                        "In the table of experiment 1, look at the column \"fewest\". Which nets at the rate 0.5 have a start with no more than 50?")
                .hint("More hidden units. With eight of them, try the seeds 1, 2, 3, … in a loop.")
                .hint(
                        "Call stepsUntilRight(xorNet(8, seed), 0.5, 50) for each seed; it says −1 where fifty steps are not enough.");
    }

    private static Grade gradeQuickXor(Supplier<?> maker) {
        if (!(maker.get() instanceof Network net))
            return Grade.wrong("The supplier must make a Network, such as () -> xorNet(2, 1).");
        Dataset xor = WhatNetsCanDoExercises.like(net, ToyData.xor());
        SimpleMatrix y = net.predict(xor.batch(0).x());
        if (y.getNumCols() != 1) return WhatNetsCanDoExercises.oneOutput(y);
        if (net.accuracy(xor) == 1)
            return Grade.wrong("This net has all four right before the first step. Hand over one that is untrained.");
        Batch all = xor.batch(0, 1, 2, 3);
        Sgd sgd = new Sgd(XOR_RATE);
        for (int step = 1; step <= QUICK_STEPS; step++) {
            net.gradient(all);
            sgd.update(net);
            if (net.accuracy(xor) == 1) return Grade.right("It took " + step + " steps.");
        }
        return Grade.wrong(String.format(
                Locale.ROOT,
                "After %d steps %.0f of the four are right. Another seed, or more hidden units?",
                QUICK_STEPS,
                4 * net.accuracy(xor)));
    }

    private static Exercise<?> oneAnswer() {
        double two = 2 / 3.0;
        return new Exercise<>("One answer to three", numbers(two, 1 / 3.0))
                .mistake(numbers(0.5, 0.375), "½ is the best answer to one of each kind. Here two of three want 1.")
                .mistake(numbers(two, two), "The answer is right. The loss has a ½ before its sum.")
                .mistake(
                        numbers(1, 0.5),
                        "That suits the majority. The third sample pays for it, and squares punish that.")
                .mistake(numbers(1 / 3.0, 0.5), "The answer leans to the wrong side: two of the three want 1.")
                .hint("Call the answer a. The loss is ½ · (2(1 − a)² + a²). Where is its slope 0?")
                .hint("Its slope is 3a − 2.")
                .hint("a is the mean of the three targets. Put it into the loss.");
    }

    private static Exercise<?> whereIsIt() {
        List<String> places = List.of("plateau", "valley", "minimum");
        return new Exercise<>("Where is it?", choice(places, "valley"))
                .mistake(
                        "plateau",
                        "On a plateau the loss has somewhere else to go. Here it comes to rest. What does not?")
                .mistake("minimum", "In a minimum the weights come to rest. Do they here?")
                .hint("Which of the columns settles, and which goes on?")
                .hint(
                        "The gradient becomes ten times smaller with ten times the steps, and the weights go on growing.");
    }

    private static Exercise<?> farOut() {
        return new Exercise<>("Far out", custom(ToDoubleBiFunction.class, WhereNetsFailExercises::gradeFarOut))
                .hint("What is tanh of a number that grows without end? And of one that falls without end?")
                .hint("Unit k gives 1 if its weight in the first layer is positive, and −1 if it is negative.")
                .hint("Each of these is multiplied by the weight of the second layer, and its bias is added.");
    }

    private static Grade gradeFarOut(ToDoubleBiFunction<Affine, Affine> answer) {
        for (int units = 3; units <= 8; units += 5) {
            Random random = new Random(units);
            Affine first = Affine.random(1, units, 1, Precision.DOUBLE, random);
            Affine second = Affine.random(units, 1, 1, Precision.DOUBLE, random);
            first.b().value().fill(FIRST_BIAS);
            second.b().value().fill(SECOND_BIAS);
            double said = answer.applyAsDouble(first, second);
            if (Double.isNaN(said)) return Grade.open("It still returns NaN.");
            double truth = SECOND_BIAS;
            double allOnes = SECOND_BIAS;
            double nearby = SECOND_BIAS;
            for (int k = 0; k < units; k++) {
                double weight = first.W().value().get(k);
                truth += Math.signum(weight) * second.W().value().get(k);
                allOnes += second.W().value().get(k);
                nearby += Math.tanh(weight) * second.W().value().get(k);
            }
            if (agree(truth, said, TOLERANCE)) continue;
            if (agree(truth - SECOND_BIAS, said, TOLERANCE)) return Grade.wrong("The second layer has a bias as well.");
            if (agree(allOnes, said, TOLERANCE))
                return Grade.wrong("Not all go to 1. Where does the tanh of a unit go whose first weight is negative?");
            if (agree(2 * SECOND_BIAS - truth, said, TOLERANCE))
                return Grade.wrong("That is the constant far to the left. To the right each tanh has the other sign.");
            if (agree(nearby, said, TOLERANCE))
                return Grade.wrong("Far out a weight is multiplied by a large x. Only its sign is left then.");
            return Grade.wrong(String.format(
                    Locale.ROOT,
                    "With %d units it says %.4g where the net, at x = 1,000,000, says %.4g.",
                    units,
                    said,
                    truth));
        }
        return Grade.right("Whatever the wave does there: the net has run out of slopes.");
    }
}
