package backprop.data.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link IdxFuzzTest} with a million files. */
class IdxFuzzStress {
    @TempDir
    Path folder;

    @Test
    void damagedFilesAreRefusedByNameAndFault() throws IOException {
        System.out.println(IdxFuzz.run(1_000_000, folder, 3));
    }
}
