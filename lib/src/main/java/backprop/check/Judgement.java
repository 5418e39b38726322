package backprop.check;

/**
 * What an answer is worth.
 *
 * @param words what helps the reader on, in whole sentences; may be empty
 */
public record Judgement(State state, String words) {
    /** There is no answer yet. */
    public static Judgement open(String words) {
        return new Judgement(State.OPEN, words);
    }

    /** The answer is wrong; the words point at the cause and do not give the right one away. */
    public static Judgement wrong(String words) {
        return new Judgement(State.WRONG, words);
    }

    /** The answer is right. */
    public static Judgement right(String words) {
        return new Judgement(State.RIGHT, words);
    }

    /** The same with a text before the words. */
    Judgement after(String beginning) {
        return new Judgement(state, beginning + words);
    }

    boolean isRight() {
        return state == State.RIGHT;
    }
}
