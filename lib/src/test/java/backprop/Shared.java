package backprop;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Real digits that are not part of the project: tests that use them are skipped without them, in CI they fail. */
public final class Shared {
    private Shared() {}

    /** 5,000 real MNIST digits in two IDX files. */
    public static Path mnist() {
        Path folder = Path.of("..", "shared", "data", "mnist");
        String required = System.getenv("BACKPROP_SHARED_REQUIRED");
        if (!Files.isDirectory(folder) && required != null && !required.isEmpty())
            Assertions.fail("the real digits must be here, but " + folder + " is missing");
        Assumptions.assumeTrue(Files.isDirectory(folder), "skipped: there are no real digits in " + folder);
        return folder;
    }
}
