package backprop;

import backprop.data.ImageDataset;
import backprop.data.mnist.IdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real digits that are not part of the project. */
public final class Shared {
    private Shared() {}

    /** 5,000 real MNIST digits in two IDX files; without them the test is skipped. */
    public static Path mnist() {
        Path folder = Path.of("..", "shared", "data", "mnist");
        if (!Files.isDirectory(folder)) Required.missing("digits", "there are no real digits in " + folder);
        return folder;
    }

    /** The same as a data set. */
    public static ImageDataset realDigits() throws IOException {
        Path folder = mnist();
        return IdxFile.readImages(
                "real digits",
                folder.resolve("mnist5k-images-idx3-ubyte.gz"),
                folder.resolve("mnist5k-labels-idx1-ubyte.gz"),
                10);
    }
}
