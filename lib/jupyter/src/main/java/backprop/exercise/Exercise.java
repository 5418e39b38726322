package backprop.exercise;

import java.util.List;

/**
 * One exercise of a lesson. What is asked stands on the page.
 *
 * @param title a few words, such as "Five apples"
 * @param hints from a nudge to nearly the solution
 */
public record Exercise(String title, Grader grader, List<String> hints) {
    /** Copies the hints. */
    public Exercise {
        hints = List.copyOf(hints);
    }

    /** The same with the hints one after the other. */
    public Exercise(String title, Grader grader, String... hints) {
        this(title, grader, List.of(hints));
    }
}
