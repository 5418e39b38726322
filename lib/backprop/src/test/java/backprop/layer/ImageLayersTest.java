package backprop.layer;

import static backprop.Refusals.assertRefused;
import static backprop.math.Matrices.matrix;
import static backprop.math.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import backprop.check.GradientCheck;
import backprop.check.GradientReport;
import backprop.math.ImageShape;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolution and max pooling. The numbers of PyTorch are in TorchReferenceTest. */
class ImageLayersTest {
    private static final ImageShape FOUR = new ImageShape(4, 4, 1);
    private static final SimpleMatrix PICTURE = row(1, 2, 0, 1, 0, 1, 3, 2, 2, 0, 1, 1, 1, 1, 0, 2);
    private static final SimpleMatrix KERNEL = row(1, 0, -1, 2, 0, -2, 1, 0, -1).transpose();

    private static void assertMatrix(SimpleMatrix expected, SimpleMatrix actual) {
        assertTrue(expected.isIdentical(actual, 1e-15), () -> "expected " + expected + " but got " + actual);
    }

    private static Conv2d convolution() {
        return new Conv2d(FOUR, 3, KERNEL.copy(), row(10));
    }

    @Test
    void aKernelOnAPictureByHand() {
        Conv2d convolution = convolution();
        // 1·1 + 2·0 + 1·2 − (1·0 + 2·3 + 1·1) + 10, and so on
        assertMatrix(row(6, 8, 10, 6), convolution.forward(PICTURE));
        SimpleMatrix dX = convolution.backward(row(1, 2, 3, 4));
        // A kernel's gradient is the picture's convolution with dY: 1·1 + 2·2 + 3·0 + 4·1, and so on.
        assertMatrix(
                row(9, 17, 19, 8, 11, 14, 9, 5, 11).transpose(), convolution.W().gradient());
        assertMatrix(row(10), convolution.b().gradient());
        // The picture's is a full convolution of dY with the kernel turned.
        assertMatrix(row(1, 2, -1, -2, 5, 8, -5, -8, 7, 10, -7, -10, 3, 4, -3, -4), dX);
    }

    @Test
    void zerosAroundThePictureKeepItsSize() {
        Conv2d convolution = new Conv2d(FOUR, 3, 1, KERNEL.copy(), row(10));
        assertEquals(FOUR, convolution.outputShape());
        SimpleMatrix y = convolution.forward(PICTURE);
        assertEquals(-2 * 2 - 1 + 10, y.get(FOUR.column(0, 0, 0)));
        assertEquals(6, y.get(FOUR.column(1, 1, 0)), "inside as without");
        assertEquals(2 * 0 + 1 * 1 + 10, y.get(FOUR.column(3, 3, 0)));
        SimpleMatrix dX = convolution.backward(row(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertMatrix(row(0, -2, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), dX);
    }

    @Test
    void channelsLieSideBySide() {
        // Two pixels of two channels, two kernels of one pixel: at each pixel a product of its own.
        ImageShape shape = new ImageShape(1, 2, 2);
        Conv2d convolution = new Conv2d(shape, 1, matrix(row(1, 10), row(2, 20)), row(0, 0.5));
        assertMatrix(row(5, 50.5, 11, 110.5), convolution.forward(row(1, 2, 3, 4)));
    }

    @Test
    void theLargestOfAWindowByHand() {
        MaxPool pool = new MaxPool(FOUR, 2);
        assertMatrix(row(2, 3, 2, 2), pool.forward(PICTURE));
        assertMatrix(row(0, 1, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 4), pool.backward(row(1, 2, 3, 4)));
    }

    @Test
    void ofEqualNumbersTheFirstGetsTheGradient() {
        MaxPool pool = new MaxPool(FOUR, 2);
        pool.forward(new SimpleMatrix(1, 16));
        assertMatrix(row(1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0, 0, 0, 0), pool.backward(row(1, 2, 3, 4)));
    }

    @Test
    void whatIsTooNarrowForAWindowIsDropped() {
        MaxPool pool = new MaxPool(new ImageShape(3, 5, 1), 2);
        assertEquals(new ImageShape(1, 2, 1), pool.outputShape());
        SimpleMatrix x = row(1, 2, 3, 4, 99, 5, 6, 7, 8, 99, 99, 99, 99, 99, 99);
        assertMatrix(row(6, 8), pool.forward(x));
        assertMatrix(row(0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0), pool.backward(row(1, 2)));
    }

    @ParameterizedTest
    @EnumSource
    void nanIsNotHidden(Precision precision) {
        for (int channels : new int[] {1, 17}) {
            ImageShape shape = new ImageShape(2, 2, channels);
            SimpleMatrix x = new RandomMatrices(1).next(1, shape.size(), precision);
            x.set(shape.column(1, 0, channels - 1), Double.NaN);
            SimpleMatrix y = new MaxPool(shape, 2).forward(x);
            assertTrue(Double.isNaN(y.get(channels - 1)));
        }
    }

    @Test
    void flattenSaysWhereThePicturesEnd() {
        Flatten flatten = new Flatten(FOUR);
        assertSame(PICTURE, flatten.forward(PICTURE));
        assertSame(PICTURE, flatten.backward(PICTURE));
        assertEquals(16, flatten.inputs());
        assertEquals(16, flatten.outputs(16));
    }

    @Test
    void everyLayerPassesTheGradientCheckOnRandomShapes() {
        RandomMatrices random = new RandomMatrices(3);
        for (int trial = 0; trial < 20; trial++) {
            // 17: more than a register holds
            int channels = trial % 5 == 0 ? 17 : random.size(3);
            ImageShape shape = new ImageShape(2 + random.size(4), 2 + random.size(4), channels);
            SimpleMatrix x = random.next(random.size(23), shape.size(), Precision.DOUBLE);
            int side = random.size(3);
            int padding = random.size(3) - 1;
            assertPasses(Conv2d.he(shape, random.size(4), side, padding, Precision.DOUBLE, new Random(trial)), x, 1e-6);
            assertPasses(new MaxPool(shape, side), x, 1e-7);
            assertPasses(new Flatten(shape), x, 1e-7);
        }
    }

    @Test
    void everyLayerPassesTheGradientCheckInFloat() {
        SimpleMatrix x = new RandomMatrices(4).next(4, 50, Precision.FLOAT);
        ImageShape shape = new ImageShape(5, 5, 2);
        assertPasses(Conv2d.he(shape, 3, 3, 1, Precision.FLOAT, new Random(1)), x, 1e-3);
        assertPasses(new MaxPool(shape, 2), x, 1e-3);
    }

    private static void assertPasses(Layer layer, SimpleMatrix x, double tolerance) {
        SimpleMatrix before = x.copy();
        GradientReport report = GradientCheck.of(layer, x, 1);
        assertTrue(report.passes(tolerance), () -> layer + " on " + Matrices.shape(x) + "\n" + report);
        assertTrue(before.isIdentical(x, 0), "the input is as before");
    }

    @ParameterizedTest
    @EnumSource
    void argumentsAreLeftAloneAndPrecisionIsKept(Precision precision) {
        RandomMatrices random = new RandomMatrices(5);
        ImageShape shape = new ImageShape(4, 6, 2);
        for (Layer layer : List.of(
                Conv2d.he(shape, 3, 3, precision, random()),
                Conv2d.he(shape, 3, 3, 1, precision, random()),
                new MaxPool(shape, 2),
                new Flatten(shape))) {
            SimpleMatrix x = random.next(3, shape.size(), precision);
            SimpleMatrix dY = random.next(3, layer.outputs(shape.size()), precision);
            SimpleMatrix xBefore = x.copy();
            SimpleMatrix dYBefore = dY.copy();
            SimpleMatrix y = layer.forward(x);
            SimpleMatrix dX = layer.backward(dY);
            assertTrue(xBefore.isIdentical(x, 0) && dYBefore.isIdentical(dY, 0), layer.name());
            assertEquals(precision, Precision.of(y));
            assertEquals(precision, Precision.of(dX));
        }
    }

    private static Random random() {
        return new Random(1);
    }

    @Test
    void backwardToParamsLeavesTheSameGradients() {
        Conv2d full = convolution();
        Conv2d first = convolution();
        full.forward(PICTURE);
        full.backward(row(1, 2, 3, 4));
        first.forward(PICTURE);
        first.backwardToParams(row(1, 2, 3, 4));
        assertTrue(full.W().gradient().isIdentical(first.W().gradient(), 0));
        assertTrue(full.b().gradient().isIdentical(first.b().gradient(), 0));
    }

    @Test
    void theLayersFitTogetherAndAreSavedAsMatrices(@TempDir Path folder) throws IOException {
        Network net = net(1);
        assertEquals(List.of("W1", "b1", "W2", "b2"), List.copyOf(net.params().keySet()));
        assertEquals("9 × 2", Matrices.shape(net.param("W1").value()));
        Path file = folder.resolve("convolution.safetensors");
        net.save(file);
        Network other = net(2);
        SimpleMatrix x = new RandomMatrices(1).next(3, 36, Precision.FLOAT);
        assertTrue(!Matrices.areIdentical(net.predict(x), other.predict(x)));
        other.load(file);
        assertTrue(Matrices.areIdentical(net.predict(x), other.predict(x)));
    }

    private static Network net(long seed) {
        Random random = new Random(seed);
        Conv2d convolution = Conv2d.he(new ImageShape(6, 6, 1), 2, 3, Precision.FLOAT, random);
        MaxPool pool = new MaxPool(convolution.outputShape(), 2);
        return new Network(
                new SoftmaxWithLoss(),
                convolution,
                new Relu(),
                pool,
                new Flatten(pool.outputShape()),
                Affine.he(pool.outputShape().size(), 3, Precision.FLOAT, random));
    }

    @Test
    void theyDescribeThemselves() {
        assertEquals(
                "Conv2d: 4 × 4 × 1 → 2 × 2 × 1, W (9 × 1), b (1 × 1)",
                convolution().toString());
        assertEquals("MaxPool 2 × 2: 4 × 4 × 1 → 2 × 2 × 1", new MaxPool(FOUR, 2).toString());
        assertEquals("Flatten: 4 × 4 × 1 → 16", new Flatten(FOUR).toString());
    }

    @Test
    void wrongShapesAreRefusedWithBothSizes() {
        assertRefused(
                "Conv2d: pictures are 4 × 4 × 1, so x must have 16 columns, but x is 1 × 9",
                () -> convolution().forward(new SimpleMatrix(1, 9)));
        assertRefused(
                "MaxPool: pictures are 4 × 4 × 1, so x must have 16 columns, but x is 1 × 9",
                () -> new MaxPool(FOUR, 2).forward(new SimpleMatrix(1, 9)));
        assertRefused(
                "Flatten: pictures are 4 × 4 × 1, so x must have 16 columns, but x is 1 × 9",
                () -> new Flatten(FOUR).forward(new SimpleMatrix(1, 9)));
        for (Layer layer : List.of(convolution(), new MaxPool(FOUR, 2))) {
            layer.forward(PICTURE);
            assertRefused(
                    layer.name() + ": dY must have the shape of the last output, 1 × 4, but it is 2 × 4",
                    () -> layer.backward(new SimpleMatrix(2, 4)));
        }
        assertRefused(
                "Conv2d: K kernels of 3 × 3 for pictures of 4 × 4 × 1 need W of 9 × K and b of 1 × K, but W is 8 × 2"
                        + " and b 1 × 2",
                () -> new Conv2d(FOUR, 3, new SimpleMatrix(8, 2), new SimpleMatrix(1, 2)));
        assertRefused(
                "Conv2d: K kernels of 3 × 3 for pictures of 4 × 4 × 1 need W of 9 × K and b of 1 × K, but W is 9 × 2"
                        + " and b 1 × 1",
                () -> new Conv2d(FOUR, 3, new SimpleMatrix(9, 2), new SimpleMatrix(1, 1)));
        assertRefused(
                "a kernel of 5 × 5 does not fit into a picture of 4 × 4 × 1 with a padding of 0",
                () -> new Conv2d(FOUR, 5, new SimpleMatrix(25, 2), new SimpleMatrix(1, 2)));
        assertRefused(
                "a kernel needs a side of at least 1 and a padding of at least 0, but they are 3 and -1",
                () -> Conv2d.he(FOUR, 2, 3, -1, Precision.FLOAT, random()));
        assertRefused(
                "Affine: inputs and outputs must be at least 1, but they are 9 and 0",
                () -> Conv2d.he(FOUR, 0, 3, Precision.FLOAT, random()));
        assertRefused("windows of 5 × 5 do not fit into a picture of 4 × 4 × 1", () -> new MaxPool(FOUR, 5));
        assertRefused(
                "a picture needs at least one line, column and channel, but this one is 4 × 0 × 1",
                () -> new ImageShape(4, 0, 1));
        assertRefused(
                "a picture of 65536 × 65536 × 1 has more numbers than fit into a row",
                () -> new ImageShape(65536, 65536, 1));
    }

    @Test
    void backwardBeforeForwardIsRefused() {
        for (Layer layer : List.of(convolution(), new MaxPool(FOUR, 2), new Flatten(FOUR)))
            assertThrows(IllegalStateException.class, () -> layer.backward(new SimpleMatrix(1, 4)));
    }

    @Test
    void noPicturesAreNoError() {
        Conv2d convolution = convolution();
        assertEquals("0 × 4", Matrices.shape(convolution.forward(new SimpleMatrix(0, 16))));
        assertEquals("0 × 16", Matrices.shape(convolution.backward(new SimpleMatrix(0, 4))));
        assertEquals(0, convolution.W().gradient().elementMaxAbs());
    }

    @Test
    void scalesOfXavierAndHe() {
        assertEquals(
                Math.sqrt(2.0 / 500),
                spread(Affine.xavier(300, 200, Precision.DOUBLE, random()).W()),
                2e-3);
        assertEquals(
                Math.sqrt(2.0 / 300),
                spread(Affine.he(300, 200, Precision.DOUBLE, random()).W()),
                2e-3);
        Conv2d convolution = Conv2d.he(new ImageShape(9, 9, 12), 500, 5, Precision.DOUBLE, random());
        assertEquals(Math.sqrt(2.0 / 300), spread(convolution.W()), 2e-3);
    }

    private static double spread(Param W) {
        return W.value().normF() / Math.sqrt(W.value().getNumElements());
    }
}
