package backprop.exercise;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A grader that knows typical mistakes. A wrong answer gets the feedback of the first mistake that it matches, or else that
 * of the grader of the right answer.
 *
 * @param <T> what an answer is compared with: a number, a matrix, a function, or whatever a {@link Grader} accepts
 */
public final class MistakeGrader<T> implements Grader {
    private record Mistake(Grader grader, String feedback) {}

    private final Function<T, Grader> graderOf;
    private final Grader right;
    private final List<Mistake> mistakes;

    /** @param graderOf makes the grader that accepts an answer, right or mistaken */
    MistakeGrader(Function<T, Grader> graderOf, T right) {
        this(graderOf, graderOf.apply(right), List.of());
    }

    private MistakeGrader(Function<T, Grader> graderOf, Grader right, List<Mistake> mistakes) {
        this.graderOf = graderOf;
        this.right = right;
        this.mistakes = mistakes;
    }

    /**
     * This grader with one more mistake.
     *
     * @param feedback the mistake's cause, not the right answer
     */
    public MistakeGrader<T> mistake(T answer, String feedback) {
        Mistake mistake = new Mistake(graderOf.apply(answer), feedback);
        return new MistakeGrader<>(
                graderOf,
                right,
                Stream.concat(mistakes.stream(), Stream.of(mistake)).toList());
    }

    @Override
    public Grade grade(Object answer) {
        Grade grade = right.grade(answer);
        if (!grade.isWrong()) return grade;
        for (Mistake mistake : mistakes) if (mistake.grader().accepts(answer)) return Grade.wrong(mistake.feedback());
        return grade;
    }
}
