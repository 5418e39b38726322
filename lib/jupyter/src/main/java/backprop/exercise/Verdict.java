package backprop.exercise;

import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
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
public record Verdict(int number, String title, Grade judgement, List<String> hints, List<Mark> marks)
        implements Renderable {
    /** How many exercises of the lesson are right by now. */
    public long done() {
        return marks.stream().filter(mark -> mark == Mark.RIGHT).count();
    }

    @Override
    public Rendering rendering() {
        return ExerciseRendering.render(this);
    }

    @Override
    public String toString() {
        Mark state = judgement.state();
        String text = state.mark() + " " + number + ". " + title + ": " + state.words() + ".";
        if (!judgement.words().isEmpty()) text += " " + judgement.words();
        if (!hints.isEmpty()) text += " Hints: " + hints.size() + ", the first is exercises.hint(" + number + ", 1).";
        return text + " (" + done() + " of " + marks.size() + " done)";
    }
}
