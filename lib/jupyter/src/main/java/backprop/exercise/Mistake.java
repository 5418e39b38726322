package backprop.exercise;

/**
 * A number that readers typically give instead of the right one.
 *
 * @param words what to say to it: its cause, not the right answer
 */
public record Mistake(double number, String words) {}
