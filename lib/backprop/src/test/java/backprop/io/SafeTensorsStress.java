package backprop.io;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@link SafeTensorsTest} with millions of files. */
class SafeTensorsStress {
    @Test
    void noHostileFileIsBelieved() throws IOException {
        for (int seed = 1000; seed < 1030; seed++) {
            HostileFiles.refuse(seed, 100_000);
            HostileFiles.refuseOrRead(seed, 100_000);
        }
    }
}
