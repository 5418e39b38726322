package backprop.show;

import backprop.show.draw.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** The pixels inside a picture. */
final class Embedded {
    private static final Pattern PNG = Pattern.compile("href='data:image/png;base64,([^']*)'");

    private Embedded() {}

    /** The first image. */
    static BufferedImage image(Picture picture) {
        String base64 =
                PNG.matcher(picture.svg()).results().findFirst().orElseThrow().group(1);
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
