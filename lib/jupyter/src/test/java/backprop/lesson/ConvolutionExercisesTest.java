package backprop.lesson;

import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;

import backprop.layer.Layer;
import backprop.layer.Relu;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class ConvolutionExercisesTest {
    private final Verdicts verdicts = new Verdicts(ConvolutionExercises.exercises());

    @Test
    void count() {
        verdicts.right(1, 1216);
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, 1200, "a bias as well");
        verdicts.wrong(1, 416, "all channels");
        verdicts.wrong(1, 76, "one kernel");
        verdicts.wrong(1, 784 * 1216, "the same kernel");
    }

    @Test
    void shapes() {
        verdicts.right(2, new int[] {14, 14, 10});
        verdicts.open(2, new int[] {});
        verdicts.wrong(2, new int[] {28, 28, 10}, "pooling is still to come");
        verdicts.wrong(2, new int[] {16, 16, 10}, "inside the picture");
        verdicts.wrong(2, new int[] {14, 14, 30}, "adds up");
        verdicts.wrong(2, new int[] {14, 14, 3}, "for each kernel");
    }

    @Test
    void kernelGradient() {
        verdicts.right(3, matrix(row(5, 7), row(8, 16)));
        verdicts.open(3, null);
        verdicts.wrong(3, matrix(row(8, 10), row(9, 7)), "turned dY");
        verdicts.wrong(3, matrix(row(8, 10), row(5, 13)), "the way forward");
        verdicts.wrong(3, matrix(row(1.25, 1.75), row(2, 4)), "the mean");
    }

    @Test
    void inputGradient() {
        verdicts.right(4, matrix(row(1, 1, -2), row(1, 11, 3), row(-2, 3, 9)));
        verdicts.open(4, null);
        verdicts.wrong(4, matrix(row(3, 8, 4), row(-4, 6, 8), row(1, -4, 3)), "as it is");
        verdicts.wrong(4, matrix(row(5, 7), row(8, 16)), "3 × 3");
    }

    @Test
    void routes() {
        verdicts.right(5, matrix(row(0, 5, 0, 0), row(0, 0, 0, -2), row(0, 0, 1, 0), row(4, 0, 0, 0)));
        verdicts.open(5, null);
        verdicts.wrong(
                5,
                matrix(
                        row(1.25, 1.25, -0.5, -0.5),
                        row(1.25, 1.25, -0.5, -0.5),
                        row(1, 1, 0.25, 0.25),
                        row(1, 1, 0.25, 0.25)),
                "a mean");
        verdicts.wrong(
                5, matrix(row(5, 5, -2, -2), row(5, 5, -2, -2), row(4, 4, 1, 1), row(4, 4, 1, 1)), "The others get 0");
    }

    @Test
    void uprightEdges() {
        verdicts.right(6, matrix(row(-1, 0, 1), row(-2, 0, 2), row(-1, 0, 1)));
        verdicts.right(6, matrix(row(0, 0, 0), row(-1, 0.5, 0.5), row(0, 0, 0)));
        verdicts.open(6, null);
        verdicts.open(6, new SimpleMatrix(3, 3));
        verdicts.wrong(6, matrix(row(0, 0, 1), row(0, 0, 1), row(0, 0, 1)), "even surface");
        verdicts.wrong(6, matrix(row(-1, -1, -1), row(0, 0, 0), row(1, 1, 1)), "level edge");
        verdicts.wrong(6, matrix(row(1, 0, -1), row(1, 0, -1), row(1, 0, -1)), "Change the signs");
        verdicts.wrong(6, matrix(row(-1, 2, -1), row(-1, 2, -1), row(-1, 2, -1)), "Both should be positive");
        verdicts.wrong(6, matrix(row(-1, 1), row(-1, 1)), "must be 3 × 3");
    }

    @Test
    void averagePool() {
        verdicts.right(7, new Pool(0.25, 0.25));
        verdicts.open(7, null);
        verdicts.wrong(7, new Pool(1, 1), "forward is not right");
        verdicts.wrong(7, new Pool(0.25, 1), "backward is not");
        verdicts.wrong(7, new Relu(), "forward is not right");
    }

    @Test
    void whichLayer() {
        verdicts.right(8, "affine");
        verdicts.right(8, "Affine");
        verdicts.open(8, "");
        verdicts.wrong(8, "convolution", "move along");
        verdicts.wrong(8, "ReLU", "each number alone");
        verdicts.wrong(8, "pooling", "where another one lay");
    }

    @Test
    void places() {
        verdicts.right(9, places((n, k, p, s) -> 1 + (n - k + p + p) / s));
        verdicts.open(9, null);
        verdicts.open(9, places((n, k, p, s) -> 0));
        verdicts.wrong(9, places((n, k, p, s) -> (n + 2 * p - k) / s), "The first place counts");
        verdicts.wrong(9, places((n, k, p, s) -> (n + p - k) / s + 1), "on both sides");
        verdicts.wrong(9, places((n, k, p, s) -> (n - k) / s + 1), "the frame");
        verdicts.wrong(9, places((n, k, p, s) -> n + 2 * p - k + 1), "the stride 1");
        verdicts.wrong(9, places((n, k, p, s) -> (n + 2 * p - k + 1) / s), "costs no stride");
        verdicts.wrong(9, places((n, k, p, s) -> (int) Math.ceil((n + 2.0 * p - k) / s) + 1), "round down");
        verdicts.wrong(9, places((n, k, p, s) -> n), "and count");
    }

    private static ConvolutionExercises.Places places(ConvolutionExercises.Places answer) {
        return answer;
    }

    @Test
    void tied() {
        verdicts.right(10, new double[] {7, -1});
        verdicts.open(10, null);
        verdicts.wrong(10, new double[] {3.5, -1}, "the mean");
        verdicts.wrong(10, new double[] {4, -1}, "the first use");
        verdicts.wrong(10, new double[] {3, -1}, "the last use");
        verdicts.wrong(10, new double[] {12, -1}, "it is added");
    }

    private record Pool(double forwardShare, double backwardShare) implements Layer {
        @Override
        public SimpleMatrix forward(SimpleMatrix x) {
            SimpleMatrix y = new SimpleMatrix(x.getNumRows(), 4);
            for (int n = 0; n < x.getNumRows(); n++)
                for (int k = 0; k < 16; k++) y.set(n, window(k), y.get(n, window(k)) + x.get(n, k) * forwardShare);
            return y;
        }

        @Override
        public SimpleMatrix backward(SimpleMatrix dY) {
            SimpleMatrix dX = new SimpleMatrix(dY.getNumRows(), 16);
            for (int n = 0; n < dY.getNumRows(); n++)
                for (int k = 0; k < 16; k++) dX.set(n, k, dY.get(n, window(k)) * backwardShare);
            return dX;
        }

        private static int window(int k) {
            return k / 8 * 2 + k % 4 / 2;
        }
    }
}
