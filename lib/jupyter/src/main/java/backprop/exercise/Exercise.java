package backprop.exercise;

import java.util.List;
import java.util.stream.Stream;

/**
 * One exercise of a lesson. The question stands in the notebook.
 *
 * @param <T> what the grader compares an answer with
 * @param title a few words, such as "Five apples"
 * @param hints from a nudge to nearly the solution
 */
public record Exercise<T>(String title, MistakeGrader<T> grader, List<String> hints) {
    /** Copies the hints. */
    public Exercise {
        hints = List.copyOf(hints);
    }

    /** An exercise without hints. */
    public Exercise(String title, MistakeGrader<T> grader) {
        this(title, grader, List.of());
    }

    /** This exercise with one more typical mistake; see {@link MistakeGrader#mistake}. */
    public Exercise<T> mistake(T answer, String feedback) {
        return new Exercise<>(title, grader.mistake(answer, feedback), hints);
    }

    /** This exercise with one more hint. */
    public Exercise<T> hint(String hint) {
        return new Exercise<>(
                title, grader, Stream.concat(hints.stream(), Stream.of(hint)).toList());
    }
}
