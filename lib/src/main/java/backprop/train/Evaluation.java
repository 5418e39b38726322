package backprop.train;

import backprop.data.ImageDataset;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a trained net gets right, and what it takes for what. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * The confusion matrix: a row for each true class, a column for each guess, counts in the cells; what is right stands on
     * the diagonal.
     *
     * @throws IllegalArgumentException if the net has not as many outputs as there are classes, or there are no data
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
