package backprop.show.draw;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.Map;

/**
 * The colours of a picture in a list, so that a pixel is one byte and its file half as large. Drawings have few colours but
 * for the edges of what is drawn, where they mix. Of more than 256 the most frequent stay, then those that are least like
 * the ones that stay already; the rest, each in a few pixels, become the nearest of all these.
 */
final class IndexedColors {
    private static final int MOST = 256;
    private static final int MOST_BY_FREQUENCY = 128;

    private final int[] kept;
    private final Map<Integer, Byte> places = new HashMap<>();

    private IndexedColors(int[] pixels) {
        int[] colours = byFrequency(pixels);
        int[] nearest = new int[colours.length];
        int[] distances = new int[colours.length];
        kept = new int[Math.min(MOST, colours.length)];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = colours[k < MOST_BY_FREQUENCY ? k : largest(distances)];
            for (int i = 0; i < colours.length; i++) {
                int distance = distance(colours[i], kept[k]);
                if (k > 0 && distance >= distances[i]) continue;
                distances[i] = distance;
                nearest[i] = k;
            }
        }
        for (int i = 0; i < colours.length; i++) places.put(colours[i], (byte) nearest[i]);
    }

    /** The same picture with a list of at most 256 colours. */
    static BufferedImage indexed(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = pixels(image);
        IndexedColors palette = new IndexedColors(pixels);
        byte[] places = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++)
            places[i] = i > 0 && pixels[i] == pixels[i - 1] ? places[i - 1] : palette.places.get(pixels[i]);
        var model = new IndexColorModel(8, palette.kept.length, palette.kept, 0, false, -1, 0);
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        result.getRaster().setDataElements(0, 0, width, height, places);
        return result;
    }

    /** Red, green and blue of each pixel. */
    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        // Much quicker than getRGB, which asks the colour model for every pixel.
        return image.getType() == BufferedImage.TYPE_INT_RGB
                ? (int[]) image.getRaster().getDataElements(0, 0, width, height, null)
                : image.getRGB(0, 0, width, height, null, 0, width);
    }

    private static int[] byFrequency(int[] pixels) {
        Map<Integer, int[]> counts = new HashMap<>();
        int[] count = null;
        for (int i = 0; i < pixels.length; i++) {
            if (count == null || pixels[i] != pixels[i - 1])
                count = counts.computeIfAbsent(pixels[i], colour -> new int[1]);
            count[0]++;
        }
        return counts.keySet().stream()
                // The second key makes the file the same each time.
                .sorted((a, b) -> counts.get(a)[0] != counts.get(b)[0]
                        ? Integer.compare(counts.get(b)[0], counts.get(a)[0])
                        : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int largest(int[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) if (numbers[i] > numbers[best]) best = i;
        return best;
    }

    private static int distance(int a, int b) {
        int red = (a >> 16 & 0xff) - (b >> 16 & 0xff);
        int green = (a >> 8 & 0xff) - (b >> 8 & 0xff);
        int blue = (a & 0xff) - (b & 0xff);
        return red * red + green * green + blue * blue;
    }
}
