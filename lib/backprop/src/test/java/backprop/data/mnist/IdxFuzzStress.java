package backprop.data.mnist;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class IdxFuzzStress {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 120, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void threeMillionDamagedFilesAreRefusedByNameAndFault() throws Exception {
        System.out.println(IdxFuzz.run(3_000_000, folder, 3, 4));
    }
}
