package backprop.data.mnist;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IdxFuzzTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twoHundredThousandDamagedFilesAreRefusedByNameAndFault() throws Exception {
        System.out.println(IdxFuzz.run(200_000, folder, 1, 2));
    }
}
