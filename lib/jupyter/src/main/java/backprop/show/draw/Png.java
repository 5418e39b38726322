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
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels, and the PNG files that they become. */
public final class Png {
    // Twice as many pixels in each direction as CSS pixels: sharp on high-density screens.
    private static final int PIXEL_RATIO = 2;

    // How ImageIO names how little it compresses.
    private static final float SMALLEST = 0;
    private static final float QUICK = 0.6f;

    private static final ThreadLocal<Boolean> IN_A_HURRY = ThreadLocal.withInitial(() -> false);
    private static final ThreadLocal<Boolean> ONE_OF_MANY = ThreadLocal.withInitial(() -> false);

    private Png() {}

    /**
     * What something draws in CSS pixels on a white ground.
     *
     * @param width in CSS pixels
     * @param height in CSS pixels
     */
    public static BufferedImage draw(int width, int height, Consumer<Graphics2D> draw) {
        BufferedImage image = new BufferedImage(PIXEL_RATIO * width, PIXEL_RATIO * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(PIXEL_RATIO, PIXEL_RATIO);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
            draw.accept(g);
        } finally {
            g.dispose();
        }
        return image;
    }

    /** Pixels row by row, from above. */
    public static BufferedImage pixels(int rows, int columns, IntFunction<Color> pixel) {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        int[] colors = new int[rows * columns];
        for (int k = 0; k < colors.length; k++) colors[k] = pixel.apply(k).getRGB();
        image.getRaster().setDataElements(0, 0, columns, rows, colors);
        return image;
    }

    /**
     * Renders with faster compression, for pictures that are soon replaced, such as those that follow a slider: in less than
     * half the time, the files up to a fifth larger.
     */
    public static Rendering inAHurry(Supplier<Rendering> work) {
        return during(IN_A_HURRY, work);
    }

    /** Renders a picture that is kept together with many like it: what draws it prefers words that are the same in all to pixels. */
    public static Rendering asOneOfMany(Supplier<Rendering> work) {
        return during(ONE_OF_MANY, work);
    }

    /** Whether the picture is kept together with many like it. */
    public static boolean isOneOfMany() {
        return ONE_OF_MANY.get();
    }

    private static Rendering during(ThreadLocal<Boolean> wish, Supplier<Rendering> work) {
        wish.set(true);
        try {
            return work.get();
        } finally {
            wish.remove();
        }
    }

    /** The file in Base64. */
    public static String base64(BufferedImage image) {
        return Base64.getEncoder().encodeToString(file(image));
    }

    /** A file of at most 256 colours, which no eye tells from the image itself. */
    public static byte[] file(BufferedImage image) {
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
}
