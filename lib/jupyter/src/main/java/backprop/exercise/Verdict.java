package backprop.exercise;

import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
import java.util.List;

/**
 * The result of a check, as the reader sees it.
 *
 * @param number the exercise, counted from 1
 * @param title the exercise in a few words
 * @param grade of the answer
 * @param hints of the exercise; none for a right answer
 * @param marks of all the lesson's exercises, in order
 */
public record Verdict(int number, String title, Grade grade, List<String> hints, List<Mark> marks)
        implements Renderable {
    /** How many exercises of the lesson are right so far. */
    public long done() {
        return Mark.countRight(marks);
    }

    @Override
    public Rendering rendering() {
        return ExerciseRendering.render(this);
    }

    @Override
    public String toString() {
        Mark mark = grade.mark();
        String text = mark.symbol() + " " + number + ". " + title + ": " + mark.label() + ".";
        if (!grade.feedback().isEmpty()) text += " " + grade.feedback();
        if (!hints.isEmpty()) text += " Hints: " + hints.size() + ", the first is exercises.hint(" + number + ", 1).";
        return text + " (" + done() + " of " + marks.size() + " done)";
    }
}
