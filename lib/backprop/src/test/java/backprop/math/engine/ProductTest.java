package backprop.math.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Java;
import backprop.RandomMatrices;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {
    private static final int[] LANES = {4, 8, 16};

    /** Sizes where something ends: of a register, a tile, a panel. */
    private static int[] edges() {
        IntStream atRegisters = Arrays.stream(LANES).flatMap(lanes -> IntStream.of(lanes - 1, lanes, lanes + 1));
        return IntStream.concat(IntStream.of(0, 1, 2, 3, 5, 6, 11, 12, 13, 23, 24, 25, 48, 49), atRegisters)
                .distinct()
                .toArray();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void allThreeProductsAgreeWithEjmlAtEveryEdge(Precision precision) {
        RandomMatrices random = new RandomMatrices(8);
        for (int n : edges())
            for (int k : new int[] {0, 1, 3, 4, 5, 17}) for (int m : edges()) assertAgree(random, n, k, m, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void allThreeProductsAgreeWithEjmlOnRandomShapes(Precision precision) {
        RandomMatrices random = new RandomMatrices(18);
        for (int trial = 0; trial < 80; trial++)
            assertAgree(random, random.size(150), random.size(150), random.size(150), precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void fewColumnsAreEnough(Precision precision) {
        RandomMatrices random = new RandomMatrices(38);
        for (int m = 1; m <= 5; m++)
            for (int n : new int[] {6, 13, 100, 257}) assertAgree(random, n, 1100, m, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void blocksAreAddedUp(Precision precision) {
        RandomMatrices random = new RandomMatrices(28);
        assertAgree(random, 7, 2100, 30, precision);
        assertAgree(random, 15, 1025, 9, precision);
        assertAgree(random, 13, 40, 1000, precision);
        assertAgree(random, 300, 20, 970, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void manyColumnsMeetCopiesOfBoth(Precision precision) {
        RandomMatrices random = new RandomMatrices(58);
        for (int trial = 0; trial < 40; trial++)
            assertAgree(random, 12 + random.size(70), random.size(40), 120 + random.size(100), precision);
        // The copy of A is as large as it may be.
        assertAgree(random, 250, 1024, 128, precision);
        assertAgree(random, 1033, 250, 131, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void oneOrTwoColumnsBeyondWholeRegistersAreAddedUpInTheirOwnWay(Precision precision) {
        RandomMatrices random = new RandomMatrices(68);
        for (int m : new int[] {33, 34, 50, 97, 114})
            for (int k : new int[] {4, 15, 16, 17, 100, 1024, 1025})
                for (int n : new int[] {64, 65, 67, 131}) assertAgree(random, n, k, m, precision);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void whatIsNarrowMayBeWorkedOutTransposed(Precision precision) {
        RandomMatrices random = new RandomMatrices(78);
        for (int m : new int[] {5, 6, 7, 10, 12, 13})
            for (int k : new int[] {1, 4, 100, 1025})
                for (int n : new int[] {63, 64, 65, 500}) assertAgree(random, n, k, m, precision);
        assertAgree(random, 13_108, 8, 10, precision);
    }

    private static void assertAgree(RandomMatrices random, int n, int k, int m, Precision precision) {
        SimpleMatrix a = random.next(n, k, precision);
        SimpleMatrix b = random.next(k, m, precision);
        SimpleMatrix aBefore = a.copy();
        SimpleMatrix bBefore = b.copy();
        SimpleMatrix expected = new SimpleMatrix(n, m);
        CommonOps_DDRM.mult(
                Matrices.to(Precision.DOUBLE, a).getDDRM(),
                Matrices.to(Precision.DOUBLE, b).getDDRM(),
                expected.getDDRM());
        double tolerance = (precision == Precision.FLOAT ? 1e-5 : 1e-12) * (1 + largest(expected));
        for (SimpleMatrix c : List.of(
                Matrices.mult(a, b), Matrices.multTransA(a.transpose(), b), Matrices.multTransB(a, b.transpose()))) {
            assertEquals(Matrices.shape(expected), Matrices.shape(c));
            assertEquals(precision, Precision.of(c));
            for (int i = 0; i < c.getNumElements(); i++)
                assertEquals(expected.get(i), c.get(i), tolerance, n + " × " + k + " × " + m);
        }
        assertTrue(a.isIdentical(aBefore, 0) && b.isIdentical(bBefore, 0), "the arguments are left alone");
    }

    private static double largest(SimpleMatrix m) {
        double largest = 0;
        for (int i = 0; i < m.getNumElements(); i++) largest = Math.max(largest, Math.abs(m.get(i)));
        return largest;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void nanAndInfinityPassThroughAsIeeeSays(Precision precision) {
        for (int m : new int[] {1, 5, 40, 50, 140}) {
            SimpleMatrix a = Matrices.zeros(70, 20, precision);
            a.set(1, 2, Double.NaN);
            a.set(4, 0, Double.POSITIVE_INFINITY);
            a.set(69, 7, Double.POSITIVE_INFINITY);
            SimpleMatrix b = Matrices.map(Matrices.zeros(20, m, precision), zero -> 1);
            for (int j = 0; j < m; j++) b.set(7, j, 0);
            for (SimpleMatrix c : List.of(Matrices.mult(a, b), Matrices.multTransA(a.transpose(), b)))
                for (int i = 0; i < 70; i++)
                    for (int j = 0; j < m; j++) {
                        double expected = i == 1 || i == 69 ? Double.NaN : i == 4 ? Double.POSITIVE_INFINITY : 0;
                        assertEquals(expected, c.get(i, j), "row " + i + ", column " + j);
                    }
        }
    }

    @Test
    void theNumberOfThreadsDoesNotChangeOneBit() throws Exception {
        String here = Bits.ofProducts();
        for (int threads : new int[] {1, 2, 5}) {
            List<String> options = List.of("--add-modules", "jdk.incubator.vector", "-Dbackprop.threads=" + threads);
            String output = Java.run(options, Bits.class);
            assertTrue(output.contains(here), threads + " threads: " + output + " instead of " + here);
            assertTrue(output.contains(threads + " threads"), output);
        }
    }

    @Test
    void registersOfAnyWidthGiveTheSameBits() throws Exception {
        String here = Bits.ofProducts();
        for (int bytes : new int[] {16, 32}) {
            List<String> options = List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
            String output = Java.run(options, Bits.class);
            assertTrue(output.contains(here), bytes + " bytes: " + output + " instead of " + here);
        }
    }

    /** Prints what identifies the bits of some products. */
    static final class Bits {
        public static void main(String[] arguments) {
            System.out.println(Workers.THREADS + " threads: " + ofProducts());
        }

        static String ofProducts() {
            Random random = new Random(3);
            StringBuilder bits = new StringBuilder();
            int[][] shapes = {{100, 784, 50}, {784, 100, 50}, {64, 1500, 700}, {257, 255, 129}, {300, 256, 10}};
            for (int[] shape : shapes)
                for (Precision precision : Precision.values()) {
                    SimpleMatrix a = next(random, shape[0], shape[1], precision);
                    SimpleMatrix b = next(random, shape[1], shape[2], precision);
                    for (SimpleMatrix c : List.of(Matrices.mult(a, b), Matrices.multTransA(a.transpose(), b)))
                        bits.append(
                                        precision == Precision.FLOAT
                                                ? Arrays.hashCode(c.getFDRM().data)
                                                : Arrays.hashCode(c.getDDRM().data))
                                .append(' ');
                }
            return bits.toString();
        }

        private static SimpleMatrix next(Random random, int rows, int columns, Precision precision) {
            return Matrices.map(Matrices.zeros(rows, columns, precision), zero -> random.nextGaussian());
        }
    }
}
