package backprop.data;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToyDataTest {
    private static double[] wanted(Dataset data) {
        return data.all().t().getDDRM().getData();
    }

    @Test
    void truthTablesAreFourRows() {
        assertArrayEquals(
                new double[] {0, 0, 0, 1, 1, 0, 1, 1},
                ToyData.and().all().x().getDDRM().getData());
        assertArrayEquals(new double[] {0, 0, 0, 1}, wanted(ToyData.and()));
        assertArrayEquals(new double[] {0, 1, 1, 1}, wanted(ToyData.or()));
        assertArrayEquals(new double[] {1, 1, 1, 0}, wanted(ToyData.nand()));
        assertArrayEquals(new double[] {0, 1, 1, 0}, wanted(ToyData.xor()));
        assertEquals("XOR: 4 samples of 2 numbers, 1 targets", ToyData.xor().toString());
        assertRefused(
                "a truth table of two inputs has 4 rows, but odd has 3", () -> ToyData.truthTable("odd", 0, 1, 0));
        assertRefused(
                "a truth table holds 0 and 1, but row 2 of odd says 7", () -> ToyData.truthTable("odd", 0, 7, 0, 0));
    }

    @Test
    void theSameSeedGivesTheSamePointsInBothClassesAlike() {
        Stream.<LongFunction<Dataset>>of(
                        seed -> ToyData.clouds(101, 0.3, seed),
                        seed -> ToyData.moons(101, 0.1, seed),
                        seed -> ToyData.ring(101, 0.1, seed),
                        seed -> ToyData.spirals(101, 1.5, 0.1, seed),
                        seed -> ToyData.checkerboard(101, 4, seed))
                .forEach(make -> {
                    Batch one = make.apply(7).all();
                    assertTrue(one.x().isIdentical(make.apply(7).all().x(), 0));
                    assertFalse(one.x().isIdentical(make.apply(8).all().x(), 0.01));
                    assertEquals(50, one.t().elementSum());
                    assertTrue(one.x().elementMaxAbs() < 2.5);
                });
    }

    @Test
    void pointsThatDoNotStrayLieWhereTheirClassIs() {
        check(n -> ToyData.clouds(n, 0, 1), (x, y) -> x * y < 0);
        check(n -> ToyData.ring(n, 0, 1), (x, y) -> Math.hypot(x, y) <= 0.7);
        check(n -> ToyData.checkerboard(n, 3, 1), (x, y) -> (square(x) + square(y)) % 2 == 1);
        check(n -> ToyData.moons(n, 0, 1), (x, y) -> Math.abs(Math.hypot(x - 0.5, y - 0.25) - 1) < 1e-9);
        check(n -> ToyData.spirals(n, 1, 0, 1), (x, y) -> {
            double way = Math.hypot(x, y) / 1.5;
            return Math.cos(Math.atan2(y, x) - 2 * Math.PI * way) < 0;
        });
    }

    private static int square(double coordinate) {
        return (int) Math.floor(coordinate + 1.5);
    }

    private interface Place {
        boolean isOne(double x, double y);
    }

    private static void check(IntFunction<Dataset> make, Place place) {
        Dataset data = make.apply(200);
        Batch all = data.all();
        for (int i = 0; i < 200; i++)
            assertEquals(
                    place.isOne(all.x().get(i, 0), all.x().get(i, 1)),
                    all.t().get(i) == 1,
                    data.name() + ", point " + i);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertRefused("Two moons: at least 1 point is needed, not 0", () -> ToyData.moons(0, 0.1, 1));
        assertRefused("Ring: the spread must be 0 or more, not -1.0", () -> ToyData.ring(10, -1, 1));
        assertRefused("a spiral has 0 or more turns, not NaN", () -> ToyData.spirals(10, Double.NaN, 0, 1));
        assertRefused("a checkerboard has at least 2 squares on an edge, not 1", () -> ToyData.checkerboard(10, 1, 1));
    }
}
