package backprop.lesson;

import backprop.check.Answer;
import backprop.check.Answers;
import backprop.check.Exercise;
import backprop.check.Exercises;
import backprop.check.Judgement;
import backprop.check.Mistake;
import backprop.check.Slip;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** Lesson 11, why it is fast. */
public final class Lesson11 {
    private static final double FIRST_PRODUCT = 2.0 * 100 * 784 * 500;
    private static final double SECOND_PRODUCT = 2.0 * 100 * 500 * 10;
    private static final double STEP = 2 * FIRST_PRODUCT + 3 * SECOND_PRODUCT;
    private static final int PIXELS = 60_000 * 784;
    private static final double SHARE = 2.0 * 256 * 784 * 1000 / 2.5e-3 / 268e9;
    private static final double TOLERANCE = 1e-4;

    // n, k, m: smaller than a block, a whole number of blocks, and with a rest.
    private static final int[][] SHAPES = {{1, 1, 1}, {2, 3, 2}, {5, 128, 7}, {9, 150, 4}};

    private Lesson11() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 11", wideOperations(), bytes(), columnsComputed(), share(), blocked(), biasAndRelu());
    }

    private static Exercise wideOperations() {
        return new Exercise(
                "Ten times wider",
                Answers.number(
                        STEP,
                        new Mistake(STEP / 2, "A multiplication and an addition are two operations."),
                        new Mistake(
                                3 * (FIRST_PRODUCT + SECOND_PRODUCT),
                                "The first layer needs no dX: nobody asks how to change the pictures."),
                        new Mistake(
                                2 * (FIRST_PRODUCT + SECOND_PRODUCT),
                                "The second layer has to hand a gradient to the first, which is a third product."),
                        new Mistake(FIRST_PRODUCT + SECOND_PRODUCT, "That is the way forward. There is one back, too."),
                        new Mistake(2 * FIRST_PRODUCT, "That is the first layer alone."),
                        new Mistake(STEP / 100, "That is for one sample. The batch has 100.")),
                "A product has 2·N·D·H operations. How many products has each of the two layers?",
                "The first layer has two, forward and dW; the second has three.",
                "2 · (2·100·784·500) + 3 · (2·100·500·10).");
    }

    private static Exercise bytes() {
        return new Exercise(
                "What 60,000 digits take",
                Answers.unless(
                        bytes(1, 4, 8),
                        new Slip(bytes(1, 8, 16), "A float has 32 bits, which are four bytes."),
                        new Slip(bytes(8, 32, 64), "Those are the bits. A byte has eight of them.")),
                "How many pixels are there in all?",
                "A float takes four bytes, a double eight.");
    }

    private static Answer bytes(double... ofAPixel) {
        return Answers.numbers(
                Arrays.stream(ofAPixel).map(size -> size * PIXELS).toArray());
    }

    private static Exercise columnsComputed() {
        return new Exercise(
                "Filled up",
                Answers.unless(
                        Answers.numbers(112, 128),
                        new Slip(Answers.numbers(104, 112), "A tile is two registers wide, not one."),
                        new Slip(
                                Answers.numbers(12, 28),
                                "Those are the columns that are added. How many are computed?"),
                        new Slip(Answers.numbers(7, 4), "Those are the tiles. How many columns have they?")),
                "How many columns has a tile that is two registers wide?",
                "With 8 lanes a tile has 16 columns. How many of them cover 100?",
                "Seven tiles of 16 columns, or four of 32.");
    }

    private static Exercise share() {
        return new Exercise(
                "How near the peak?",
                Answers.number(
                        SHARE,
                        0.005,
                        new Mistake(SHARE / 2, "A multiplication and an addition are two operations."),
                        new Mistake(100 * SHARE, "That is in percent. A share lies between 0 and 1."),
                        new Mistake(1 / SHARE, "That is how many times faster it could be: the other way round.")),
                "How many operations are they, and how many would that be in a second?",
                "2·256·784·1000 operations in 0.0025 seconds.",
                "Divide by 268 thousand million.");
    }

    private static Exercise blocked() {
        return new Exercise(
                "In blocks",
                Answers.that(BinaryOperator.class, Lesson11::judgeBlocked),
                "Take the loops of step 2, and a loop around them: for (int block = 0; block < k; block += 64).",
                "Within a block p runs from block to Math.min(block + 64, k).",
                "C begins with zeros, and every block adds to it: c[i][j] += a[i][p] * b[p][j].");
    }

    private static Judgement judgeBlocked(BinaryOperator<?> given) {
        @SuppressWarnings("unchecked")
        BinaryOperator<Object> product = (BinaryOperator<Object>) given;
        for (int[] shape : SHAPES) {
            float[][] a = random(shape[0], shape[1]);
            float[][] b = random(shape[1], shape[2]);
            float[][] truth = product(a, b, 0);
            String where = "For " + shape[0] + " × " + shape[1] + " times " + shape[1] + " × " + shape[2] + ": ";
            Object c = product.apply(copy(a), copy(b));
            if (c == null) return Judgement.open("There is no matrix yet.");
            if (isLike(product(a, b, (shape[1] - 1) / 64 * 64), c) && shape[1] > 64)
                return Judgement.wrong(where + "only the last block is left. Add to C, do not set it.");
            Optional<String> difference = difference(truth, c);
            if (difference.isPresent())
                return Judgement.wrong(where
                        + difference.get()
                        + (shape[1] % 64 != 0 && shape[1] > 64 ? " Is the last block, a smaller one, there?" : ""));
        }
        return Judgement.right("");
    }

    private static Exercise biasAndRelu() {
        return new Exercise(
                "One pass instead of two",
                Answers.that(BiFunction.class, Lesson11::judgeBiasAndRelu),
                "Two loops, over the rows and over the columns, and one line in them.",
                "row[j] = Math.max(0, row[j] + b[j]).");
    }

    private static Judgement judgeBiasAndRelu(BiFunction<?, ?, ?> given) {
        @SuppressWarnings("unchecked")
        BiFunction<Object, Object, Object> fused = (BiFunction<Object, Object, Object>) given;
        for (int[] shape : SHAPES) {
            float[][] y = random(shape[0], shape[1]);
            float[] b = random(1, shape[1])[0];
            float[][] truth = copy(y);
            float[][] late = copy(y);
            for (int i = 0; i < y.length; i++)
                for (int j = 0; j < b.length; j++) {
                    truth[i][j] = Math.max(0, y[i][j] + b[j]);
                    late[i][j] = Math.max(0, y[i][j]) + b[j];
                }
            Object result = fused.apply(copy(y), b.clone());
            if (result == null) return Judgement.open("There is no matrix yet.");
            if (isLike(truth, result)) continue;
            if (isLike(late, result)) return Judgement.wrong("The bias comes before ReLU: max(0, y + b).");
            return Judgement.wrong(difference(truth, result).get());
        }
        return Judgement.right("");
    }

    private static boolean isLike(float[][] truth, Object given) {
        return difference(truth, given).isEmpty();
    }

    /** What is wrong with a result. */
    private static Optional<String> difference(float[][] truth, Object given) {
        if (!(given instanceof float[][] c))
            return Optional.of("The result must be a float[][], but it is of the type "
                    + given.getClass().getSimpleName() + ".");
        if (c.length != truth.length) return Optional.of("There are " + c.length + " rows, not " + truth.length + ".");
        for (int i = 0; i < truth.length; i++) {
            if (c[i] == null || c[i].length != truth[i].length)
                return Optional.of("Row " + i + " must have " + truth[i].length + " columns.");
            for (int j = 0; j < truth[i].length; j++)
                if (!(Math.abs(c[i][j] - truth[i][j]) <= TOLERANCE * Math.max(1, Math.abs(truth[i][j]))))
                    return Optional.of("c[" + i + "][" + j + "] is " + c[i][j] + ", not " + truth[i][j] + ".");
        }
        return Optional.empty();
    }

    /** A·B, as far as the rows of B from the first one on make it. */
    private static float[][] product(float[][] a, float[][] b, int first) {
        float[][] c = new float[a.length][b[0].length];
        for (int i = 0; i < c.length; i++)
            for (int p = first; p < b.length; p++) for (int j = 0; j < c[i].length; j++) c[i][j] += a[i][p] * b[p][j];
        return c;
    }

    private static float[][] random(int rows, int columns) {
        Random random = new Random(31L * rows + columns);
        float[][] x = new float[rows][columns];
        for (float[] row : x) for (int j = 0; j < columns; j++) row[j] = (float) random.nextGaussian();
        return x;
    }

    private static float[][] copy(float[][] x) {
        return Arrays.stream(x).map(float[]::clone).toArray(float[][]::new);
    }
}
