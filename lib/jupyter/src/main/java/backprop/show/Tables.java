package backprop.show;

import backprop.check.GradientReport;
import backprop.data.ImageDataset;
import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.train.History;
import backprop.train.Network;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Results as Tablesaw tables: sort, filter and save them with Tablesaw's API. */
public final class Tables {
    private Tables() {}

    /**
     * The epochs of a training run, one a row: epoch, step, loss, and then train accuracy and validation accuracy,
     * or, for data without classes, validation loss. The table's name has the history's warning, if there is one.
     */
    public static Table of(History history) {
        List<History.Epoch> epochs = history.epochs();
        String warning = history.warning().map(words -> ". " + words).orElse("");
        Table table = Table.create(
                "Training, epoch by epoch" + warning,
                IntColumn.create(
                        "epoch", epochs.stream().mapToInt(History.Epoch::epoch).toArray()),
                IntColumn.create(
                        "step",
                        epochs.stream().mapToInt(History.Epoch::iteration).toArray()),
                loss(epochs));
        return history.hasClasses()
                ? table.addColumns(
                        column("train accuracy", epochs, History.Epoch::trainAccuracy),
                        column("validation accuracy", epochs, History.Epoch::validationAccuracy))
                : table.addColumns(column("validation loss", epochs, History.Epoch::validationLoss));
    }

    /** Before the first epoch there was no mini-batch: its loss is left blank, where a NaN would look like an accident. */
    private static DoubleColumn loss(List<History.Epoch> epochs) {
        DoubleColumn loss = column("loss", epochs, History.Epoch::loss);
        if (epochs.stream().skip(1).noneMatch(epoch -> Double.isNaN(epoch.loss())))
            loss.setPrintFormatter(new NumberColumnFormatter(" "));
        return loss;
    }

    private static DoubleColumn column(String name, List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> value) {
        return DoubleColumn.create(name, epochs.stream().mapToDouble(value).toArray());
    }

    /**
     * The layers of a network in order, one a row, and the loss at the end: number, layer, output, parameters, and their
     * number; the table's name gives the total. An output is "N × ?" if it depends on the data.
     */
    public static Table of(Network net) {
        IntColumn number = IntColumn.create("number");
        StringColumn name = StringColumn.create("layer");
        StringColumn output = StringColumn.create("output");
        StringColumn parameters = StringColumn.create("parameters");
        IntColumn count = IntColumn.create("count");
        List<String> shapes = LayerShapes.of(net);
        int learning = 0;
        for (Layer layer : net.layers()) {
            int suffix = layer.params().isEmpty() ? 0 : ++learning;
            number.append(number.size() + 1);
            name.append(layer.name());
            output.append(shapes.get(number.size()));
            parameters.append(layer.params().stream()
                    .map(param -> param.name() + suffix + " " + Matrices.shape(param.value()))
                    .collect(Collectors.joining(", ")));
            count.append(size(layer.params()));
        }
        number.appendMissing();
        name.append(net.lossLayer().name());
        output.append("1 number");
        parameters.append("");
        count.append(0);
        return Table.create(net.toString(), number, name, output, parameters, count);
    }

    private static int size(Collection<Param> params) {
        return params.stream().mapToInt(param -> param.value().getNumElements()).sum();
    }

    /** A gradient check, one matrix a row: name, shape, entries, mean, largest and relative difference. */
    public static Table of(GradientReport report) {
        List<GradientReport.Row> rows = report.rows();
        return Table.create(
                "Backpropagation against central differences",
                StringColumn.create("gradient of", rows.stream().map(GradientReport.Row::name)),
                StringColumn.create("shape", rows.stream().map(row -> Matrices.shape(row.backprop()))),
                IntColumn.create(
                        "entries",
                        rows.stream()
                                .mapToInt(row -> row.backprop().getNumElements())
                                .toArray()),
                difference("mean |difference|", rows, GradientReport.Row::meanDifference),
                difference("largest |difference|", rows, GradientReport.Row::largestDifference),
                difference("relative difference", rows, GradientReport.Row::relativeDifference));
    }

    private static DoubleColumn difference(
            String name, List<GradientReport.Row> rows, ToDoubleFunction<GradientReport.Row> value) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
    }

    /**
     * The confusion matrix: a row for each true class, a column for each predicted class, counts in the cells.
     *
     * @throws IllegalArgumentException if the net does not have as many outputs as there are classes, or there are no data
     * @return columns "digit", "as 0", "as 1", …
     */
    public static Table confusion(Network net, ImageDataset data) {
        int outputs = net.predict(data.batch(0).x()).getNumCols();
        if (outputs != data.classes())
            throw new IllegalArgumentException(
                    "the net tells " + outputs + " classes apart, but " + data.name() + " has " + data.classes());
        int[] guesses = net.classify(data);
        int[][] counts = new int[data.classes()][data.classes()];
        for (int i = 0; i < guesses.length; i++) counts[data.label(i)][guesses[i]]++;
        StringColumn truth = StringColumn.create("digit");
        Table table = Table.create("Confusion matrix, " + data.name(), truth);
        for (int guess = 0; guess < data.classes(); guess++) table.addColumns(IntColumn.create("as " + guess));
        for (int i = 0; i < counts.length; i++) {
            truth.append(Integer.toString(i));
            for (int guess = 0; guess < counts.length; guess++)
                table.intColumn(guess + 1).append(counts[i][guess]);
        }
        return table;
    }
}
