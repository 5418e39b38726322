package backprop.show;

import backprop.layer.Layer;
import backprop.math.Matrices;
import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The activations of a net for some samples: for each layer the histogram of its outputs, the share that is exactly 0, and
 * the number of silent (dead) units. They show whether outputs vanish, explode or saturate.
 */
public final class Activations {
    private static final int WIDTH = 760;
    private static final int TOP = 42;
    private static final int ROW = 112;
    private static final int LEFT = 190;
    private static final int RIGHT = 500;
    private static final int TALL = 66;
    private static final int BARS = 31;
    private static final double LARGE = 1e100;
    private static final String AXIS = Canvas.stroke(Colors.AXIS);
    private static final String LIT = Canvas.BOLD + " " + Canvas.fill(Colors.ALERT);

    private static final String CAPTION =
            "Each layer has its own scale. At the left: how many numbers the tallest bar stands for; those that are exactly 0"
                    + " are in no bar. A unit is silent if it puts out 0 for every sample.";

    private Activations() {}

    /**
     * The outputs of every layer, from the input to the last one before the loss. Zeros are counted apart: after a ReLU they
     * would dwarf all other bars.
     *
     * @param x one sample a row
     * @throws IllegalArgumentException if there is no sample, or x does not fit the net
     */
    public static Picture of(String title, Network net, SimpleMatrix x) {
        if (x.getNumRows() == 0)
            throw new IllegalArgumentException(
                    "there are no activations without samples, but x is " + Matrices.shape(x));
        List<Spread> spreads = new ArrayList<>();
        SimpleMatrix y = x;
        for (Layer layer : net.layers()) {
            y = layer.forward(y);
            spreads.add(Spread.of(spreads.size() + 1 + " " + layer.name(), y));
        }
        Canvas canvas = new Canvas(WIDTH, TOP + ROW * spreads.size()).title(title);
        for (int i = 0; i < spreads.size(); i++) spreads.get(i).draw(canvas, TOP + i * ROW);
        String words = spreads.stream().map(Spread::words).collect(Collectors.joining(". "));
        return canvas.finish("Activations: " + title + ", " + samples(x.getNumRows()) + ". " + words + ".", CAPTION)
                .withFolds(List.of(new Picture.Fold("The numbers of this picture", Renderings.of(table(spreads)))));
    }

    private static String samples(int count) {
        return count == 1 ? "1 sample" : count + " samples";
    }

    private static Table table(List<Spread> spreads) {
        return Table.create(
                "",
                StringColumn.create("layer", spreads.stream().map(Spread::name)),
                StringColumn.create("outputs", spreads.stream().map(Spread::shape)),
                numbers("mean", spreads, Spread::mean),
                numbers("standard deviation", spreads, Spread::deviation),
                numbers("lowest", spreads, Spread::lowest),
                numbers("highest", spreads, Spread::highest),
                numbers("share of zeros", spreads, Spread::zeroShare),
                counts("silent units", spreads, Spread::silent),
                counts("NaN or infinite", spreads, Spread::broken));
    }

    private static DoubleColumn numbers(String name, List<Spread> spreads, ToDoubleFunction<Spread> of) {
        return DoubleColumn.create(name, spreads.stream().mapToDouble(of));
    }

    private static IntColumn counts(String name, List<Spread> spreads, ToIntFunction<Spread> of) {
        return IntColumn.create(name, spreads.stream().mapToInt(of));
    }

    /**
     * The distribution of the outputs of a layer.
     *
     * @param mean of those that are finite, as are the next three; NaN if none is
     * @param zeroShare the share of all that is exactly 0
     * @param silent the units whose output is 0 for every sample
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
            double low = DoubleStream.of(finite).min().orElse(Double.NaN);
            double high = DoubleStream.of(finite).max().orElse(Double.NaN);
            // Squares of very large numbers overflow, those of very small ones are 0.
            double size = Math.max(Math.abs(low), Math.abs(high));
            double scale = size > LARGE || size > 0 && size < 1 / LARGE ? size : 1;
            double sum = 0;
            for (double v : finite) sum += v / scale;
            double mean = sum / finite.length;
            double squares = 0;
            for (double v : finite) squares += (v / scale - mean) * (v / scale - mean);
            int[] bars = new int[BARS];
            double wide = high / scale - low / scale;
            for (double v : finite)
                if (v != 0) bars[(int) Math.min(BARS - 1, (v / scale - low / scale) / wide * BARS)]++;
            return new Spread(
                    name,
                    Matrices.shape(y),
                    y.getNumCols(),
                    scale * mean,
                    scale * Math.sqrt(squares / finite.length),
                    low,
                    high,
                    (double) DoubleStream.of(finite).filter(v -> v == 0).count() / all,
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

        void draw(Canvas canvas, double top) {
            canvas.text(12, top + 24, name, Canvas.BOLD).text(12, top + 42, shape);
            drawBars(canvas, top + TALL + 8);
            drawScale(canvas, top, top + TALL + 8);
            if (zeroShare > 0) {
                canvas.rect(RIGHT + 150, top + 45, 90, 10, "fill='none' " + AXIS);
                canvas.rect(RIGHT + 150, top + 45, 90 * zeroShare, 10, Canvas.fill(Colors.AXIS));
            }
            double y = top + 20;
            for (String fact : facts()) {
                canvas.text(RIGHT + 30, y, fact, fact.contains("NaN") ? LIT : "");
                y += 17;
            }
        }

        private void drawBars(Canvas canvas, double bottom) {
            int tallest = Math.max(1, IntStream.of(bars).max().getAsInt());
            double wide = (double) (RIGHT - LEFT) / BARS;
            for (int i = 0; i < BARS; i++) {
                double tall = (double) TALL * bars[i] / tallest;
                if (bars[i] > 0) canvas.rect(LEFT + i * wide, bottom - tall, wide - 1, tall, Canvas.fill(Colors.BAR));
            }
            canvas.line(LEFT, bottom, RIGHT, bottom, AXIS);
            canvas.text(LEFT - 6, bottom - TALL + 10, tallest + " numbers", Canvas.END);
        }

        private void drawScale(Canvas canvas, double top, double bottom) {
            if (lowest < 0 && highest > 0) {
                double zero = LEFT + (RIGHT - LEFT) * (-lowest / (highest - lowest));
                canvas.line(zero, top + 4, zero, bottom + 5, AXIS + " stroke-dasharray='2 3'");
                if (zero > LEFT + 70 && zero < RIGHT - 70) canvas.centred(zero, bottom + 16, "0");
            }
            if (Double.isFinite(lowest)) {
                canvas.text(LEFT, bottom + 16, Numbers.format(lowest, 3));
                canvas.text(RIGHT, bottom + 16, Numbers.format(highest, 3), Canvas.END);
            } else canvas.centred((LEFT + RIGHT) / 2.0, bottom - 20, "no finite numbers");
        }

        private List<String> facts() {
            List<String> facts = new ArrayList<>();
            facts.add("mean " + Numbers.format(mean, 3));
            facts.add("standard deviation " + Numbers.format(deviation, 3));
            facts.add("exactly 0: " + percent(zeroShare));
            if (silent > 0) facts.add("silent units: " + silent + " of " + units);
            if (broken > 0) facts.add("NaN or infinite: " + broken);
            return facts;
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, share == 0 || share == 1 ? "%.0f %%" : "%.1f %%", 100 * share);
        }

        String words() {
            return name + ", " + shape + ": from " + Numbers.format(lowest, 3) + " to " + Numbers.format(highest, 3)
                    + ", " + String.join(", ", facts());
        }
    }
}
