package backprop.lesson;

import backprop.lesson.SpeedExercises.BlockProduct;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class SpeedExercisesTest {
    private final Verdicts verdicts = new Verdicts(SpeedExercises.exercises());

    @Test
    void wideOperations() {
        verdicts.right(1, 159_800_000);
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, 79_900_000, "are two operations");
        verdicts.wrong(1, 238_200_000, "no dX");
        verdicts.wrong(1, 158_800_000, "a third product");
        verdicts.wrong(1, 79_400_000, "the way forward");
        verdicts.wrong(1, 156_800_000, "the first layer alone");
        verdicts.wrong(1, 1_598_000, "one sample");
    }

    @Test
    void bytes() {
        verdicts.right(2, new double[] {47_040_000, 188_160_000, 376_320_000});
        verdicts.open(2, new double[] {Double.NaN, Double.NaN, Double.NaN});
        verdicts.wrong(2, new double[] {47_040_000, 376_320_000, 752_640_000}, "four bytes");
        verdicts.wrong(2, new double[] {376_320_000, 1_505_280_000, 3_010_560_000.0}, "bits");
        verdicts.wrong(2, new double[] {784, 3136, 6272}, "0 of 3");
    }

    @Test
    void columnsComputed() {
        verdicts.right(3, new double[] {112, 128});
        verdicts.open(3, new double[] {Double.NaN, Double.NaN});
        verdicts.wrong(3, new double[] {104, 112}, "two registers wide");
        verdicts.wrong(3, new double[] {12, 28}, "that are added");
        verdicts.wrong(3, new double[] {7, 4}, "the tiles");
    }

    @Test
    void share() {
        verdicts.right(4, 0.599);
        verdicts.right(4, 0.6);
        verdicts.open(4, Double.NaN);
        verdicts.wrong(4, 0.2996, "two operations");
        verdicts.wrong(4, 59.9, "percent");
        verdicts.wrong(4, 1.669, "the other way round");
    }

    @Test
    void block() {
        verdicts.right(5, (BlockProduct) SpeedExercisesTest::addBlock);
        verdicts.right(5, (BlockProduct) (a, b, c, from, to) -> {
            for (int p = from; p < to; p++) addBlock(a, b, c, p, p + 1);
        });
        verdicts.open(5, null);
        verdicts.wrong(5, (BlockProduct) (a, b, c, from, to) -> {}, "nothing was added");
        verdicts.wrong(
                5,
                (BlockProduct) (a, b, c, from, to) -> {
                    for (float[] row : c) Arrays.fill(row, 0);
                    addBlock(a, b, c, from, to);
                },
                "What C had is lost");
        verdicts.wrong(
                5, (BlockProduct) (a, b, c, from, to) -> addBlock(a, b, c, 0, b.length), "That is the whole product");
        verdicts.wrong(
                5,
                (BlockProduct) (a, b, c, from, to) -> addBlock(a, b, c, from, Math.min(to + 1, b.length)),
                "ends before `to`");
        verdicts.wrong(
                5,
                (BlockProduct) (a, b, c, from, to) -> addBlock(a, b, c, 0, to),
                "With k = 200, from = 64, to = 128: c[0][0] is");
        verdicts.wrong(
                5,
                (BlockProduct) (a, b, c, from, to) -> {
                    addBlock(a, b, c, from, to);
                    b[from][0] = 0;
                },
                "A or B was changed");
        verdicts.wrong(5, (BlockProduct) (a, b, c, from, to) -> addBlock(a, b, c, from, to + 1), "stopped with");
        verdicts.wrong(5, 7, "must be a BlockProduct");
    }

    @Test
    void biasAndRelu() {
        verdicts.right(6, (BiFunction<float[][], float[], float[][]>) (y, b) -> {
            for (float[] row : y) for (int j = 0; j < b.length; j++) row[j] = Math.max(0, row[j] + b[j]);
            return y;
        });
        verdicts.open(6, null);
        verdicts.open(6, (BiFunction<float[][], float[], float[][]>) (y, b) -> null);
        verdicts.wrong(
                6,
                (BiFunction<float[][], float[], float[][]>) (y, b) -> {
                    for (float[] row : y) for (int j = 0; j < b.length; j++) row[j] = Math.max(0, row[j]) + b[j];
                    return y;
                },
                "before ReLU");
        verdicts.wrong(
                6,
                (BiFunction<float[][], float[], float[][]>) (y, b) -> {
                    for (float[] row : y) for (int j = 0; j < b.length; j++) row[j] += b[j];
                    for (float[] row : y) for (int j = 0; j < b.length; j++) row[j] = Math.max(0, row[j]);
                    return y;
                },
                "two walks through Y");
        verdicts.right(6, (BiFunction<float[][], float[], float[][]>) (y, b) -> {
            float[][] result = new float[y.length][b.length];
            for (int i = 0; i < y.length; i++)
                for (int j = 0; j < b.length; j++) result[i][j] = Math.max(0, y[i][j] + b[j]);
            return result;
        });
        verdicts.wrong(6, (BiFunction<float[][], float[], float[][]>) (y, b) -> y, "c[0][0] is");
        verdicts.wrong(6, (BiFunction<float[][], float[], float[]>) (y, b) -> b, "must be a float[][]");
    }

    private static void addBlock(float[][] a, float[][] b, float[][] c, int from, int to) {
        for (int i = 0; i < c.length; i++)
            for (int p = from; p < to; p++) for (int j = 0; j < c[i].length; j++) c[i][j] += a[i][p] * b[p][j];
    }
}
