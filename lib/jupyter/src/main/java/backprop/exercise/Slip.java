package backprop.exercise;

/**
 * A typical wrong answer of any kind.
 *
 * @param like what accepts just this wrong answer
 * @param words what to say to it: its cause, not the right answer
 */
public record Slip(Grader like, String words) {}
