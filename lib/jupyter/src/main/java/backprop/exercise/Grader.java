package backprop.exercise;

/** What is right in an exercise; {@link Graders} has the usual kinds. */
public interface Grader {
    /**
     * Judges what a reader gave. It may throw what the reader's own code throws.
     *
     * @param given anything, also null
     */
    Grade judge(Object given);
}
