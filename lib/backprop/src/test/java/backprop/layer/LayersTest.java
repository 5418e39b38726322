package backprop.layer;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.check.GradientCheck;
import backprop.check.GradientReport;
import backprop.check.NumericalGradient;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayersTest {
    private static final List<Supplier<Layer>> ACTIVATIONS =
            List.of(Relu::new, LeakyRelu::new, () -> new LeakyRelu(0.3), Sigmoid::new, Tanh::new);

    private static SimpleMatrix matrix(double[]... rows) {
        return new SimpleMatrix(rows);
    }

    private static void assertMatrix(SimpleMatrix actual, double[]... expected) {
        assertTrue(
                matrix(expected).isIdentical(actual, 1e-15),
                () -> "expected " + matrix(expected) + " but got " + actual);
    }

    @Test
    void affineOfTheSource() {
        Affine affine = new Affine(SimpleMatrix.identity(3), matrix(new double[] {1, 2, 3}));
        assertMatrix(
                affine.forward(matrix(new double[] {1, 1, 1}, new double[] {2, 2, 2})),
                new double[] {2, 3, 4},
                new double[] {3, 4, 5});
        SimpleMatrix dY = matrix(new double[] {1, 2, 3}, new double[] {4, 5, 6});
        assertMatrix(affine.backward(dY), new double[] {1, 2, 3}, new double[] {4, 5, 6}); // dY·Iᵀ
        assertMatrix(
                affine.W().gradient(), new double[] {9, 12, 15}, new double[] {9, 12, 15}, new double[] {9, 12, 15});
        assertMatrix(affine.b().gradient(), new double[] {5, 7, 9});
    }

    @Test
    void biasGradientIsTheColumnSums() {
        Affine affine = new Affine(SimpleMatrix.identity(3), matrix(new double[] {1, 1, 1}));
        assertMatrix(
                affine.forward(matrix(new double[] {1, 2, 3}, new double[] {4, 5, 6})),
                new double[] {2, 3, 4},
                new double[] {5, 6, 7});
        affine.backward(matrix(new double[] {1, 1, 1}, new double[] {1, 1, 1}));
        assertMatrix(affine.b().gradient(), new double[] {2, 2, 2});
    }

    @Test
    void activationsByHand() {
        SimpleMatrix x = matrix(new double[] {-2, 0, 3});
        assertMatrix(new Relu().forward(x), new double[] {0, 0, 3});
        assertMatrix(new LeakyRelu().forward(x), new double[] {-0.02, 0, 3});
        assertMatrix(new Sigmoid().forward(x), new double[] {1 / (1 + Math.exp(2)), 0.5, 1 / (1 + Math.exp(-3))});
        assertMatrix(new Tanh().forward(x), new double[] {Math.tanh(-2), 0, Math.tanh(3)});
        SimpleMatrix ones = matrix(new double[] {1, 1, 1});
        LeakyRelu leaky = new LeakyRelu();
        leaky.forward(x);
        assertMatrix(leaky.backward(ones), new double[] {0.01, 0.01, 1});
        Relu relu = new Relu();
        relu.forward(x);
        assertMatrix(relu.backward(ones), new double[] {0, 0, 1});
        Sigmoid sigmoid = new Sigmoid();
        sigmoid.forward(x);
        assertEquals(0.25, sigmoid.backward(ones).get(0, 1));
    }

    @Test
    void sigmoidFarOutIsFlatAndNotNaN() {
        Sigmoid sigmoid = new Sigmoid();
        assertMatrix(sigmoid.forward(matrix(new double[] {-800, 800})), new double[] {0, 1});
        assertMatrix(sigmoid.backward(matrix(new double[] {1, 1})), new double[] {0, 0});
    }

    @Test
    void nanIsNotHidden() {
        for (Supplier<Layer> make : ACTIVATIONS)
            assertTrue(Double.isNaN(
                    make.get().forward(matrix(new double[] {Double.NaN})).get(0)));
    }

    @Test
    void everyLayerPassesTheGradientCheckOnRandomShapes() {
        RandomMatrices random = new RandomMatrices(3);
        for (int trial = 0; trial < 10; trial++) {
            int n = random.size(6);
            int d = random.size(6);
            for (Supplier<Layer> make : ACTIVATIONS)
                assertPasses(make.get(), random.next(n, d, Precision.DOUBLE), 1e-7);
            Affine affine = Affine.random(d, random.size(6), 1, Precision.DOUBLE, new Random(trial));
            assertPasses(affine, random.next(n, d, Precision.DOUBLE), 1e-7);
        }
    }

    @Test
    void everyLayerPassesTheGradientCheckInFloat() {
        RandomMatrices random = new RandomMatrices(4);
        for (Supplier<Layer> make : List.<Supplier<Layer>>of(Sigmoid::new, Tanh::new))
            assertPasses(make.get(), random.next(4, 5, Precision.FLOAT), 1e-3);
        assertPasses(Affine.random(5, 3, 1, Precision.FLOAT, new Random(1)), random.next(4, 5, Precision.FLOAT), 1e-3);
    }

    private static void assertPasses(Layer layer, SimpleMatrix x, double tolerance) {
        SimpleMatrix before = x.copy();
        GradientReport report = GradientCheck.of(layer, x, 1);
        assertTrue(report.passes(tolerance), () -> layer.name() + " on " + Matrices.shape(x) + "\n" + report);
        assertTrue(before.isIdentical(x, 0), "the input is as before");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void argumentsAreLeftAloneAndPrecisionIsKept(Precision precision) {
        RandomMatrices random = new RandomMatrices(5);
        SimpleMatrix x = random.next(3, 4, precision);
        for (Supplier<Layer> make : ACTIVATIONS) assertUntouched(make.get(), x, random.next(3, 4, precision));
        assertUntouched(Affine.random(4, 2, 1, precision, new Random(1)), x, random.next(3, 2, precision));
    }

    private static void assertUntouched(Layer layer, SimpleMatrix x, SimpleMatrix dY) {
        SimpleMatrix xBefore = x.copy();
        SimpleMatrix dYBefore = dY.copy();
        SimpleMatrix y = layer.forward(x);
        SimpleMatrix dX = layer.backward(dY);
        assertTrue(xBefore.isIdentical(x, 0) && dYBefore.isIdentical(dY, 0), layer.name());
        assertEquals(Precision.of(x), Precision.of(y));
        assertEquals(Precision.of(x), Precision.of(dX));
    }

    @Test
    void backwardToParamsLeavesTheSameGradients() {
        RandomMatrices random = new RandomMatrices(6);
        SimpleMatrix x = random.next(3, 4, Precision.DOUBLE);
        SimpleMatrix dY = random.next(3, 2, Precision.DOUBLE);
        Affine full = Affine.random(4, 2, 1, Precision.DOUBLE, new Random(1));
        Affine first = Affine.random(4, 2, 1, Precision.DOUBLE, new Random(1));
        full.forward(x);
        full.backward(dY);
        first.forward(x);
        first.backwardToParams(dY);
        assertTrue(full.W().gradient().isIdentical(first.W().gradient(), 0));
        assertTrue(full.b().gradient().isIdentical(first.b().gradient(), 0));
    }

    @Test
    void halfAndMeanSquaredErrorAreToldApart() {
        SimpleMatrix y = matrix(new double[] {1, 2, 3, 4}, new double[] {0, 0, 0, 0});
        SimpleMatrix t = matrix(new double[] {0, 0, 0, 0}, new double[] {1, 1, 1, 1});
        HalfSquaredError half = new HalfSquaredError();
        assertEquals(17, half.forward(y, t)); // ½(1 + 4 + 9 + 16 + 4)
        assertMatrix(half.backward(), new double[] {1, 2, 3, 4}, new double[] {-1, -1, -1, -1});
        MeanSquaredError mean = new MeanSquaredError();
        assertEquals(34.0 / 8, mean.forward(y, t));
        assertMatrix(mean.backward(), new double[] {0.25, 0.5, 0.75, 1}, new double[] {-.25, -.25, -.25, -.25});
    }

    @Test
    void softmaxWithLossByHand() {
        SoftmaxWithLoss loss = new SoftmaxWithLoss();
        double value = loss.forward(
                matrix(new double[] {0, Math.log(3)}, new double[] {0, 0}),
                matrix(new double[] {0, 1}, new double[] {1, 0}));
        assertEquals((-Math.log(0.75) - Math.log(0.5)) / 2, value, 1e-15);
        SimpleMatrix d = loss.backward(); // (y − t)/N
        assertEquals(0.25 / 2, d.get(0, 0), 1e-15);
        assertEquals(-0.25 / 2, d.get(0, 1), 1e-15);
        assertEquals(-0.5 / 2, d.get(1, 0), 1e-15);
    }

    @Test
    void softmaxWithLossStaysFiniteWhereAProbabilityUnderflows() {
        SoftmaxWithLoss loss = new SoftmaxWithLoss();
        assertEquals(2000, loss.forward(matrix(new double[] {2000, 0}), matrix(new double[] {0, 1})), 1e-9);
    }

    @Test
    void lossesPassTheGradientCheck() {
        RandomMatrices random = new RandomMatrices(7);
        for (int trial = 0; trial < 10; trial++) {
            int n = random.size(6);
            int c = random.size(6);
            SimpleMatrix y = random.next(n, c, Precision.DOUBLE);
            SimpleMatrix t = Matrices.softmax(random.next(n, c, Precision.DOUBLE));
            for (Loss loss : List.of(new SoftmaxWithLoss(), new HalfSquaredError(), new MeanSquaredError())) {
                loss.forward(y, t);
                SimpleMatrix backprop = loss.backward();
                SimpleMatrix numerical = NumericalGradient.of(() -> loss.forward(y, t), y);
                assertTrue(backprop.isIdentical(numerical, 1e-8), loss.name());
            }
        }
    }

    @Test
    void wrongShapesAreRefusedWithBothSizes() {
        Affine affine = new Affine(new SimpleMatrix(3, 2), new SimpleMatrix(1, 2));
        assertRefused(
                "Affine: W is 3 × 2, so x must have 3 columns, but x is 5 × 4",
                () -> affine.forward(new SimpleMatrix(5, 4)));
        affine.forward(new SimpleMatrix(5, 3));
        assertRefused(
                "Affine: dY must have the shape of the last output, 5 × 2, but it is 5 × 3",
                () -> affine.backward(new SimpleMatrix(5, 3)));
        assertRefused(
                "Affine: W is 3 × 2, so b must be 1 × 2, but it is 1 × 3",
                () -> new Affine(new SimpleMatrix(3, 2), new SimpleMatrix(1, 3)));
        for (Supplier<Layer> make : ACTIVATIONS) {
            Layer layer = make.get();
            layer.forward(new SimpleMatrix(2, 2));
            assertRefused(
                    layer.name() + ": dY must have the shape of the last output, 2 × 2, but it is 2 × 3",
                    () -> layer.backward(new SimpleMatrix(2, 3)));
        }
        for (Loss loss : List.of(new SoftmaxWithLoss(), new HalfSquaredError(), new MeanSquaredError())) {
            assertRefused(
                    loss.name() + ": t must be 2 × 3, but it is 2 × 2",
                    () -> loss.forward(new SimpleMatrix(2, 3), new SimpleMatrix(2, 2)));
            assertRefused(
                    loss.name() + ": the batch is empty; it needs at least one row",
                    () -> loss.forward(new SimpleMatrix(0, 3), new SimpleMatrix(0, 3)));
        }
        assertRefused(
                "SoftmaxWithLoss: row 0 of the targets adds up to 2.0, but it must add up to 1; for class numbers"
                        + " use Labels.oneHot",
                () -> new SoftmaxWithLoss().forward(new SimpleMatrix(1, 2), matrix(new double[] {1, 1})));
        assertRefused(
                "the gradient of W must be 3 × 2, but it is 2 × 3",
                () -> affine.W().setGradient(new SimpleMatrix(2, 3)));
    }

    @Test
    void backwardBeforeForwardIsRefused() {
        for (Supplier<Layer> make : ACTIVATIONS)
            assertThrows(IllegalStateException.class, () -> make.get().backward(new SimpleMatrix(1, 1)));
        assertThrows(
                IllegalStateException.class,
                () -> new Affine(new SimpleMatrix(1, 1), new SimpleMatrix(1, 1)).backward(new SimpleMatrix(1, 1)));
        for (Loss loss : List.of(new SoftmaxWithLoss(), new HalfSquaredError(), new MeanSquaredError()))
            assertThrows(IllegalStateException.class, loss::backward);
    }
}
