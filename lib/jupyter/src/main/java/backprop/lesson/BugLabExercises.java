package backprop.lesson;

import static backprop.exercise.Graders.choice;

import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.exercise.MistakeGrader;
import java.util.Arrays;
import java.util.List;

/** Lesson 12, the bug lab. */
public final class BugLabExercises {
    private static final List<String> BUGS =
            Arrays.stream(Bug.values()).map(Bug::label).toList();

    private static final String BACKWARD_IS_RIGHT = "With that bug backward would be wrong. Here the check of backward"
            + " passes in every row: what else does a step of learning consist of?";

    private BugLabExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises(
                "Lesson 12",
                suspect("A", "Which of the six rows of net A are in order, W or b?"),
                suspect(
                        "B",
                        "Which layers of net B are wrong, and what lies between the right ones and the wrong ones?"),
                suspect(
                        "C",
                        "Divide what backward gives in net C by what nudging gives. Is the quotient the same everywhere?"),
                suspect("D", "Does net D fail both checks, or only one of them?"),
                suspect(
                        "E",
                        "Which layers of net E are wrong, and what lies between the right ones and the wrong ones?"),
                suspect("F", "How many rows of net F are wrong? And which entries of that one matrix are not?"));
    }

    private static Exercise<?> suspect(String name, String nudge) {
        Bug bug = BugLab.bugOf(name);
        MistakeGrader<String> grader = choice(BUGS, bug.label());
        for (Bug other : Bug.values())
            grader = grader.mistake(other.label(), bug == Bug.NEW_WEIGHTS ? BACKWARD_IS_RIGHT : alibi(other));
        return new Exercise<>("Net " + name, grader)
                .hint(nudge)
                .hint("Choose net " + name
                        + (bug == Bug.NEW_WEIGHTS
                                ? " in the table of steps, for its heat maps are in order"
                                : " where the heat maps are, look at one gradient after the other")
                        + ", and compare with the list of the six suspects, line by line.")
                .hint(trace(bug));
    }

    // What a bug leaves behind, as a hint to who has one of its nets before them.
    private static String trace(Bug bug) {
        return switch (bug) {
            case NEW_WEIGHTS ->
                "Look at the table of the steps, and at what happened there when the learning rate fell.";
            case NO_SLOPE ->
                "Let the check use one sample, and look at the quotients of W2: the same down each column, and at least 4.";
            case TRANSPOSED -> "Read one heat map along its rows and the other along its columns.";
            case FIRST_ROW -> "The weights are right, so what comes back is right. What is done with it for a bias?";
            case NOT_DIVIDED -> "The factor is 6. What in this lab is there six of?";
            case WRONG_SIDE -> "Unit 1 is on for every sample and unit 2 for none. Which of their columns may be 0?";
        };
    }

    // Why it is not this bug.
    private static String alibi(Bug bug) {
        return switch (bug) {
            case NEW_WEIGHTS ->
                "With that bug backward itself would be right, and the check of backward would pass. Here it fails.";
            case NO_SLOPE ->
                "With that bug the third layer would be right, and W2, b2, W1 and b1 wrong, all of them. Look again at"
                        + " which rows are wrong.";
            case TRANSPOSED ->
                "With that bug one matrix of weights alone would be wrong, and its diagonal right. Look again at which"
                        + " rows are wrong.";
            case FIRST_ROW ->
                "With that bug every row of a b would be wrong, and every row of a W right. Look again at which rows are"
                        + " wrong.";
            case NOT_DIVIDED ->
                "With that bug every entry of every gradient would be too large by one and the same factor. Divide the"
                        + " two gradients by each other.";
            case WRONG_SIDE ->
                "With that bug the second and the third layer would be right, and W1 and b1 wrong. Look again at which"
                        + " rows are wrong.";
        };
    }
}
