package backprop.layer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.math.ImageShape;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers and losses that compute in the same memory again. */
class ReuseTest {
    private static final int STEPS = 3;

    private static List<Supplier<Layer>> layers(Precision precision) {
        return List.of(
                () -> Affine.random(4, 4, 1, precision, new Random(1)),
                Relu::new,
                LeakyRelu::new,
                Sigmoid::new,
                Tanh::new,
                // From four numbers to four, as all of these.
                () -> Conv2d.he(new ImageShape(2, 2, 1), 4, 2, precision, new Random(1)),
                () -> Conv2d.he(new ImageShape(2, 2, 1), 1, 3, 1, precision, new Random(1)),
                () -> new MaxPool(new ImageShape(2, 2, 1), 1));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftInReusedMemoryIsNotSeen(Precision precision) {
        for (Supplier<Layer> made : layers(precision)) {
            Layer usual = made.get();
            Layer thrifty = made.get();
            thrifty.reuseMemory(true);
            RandomMatrices random = new RandomMatrices(3);
            for (int step = 0; step < STEPS; step++) {
                SimpleMatrix x = random.next(5, 4, precision);
                SimpleMatrix dY = random.next(5, 4, precision);
                SimpleMatrix y = thrifty.forward(x);
                assertIdentical(usual.forward(x), y, usual.name());
                SimpleMatrix dX = thrifty.backward(dY);
                assertIdentical(usual.backward(dY), dX, usual.name());
                for (int i = 0; i < usual.params().size(); i++) {
                    SimpleMatrix gradient = thrifty.params().get(i).gradient();
                    assertIdentical(usual.params().get(i).gradient(), gradient, usual.name());
                    gradient.fill(Double.NaN);
                }
                y.fill(Double.NaN);
                dX.fill(Double.NaN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossesDoTheSame(Precision precision) {
        for (Supplier<Loss> made :
                List.<Supplier<Loss>>of(SoftmaxWithLoss::new, MeanSquaredError::new, HalfSquaredError::new)) {
            Loss usual = made.get();
            Loss thrifty = made.get();
            thrifty.reuseMemory(true);
            RandomMatrices random = new RandomMatrices(3);
            for (int step = 0; step < STEPS; step++) {
                SimpleMatrix y = random.next(5, 4, precision);
                SimpleMatrix t = Matrices.softmax(random.next(5, 4, precision));
                assertTrue(usual.forward(y, t) == thrifty.forward(y, t), usual.name());
                SimpleMatrix dY = thrifty.backward();
                assertIdentical(usual.backward(), dY, usual.name());
                dY.fill(Double.NaN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resultsAreNewUnlessItIsAllowed(Precision precision) {
        SimpleMatrix x = new RandomMatrices(3).next(5, 4, precision);
        for (Supplier<Layer> made : layers(precision)) {
            Layer layer = made.get();
            SimpleMatrix y = layer.forward(x);
            SimpleMatrix dX = layer.backward(x);
            assertNotSame(y, layer.forward(x), layer.name());
            assertNotSame(dX, layer.backward(x), layer.name());
            layer.reuseMemory(true);
            y = layer.forward(x);
            dX = layer.backward(x);
            assertSame(y, layer.forward(x), layer.name());
            assertSame(dX, layer.backward(x), layer.name());
            assertNotSame(y, layer.forward(x.rows(0, 2)), "another shape");
            layer.reuseMemory(false);
            assertNotSame(layer.forward(x), layer.forward(x), layer.name());
        }
    }

    private static void assertIdentical(SimpleMatrix expected, SimpleMatrix actual, String what) {
        assertTrue(Matrices.areIdentical(expected, actual), what);
        assertFalse(actual.hasUncountable(), what);
    }
}
