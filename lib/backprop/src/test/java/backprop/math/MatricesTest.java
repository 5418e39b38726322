package backprop.math;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Java;
import backprop.RandomMatrices;
import backprop.math.engine.Vectors;
import java.util.Arrays;
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

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theRectifierChoosesEntryByEntryAtAnyLength(Precision precision) {
        RandomMatrices random = new RandomMatrices(9);
        for (int length = 0; length < 70; length++) {
            SimpleMatrix x = random.next(1, length, precision);
            SimpleMatrix dY = random.next(1, length, precision);
            for (double slope : new double[] {0, 0.25}) {
                SimpleMatrix y = Matrices.rectify(x, slope);
                SimpleMatrix dX = Matrices.rectifyBackward(dY, x, slope);
                for (int i = 0; i < length; i++) {
                    assertEquals(x.get(i) > 0 ? x.get(i) : slope * x.get(i), y.get(i), 1e-7);
                    assertEquals(x.get(i) > 0 ? dY.get(i) : slope * dY.get(i), dX.get(i), 1e-7);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theRectifierLetsNanThroughAndStopsMinusInfinity(Precision precision) {
        SimpleMatrix x = Matrices.map(Matrices.zeros(1, 40, precision), zero -> Double.NaN);
        for (int i = 1; i < 40; i += 2) x.set(i, Double.NEGATIVE_INFINITY);
        SimpleMatrix y = Matrices.rectify(x, 0);
        SimpleMatrix leaky = Matrices.rectify(x, 0.5);
        for (int i = 0; i < 40; i++) {
            assertEquals(i % 2 == 0 ? Double.NaN : 0, y.get(i));
            assertEquals(i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY, leaky.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void bytesBecomeSharesOf255(Precision precision) {
        byte[] bytes = new byte[256 + 40];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
        for (int columns : new int[] {0, 1, 7, 8, 9, 31, 40}) {
            int[] starts = new int[256];
            for (int i = 0; i < 256; i++) starts[i] = 255 - i;
            SimpleMatrix x = Matrices.ofBytes(bytes, starts, columns, precision, null);
            for (int i = 0; i < 256; i++)
                for (int j = 0; j < columns; j++) {
                    int unsigned = (255 - i + j) % 256;
                    assertEquals(precision == Precision.FLOAT ? unsigned / 255f : unsigned / 255.0, x.get(i, j));
                }
        }
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Matrices.ofBytes(bytes, new int[] {290}, 7, Precision.FLOAT, null));
    }

    @Test
    void softmaxOfFloatsIsThatOfDoublesButForTheLastDigits() {
        RandomMatrices random = new RandomMatrices(10);
        for (int columns = 1; columns < 40; columns++) {
            SimpleMatrix a = Matrices.map(random.next(7, columns, Precision.FLOAT), v -> 10 * v);
            double[] logSums = new double[7];
            SimpleMatrix y = Matrices.softmax(a, logSums, null);
            SimpleMatrix exact = Matrices.softmax(Matrices.to(Precision.DOUBLE, a));
            for (int i = 0; i < 7; i++) {
                for (int k = 0; k < columns; k++)
                    assertEquals(exact.get(i, k), y.get(i, k), 5e-6 * exact.get(i, k) + 1e-38);
                assertEquals(Matrices.logSumExp(a, i), logSums[i], 1e-6);
            }
        }
        assertRefused(
                "softmax of 7 rows needs as many places for their sums, not 6",
                () -> Matrices.softmax(random.next(7, 2, Precision.FLOAT), new double[6], null));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void softmaxOfNanIsNanAndNothingElseIs(Precision precision) {
        SimpleMatrix a = Matrices.zeros(2, 3, precision);
        a.set(0, 1, Double.NaN);
        a.set(1, 0, Double.NEGATIVE_INFINITY);
        SimpleMatrix y = Matrices.softmax(a);
        for (int k = 0; k < 3; k++) assertTrue(Double.isNaN(y.get(0, k)));
        assertEquals(0, y.get(1, 0));
        assertEquals(0.5, y.get(1, 2));
    }

    @Test
    void withoutTheVectorModuleAllIsRightAndSaysOnceThatItIsSlow() throws Exception {
        assertTrue(Vectors.FOUND.isPresent(), "the tests themselves run with the module");
        String output = Java.run(List.of(), WithoutVectors.class);
        assertTrue(output.contains("32.0 32.0 0.5 1.0 [0.0, 2.0]"), output);
        assertEquals(2, output.split("--add-modules jdk.incubator.vector", -1).length, output);
    }

    /** Computes in a Java that was started without the vector module. */
    static final class WithoutVectors {
        public static void main(String[] arguments) {
            SimpleMatrix x = Matrices.to(Precision.FLOAT, matrix(new double[] {1, 2, 3}));
            SimpleMatrix w = Matrices.to(Precision.FLOAT, matrix(new double[] {4, 5, 6}));
            SimpleMatrix zeros = Matrices.zeros(1, 2, Precision.FLOAT);
            SimpleMatrix y = Matrices.rectify(Matrices.to(Precision.FLOAT, matrix(new double[] {-1, 2})), 0);
            System.out.println(Matrices.multTransB(x, w).get(0, 0) + " "
                    + Matrices.mult(x, w.transpose()).get(0, 0) + " "
                    + Matrices.softmax(zeros).get(0, 1) + " "
                    + Matrices.ofBytes(new byte[] {-1}, new int[1], 1, Precision.FLOAT, null)
                            .get(0, 0)
                    + " "
                    + Arrays.toString(
                            Matrices.columnSums(Matrices.addRow(zeros, y)).getFDRM().data));
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

    @ParameterizedTest
    @EnumSource
    void assigningTellsWhetherAllIsFinite(Precision precision) {
        double largest = precision == Precision.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
        for (int columns : new int[] {1, 7, 16, 61, 70_000}) {
            SimpleMatrix x = new RandomMatrices(columns).next(2, columns, precision);
            SimpleMatrix y = Matrices.zeros(2, columns, precision);
            assertTrue(Matrices.assignInPlace(y, x));
            assertTrue(x.isIdentical(y, 0));
            x.fill(largest);
            assertTrue(Matrices.assignInPlace(y, x), "the largest number is finite, and so are many of them");
            for (int i = 0; i < 2 * columns; i += 1 + columns / 50) {
                for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    x.set(i, broken);
                    assertFalse(Matrices.assignInPlace(y, x), broken + " at " + i + " of " + 2 * columns);
                    assertEquals(broken, y.get(i));
                }
                x.set(i, 0);
            }
            assertTrue(Matrices.assignInPlace(y, x));
        }
    }

    @ParameterizedTest
    @EnumSource
    void identicalMatricesDoNotDifferInOnePlace(Precision precision) {
        for (int columns : new int[] {0, 1, 7, 16, 61}) {
            SimpleMatrix a = new RandomMatrices(columns).next(3, columns, precision);
            SimpleMatrix b = a.copy();
            for (int i = 0; i < a.getNumElements(); i++) {
                b.set(i, Double.NaN);
                assertFalse(Matrices.areIdentical(a, b), "entry " + i + " of " + a.getNumElements());
                a.set(i, Double.NaN);
                assertTrue(Matrices.areIdentical(a, b));
            }
        }
        SimpleMatrix row = Matrices.zeros(1, 2, precision);
        assertFalse(Matrices.areIdentical(row, Matrices.zeros(2, 1, precision)), "another shape");
        Precision other = precision == Precision.FLOAT ? Precision.DOUBLE : Precision.FLOAT;
        assertFalse(Matrices.areIdentical(row, Matrices.zeros(1, 2, other)), "another precision");
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsAddedToEveryRowHoweverManyThereAre(Precision precision) {
        RandomMatrices random = new RandomMatrices(12);
        for (int[] shape : new int[][] {{0, 3}, {3, 0}, {1, 70_000}, {70_000, 1}, {130, 1_001}}) {
            SimpleMatrix x = random.next(shape[0], shape[1], precision);
            SimpleMatrix b = random.next(1, shape[1], precision);
            SimpleMatrix y = Matrices.addRow(x, b);
            for (int i = 0; i < shape[0]; i++)
                for (int j = 0; j < shape[1]; j++)
                    assertEquals(x.get(i, j) + b.get(j), y.get(i, j), precision == Precision.FLOAT ? 1e-6 : 0);
        }
    }
}
