package backprop.show.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A drawn picture with the words that stand for it where it cannot be seen.
 *
 * @param image the pixels, twice as many in each direction as the page shows, so that they are sharp on fine screens
 * @param alt what the picture shows, in a sentence
 * @param caption what is written below it; may be empty
 */
public record Picture(BufferedImage image, String alt, String caption) implements Renderable {
    private static final int PIXEL_RATIO = 2;

    // How ImageIO names how little it compresses.
    private static final float SMALLEST = 0;
    private static final float QUICK = 0.6f;

    private static final ThreadLocal<Boolean> IN_A_HURRY = ThreadLocal.withInitial(() -> false);

    /**
     * A picture drawn on a white ground.
     *
     * @param width in page pixels
     * @param height in page pixels
     * @param draw draws in page pixels
     */
    public static Picture draw(int width, int height, String alt, String caption, Consumer<Graphics2D> draw) {
        BufferedImage image = new BufferedImage(PIXEL_RATIO * width, PIXEL_RATIO * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(PIXEL_RATIO, PIXEL_RATIO);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            // White also in a dark page: ink and axes stay readable on it.
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
            draw.accept(g);
        } finally {
            g.dispose();
        }
        return new Picture(image, alt, caption);
    }

    /**
     * Does something with pictures that are soon replaced by others, such as those that follow a slider: they become PNG files in
     * less than half the time, and up to a fifth larger.
     */
    public static Rendering inAHurry(Supplier<Rendering> work) {
        IN_A_HURRY.set(true);
        try {
            return work.get();
        } finally {
            IN_A_HURRY.remove();
        }
    }

    /** The picture as a PNG file in at most 256 colours, which no eye tells from the picture itself. */
    public byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        // As small as it gets: lessons are kept with all their pictures.
        ImageWriteParam compression = writer.getDefaultWriteParam();
        compression.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        compression.setCompressionQuality(IN_A_HURRY.get() ? QUICK : SMALLEST);
        // In memory: by itself ImageIO would write a temporary file for every picture.
        try (var memory = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(memory);
            writer.write(null, new IIOImage(IndexedColors.indexed(image), null, null), compression);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** In page pixels. */
    public int width() {
        return image.getWidth() / PIXEL_RATIO;
    }

    /** In page pixels. */
    public int height() {
        return image.getHeight() / PIXEL_RATIO;
    }

    @Override
    public Rendering rendering() {
        String base64 = Base64.getEncoder().encodeToString(png());
        return new Rendering(Html.figure("image/png", base64, width(), height(), alt, caption), alt);
    }
}
