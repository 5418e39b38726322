package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.Required;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The build that Binder would do and lessons in what comes out, see {@code lib/jupyter/src/test/binder/rehearse.py}. Where that cannot
 * be done, such as without root, the test is skipped.
 */
class BinderStress {
    private static final int CANNOT = 77;

    @Test
    void buildsTheLastCommitAndRunsLessonsWithoutNetwork() throws IOException, InterruptedException {
        var finished = Python.run("lib/jupyter/src/test/binder/rehearse.py");
        System.out.print(finished.output());
        if (finished.exitCode() == CANNOT)
            Required.missing("binder", finished.output().strip().lines().reduce("", (before, last) -> last));
        assertEquals(0, finished.exitCode(), finished.output());
    }
}
