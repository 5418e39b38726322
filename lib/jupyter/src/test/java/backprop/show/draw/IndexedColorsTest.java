package backprop.show.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class IndexedColorsTest {
    @Test
    void upTo256ColoursStayWhatTheyAre() {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR})
            for (int colours : new int[] {1, 80, 256}) {
                BufferedImage image = new BufferedImage(16, 20, type);
                for (int i = 0; i < 320; i++) image.setRGB(i % 16, i / 16, 0x00fd01 * (i % colours));
                BufferedImage indexed = IndexedColors.indexed(image);
                assertEquals(colours, ((IndexColorModel) indexed.getColorModel()).getMapSize());
                assertArrayEquals(colours(image), colours(indexed));
            }
    }

    @Test
    void ofManyTheFrequentAndTheUnlikeStayAndTheOthersChangeLittle() {
        // Two frequent blues, a single red pixel, and 1000 mixes of green and blue, which differ by 8 at least.
        BufferedImage image = new BufferedImage(1000, 3, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 1000; x++) {
            image.setRGB(x, 0, x < 500 ? 0x0000f1 : 0x0000f3);
            image.setRGB(x, 1, x == 700 ? 0xff0000 : 0x0000f1);
            image.setRGB(x, 2, 0x000800 * (x / 32) + 8 * (x % 32));
        }
        int[] before = colours(image);
        int[] after = colours(IndexedColors.indexed(image));
        for (int i = 0; i < 2000; i++) assertEquals(before[i], after[i], "pixel " + i);
        int largest = largestDifference(before, after);
        assertTrue(largest >= 8 && largest <= 16, "off by " + largest);
    }

    @Test
    void aPictureBecomesAFileOfOneByteAPixelThatLooksTheSame() throws IOException {
        BufferedImage drawn = Png.draw(100, 100, g -> {
            g.setPaint(new GradientPaint(0, 0, Color.ORANGE, 100, 100, Color.BLUE));
            g.fillOval(5, 5, 90, 90);
        });
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.file(drawn)));
        assertEquals(1, read.getRaster().getNumBands());
        int largest = largestDifference(colours(drawn), colours(read));
        assertTrue(largest <= 16, "off by " + largest);
    }

    private static int[] colours(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < pixels.length; i++) pixels[i] &= 0xffffff;
        return pixels;
    }

    /** In red, green or blue. */
    private static int largestDifference(int[] a, int[] b) {
        int largest = 0;
        for (int i = 0; i < a.length; i++)
            for (int shift : new int[] {0, 8, 16})
                largest = Math.max(largest, Math.abs((a[i] >> shift & 0xff) - (b[i] >> shift & 0xff)));
        return largest;
    }
}
