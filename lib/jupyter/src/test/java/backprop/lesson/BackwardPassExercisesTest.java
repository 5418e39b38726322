package backprop.lesson;

import org.junit.jupiter.api.Test;

class BackwardPassExercisesTest {
    private final Verdicts verdicts = new Verdicts(BackwardPassExercises.exercises());

    @Test
    void whatEntersTheWeight() {
        verdicts.open(1, Double.NaN);
        verdicts.right(1, 0.3);
        verdicts.wrong(1, -0.7, "the weight itself");
        verdicts.wrong(1, 0.9, "the other weight");
        verdicts.wrong(1, 1, "by the bias");
        verdicts.wrong(1, -0.21, "contributes");
    }

    @Test
    void threeSuccessors() {
        verdicts.open(2, Double.NaN);
        verdicts.right(2, -0.048);
        verdicts.right(2, 0.8 * (1 - 0.8) * (0.5 * 0.2 - 0.3 - 2 * 0.05));
        verdicts.wrong(2, -0.3, "one factor is missing");
        verdicts.wrong(2, 0.8 * -0.3, "multiplied by the slope");
        verdicts.wrong(2, -0.3 * Math.exp(-0.8) / Math.pow(1 + Math.exp(-0.8), 2), "after the sigmoid");
        verdicts.wrong(2, 0.16 * 0.45, "weights are missing");
        verdicts.wrong(2, 0.16 * 0.1, "first path");
        verdicts.wrong(2, 0.048, "sign");
    }

    @Test
    void costOfNudging() {
        verdicts.open(3, null);
        verdicts.right(3, new int[] {38, 94});
        verdicts.right(3, new double[] {38, 94});
        verdicts.wrong(3, new int[] {38, 47}, "up and down");
        verdicts.wrong(3, new int[] {38, 76}, "biases");
        verdicts.wrong(3, new int[] {47, 94}, "added, not multiplied");
        verdicts.wrong(3, new int[] {120, 94}, "1 of 2 are right");
    }

    @Test
    void passes() {
        verdicts.open(4, null);
        verdicts.right(4, new int[] {4, 3000});
        verdicts.wrong(4, new int[] {3000, 4}, "other way round");
        verdicts.wrong(4, new int[] {12000, 12000}, "more than one question");
        verdicts.wrong(4, new int[] {4, 1}, "3,000 of them");
    }
}
