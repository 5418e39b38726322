package backprop.data.handwriting;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitFrameTest {
    private static final int SIDE = 112;

    /** A black rectangle on a white sheet. */
    private static byte[] rectangle(int left, int top, int width, int height) {
        byte[] ink = new byte[SIDE * SIDE];
        for (int y = top; y < top + height; y++) for (int x = left; x < left + width; x++) ink[y * SIDE + x] = -1;
        return ink;
    }

    private static int[] columns(byte[] picture) {
        return IntStream.range(0, 28)
                .filter(x -> IntStream.range(0, 28).anyMatch(y -> picture[y * 28 + x] != 0))
                .toArray();
    }

    private static int[] rows(byte[] picture) {
        return IntStream.range(0, 28)
                .filter(y -> IntStream.range(0, 28).anyMatch(x -> picture[y * 28 + x] != 0))
                .toArray();
    }

    @Test
    void aDrawingFillsTheBoxInItsOwnProportions() {
        byte[] tall = DigitFrame.of(rectangle(3, 7, 25, 100));
        assertArrayEquals(IntStream.range(5, 25).toArray(), rows(tall), "20 rows around the middle, which is pixel 14");
        assertEquals(5, columns(tall).length, "a quarter of the height wide");
        for (int y = 5; y < 25; y++) assertEquals(-1, tall[y * 28 + 13], "black");
        assertArrayEquals(tall, DigitFrame.of(rectangle(80, 1, 25, 100)), "wherever it was drawn");
        assertArrayEquals(tall, DigitFrame.of(rectangle(10, 10, 10, 40)), "and however large");
    }

    @Test
    void pixelsBecomeTheirMeans() {
        byte[] ink = rectangle(0, 0, 40, 40);
        for (int y = 2; y < 4; y++) for (int x = 2; x < 4; x++) ink[y * SIDE + x] = (byte) (x == 2 ? 0 : 100);
        byte[] picture = DigitFrame.of(ink);
        assertEquals(50, picture[(rows(picture)[0] + 1) * 28 + columns(picture)[0] + 1]);
    }

    @Test
    void theCentreOfMassIsTheMiddle() {
        byte[] ink = rectangle(0, 0, 100, 100);
        // Paler to the right: the mass lies on the left.
        for (int i = 0; i < ink.length; i++) if (ink[i] != 0 && i % SIDE >= 20) ink[i] = 40;
        byte[] picture = DigitFrame.of(ink);
        double mass = 0;
        double across = 0;
        for (int i = 0; i < picture.length; i++) {
            mass += picture[i] & 0xff;
            across += (picture[i] & 0xff) * (i % 28);
        }
        assertEquals(14, across / mass, 0.5);
        assertTrue(columns(picture)[0] > 5, "so the drawing moves to the right");
    }

    @Test
    void paperStaysPaper() {
        assertArrayEquals(new byte[784], DigitFrame.of(new byte[SIDE * SIDE]));
        byte[] dust = new byte[SIDE * SIDE];
        dust[77] = 5;
        assertArrayEquals(new byte[784], DigitFrame.of(dust));
        byte[] dot = new byte[SIDE * SIDE];
        dot[SIDE * SIDE - 1] = -1;
        assertEquals(20, rows(DigitFrame.of(dot)).length, "a dot fills the box");
        assertRefused("a square picture does not have 5 pixels", () -> DigitFrame.of(new byte[5]));
    }
}
