package backprop;

import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What some tests need and not every computer has. Where it is missing the test is skipped, in a line that says what to do;
 * it fails if the environment variable BACKPROP_REQUIRED names it, as it does in CI.
 */
public final class Required {
    private static final String VARIABLE = "BACKPROP_REQUIRED";

    private Required() {}

    /**
     * Ends the running test, skipped or failed.
     *
     * @param what how BACKPROP_REQUIRED, a list with commas, names what is missing
     * @param why what is missing, and how to get it
     */
    public static void missing(String what, String why) {
        String required = System.getenv(VARIABLE);
        if (required != null && Set.of(required.split(",")).contains(what))
            Assertions.fail(VARIABLE + " says that there are: " + what + ", but " + why);
        // Maven counts the skipped tests and does not say why.
        System.out.println("Skipped: " + why);
        Assumptions.abort("skipped: " + why);
    }
}
