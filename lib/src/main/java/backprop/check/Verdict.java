package backprop.check;

import java.util.List;

/**
 * What a reader gets to see after a check.
 *
 * @param number the exercise, counted from 1
 * @param title the exercise in a few words
 * @param judgement what the answer is worth
 * @param hints what helps on; none for a right answer
 * @param marks the state of every exercise of the lesson, in order
 */
public record Verdict(int number, String title, Judgement judgement, List<String> hints, List<State> marks) {
    /** How many exercises of the lesson are right by now. */
    public long done() {
        return marks.stream().filter(mark -> mark == State.RIGHT).count();
    }

    @Override
    public String toString() {
        State state = judgement.state();
        String text = state.mark() + " " + number + ". " + title + ": " + state.words() + ".";
        if (!judgement.words().isEmpty()) text += " " + judgement.words();
        if (!hints.isEmpty()) text += " Hints: " + hints.size() + ", the first is exercises.hint(" + number + ", 1).";
        return text + " (" + done() + " of " + marks.size() + " done)";
    }
}
