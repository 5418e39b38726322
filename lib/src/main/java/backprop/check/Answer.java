package backprop.check;

/** What is right in an exercise; {@link Answers} has the usual kinds. */
public interface Answer {
    /**
     * Judges what a reader gave. It may throw what the reader's own code throws.
     *
     * @param given anything, also null
     */
    Judgement judge(Object given);
}
