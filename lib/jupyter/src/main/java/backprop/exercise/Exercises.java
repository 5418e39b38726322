package backprop.exercise;

import backprop.show.Output;
import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The exercises of a lesson, and the reader's progress. */
public final class Exercises implements Renderable {
    private static final String WHAT_TO_DO = "Write your answer into the cell above, run it, and then this one.";
    // JShell makes a changed method anew, and leaves the lambda that calls it as it is.
    private static final String AFTER_A_CHANGE =
            " (After changing a method that your lambda calls, run the line with the -> again too: it keeps the old one.)";

    private final String lesson;
    private final List<Exercise<?>> exercises;
    private final Mark[] marks;
    private final List<Runnable> listeners = new ArrayList<>();

    /**
     * Exercises, numbered from 1 and all open.
     *
     * @param lesson the lesson's name, for the reader
     */
    public Exercises(String lesson, Exercise<?>... exercises) {
        this.lesson = lesson;
        this.exercises = List.of(exercises);
        marks = new Mark[exercises.length];
        Arrays.fill(marks, Mark.OPEN);
    }

    /**
     * Grades an answer, and marks the exercise. An answer that throws is wrong, and the feedback names the exception.
     *
     * @param number the exercise, counted from 1
     * @param answer of any type; the feedback names a wrong type
     * @throws IllegalArgumentException if there is no exercise of that number
     */
    public Verdict check(int number, Object answer) {
        Exercise<?> exercise = exercise(number);
        Grade grade = grade(exercise.grader(), answer);
        if (grade.isWrong() && answer != null && answer.getClass().isHidden())
            grade = Grade.wrong(grade.feedback() + AFTER_A_CHANGE);
        marks[number - 1] = grade.mark();
        listeners.forEach(Runnable::run);
        return new Verdict(number, exercise.title(), grade, grade.isRight() ? List.of() : exercise.hints(), marks());
    }

    // Errors too: a reader's backward that calls itself is to be told so, like one that divides by zero.
    private static Grade grade(Grader grader, Object answer) {
        try {
            Grade grade = grader.grade(answer);
            return grade.equals(Grade.open("")) ? Grade.open(WHAT_TO_DO) : grade;
        } catch (RuntimeException | StackOverflowError | AssertionError thrown) {
            String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
            return Grade.wrong("Your code stopped with " + thrown.getClass().getSimpleName() + message);
        }
    }

    /**
     * One hint.
     *
     * @param number the exercise, counted from 1
     * @param level 1 for the first hint; the later, the more it tells
     * @throws IllegalArgumentException if there is no such exercise or hint
     */
    public String hint(int number, int level) {
        List<String> hints = exercise(number).hints();
        if (level < 1 || level > hints.size())
            throw new IllegalArgumentException(
                    "exercise " + number + " has hints 1 to " + hints.size() + ", not " + level);
        return hints.get(level - 1);
    }

    private Exercise<?> exercise(int number) {
        if (number < 1 || number > exercises.size())
            throw new IllegalArgumentException(
                    lesson + " has exercises 1 to " + exercises.size() + ", there is no exercise " + number);
        return exercises.get(number - 1);
    }

    /** The lesson's name. */
    public String lesson() {
        return lesson;
    }

    /** The titles, in order. */
    public List<String> titles() {
        return exercises.stream().map(Exercise::title).toList();
    }

    /** The marks, in order. */
    public List<Mark> marks() {
        return List.of(marks);
    }

    /** Shows the reader's progress, updated with every check. */
    public void follow() {
        Output output = new Output();
        output.show(this);
        listeners.add(() -> output.show(this));
    }

    @Override
    public Rendering rendering() {
        return ExerciseRendering.render(this);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(lesson + ", exercises:");
        for (int i = 0; i < marks.length; i++)
            text.append(' ').append(i + 1).append(' ').append(marks[i].symbol());
        return text.toString();
    }
}
