package backprop.data.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFuzzTest {
    @TempDir
    Path folder;

    @Test
    void damagedFilesAreRefusedByNameAndFault() throws IOException {
        System.out.println(IdxFuzz.run(40_000, folder, 1));
    }
}
