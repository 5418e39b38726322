package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import java.awt.Color;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class HeatMapTest {
    private static final SimpleMatrix SMALL = new SimpleMatrix(new double[][] {{0.5, 0, -0.25}, {1e-11, -2, 0.125}});

    @Test
    void altTextTellsRangeZerosAndWhereTheLargestIs() {
        assertEquals(
                "Heat map: A <title>. Down: input; across: unit. 2 × 3, colours from -2 to 2. Entries from -2 to 0.5,"
                        + " 1 of them 0; the largest in size is -2 at input 2, unit 2.",
                HeatMap.of("A <title>", "input", "unit", SMALL).alt());
        assertTrue(HeatMap.of("t", "row", "column", SMALL, 4).alt().contains("colours from -4 to 4"));
        assertTrue(HeatMap.of("t", new SimpleMatrix(2, 2)).alt().endsWith("All entries are 0."));
    }

    @Test
    void whatIsNoNumberIsSaid() {
        SimpleMatrix broken = new SimpleMatrix(new double[][] {{Double.NaN, 1}, {Double.POSITIVE_INFINITY, -1}});
        String alt = HeatMap.of("t", broken).alt();
        assertTrue(alt.contains("1 of 4 entries are not numbers.") && alt.contains("colours from -1 to 1"), alt);
        SimpleMatrix all = new SimpleMatrix(new double[][] {{Double.NaN}});
        assertTrue(HeatMap.of("t", all).alt().endsWith("1 of 1 entries are not numbers."));
    }

    @Test
    void coloursRunFromBlueThroughWhiteToOrangeAndEndAtTheLimit() {
        assertEquals(Color.WHITE, HeatMap.color(0, 3));
        assertEquals(Colors.HEAT_ABOVE, HeatMap.color(3, 3));
        assertEquals(Colors.HEAT_BELOW, HeatMap.color(-3, 3));
        assertEquals(Colors.HEAT_ABOVE, HeatMap.color(99, 3));
        assertEquals(Colors.HEAT_BELOW, HeatMap.color(Double.NEGATIVE_INFINITY, 3));
        assertTrue(HeatMap.color(1, 3).getBlue() > HeatMap.color(2, 3).getBlue());
    }

    @Test
    void numbersHaveSignsAndTwoDigits() {
        assertEquals("+0.012", Numbers.signed(0.0123));
        assertEquals("−1.2e−11", Numbers.signed(-1.23e-11));
        assertEquals("+3.5e5", Numbers.signed(345678));
        assertEquals("0", Numbers.signed(0));
        assertEquals("NaN", Numbers.signed(Double.NaN));
        assertEquals("−Infinity", Numbers.signed(Double.NEGATIVE_INFINITY));
    }

    @Test
    void anyShapeFitsOnAPage() {
        for (int[] shape : new int[][] {{1, 1}, {4, 4}, {16, 10}, {17, 11}, {784, 50}, {1, 784}}) {
            Picture map = HeatMap.of("weights", new SimpleMatrix(shape[0], shape[1]));
            assertTrue(map.width() < 1000 && map.height() < 1000, shape[0] + " × " + shape[1]);
        }
        String title = "A title that is much longer than the four cells below it, and is to be read to its end";
        assertTrue(HeatMap.of(title, SMALL).width() > 560);
    }

    @Test
    void nothingToShowIsRefused() {
        assertRefused(
                "a heat map needs at least one entry, but the matrix is 0 × 3",
                () -> HeatMap.of("t", new SimpleMatrix(0, 3)));
        assertRefused(
                "the scale must end at a positive number, but it ends at 0.0",
                () -> HeatMap.of("t", "row", "column", SMALL, 0));
        assertRefused(
                "the scale must end at a positive number, but it ends at NaN",
                () -> HeatMap.of("t", "row", "column", SMALL, Double.NaN));
    }
}
