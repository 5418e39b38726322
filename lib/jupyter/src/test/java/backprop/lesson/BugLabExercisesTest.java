package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class BugLabExercisesTest {
    private final Verdicts verdicts = new Verdicts(BugLabExercises.exercises());

    @Test
    void theBugOfEveryNetIsAcceptedAndNoOther() {
        for (int i = 0; i < BugLab.names().size(); i++) {
            Bug bug = BugLab.bugOf(BugLab.names().get(i));
            verdicts.open(i + 1, "");
            verdicts.right(i + 1, bug.label());
            verdicts.right(i + 1, " " + bug.label().toUpperCase(Locale.ROOT));
            verdicts.wrong(i + 1, "the weather", "none of the words to choose from");
            for (Bug other : Bug.values())
                if (other != bug) {
                    String feedback = verdicts.wrong(i + 1, other.label(), "With that bug");
                    assertFalse(feedback.contains("\"" + bug.label() + "\""), feedback);
                }
        }
    }
}
