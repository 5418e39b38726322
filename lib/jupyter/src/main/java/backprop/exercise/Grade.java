package backprop.exercise;

/**
 * The grade of an answer.
 *
 * @param feedback for the reader, in whole sentences; may be empty
 */
public record Grade(Mark mark, String feedback) {
    /** There is no answer yet. */
    public static Grade open(String feedback) {
        return new Grade(Mark.OPEN, feedback);
    }

    /** The answer is wrong; the feedback points at the cause and does not give the right answer away. */
    public static Grade wrong(String feedback) {
        return new Grade(Mark.WRONG, feedback);
    }

    /** The answer is right. */
    public static Grade right(String feedback) {
        return new Grade(Mark.RIGHT, feedback);
    }

    /** Whether the answer is right. */
    public boolean isRight() {
        return mark == Mark.RIGHT;
    }

    /** Whether the answer is wrong. */
    public boolean isWrong() {
        return mark == Mark.WRONG;
    }

    /** This grade, with a text before the feedback if the answer is wrong. */
    public Grade prefixed(String beginning) {
        return isWrong() ? wrong(beginning + feedback) : this;
    }
}
