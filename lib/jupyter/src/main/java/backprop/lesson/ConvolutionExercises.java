package backprop.lesson;

import static backprop.exercise.Graders.choice;
import static backprop.exercise.Graders.custom;
import static backprop.exercise.Graders.layer;
import static backprop.exercise.Graders.matrix;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.numbers;
import static backprop.math.Matrices.columnSums;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;
import static backprop.math.Matrices.shape;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.Grade;
import backprop.layer.Layer;
import java.util.List;
import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/** Lesson 17, convolution. */
public final class ConvolutionExercises {
    private static final SimpleMatrix PICTURE = matrix(row(1, 2, 0), row(3, 1, 2), row(0, 1, 4));
    private static final SimpleMatrix KERNEL = matrix(row(1, -1), row(2, 3));
    private static final SimpleMatrix UPSTREAM = matrix(row(1, 2), row(-1, 3));
    private static final int[][] LINES = {
        {28, 3, 0, 1}, {28, 3, 1, 1}, {28, 3, 0, 2}, {28, 3, 1, 2}, {32, 5, 2, 3}, {7, 7, 0, 4}, {9, 2, 3, 5}
    }; // pixels, kernel, padding, stride
    private static final double SMALLEST_ANSWER = 1e-9;

    private ConvolutionExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 17",
                count(),
                shapes(),
                kernelGradient(),
                inputGradient(),
                routes(),
                uprightEdges(),
                averagePool(),
                whichLayer(),
                places(),
                tied());
    }

    private static Exercise<?> count() {
        return new Exercise<>("Numbers to learn", number(5 * 5 * 3 * 16 + 16))
                .mistake(5 * 5 * 3 * 16, "Those are the weights. Each kernel has a bias as well.")
                .mistake(5 * 5 * 16 + 16, "A kernel reaches through all channels of the picture. How many are there?")
                .mistake(5 * 5 * 16, "Think of the channels of the picture, and of the biases.")
                .mistake(5 * 5 * 3 + 1, "That is one kernel with its bias. How many are there?")
                .mistake(
                        28 * 28 * (5 * 5 * 3 * 16 + 16),
                        "The places where a kernel is used do not count: everywhere it is the same kernel.")
                .hint("How many numbers lie below a kernel, in all channels?")
                .hint("5 · 5 · 3 weights in a kernel, one bias, and 16 kernels.");
    }

    private static Exercise<?> shapes() {
        return new Exercise<>("What comes out", numbers(14, 14, 10))
                .mistake(numbers(28, 28, 10), "That is right after the convolution. The pooling is still to come.")
                .mistake(
                        numbers(16, 16, 10),
                        "Without padding the kernel stays inside the picture. At how many places in a line of 32 does one of 5 fit?")
                .mistake(
                        numbers(14, 14, 30),
                        "A kernel adds up what it finds in the three channels: each gives one number for a place.")
                .mistake(
                        numbers(14, 14, 3),
                        "After a convolution there is a channel for each kernel, not for each colour.")
                .hint("At how many places in a line of 32 pixels does a kernel of 5 fit?")
                .hint("32 − 5 + 1 = 28 places down and across, with a channel for each kernel.")
                .hint("Pooling halves height and width, and leaves the channels alone.");
    }

    private static Exercise<?> kernelGradient() {
        return new Exercise<>("The gradient of a kernel", matrix(correlate(PICTURE, UPSTREAM)))
                .mistake(
                        correlate(PICTURE, turned(UPSTREAM)),
                        "You have turned dY. For the kernel nothing is turned; for the picture the kernel is.")
                .mistake(
                        correlate(PICTURE, KERNEL),
                        "That is the way forward. Put dY over the picture, in the kernel's place.")
                .mistake(
                        correlate(PICTURE, UPSTREAM).divide(4),
                        "That is the mean over the four places. What comes back along several paths is added, and not divided.")
                .hint("The gradient has the shape of the kernel, 2 × 2. Each weight is used at four places.")
                .hint("At each place a weight brings back the pixel below it, times the dy of that place.")
                .hint("The first entry is 1·1 + 2·2 + (−1)·3 + 3·1: dY laid on the upper left corner of the picture.");
    }

    private static Exercise<?> inputGradient() {
        SimpleMatrix around = padded(UPSTREAM);
        return new Exercise<>("The gradient of a picture", matrix(correlate(around, turned(KERNEL))))
                .mistake(
                        correlate(around, KERNEL),
                        "That is the kernel as it is. The pixel at the upper left of a patch meets the first weight: on the way back the kernel is turned.")
                .mistake(
                        correlate(around, KERNEL.transpose()),
                        "You have transposed the kernel. Turned by 180° the last weight comes first, and the first last.")
                .hint("The gradient has the shape of the picture, 3 × 3. A corner lies below the kernel only once.")
                .hint("The upper left pixel meets only the first weight, at the first place: 1·1.")
                .hint("Put a frame of zeros around dY, turn the kernel by 180°, and move it over that.");
    }

    private static Exercise<?> routes() {
        SimpleMatrix dX = new SimpleMatrix(4, 4);
        dX.set(0, 1, 5);
        dX.set(1, 3, -2);
        dX.set(3, 0, 4);
        dX.set(2, 2, 1);
        SimpleMatrix spread = new SimpleMatrix(4, 4);
        SimpleMatrix toAll = new SimpleMatrix(4, 4);
        double[] upstream = {5, -2, 4, 1};
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 4; j++) {
                double dy = upstream[i / 2 * 2 + j / 2];
                spread.set(i, j, dy / 4);
                toAll.set(i, j, dy);
            }
        return new Exercise<>("Which way back", matrix(dX))
                .mistake(spread, "That is the way back of a mean. A maximum changes with one of its inputs only.")
                .mistake(toAll, "Only the largest of a window has a say in what comes out. The others get 0.")
                .hint("Mark the largest number of each window of 2 × 2.")
                .hint("There stands the dy of that window. All other entries are 0.");
    }

    private static Exercise<?> uprightEdges() {
        return new Exercise<>(
                        "A kernel for upright edges",
                        custom(SimpleMatrix.class, ConvolutionExercises::gradeUprightEdges))
                .hint("On an even surface the kernel gives the sum of its weights, times the surface.")
                .hint(
                        "At a level edge whole lines of the kernel lie in the dark, the others in the light: what must each line add up to?")
                .hint("Take the ink on the right, and subtract that on the left.");
    }

    private static Grade gradeUprightEdges(SimpleMatrix kernel) {
        if (kernel.getNumRows() != 3 || kernel.getNumCols() != 3)
            return Grade.wrong("The kernel must be 3 × 3, but it is " + shape(kernel) + ".");
        if (kernel.elementMaxAbs() == 0) return Grade.open("All weights are still 0.");
        if (!(Math.abs(kernel.elementSum()) <= SMALLEST_ANSWER))
            return Grade.wrong(String.format(
                    Locale.ROOT,
                    "On an even surface of ink it answers %.4g, the sum of its weights. It should say 0 there.",
                    kernel.elementSum()));
        if (columnSums(kernel.transpose()).elementMaxAbs() > SMALLEST_ANSWER)
            return Grade.wrong("It answers to a level edge, too. There whole lines of the kernel lie on ink.");
        SimpleMatrix columns = columnSums(kernel);
        double begins = columns.get(2);
        double further = columns.get(1) + columns.get(2);
        if (begins < 0 && further < 0)
            return Grade.wrong(
                    "It says less than 0 where ink begins, and more than 0 where it ends. Change the signs.");
        if (!(begins > 0 && further > 0))
            return Grade.wrong(String.format(
                    Locale.ROOT,
                    "At an upright edge it answers %.4g with one column on ink, and %.4g with two. Both should be positive.",
                    begins,
                    further));
        return Grade.right(
                String.format(Locale.ROOT, "With one column on ink it answers %.4g, with two %.4g.", begins, further));
    }

    private static Exercise<?> averagePool() {
        return new Exercise<>("Average pooling", layer(AveragePool::new, 3, 16))
                .hint("Forward, the window of number k gets a quarter of it. Start with zeros, and add.")
                .hint("A mean passes a quarter of its dy to each of its four numbers.");
    }

    private static Exercise<?> whichLayer() {
        List<String> layers = List.of("convolution", "relu", "pooling", "affine");
        return new Exercise<>("Which layer minds", choice(layers, "affine"))
                .mistake(
                        "convolution",
                        "If the picture moves, its answers move along, and are the same numbers. Which layer asks where they stand?")
                .mistake("relu", "It looks at each number alone, wherever it stands.")
                .mistake(
                        "pooling",
                        "After a move by four pixels every window lies where another one lay, so its answers move along.")
                .hint("Which of the layers has a weight of its own for each place?");
    }

    /** At how many places in a line a kernel fits. */
    @FunctionalInterface
    public interface Places {
        int in(int pixels, int kernel, int padding, int stride);
    }

    private static Exercise<?> places() {
        return new Exercise<>("Stride and padding", custom(Places.class, ConvolutionExercises::gradePlaces))
                .hint("How long is the line with a frame on both sides? How far can the kernel move in it?")
                .hint(
                        "From its first place it can move by n + 2p − k pixels. How many strides is that, in whole numbers?")
                .hint("The first place counts as well.");
    }

    private static Grade gradePlaces(Places answer) {
        if (is((n, k, p, s) -> 0, answer)) return Grade.open("It still returns 0.");
        if (is((n, k, p, s) -> (n + 2 * p - k) / s, answer))
            return Grade.wrong("Those are the moves from the first place on. The first place counts as well.");
        if (is((n, k, p, s) -> (n + p - k) / s + 1, answer))
            return Grade.wrong("The frame is on both sides of the line.");
        if (is((n, k, p, s) -> (n - k) / s + 1, answer)) return Grade.wrong("What has become of the frame?");
        if (is((n, k, p, s) -> n + 2 * p - k + 1, answer))
            return Grade.wrong("That is right for the stride 1. With a larger one there are fewer places.");
        if (is((n, k, p, s) -> (n + 2 * p - k + 1) / s, answer))
            return Grade.wrong("The first place costs no stride. Divide the way that is left by s, and then add it.");
        if (is((n, k, p, s) -> (n + 2 * p - k + s - 1) / s + 1, answer))
            return Grade.wrong("If the last stride does not fit whole, it is not taken: round down.");
        for (int[] line : LINES) {
            int said = answer.in(line[0], line[1], line[2], line[3]);
            if (said != fitting(line))
                return Grade.wrong(String.format(
                        Locale.ROOT,
                        "For n = %d, k = %d, p = %d and s = %d it says %d. Draw the line, and count.",
                        line[0],
                        line[1],
                        line[2],
                        line[3],
                        said));
        }
        return Grade.right("A kernel of 3 with a frame of 1 and the stride 2 makes 14 of 28.");
    }

    private static int fitting(int... line) {
        return (line[0] + 2 * line[2] - line[1]) / line[3] + 1;
    }

    /** Whether both say the same of all lines. */
    private static boolean is(Places one, Places other) {
        for (int[] line : LINES)
            if (one.in(line[0], line[1], line[2], line[3]) != other.in(line[0], line[1], line[2], line[3]))
                return false;
        return true;
    }

    private static Exercise<?> tied() {
        return new Exercise<>("One number, two weights", numbers(7, -1))
                .mistake(numbers(3.5, -1), "That is the mean. What comes back from several uses is added.")
                .mistake(numbers(4, -1), "That is what comes back from the first use of a. It is used twice.")
                .mistake(numbers(3, -1), "That is what comes back from the last use of a. It is used twice.")
                .mistake(numbers(12, -1), "Along a path one multiplies. From several uses it is added.")
                .hint("Which of the three weights are a?")
                .hint("A number that is used twice gets the sum of what comes back from both uses.");
    }

    /** A kernel moved over a picture wherever it fits. */
    private static SimpleMatrix correlate(SimpleMatrix picture, SimpleMatrix kernel) {
        SimpleMatrix y = new SimpleMatrix(
                picture.getNumRows() - kernel.getNumRows() + 1, picture.getNumCols() - kernel.getNumCols() + 1);
        for (int i = 0; i < y.getNumRows(); i++)
            for (int j = 0; j < y.getNumCols(); j++) {
                SimpleMatrix patch = picture.extractMatrix(i, i + kernel.getNumRows(), j, j + kernel.getNumCols());
                y.set(i, j, patch.elementMult(kernel).elementSum());
            }
        return y;
    }

    /** With a frame of zeros, one wide. */
    private static SimpleMatrix padded(SimpleMatrix m) {
        SimpleMatrix padded = new SimpleMatrix(m.getNumRows() + 2, m.getNumCols() + 2);
        padded.insertIntoThis(1, 1, m);
        return padded;
    }

    /** By 180°. */
    private static SimpleMatrix turned(SimpleMatrix m) {
        SimpleMatrix turned = m.createLike();
        for (int k = 0; k < m.getNumElements(); k++) turned.set(k, m.get(m.getNumElements() - 1 - k));
        return turned;
    }

    /** The means of the four windows of 2 × 2 in pictures of 4 × 4. */
    private static final class AveragePool implements Layer {
        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            SimpleMatrix y = new SimpleMatrix(x.getNumRows(), 4);
            for (int n = 0; n < x.getNumRows(); n++)
                for (int k = 0; k < 16; k++) y.set(n, window(k), y.get(n, window(k)) + x.get(n, k) / 4);
            return y;
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            SimpleMatrix dX = new SimpleMatrix(dY.getNumRows(), 16);
            for (int n = 0; n < dY.getNumRows(); n++)
                for (int k = 0; k < 16; k++) dX.set(n, k, dY.get(n, window(k)) / 4);
            return dX;
        }

        private static int window(int k) {
            return k / 8 * 2 + k % 4 / 2;
        }
    }
}
