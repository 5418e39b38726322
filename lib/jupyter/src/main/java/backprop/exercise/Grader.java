package backprop.exercise;

/** Grades the answers to an exercise; {@link Graders} makes the usual kinds. */
@FunctionalInterface
public interface Grader {
    /**
     * Grades an answer. It may throw what the reader's own code throws.
     *
     * @param answer anything, also null
     */
    Grade grade(Object answer);

    /** Whether an answer is right. */
    default boolean accepts(Object answer) {
        return grade(answer).isRight();
    }
}
