package backprop.exercise;

/**
 * What an answer is worth.
 *
 * @param words what helps the reader on, in whole sentences; may be empty
 */
public record Grade(Mark state, String words) {
    /** There is no answer yet. */
    public static Grade open(String words) {
        return new Grade(Mark.OPEN, words);
    }

    /** The answer is wrong; the words point at the cause and do not give the right one away. */
    public static Grade wrong(String words) {
        return new Grade(Mark.WRONG, words);
    }

    /** The answer is right. */
    public static Grade right(String words) {
        return new Grade(Mark.RIGHT, words);
    }

    /** The same with a text before the words. */
    Grade after(String beginning) {
        return new Grade(state, beginning + words);
    }

    boolean isRight() {
        return state == Mark.RIGHT;
    }
}
