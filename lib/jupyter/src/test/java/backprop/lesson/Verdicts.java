package backprop.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.exercise.Exercises;
import backprop.exercise.Mark;
import backprop.exercise.Verdict;

/** The verdicts on right, open and wrong answers to the exercises of a lesson. */
final class Verdicts {
    private final Exercises exercises;

    Verdicts(Exercises exercises) {
        this.exercises = exercises;
    }

    void right(int number, Object answer) {
        feedback(Mark.RIGHT, number, answer);
    }

    void open(int number, Object answer) {
        feedback(Mark.OPEN, number, answer);
    }

    /** The feedback on a wrong answer, which contains this. */
    String wrong(int number, Object answer, String part) {
        String feedback = feedback(Mark.WRONG, number, answer);
        assertTrue(feedback.contains(part), feedback);
        return feedback;
    }

    private String feedback(Mark expected, int number, Object answer) {
        Verdict verdict = exercises.check(number, answer);
        assertEquals(expected, verdict.grade().mark(), verdict.toString());
        return verdict.grade().feedback();
    }
}
