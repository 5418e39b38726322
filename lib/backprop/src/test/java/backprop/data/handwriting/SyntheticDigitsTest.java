package backprop.data.handwriting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.ImageDataset;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
    @Test
    void theSameSeedGivesTheSameBytesOnEveryJava() throws Exception {
        assertEquals(
                "c56f0fec968a237f4cfb106cf179991ada19d361b19f02775d93a9c113e5135f",
                hash(SyntheticDigits.generate(1000, 1)));
    }

    private static String hash(ImageDataset data) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < data.size(); i++) {
            sha.update(data.image(i));
            sha.update((byte) data.label(i));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() throws Exception {
        String here = hash(SyntheticDigits.generate(500, 3));
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertEquals(
                        here,
                        pool.submit(() -> hash(SyntheticDigits.generate(500, 3)))
                                .get());
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void anotherSeedGivesOtherDigits() throws Exception {
        assertFalse(hash(SyntheticDigits.generate(100, 1)).equals(hash(SyntheticDigits.generate(100, 2))));
    }

    @Test
    void aSmallerCountIsTheBeginningOfALargerOne() {
        ImageDataset large = SyntheticDigits.generate(50, 1);
        ImageDataset small = SyntheticDigits.generate(7, 1);
        for (int i = 0; i < 7; i++) {
            assertEquals(large.label(i), small.label(i));
            assertArrayEquals(large.image(i), small.image(i));
        }
    }

    @Test
    void digitsAreBalancedToWithinOne() {
        ImageDataset data = SyntheticDigits.generate(1234, 1);
        int[] counts = new int[10];
        for (int i = 0; i < data.size(); i++) counts[data.label(i)]++;
        for (int count : counts) assertTrue(count == 123 || count == 124, Arrays.toString(counts));
    }

    @Test
    void everyImageHasInkInTheMiddleAndPaperAtTheRim() {
        ImageDataset data = SyntheticDigits.generate(2000, 4);
        for (int i = 0; i < data.size(); i++) {
            byte[] image = data.image(i);
            double mass = 0;
            double massX = 0;
            double massY = 0;
            for (int k = 0; k < image.length; k++) {
                int ink = image[k] & 0xff;
                mass += ink;
                massX += ink * (k % 28);
                massY += ink * (k / 28);
            }
            assertTrue(mass > 20 * 255, "image " + i + " is nearly empty");
            assertTrue(mass < 400 * 255, "image " + i + " is a blot");
            // Moved by whole pixels, and a little ink may be lost at the rim.
            assertEquals(14, massX / mass, 0.7, "image " + i);
            assertEquals(14, massY / mass, 0.7, "image " + i);
        }
    }

    @Test
    void badRequestsAreRefused() {
        assertEquals(0, SyntheticDigits.generate(0, 1).size());
        assertThrows(IllegalArgumentException.class, () -> SyntheticDigits.generate(-1, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> SyntheticDigits.draw(10, 1))
                .getMessage();
        assertEquals("synthetic digits: a digit is 0 to 9, but 10 was asked for", message);
    }
}
