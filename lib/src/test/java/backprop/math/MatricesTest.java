package backprop.math;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.RandomMatrices;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatricesTest {
    private static SimpleMatrix matrix(double[]... rows) {
        return new SimpleMatrix(rows);
    }

    @Test
    void rowTimesColumnOfTheSourceIs32() {
        SimpleMatrix x = matrix(new double[] {1, 2, 3});
        SimpleMatrix w = matrix(new double[] {4}, new double[] {5}, new double[] {6});
        assertEquals(32, Matrices.mult(x, w).get(0, 0));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void productsAgreeWithThreeLoopsOnRandomShapes(Precision precision) {
        RandomMatrices random = new RandomMatrices(1);
        double tolerance = precision == Precision.FLOAT ? 1e-4 : 1e-12;
        for (int trial = 0; trial < 60; trial++) {
            int n = random.size(20);
            int k = random.size(20);
            int m = random.size(20);
            SimpleMatrix a = random.next(n, k, precision);
            SimpleMatrix b = random.next(k, m, precision);
            SimpleMatrix expected = threeLoops(a, b);
            assertClose(expected, Matrices.mult(a, b), tolerance);
            assertClose(expected, Matrices.multTransA(a.transpose(), b), tolerance);
            assertClose(expected, Matrices.multTransB(a, b.transpose()), tolerance);
            assertEquals(precision, Precision.of(Matrices.mult(a, b)));
        }
    }

    @Test
    void floatProductsAgreeAtTheEdgesOfVectorsAndBlocks() {
        RandomMatrices random = new RandomMatrices(8);
        int[] sizes = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65};
        for (int n : sizes)
            for (int k : new int[] {0, 1, 2, 17})
                for (int m : sizes) {
                    SimpleMatrix a = random.next(n, k, Precision.FLOAT);
                    SimpleMatrix b = random.next(k, m, Precision.FLOAT);
                    SimpleMatrix expected = threeLoops(a, b);
                    assertClose(expected, Matrices.mult(a, b), 1e-4);
                    assertClose(expected, Matrices.multTransA(a.transpose(), b), 1e-4);
                    assertClose(expected, Matrices.multTransB(a, b.transpose()), 1e-4);
                }
    }

    @Test
    void nanAndInfinityPassThroughProducts() {
        SimpleMatrix a = Matrices.zeros(5, 3, Precision.FLOAT);
        a.set(1, 2, Double.NaN);
        a.set(4, 0, Double.POSITIVE_INFINITY);
        SimpleMatrix b = Matrices.map(Matrices.zeros(3, 40, Precision.FLOAT), zero -> 1);
        SimpleMatrix c = Matrices.mult(a, b);
        assertEquals(0, c.get(0, 39));
        assertTrue(Double.isNaN(c.get(1, 0)) && Double.isNaN(c.get(1, 39)));
        assertEquals(Double.POSITIVE_INFINITY, c.get(4, 20));
    }

    @Test
    void withoutTheVectorModuleProductsAreRightAndSayOnceThatTheyAreSlow() throws Exception {
        assertTrue(FloatProduct.FASTEST.isPresent(), "the tests themselves run with the module");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutVectors.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("32.0 32.0"), output);
        assertEquals(2, output.split("--add-modules jdk.incubator.vector", -1).length, output);
    }

    /** Multiplies in a Java that was started without the vector module. */
    static final class WithoutVectors {
        public static void main(String[] arguments) {
            SimpleMatrix x = Matrices.to(Precision.FLOAT, matrix(new double[] {1, 2, 3}));
            SimpleMatrix w = Matrices.to(Precision.FLOAT, matrix(new double[] {4, 5, 6}));
            System.out.println(Matrices.multTransB(x, w).get(0, 0) + " "
                    + Matrices.mult(x, w.transpose()).get(0, 0));
        }
    }

    private static SimpleMatrix threeLoops(SimpleMatrix a, SimpleMatrix b) {
        SimpleMatrix c = Matrices.zeros(a.getNumRows(), b.getNumCols(), Precision.DOUBLE);
        for (int i = 0; i < a.getNumRows(); i++)
            for (int j = 0; j < b.getNumCols(); j++) {
                double sum = 0;
                for (int p = 0; p < a.getNumCols(); p++) sum += a.get(i, p) * b.get(p, j);
                c.set(i, j, sum);
            }
        return c;
    }

    private static void assertClose(SimpleMatrix expected, SimpleMatrix actual, double tolerance) {
        assertEquals(Matrices.shape(expected), Matrices.shape(actual));
        for (int i = 0; i < expected.getNumElements(); i++) assertEquals(expected.get(i), actual.get(i), tolerance);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void columnSumsUndoAddRowOverTheBatch(Precision precision) {
        RandomMatrices random = new RandomMatrices(2);
        SimpleMatrix b = random.next(1, 7, precision);
        SimpleMatrix zeros = Matrices.zeros(4, 7, precision);
        SimpleMatrix sums = Matrices.columnSums(Matrices.addRow(zeros, b));
        for (int j = 0; j < 7; j++) assertEquals(4 * b.get(0, j), sums.get(0, j), 1e-5);
        assertEquals(0, zeros.elementSum(), "the argument is left alone");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void softmaxRowsAreProbabilitiesAlsoForHugeScores(Precision precision) {
        SimpleMatrix a = Matrices.to(precision, matrix(new double[] {1000, 1001, -1000}, new double[] {0, 0, 0}));
        SimpleMatrix y = Matrices.softmax(a);
        assertEquals(1 / (1 + Math.exp(1)), y.get(0, 0), 1e-7);
        assertEquals(1 / (1 + Math.exp(-1)), y.get(0, 1), 1e-7);
        assertEquals(0, y.get(0, 2));
        for (int k = 0; k < 3; k++) assertEquals(1.0 / 3, y.get(1, k), 1e-7);
    }

    @Test
    void updateMovesInPlace() {
        SimpleMatrix w = matrix(new double[] {1, 2});
        Matrices.addScaledInPlace(w, -0.5, matrix(new double[] {10, 20}));
        assertArrayEquals(new double[] {-4, -8}, w.getDDRM().data);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void stackedMatricesStandOneBelowTheOther(Precision precision) {
        SimpleMatrix one = Matrices.to(precision, matrix(new double[] {1, 2}));
        SimpleMatrix two = Matrices.to(precision, matrix(new double[] {3, 4}, new double[] {5, 6}));
        SimpleMatrix stacked = Matrices.stack(List.of(one, two, one));
        assertEquals(precision, Precision.of(stacked));
        SimpleMatrix expected =
                matrix(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6}, new double[] {1, 2});
        assertTrue(Matrices.to(Precision.DOUBLE, stacked).isIdentical(expected, 0));
        assertRefused(
                "matrices that are stacked need as many columns, but they are 1 × 2 and 2 × 1",
                () -> Matrices.stack(List.of(one, two.cols(0, 1))));
        assertRefused("there is nothing to stack", () -> Matrices.stack(List.of()));
    }

    @Test
    void argMaxTakesTheFirstOfEqualOnes() {
        assertArrayEquals(
                new int[] {1, 0}, Matrices.argMaxOfRows(matrix(new double[] {0, 3, 3}, new double[] {2, 2, 2})));
    }

    @Test
    void conversionIsACopyInTheAskedPrecision() {
        SimpleMatrix d = matrix(new double[] {0.1, -2});
        assertEquals(Precision.FLOAT, Precision.of(Matrices.to(Precision.FLOAT, d)));
        assertEquals(0.1f, (float) Matrices.to(Precision.FLOAT, d).get(0, 0));
        SimpleMatrix same = Matrices.to(Precision.DOUBLE, d);
        assertNotSame(d, same);
        assertTrue(d.isIdentical(same, 0));
    }

    @Test
    void wrongShapesAreNamedWithBothSizes() {
        SimpleMatrix a = new SimpleMatrix(2, 3);
        assertRefused("A·B of A 2 × 3 and B 2 × 3 does not exist: 3 and 2 must be equal", () -> Matrices.mult(a, a));
        assertRefused(
                "a row added to 2 × 3 must be 1 × 3, but it is 1 × 2",
                () -> Matrices.addRow(a, new SimpleMatrix(1, 2)));
        assertRefused(
                "both matrices must have the same shape, but they are 2 × 3 and 3 × 2",
                () -> Matrices.zip(a, a.transpose(), Double::sum));
    }

    @Test
    void mixedPrecisionIsRefusedWithTheWayOut() {
        SimpleMatrix ints = new SimpleMatrix(1, 2, true, 1, 2);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Matrices.addRow(ints, new SimpleMatrix(1, 2)))
                .getMessage();
        assertTrue(message.startsWith("adding a row: X is FLOAT and b DOUBLE; convert one with"), message);
    }
}
