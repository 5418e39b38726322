package backprop.show;

import backprop.layer.Layer;
import backprop.math.Matrices;
import backprop.show.draw.Drawing;
import backprop.show.draw.Html;
import backprop.show.draw.Svg;
import backprop.show.draw.TextMetrics;
import backprop.train.Network;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the layers of a net put out for some samples: for each layer how its numbers are spread, how many are exactly 0, and
 * how many units are silent. So one sees whether numbers shrink, grow, or come to rest at the ends of an activation.
 */
public final class Activations {
    private static final int WIDTH = 760;
    private static final int TOP = 42;
    private static final int ROW = 112;
    private static final int LEFT = 190;
    private static final int RIGHT = 500;
    private static final int TALL = 66;
    private static final int BARS = 31;
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final String MIDDLE = "text-anchor='middle'";
    private static final String LIT = "font-weight='bold' fill='#b3001b'";

    private Activations() {}

    /**
     * The outputs of every layer, from the input to the last one before the loss. Zeros are counted apart, for after a ReLU
     * they would overtop all the rest.
     *
     * @param x one sample a row
     * @throws IllegalArgumentException if there is no sample, or x does not fit the net
     */
    public static Drawing of(String title, Network net, SimpleMatrix x) {
        if (x.getNumRows() == 0)
            throw new IllegalArgumentException(
                    "there are no activations without samples, but x is " + Matrices.shape(x));
        List<Spread> spreads = new ArrayList<>();
        SimpleMatrix y = x;
        for (Layer layer : net.layers()) {
            y = layer.forward(y);
            spreads.add(Spread.of(spreads.size() + 1 + " " + layer.name(), y));
        }
        int height = TOP + ROW * spreads.size();
        Svg svg = new Svg();
        double size = TextMetrics.fitting(TITLE_FONT, title, WIDTH - 24).getSize2D();
        svg.text(12, 24, title, "font-weight='bold' font-size='" + Svg.n(size) + "'");
        for (int i = 0; i < spreads.size(); i++) spreads.get(i).draw(svg, TOP + i * ROW);
        String alt = spreads.stream()
                .map(Spread::words)
                .collect(
                        Collectors.joining(". ", "Activations: " + title + ", " + samples(x.getNumRows()) + ". ", "."));
        return new Drawing(
                svg.document(WIDTH, height),
                WIDTH,
                height,
                alt,
                "Each layer has its own scale. At the left: how many numbers the tallest bar stands for; those that are"
                        + " exactly 0 are in no bar. A unit is silent if it puts out 0 for every sample.",
                List.of(),
                List.of(new Drawing.Fold("The numbers of this picture", Renderings.of(table(spreads)))));
    }

    private static String samples(int count) {
        return count == 1 ? "1 sample" : count + " samples";
    }

    private static Table table(List<Spread> spreads) {
        return Table.create(
                "",
                StringColumn.create("layer", spreads.stream().map(Spread::name).toList()),
                StringColumn.create(
                        "outputs", spreads.stream().map(Spread::shape).toList()),
                column("mean", spreads.stream().mapToDouble(Spread::mean).toArray()),
                column(
                        "standard deviation",
                        spreads.stream().mapToDouble(Spread::deviation).toArray()),
                column("lowest", spreads.stream().mapToDouble(Spread::lowest).toArray()),
                column("highest", spreads.stream().mapToDouble(Spread::highest).toArray()),
                column(
                        "share of zeros",
                        spreads.stream().mapToDouble(Spread::zeroShare).toArray()),
                IntColumn.create(
                        "silent units",
                        spreads.stream().mapToInt(Spread::silent).toArray()),
                IntColumn.create(
                        "NaN or infinite",
                        spreads.stream().mapToInt(Spread::broken).toArray()));
    }

    private static DoubleColumn column(String name, double[] values) {
        return DoubleColumn.create(name, values);
    }

    /**
     * How the outputs of a layer are spread.
     *
     * @param mean of those that are finite, as are the next three; NaN if none is
     * @param zeroShare the share of all that is exactly 0
     * @param silent the units that put out 0 for every sample
     * @param broken how many are NaN or infinite
     * @param bars how many of the numbers that are not 0 lie in each of equal parts from lowest to highest
     */
    private record Spread(
            String name,
            String shape,
            int units,
            double mean,
            double deviation,
            double lowest,
            double highest,
            double zeroShare,
            int silent,
            int broken,
            int[] bars) {

        static Spread of(String name, SimpleMatrix y) {
            int all = y.getNumElements();
            double[] finite = IntStream.range(0, all)
                    .mapToDouble(y::get)
                    .filter(Double::isFinite)
                    .toArray();
            double sum = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            int zeros = 0;
            for (double v : finite) {
                sum += v;
                low = Math.min(low, v);
                high = Math.max(high, v);
                if (v == 0) zeros++;
            }
            double mean = sum / finite.length;
            double squares = 0;
            int[] bars = new int[BARS];
            for (double v : finite) {
                squares += (v - mean) * (v - mean);
                if (v != 0) bars[(int) Math.min(BARS - 1, (v - low) / (high - low) * BARS)]++;
            }
            return new Spread(
                    name,
                    Matrices.shape(y),
                    y.getNumCols(),
                    mean,
                    Math.sqrt(squares / finite.length),
                    finite.length == 0 ? Double.NaN : low,
                    finite.length == 0 ? Double.NaN : high,
                    (double) zeros / all,
                    (int) IntStream.range(0, y.getNumCols())
                            .filter(unit -> isSilent(y, unit))
                            .count(),
                    all - finite.length,
                    bars);
        }

        private static boolean isSilent(SimpleMatrix y, int unit) {
            for (int i = 0; i < y.getNumRows(); i++) if (y.get(i, unit) != 0) return false;
            return true;
        }

        void draw(Svg svg, double top) {
            double bottom = top + TALL + 8;
            svg.text(12, top + 24, name, "font-weight='bold'").text(12, top + 42, shape, "");
            int tallest = Math.max(1, IntStream.of(bars).max().getAsInt());
            double wide = (double) (RIGHT - LEFT) / BARS;
            for (int i = 0; i < BARS; i++) {
                double tall = (double) TALL * bars[i] / tallest;
                if (bars[i] > 0) svg.rect(LEFT + i * wide, bottom - tall, wide - 1, tall, "fill='#0060a0'");
            }
            svg.line(LEFT, bottom, RIGHT, bottom, "stroke='#333333'");
            svg.text(LEFT - 6, bottom - TALL + 10, tallest + " numbers", "text-anchor='end'");
            if (lowest < 0 && highest > 0) {
                double zero = LEFT + (RIGHT - LEFT) * -lowest / (highest - lowest);
                svg.line(zero, top + 4, zero, bottom + 5, "stroke='#333333' stroke-dasharray='2 3'");
                if (zero > LEFT + 70 && zero < RIGHT - 70) svg.text(zero, bottom + 16, "0", MIDDLE);
            }
            if (Double.isFinite(lowest)) {
                svg.text(LEFT, bottom + 16, Html.number(lowest, 3), "");
                svg.text(RIGHT, bottom + 16, Html.number(highest, 3), "text-anchor='end'");
            } else svg.text((LEFT + RIGHT) / 2.0, bottom - 20, "no finite numbers", MIDDLE);
            if (zeroShare > 0) {
                svg.rect(RIGHT + 150, top + 45, 90, 10, "fill='none' stroke='#333333'");
                svg.rect(RIGHT + 150, top + 45, 90 * zeroShare, 10, "fill='#333333'");
            }
            List<String> facts = facts();
            for (int i = 0; i < facts.size(); i++)
                svg.text(
                        RIGHT + 30,
                        top + 20 + 17 * i,
                        facts.get(i),
                        facts.get(i).contains("NaN") ? LIT : "");
        }

        private List<String> facts() {
            List<String> facts = new ArrayList<>();
            facts.add("mean " + Html.number(mean, 3));
            facts.add("standard deviation " + Html.number(deviation, 3));
            facts.add("exactly 0: " + percent(zeroShare));
            if (silent > 0) facts.add("silent units: " + silent + " of " + units);
            if (broken > 0) facts.add("NaN or infinite: " + broken);
            return facts;
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, share == 0 || share == 1 ? "%.0f %%" : "%.1f %%", 100 * share);
        }

        String words() {
            return name + ", " + shape + ": from " + Html.number(lowest, 3) + " to " + Html.number(highest, 3) + ", "
                    + String.join(", ", facts());
        }
    }
}
