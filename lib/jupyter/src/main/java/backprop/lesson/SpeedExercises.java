package backprop.lesson;

import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.exercise.Grader;
import backprop.exercise.MistakeGrader;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** Appendix A, why it is fast. */
public final class SpeedExercises {
    private static final double FIRST_PRODUCT = 2.0 * 100 * 784 * 500;
    private static final double SECOND_PRODUCT = 2.0 * 100 * 500 * 10;
    private static final double STEP = 2 * FIRST_PRODUCT + 3 * SECOND_PRODUCT;
    private static final int PIXELS = 60_000 * 784;
    private static final double SHARE = 2.0 * 256 * 784 * 1000 / 2.5e-3 / 268e9;
    private static final double TOLERANCE = 1e-4;

    // k, from, to: all there is, the first of two blocks, one in the middle, a smaller one at the end, a single row.
    private static final int[][] PARTS = {{8, 0, 8}, {128, 0, 64}, {200, 64, 128}, {150, 128, 150}, {9, 4, 5}};
    private static final int ROWS = 5;
    private static final int COLUMNS = 7;

    private static final int[][] SHAPES = {{1, 1}, {2, 3}, {5, 128}};

    private SpeedExercises() {}

    /** A part of the product A·B, added to C: c<sub>ij</sub> += Σ a<sub>ip</sub> b<sub>pj</sub>, summed over p of one block. */
    public interface BlockProduct {
        /**
         * Adds one block's part.
         *
         * @param a n × k, left alone
         * @param b k × m, left alone
         * @param c n × m, what is there is added to
         * @param from the first p of the block
         * @param to the first p after the block
         */
        void add(float[][] a, float[][] b, float[][] c, int from, int to);
    }

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Appendix A", wideOperations(), bytes(), columnsComputed(), share(), block(), biasAndRelu());
    }

    private static Exercise<?> wideOperations() {
        return new Exercise<>("Ten times wider", number(STEP))
                .mistake(STEP / 2, "A multiplication and an addition are two operations.")
                .mistake(
                        3 * (FIRST_PRODUCT + SECOND_PRODUCT),
                        "The first layer needs no dX: nobody asks how to change the pictures.")
                .mistake(
                        2 * (FIRST_PRODUCT + SECOND_PRODUCT),
                        "The second layer has to hand a gradient to the first, which is a third product.")
                .mistake(FIRST_PRODUCT + SECOND_PRODUCT, "That is the way forward. There is one back, too.")
                .mistake(2 * FIRST_PRODUCT, "That is the first layer alone.")
                .mistake(STEP / 100, "That is for one sample. The batch has 100.")
                .hint("A product has 2·N·D·H operations. How many products has each of the two layers?")
                .hint("The first layer has two, forward and dW; the second has three.")
                .hint("2 · (2·100·784·500) + 3 · (2·100·500·10).");
    }

    private static Exercise<?> bytes() {
        return new Exercise<>("What 60,000 digits take", bytes(1, 4, 8))
                .mistake(bytes(1, 8, 16), "A float has 32 bits, which are four bytes.")
                .mistake(bytes(8, 32, 64), "Those are the bits. A byte has eight of them.")
                .hint("How many pixels are there in all?")
                .hint("A float takes four bytes, a double eight.");
    }

    private static MistakeGrader<Grader> bytes(double... ofAPixel) {
        return numbers(Arrays.stream(ofAPixel).map(size -> size * PIXELS).toArray());
    }

    private static Exercise<?> columnsComputed() {
        return new Exercise<>("Filled up", numbers(112, 128))
                .mistake(numbers(104, 112), "A tile is two registers wide, not one.")
                .mistake(numbers(12, 28), "Those are the columns that are added. How many are computed?")
                .mistake(numbers(7, 4), "Those are the tiles. How many columns have they?")
                .hint("How many columns has a tile that is two registers wide?")
                .hint("With 8 lanes a tile has 16 columns. How many of them cover 100?")
                .hint("Seven tiles of 16 columns, or four of 32.");
    }

    private static Exercise<?> share() {
        return new Exercise<>("How near the peak?", number(SHARE, 0.005))
                .mistake(SHARE / 2, "A multiplication and an addition are two operations.")
                .mistake(100 * SHARE, "That is in percent. A share lies between 0 and 1.")
                .mistake(1 / SHARE, "That is how many times faster it could be: the other way round.")
                .hint("How many operations are they, and how many would that be in a second?")
                .hint("2·256·784·1000 operations in 0.0025 seconds.")
                .hint("Divide by 268 billion.");
    }

    private static Exercise<?> block() {
        return new Exercise<>("In blocks", custom(BlockProduct.class, SpeedExercises::gradeBlock))
                .hint("Take the loops of step 2. C is there already, and only the loop over p changes.")
                .hint("for (int p = from; p < to; p++)")
                .hint("What a block makes is added to what C has: c[i][j] += a[i][p] * b[p][j].");
    }

    private static Grade gradeBlock(BlockProduct block) {
        for (int[] part : PARTS) {
            Grade grade = gradeBlock(block, part[0], part[1], part[2]);
            if (!grade.isRight()) return grade;
        }
        return Grade.right("");
    }

    private static Grade gradeBlock(BlockProduct block, int k, int from, int to) {
        float[][] a = random(ROWS, k);
        float[][] b = random(k, COLUMNS);
        float[][] before = random(ROWS, COLUMNS);
        float[][] nothing = new float[ROWS][COLUMNS];
        float[][] givenA = copy(a);
        float[][] givenB = copy(b);
        float[][] c = copy(before);
        block.add(givenA, givenB, c, from, to);
        if (!Arrays.deepEquals(a, givenA) || !Arrays.deepEquals(b, givenB))
            return Grade.wrong("A or B was changed. Only C is to be.");
        Optional<String> difference = difference(sum(before, a, b, from, to), c);
        if (difference.isEmpty()) return Grade.right("");
        if (isLike(before, c)) return Grade.wrong("C is as it was: nothing was added.");
        if (isLike(sum(nothing, a, b, from, to), c))
            return Grade.wrong("What C had is lost. Add to it, do not set it.");
        if (isLike(sum(before, a, b, 0, k), c) || isLike(sum(nothing, a, b, 0, k), c))
            return Grade.wrong("That is the whole product. Let p run only through the block.");
        if (to < k && isLike(sum(before, a, b, from, to + 1), c))
            return Grade.wrong("The block ends before `to`: p < to.");
        return Grade.wrong("With k = " + k + ", from = " + from + ", to = " + to + ": " + difference.get());
    }

    private static Exercise<?> biasAndRelu() {
        return new Exercise<>("One pass instead of two", custom(BiFunction.class, SpeedExercises::gradeBiasAndRelu))
                .hint("Two loops, over the rows and over the columns, and one line in them.")
                .hint("row[j] = Math.max(0, row[j] + b[j]).");
    }

    private static Grade gradeBiasAndRelu(BiFunction<float[][], float[], Object> fused) {
        for (int[] shape : SHAPES) {
            float[][] y = random(shape[0], shape[1]);
            float[] b = random(1, shape[1])[0];
            Object result = fused.apply(copy(y), b.clone());
            if (result == null) return Grade.open("There is no matrix yet.");
            Optional<String> difference = difference(map(y, b, (entry, bias) -> Math.max(0, entry + bias)), result);
            if (difference.isEmpty()) continue;
            if (isLike(map(y, b, (entry, bias) -> Math.max(0, entry) + bias), result))
                return Grade.wrong("The bias comes before ReLU: max(0, y + b).");
            return Grade.wrong(difference.get());
        }
        if (walksTwice(fused))
            return Grade.wrong("The numbers are right, but they take two walks through Y: first each entry gets its"
                    + " bias, and then each one ReLU. Do both while you are at an entry.");
        return Grade.right("");
    }

    /**
     * Whether Y is changed in more than one walk. Both rows of this Y are one and the same, so each walk comes to it twice:
     * max(0, max(0, −3 + 2) + 2) is 2, but max(0, −3 + 2 + 2) is 1.
     */
    private static boolean walksTwice(BiFunction<float[][], float[], Object> fused) {
        float[] row = {-3};
        float[][] result = (float[][]) fused.apply(new float[][] {row, row}, new float[] {2});
        return result[0] == row && row[0] == 1;
    }

    private static float[][] map(float[][] y, float[] b, BinaryOperator<Float> f) {
        float[][] mapped = copy(y);
        for (float[] row : mapped) for (int j = 0; j < b.length; j++) row[j] = f.apply(row[j], b[j]);
        return mapped;
    }

    private static boolean isLike(float[][] truth, Object result) {
        return difference(truth, result).isEmpty();
    }

    /** What is wrong with a result. */
    private static Optional<String> difference(float[][] truth, Object result) {
        if (!(result instanceof float[][] c))
            return Optional.of("The result must be a float[][], but it is of the type "
                    + result.getClass().getSimpleName() + ".");
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

    /** C, and what A·B adds to it for p from one row of B up to, not including, another. */
    private static float[][] sum(float[][] before, float[][] a, float[][] b, int from, int to) {
        float[][] c = copy(before);
        for (int i = 0; i < c.length; i++)
            for (int p = from; p < to; p++) for (int j = 0; j < c[i].length; j++) c[i][j] += a[i][p] * b[p][j];
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
