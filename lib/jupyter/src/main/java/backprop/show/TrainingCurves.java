package backprop.show;

import backprop.train.History;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The curves of a training run, for the chart of a finished one and while it runs.
 *
 * @param across what the numbers across are
 * @param up what the numbers up are
 * @param end where the axis across may end, which begins at 0
 * @param highest where the axis that goes up may end: above all that is finite
 */
record TrainingCurves(String title, String across, String up, double end, double highest, List<Line> lines) {

    /** The points of a line; where y is not finite it has a gap. */
    record Line(String name, double[] x, double[] y) {}

    /**
     * The loss by step. Mini-batches differ from one another, so their losses scatter; where there are many, each point
     * is the mean of some in a row.
     */
    static TrainingCurves loss(History history, int mostPoints) {
        int perPoint = Math.max(1, (history.iterations() + mostPoints - 1) / mostPoints);
        int points = history.iterations() / perPoint;
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = i == 0 ? 1 : (i + 1) * perPoint;
            y[i] = IntStream.range(i * perPoint, (i + 1) * perPoint)
                    .mapToDouble(history::loss)
                    .average()
                    .orElseThrow();
        }
        String name = perPoint == 1 ? "loss of a mini-batch" : "mean loss of " + perPoint + " mini-batches";
        return of("Loss", "step", "loss", history.iterations(), List.of(new Line(name, x, y)));
    }

    static TrainingCurves accuracy(List<History.Epoch> epochs) {
        return new TrainingCurves(
                "Accuracy",
                "epoch",
                "share read right",
                end(epochs),
                1,
                lines(epochs, History.Epoch::trainAccuracy, History.Epoch::validationAccuracy));
    }

    /** The loss on training and validation data, for data without classes. */
    static TrainingCurves validationLoss(List<History.Epoch> epochs) {
        return of(
                "Loss, epoch by epoch",
                "epoch",
                "loss",
                end(epochs),
                lines(epochs, History.Epoch::loss, History.Epoch::validationLoss));
    }

    private static TrainingCurves of(String title, String across, String up, double end, List<Line> lines) {
        double highest = lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.y))
                .filter(v -> v > 0 && Double.isFinite(v))
                .max()
                .orElse(1);
        return new TrainingCurves(title, across, up, end, highest, lines);
    }

    private static double end(List<History.Epoch> epochs) {
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
    }

    private static List<Line> lines(
            List<History.Epoch> epochs,
            ToDoubleFunction<History.Epoch> onTrain,
            ToDoubleFunction<History.Epoch> onValidation) {
        double[] x = column(epochs, History.Epoch::epoch);
        return List.of(
                new Line("training data", x, column(epochs, onTrain)),
                new Line("validation data", x, column(epochs, onValidation)));
    }

    private static double[] column(List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    /** Whether any point can be drawn. */
    boolean haveInk() {
        return lines.stream().flatMapToDouble(line -> Arrays.stream(line.y)).anyMatch(Double::isFinite);
    }
}
