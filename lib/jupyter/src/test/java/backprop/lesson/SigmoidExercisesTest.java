package backprop.lesson;

import backprop.layer.Layer;
import backprop.layer.Sigmoid;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class SigmoidExercisesTest {
    private final Verdicts verdicts = new Verdicts(SigmoidExercises.exercises());

    @Test
    void outputs() {
        verdicts.right(1, new double[] {0.2, 0.8});
        verdicts.right(1, new double[] {0.8, 1 - 0.8});
        verdicts.open(1, new double[0]);
        verdicts.open(1, null);
        verdicts.wrong(1, new double[] {Math.log(4), -Math.log(4)}, "places x");
        verdicts.wrong(1, new double[] {0.16, 0.84}, "It is the slope");
        verdicts.wrong(1, new double[] {0.2}, "2 numbers are wanted");
        verdicts.wrong(1, new double[] {0.2, 0.6}, "1 of 2 are right");
    }

    @Test
    void mirror() {
        verdicts.right(2, function(y -> 1 - y));
        verdicts.right(2, function(y -> 1 / (1 + y / (1 - y))));
        verdicts.open(2, null);
        verdicts.wrong(2, function(y -> -y), "no sigmoid is");
        verdicts.wrong(2, function(y -> y * (1 - y)), "the slope at x");
        verdicts.wrong(2, function(y -> 1 / (1 + Math.exp(y))), "takes the sigmoid twice");
        verdicts.wrong(2, function(y -> 1 / y), "larger than 1");
        verdicts.wrong(2, function(y -> y), "same height on both sides");
        verdicts.wrong(2, function(y -> y - 1), "the sign is not");
    }

    @Test
    void steep() {
        verdicts.right(3, 0.75);
        verdicts.right(3, 3 / 4.0);
        verdicts.open(3, Double.NaN);
        verdicts.wrong(3, 0.25, "a node × 3");
        verdicts.wrong(3, 3, "The sigmoid after it");
        verdicts.wrong(3, 0.25 / 3, "steeper");
        verdicts.wrong(3, 3 * 0.045176659730912, "Where is the slope largest?");
    }

    @Test
    void tanh() {
        verdicts.right(4, function(y -> 1 - y * y));
        verdicts.right(4, function(y -> (1 + y) * (1 - y)));
        verdicts.open(4, null);
        verdicts.wrong(4, function(y -> y * (1 - y)), "slope of the sigmoid");
        verdicts.wrong(4, function(y -> 4 * y * (1 - y)), "Now write s with y");
        verdicts.wrong(4, function(y -> 2 * y * (1 - y)), "Two factors of 2");
        verdicts.wrong(4, function(y -> 1 - Math.pow(Math.tanh(y), 2)), "takes tanh twice");
        verdicts.wrong(4, function(y -> (1 - y * y) / 4), "by the same factor");
    }

    @Test
    void layer() {
        verdicts.right(5, layer(Math::tanh, (d, y) -> d * (1 - y * y)));
        verdicts.right(5, new Tanh());
        verdicts.open(5, null);
        verdicts.open(5, layer(v -> Double.NaN, null));
        verdicts.wrong(5, layer(Math::tanh, (d, y) -> d * y * (1 - y)), "backward is not");
        verdicts.wrong(5, layer(Math::tanh, (d, y) -> d), "where is the layer's own derivative?");
        verdicts.wrong(5, new Sigmoid(), "forward is not right");
    }

    private static DoubleUnaryOperator function(DoubleUnaryOperator f) {
        return f;
    }

    /** With no derivative, a layer that is not written yet. */
    private static Layer layer(DoubleUnaryOperator f, DoubleBinaryOperator derivative) {
        return new Layer() {
            private SimpleMatrix y;

            @Override
            public SimpleMatrix forward(SimpleMatrix x) {
                y = derivative == null ? null : Matrices.map(x, f);
                return y;
            }

            @Override
            public SimpleMatrix backward(SimpleMatrix dY) {
                return Matrices.zip(dY, y, derivative);
            }
        };
    }
}
