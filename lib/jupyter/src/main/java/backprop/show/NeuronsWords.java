package backprop.show;

import backprop.math.Matrices;
import backprop.show.Neurons.Column;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What is to be said of {@link Neurons}, of one moment or of two.
 *
 * @param before null for one moment alone
 */
record NeuronsWords(Neurons before, Neurons now) {
    private static final int CHANGE_DIGITS = 3;
    private static final int MOST_ONE_BY_ONE = 30;
    private static final int MOST_TARGETS = 10;
    private static final Function<Column, SimpleMatrix> WEIGHTS = c -> c.in().weights();
    private static final Function<Column, SimpleMatrix> BIASES = c -> c.in().biases();

    /**
     * A number of the net as it is.
     *
     * @param name for words
     * @param sign for the picture, where its place says the rest; may be empty
     * @param old as it was, or null
     * @param gradient how the loss changes with it, or null
     */
    record Number(String name, String sign, double value, Double old, Double gradient) {
        /**
         * As it is written in the picture: alone, or with its gradient below, or the old one and the new one, and below them
         * the change.
         */
        List<String> lines(int digits) {
            String written = Numbers.format(value, digits);
            if (hasChanged())
                return List.of(
                        Numbers.withMinus(signed(": ") + Numbers.format(old, digits) + " → " + written),
                        Numbers.withMinus((value > old ? "+" : "") + Numbers.format(value - old, CHANGE_DIGITS)));
            String alone = Numbers.withMinus(signed(" = ") + written);
            if (old != null) return List.of(alone, "unchanged");
            if (gradient != null)
                return List.of(alone, Numbers.withMinus("∂ " + Numbers.format(gradient, CHANGE_DIGITS)));
            return List.of(alone);
        }

        boolean hasChanged() {
            return old != null && old != value;
        }

        private String signed(String between) {
            return sign.isEmpty() ? "" : sign + between;
        }

        private String shortly() {
            String was = old == null ? "" : hasChanged() ? Numbers.format(old) + " → " : "unchanged ";
            return name + " " + was + Numbers.format(value)
                    + (gradient == null ? "" : ", gradient " + Numbers.format(gradient));
        }
    }

    Number weight(int k, int from, int to) {
        String sign = column(k).weightName(from, to);
        String way = column(k - 1).name(from) + " → " + column(k).name(to);
        String name = sign.isEmpty() ? way : sign + " (" + way + ")";
        int index = from * column(k).units() + to;
        return number(k, name, sign, WEIGHTS, column(k).in().slopes(), index);
    }

    Number bias(int k, int unit) {
        return number(
                k,
                "bias of " + column(k).name(unit),
                "b",
                BIASES,
                column(k).in().deltas(),
                unit);
    }

    Number sum(int k, int unit) {
        String name = "weighted sum of " + column(k).name(unit);
        return number(k, name, "", c -> c.in().sums(), column(k).in().deltas(), unit);
    }

    Number value(int k, int unit) {
        String name = (k == 0 ? "input " : "output of ") + column(k).name(unit);
        return number(k, name, "", Column::values, null, unit);
    }

    private Column column(int k) {
        return now.columns().get(k);
    }

    // Of two moments the change is shown, not the gradient.
    private Number number(
            int k, String name, String sign, Function<Column, SimpleMatrix> of, SimpleMatrix gradients, int index) {
        double value = of.apply(column(k)).get(index);
        if (before != null)
            return new Number(
                    name, sign, value, of.apply(before.columns().get(k)).get(index), null);
        return new Number(name, sign, value, null, gradients == null ? null : (Double) gradients.get(index));
    }

    /** A number with all its digits. */
    String full(Number n) {
        if (n.old == null)
            return n.name + ": " + now.full(n.value) + (n.gradient == null ? "" : ", gradient " + now.full(n.gradient));
        return n.name + ": " + now.full(n.old) + " before, " + now.full(n.value) + " after, change "
                + now.full(n.value - n.old);
    }

    /** All about a neuron; of many weights the first and the last. */
    String story(int k, int unit) {
        List<String> parts = new ArrayList<>();
        if (now.hasSample()) parts.add(full(value(k, unit)));
        if (k == 0) return parts.isEmpty() ? column(k).name(unit) : parts.get(0);
        if (now.hasSample()) parts.add(full(sum(k, unit)));
        parts.add(full(bias(k, unit)));
        for (int from : MatrixTable.shown(column(k - 1).units()))
            parts.add(from < 0 ? "…" : weight(k, from, unit).shortly());
        return String.join("; ", parts);
    }

    boolean hasGradients() {
        return before == null && now.goal() != null;
    }

    /** The loss, and where a target was given, how large it is. */
    String loss() {
        Neurons.Goal goal = now.goal();
        if (goal == null) return "Loss: " + now.loss() + ".";
        String targets = IntStream.range(0, goal.targets().getNumElements())
                .limit(MOST_TARGETS)
                .mapToObj(k -> Numbers.format(goal.targets().get(k)))
                .collect(Collectors.joining(", "));
        return "Loss: " + now.loss() + ", "
                + (before == null ? "" : Numbers.format(before.goal().loss()) + " before, ")
                + Numbers.format(goal.loss()) + (before == null ? "" : " after") + ". Target: " + targets
                + (goal.targets().getNumElements() > MOST_TARGETS ? ", …." : ".");
    }

    String alt(String title) {
        List<Number> all = numbers();
        String numbers = all.isEmpty()
                ? IntStream.range(1, now.columns().size())
                        .mapToObj(k -> "W" + k + " "
                                + range(column(k).in().weights()) + "; b" + k + " "
                                + range(column(k).in().biases()))
                        .collect(Collectors.joining("; "))
                : all.stream().map(Number::shortly).collect(Collectors.joining("; "));
        return (before == null ? "Neurons: " : "Neurons before and after: ") + title + ". " + now.structure() + ". "
                + numbers + ".";
    }

    private static String range(SimpleMatrix m) {
        int broken = Numbers.notFinite(m);
        return Matrices.shape(m) + " from " + Numbers.format(m.elementMin()) + " to " + Numbers.format(m.elementMax())
                + (broken == 0 ? "" : ", " + broken + " of them NaN or infinite");
    }

    /** All numbers one by one, or none where there are too many for that. */
    private List<Number> numbers() {
        List<Column> columns = now.columns();
        int count = columns.stream()
                .skip(1)
                .mapToInt(c -> c.in().weights().getNumElements() + 2 * c.units())
                .sum();
        if (count > MOST_ONE_BY_ONE) return List.of();
        List<Number> all = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++)
            for (int unit = 0; unit < columns.get(k).units(); unit++) {
                for (int from = 0; k > 0 && from < columns.get(k - 1).units(); from++) all.add(weight(k, from, unit));
                if (k > 0) all.add(bias(k, unit));
                if (k > 0 && hasGradients()) all.add(sum(k, unit));
                if (now.hasSample()) all.add(value(k, unit));
            }
        return all;
    }

    /** All numbers with all their digits, or, where they are many, matrix by matrix. */
    List<Picture.Fold> folds() {
        List<Number> all = numbers();
        if (!all.isEmpty()) return List.of(new Picture.Fold("All numbers of this picture", Renderings.of(table(all))));
        List<Picture.Fold> folds = new ArrayList<>();
        for (int k = 1; k < now.columns().size(); k++) {
            addFolds(folds, k, "W" + k, WEIGHTS);
            addFolds(folds, k, "b" + k, BIASES);
        }
        return folds;
    }

    private void addFolds(List<Picture.Fold> folds, int k, String name, Function<Column, SimpleMatrix> of) {
        SimpleMatrix m = of.apply(column(k));
        String summary = name + ", " + Matrices.shape(m);
        if (before != null)
            folds.add(new Picture.Fold(
                    summary + ", before",
                    Renderings.of(of.apply(before.columns().get(k)))));
        folds.add(new Picture.Fold(summary + (before == null ? "" : ", after"), Renderings.of(m)));
    }

    private Table table(List<Number> all) {
        Table table = Table.create("", column("number", all, Number::name));
        if (before == null) {
            table.addColumns(column("value", all, n -> now.full(n.value)));
            return hasGradients()
                    ? table.addColumns(column("gradient", all, n -> n.gradient == null ? "" : now.full(n.gradient)))
                    : table;
        }
        return table.addColumns(
                column("before", all, n -> now.full(n.old)),
                column("after", all, n -> now.full(n.value)),
                column("change", all, n -> now.full(n.value - n.old)));
    }

    private static StringColumn column(String name, List<Number> all, Function<Number, String> of) {
        return StringColumn.create(name, all.stream().map(of).toList());
    }
}
