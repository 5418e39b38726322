package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.exercise.Exercises;
import backprop.exercise.Mark;
import backprop.exercise.Verdict;

/** What the exercises of a lesson must say to right, open and wrong answers. */
final class Verdicts {
    private final Exercises exercises;

    Verdicts(Exercises exercises) {
        this.exercises = exercises;
    }

    void right(int number, Object answer) {
        Verdict verdict = exercises.check(number, answer);
        assertEquals(Mark.RIGHT, verdict.judgement().state(), verdict.toString());
    }

    void open(int number, Object answer) {
        Verdict verdict = exercises.check(number, answer);
        assertEquals(Mark.OPEN, verdict.judgement().state(), verdict.toString());
    }

    /** Wrong, with words that contain these. */
    void wrong(int number, Object answer, String words) {
        Verdict verdict = exercises.check(number, answer);
        assertEquals(Mark.WRONG, verdict.judgement().state(), verdict.toString());
        assertTrue(verdict.judgement().words().contains(words), verdict.toString());
    }
}
