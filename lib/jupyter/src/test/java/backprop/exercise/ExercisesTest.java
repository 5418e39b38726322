package backprop.exercise;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class ExercisesTest {
    private final Exercises exercises = new Exercises(
            "Lesson 0",
            new Exercise<>("A number", Graders.number(2)).hint("Count.").hint("One and one."),
            new Exercise<>("A function", Graders.function(x -> 1 / x, 1, 2)));

    @Test
    void marksFollowTheChecks() {
        assertEquals("Lesson 0, exercises: 1 ○ 2 ○", exercises.toString());
        assertEquals(0, exercises.check(1, Double.NaN).done());
        assertEquals(0, exercises.check(1, 3).done());
        assertEquals(1, exercises.check(1, 2).done());
        DoubleUnaryOperator reciprocal = x -> 1 / x;
        assertEquals(2, exercises.check(2, reciprocal).done());
        assertEquals(1, exercises.check(1, 1).done(), "an answer that was right and is no more does not count");
        assertEquals(List.of(Mark.WRONG, Mark.RIGHT), exercises.marks());
        assertEquals("Lesson 0, exercises: 1 ✗ 2 ✓", exercises.toString());
    }

    @Test
    void hintsComeUntilTheAnswerIsRight() {
        assertEquals(List.of("Count.", "One and one."), exercises.check(1, 3).hints());
        assertEquals(List.of(), exercises.check(1, 2).hints());
        assertEquals("One and one.", exercises.hint(1, 2));
        assertRefused("exercise 1 has hints 1 to 2, not 3", () -> exercises.hint(1, 3));
        assertRefused("Lesson 0 has exercises 1 to 2, there is no exercise 3", () -> exercises.check(3, 0));
        assertRefused("Lesson 0 has exercises 1 to 2, there is no exercise 0", () -> exercises.hint(0, 1));
    }

    @Test
    void anAnswerThatThrowsIsToldSo() {
        DoubleUnaryOperator throwing = x -> 1 / (int) (x / 4);
        Verdict verdict = exercises.check(2, throwing);
        assertTrue(
                verdict.grade().feedback().startsWith("Your code stopped with ArithmeticException: / by zero"),
                verdict::toString);
        assertEquals(Mark.WRONG, exercises.marks().get(1));
        DoubleUnaryOperator endless = new DoubleUnaryOperator() {
            @Override
            public double applyAsDouble(double x) {
                return applyAsDouble(x);
            }
        };
        assertEquals(
                "Your code stopped with StackOverflowError",
                exercises.check(2, endless).grade().feedback());
    }

    @Test
    void aWrongLambdaMayCallAnOldMethod() {
        DoubleUnaryOperator lambda = x -> x + 100;
        assertTrue(exercises.check(2, lambda).grade().feedback().endsWith("it keeps the old one.)"));
        DoubleUnaryOperator object = new DoubleUnaryOperator() {
            @Override
            public double applyAsDouble(double x) {
                return x + 100;
            }
        };
        assertFalse(exercises.check(2, object).grade().feedback().contains("old one"));
    }

    @Test
    void anOpenExerciseSaysWhatToDo() {
        assertTrue(exercises.check(2, null).grade().feedback().startsWith("Write your answer into the cell above"));
    }

    @Test
    void aVerdictReadsAsText() {
        assertEquals(
                "✗ 1. A number: Not yet. It is not 3.0. Hints: 2, the first is exercises.hint(1, 1). (0 of 2 done)",
                exercises.check(1, 3).toString());
        assertEquals(
                "✓ 1. A number: Right. (1 of 2 done)", exercises.check(1, 2).toString());
    }

    @Test
    void claimsAgreeToTheDigitsThatAreSaid() {
        assertTrue(new Claim("E", 0.2983711087600027, 0.29837110876000275).agrees());
        assertTrue(!new Claim("E", 0.298371109, 0.2983711087600027).agrees());
        assertTrue(new Claim("E", "0.298371109", 0.2983711087600027).agrees());
        assertTrue(!new Claim("E", "0.298371108", 0.2983711087600027).agrees());
        assertTrue(new Claim("E", "0.0000351085", 3.51085e-5).agrees());
        assertTrue(new Claim("half up and half down", "0.6", 0.55).agrees());
        assertTrue(!new Claim("nothing", "0.6", Double.NaN).agrees());
        Claim matrix = new Claim("db", new double[][] {{2, 2, 2}}, new SimpleMatrix(new double[][] {{2, 2, 2}}));
        assertTrue(matrix.agrees());
        assertEquals("[2 2 2]", matrix.said());
        assertTrue(!new Claim("db", new double[][] {{2}}, new SimpleMatrix(2, 1)).agrees());
        assertEquals("0.0000351085", new Claim("E", 3.51085e-5, 3.51085e-5).said());
        assertEquals("3.51085E-12", new Claim("E", 3.51085e-12, 3.51085e-12).computed());
        Claims claims = Claims.of("Said", new Claim("total", 220, 220.00000000000003), new Claim("tax", 1.2, 1.1));
        assertEquals(List.of("220", "1.2"), claims.table().stringColumn("said").asList());
        assertEquals(List.of("yes", "no"), claims.table().stringColumn("agrees").asList());
    }
}
