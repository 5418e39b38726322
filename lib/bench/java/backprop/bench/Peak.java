package backprop.bench;

import backprop.lesson.Speed;
import backprop.math.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;

/**
 * What the processor can do at most, and what the products of a training step make of it, in GFLOP/s of floats: a line each,
 * a number and what it is of. Start it with {@code -Dbackprop.threads=1}, for the peak is that of one core.
 *
 * <p>Argument: how many rounds. The peak is the largest of all, a product's speed the median.
 */
final class Peak {
    private static final List<Shape> SHAPES =
            List.of(Shape.of("100x784x50"), Shape.of("784x100x50t"), Shape.of("100x784x500"));

    private Peak() {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        for (Shape shape : SHAPES) speed(shape); // for the compiler
        double peak = 0;
        double[][] speeds = new double[SHAPES.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            peak = Math.max(peak, Speed.peak());
            for (int i = 0; i < speeds.length; i++) speeds[i][round] = speed(SHAPES.get(i));
        }
        System.out.println(peak + " peak");
        for (int i = 0; i < speeds.length; i++) {
            Arrays.sort(speeds[i]);
            System.out.println(speeds[i][rounds / 2] + " " + SHAPES.get(i));
        }
    }

    private static double speed(Shape shape) {
        Random random = new Random(1);
        SimpleMatrix a = shape.left(Precision.FLOAT, random);
        SimpleMatrix b = shape.right(Precision.FLOAT, random);
        SimpleMatrix c = shape.ours(a, b, null);
        return Speed.of(shape.operations(), () -> shape.ours(a, b, c));
    }
}
