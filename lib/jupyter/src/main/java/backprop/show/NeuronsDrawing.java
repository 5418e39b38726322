package backprop.show;

import backprop.show.Neurons.Column;
import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.TextMetrics;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * Draws {@link Neurons}, of one moment or of two. Negative weights have dashes and a sign, so that no colour is needed; where
 * the numbers have no place beside one another, they stand below the picture alone.
 */
final class NeuronsDrawing {
    private static final String BACK = "font-style='italic' " + Canvas.fill(Colors.GRADIENT);
    private static final String RIM = Canvas.stroke(Colors.AXIS) + " stroke-width='1.5'";
    private static final String BROKEN_RIM = Canvas.stroke(Colors.ALERT) + " stroke-width='4'";

    private static final int WIDTH = Picture.WIDEST_PAGE;
    private static final int MARGIN = 60;
    private static final int TOP = 70;
    private static final int TALLEST = 520;
    private static final int LINE = 15;
    private static final double THICKEST = 5;
    private static final int ROOMY = 26;
    private static final int MOST_NUMBERS = 24;
    private static final int FEW_DIGITS = 3;
    // How wide a circle is where the second and the third of its lines are, in radii.
    private static final double MIDDLE_LINE = 1.75;
    private static final double LOWER_LINE = 1.6;

    private final String title;
    private final Neurons now;
    private final boolean two;
    private final NeuronsWords words;
    private final List<Column> columns;
    private final int width;
    private final int height;
    private final double spacing;
    private final double radius;
    private final double largest;
    private final Canvas canvas;
    private final List<Picture.Spot> spots = new ArrayList<>();
    private final List<Rectangle2D> written = new ArrayList<>();
    private boolean allWritten = true;

    /** @param before null for one moment alone */
    NeuronsDrawing(String title, Neurons before, Neurons now) {
        this.title = title;
        this.now = now;
        this.two = before != null;
        this.words = new NeuronsWords(before, now);
        this.columns = now.columns();
        int most = columns.stream().mapToInt(c -> shown(c).length).max().getAsInt();
        boolean roomy = two || words.hasGradients();
        this.spacing = Math.min(roomy ? 180 : 150, (double) TALLEST / Math.max(1, most - 1));
        this.radius = Math.min(roomy ? 46 : 34, 0.42 * spacing);
        this.width = Math.max(WIDTH, 2 * MARGIN + 150 * (columns.size() - 1));
        this.height = (int) (TOP + (most - 1) * spacing + 2 * radius + 110);
        this.canvas = new Canvas(width, height);
        this.largest = columns.stream()
                .skip(1)
                .mapToDouble(c -> largest(c.in().weights()))
                .max()
                .getAsDouble();
    }

    private static double largest(SimpleMatrix m) {
        return IntStream.range(0, m.getNumElements())
                .mapToDouble(k -> Math.abs(m.get(k)))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    Picture picture() {
        canvas.title(title);
        for (int k = 1; k < columns.size(); k++) weights(k);
        for (int k = 0; k < columns.size(); k++) column(k);
        legend();
        return canvas.finish(words.alt(title), caption()).withSpots(spots).withFolds(words.folds());
    }

    private String caption() {
        boolean allDrawn = columns.stream().allMatch(c -> shown(c).length == c.units());
        return words.loss()
                + (allDrawn ? "" : " Of large layers the first and the last neurons are drawn.")
                + (allWritten ? "" : " Some numbers have no room here: point at a neuron, or unfold them below.");
    }

    private double x(int column) {
        return MARGIN + column * (width - 2.0 * MARGIN) / (columns.size() - 1);
    }

    /** The height of a place in a column, which is in the middle of the picture. */
    private double y(Column column, int place) {
        double middle = TOP + radius + (height - TOP - 2 * radius - 110) / 2;
        return middle + (place - (shown(column).length - 1) / 2.0) * spacing;
    }

    private static int[] shown(Column column) {
        return MatrixTable.shown(column.units());
    }

    // The lines to a column, and their numbers where there is a place for each.

    private record Edge(
            NeuronsWords.Number number, double x1, double y1, double x2, double y2, List<String> lines, double wide) {
        /** Where its number stands, when it stands at that part of the line. */
        Rectangle2D label(double part) {
            double high = LINE * lines.size() + 3;
            return new Rectangle2D.Double(
                    x1 + part * (x2 - x1) - wide / 2, y1 + part * (y2 - y1) - high / 2, wide, high);
        }

        boolean crosses(Rectangle2D place) {
            return place.intersectsLine(x1, y1, x2, y2);
        }
    }

    private void weights(int k) {
        for (Edge edge : edges(k, 1)) canvas.line(edge.x1, edge.y1, edge.x2, edge.y2, stroke(edge.number.value()));
        for (int digits : fewerAndFewer()) {
            List<Edge> edges = edges(k, digits);
            double part = placeForNumbers(k, edges);
            if (Double.isNaN(part)) continue;
            for (Edge edge : edges) write(edge, edge.label(part));
            return;
        }
        allWritten = false;
    }

    private static int[] fewerAndFewer() {
        return IntStream.iterate(Numbers.digits(), d -> d > 0, d -> d > FEW_DIGITS ? (d + FEW_DIGITS) / 2 : 0)
                .toArray();
    }

    private void write(Edge edge, Rectangle2D place) {
        written.add(place);
        canvas.rect(place.getX(), place.getY(), place.getWidth(), place.getHeight(), "fill='white' rx='3'");
        write(edge.lines, place, Canvas.fill(color(edge.number.value())));
        spot(place, words.full(edge.number));
    }

    private List<Edge> edges(int k, int digits) {
        Column left = columns.get(k - 1);
        Column right = columns.get(k);
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < shown(left).length; i++)
            for (int j = 0; j < shown(right).length; j++) {
                int from = shown(left)[i];
                int to = shown(right)[j];
                if (from < 0 || to < 0) continue;
                NeuronsWords.Number number = words.weight(k, from, to);
                List<String> lines = number.lines(digits);
                edges.add(new Edge(number, x(k - 1), y(left, i), x(k), y(right, j), lines, widest(lines) + 8));
            }
        return edges;
    }

    /** The part of the way at which the numbers are furthest from one another and from other lines; NaN if they touch. */
    private double placeForNumbers(int k, List<Edge> edges) {
        if (edges.size() > MOST_NUMBERS) return Double.NaN;
        double widest = edges.stream().mapToDouble(Edge::wide).max().getAsDouble();
        double gap = x(k) - x(k - 1);
        for (int distance = 24; distance >= 0; distance -= 3)
            for (int percent = 50; percent >= 20; percent--)
                for (double part : new double[] {percent / 100.0, 1 - percent / 100.0})
                    if (Math.min(part, 1 - part) * gap > radius + widest / 2 && areFree(edges, part, distance))
                        return part;
        return Double.NaN;
    }

    private static boolean areFree(List<Edge> edges, double part, int distance) {
        List<Rectangle2D> places = edges.stream().map(edge -> edge.label(part)).toList();
        for (int a = 0; a < places.size(); a++) {
            Rectangle2D place = places.get(a);
            Rectangle2D wider = new Rectangle2D.Double(
                    place.getX(), place.getY() - distance, place.getWidth(), place.getHeight() + 2 * distance);
            for (int b = 0; b < places.size(); b++)
                if (a != b && (wider.intersects(places.get(b)) || edges.get(b).crosses(wider))) return false;
        }
        return true;
    }

    private String stroke(double weight) {
        double size = Double.isFinite(weight) && largest > 0 ? Math.abs(weight) / largest : 1;
        String dashes =
                Double.isFinite(weight) ? weight < 0 ? " stroke-dasharray='7 4'" : "" : " stroke-dasharray='2 4'";
        return Canvas.stroke(color(weight)) + " stroke-width='" + Canvas.n(0.8 + (THICKEST - 0.8) * size) + "'"
                + dashes;
    }

    private static Color color(double weight) {
        if (!Double.isFinite(weight)) return Colors.ALERT;
        return weight < 0 ? Colors.NEGATIVE_WEIGHT : Colors.POSITIVE_WEIGHT;
    }

    // The neurons of a column, what stands in them, and what stands above and below.

    private void column(int k) {
        Column column = columns.get(k);
        double x = x(k);
        canvas.text(x, 54, column.heading(), Canvas.MIDDLE + " " + Canvas.BOLD);
        int[] shown = shown(column);
        for (int place = 0; place < shown.length; place++)
            if (shown[place] < 0) canvas.text(x, y(column, place) + 6, "⋮", Canvas.MIDDLE + " font-size='20'");
            else neuron(k, shown[place], x, y(column, place));
        if (k > 0) biases(k);
        double foot = height - 56;
        canvas.centred(x, foot, column.function());
        if (shown.length < column.units()) canvas.centred(x, foot + LINE, column.units() + " in all");
    }

    private void neuron(int k, int unit, double x, double y) {
        boolean broken =
                now.hasSample() && !Double.isFinite(columns.get(k).values().get(unit));
        String ground = Canvas.fill(k == 0 ? Color.WHITE : Colors.NEURON_GROUND);
        canvas.circle(x, y, radius, ground + " " + (broken ? BROKEN_RIM : RIM));
        Rectangle2D place = new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
        write(inside(k, unit), place, radius < ROOMY ? "font-size='10'" : "");
        spot(place, words.story(k, unit));
    }

    private List<String> inside(int k, int unit) {
        Column column = columns.get(k);
        if (!now.hasSample()) return List.of(column.name(unit));
        NeuronsWords.Number value = words.value(k, unit);
        // A small circle has room for one line.
        if (radius < ROOMY) return List.of(fitting("", value.value(), MIDDLE_LINE));
        List<String> lines = new ArrayList<>(List.of(column.name(unit)));
        if (value.hasChanged()) {
            lines.add(fitting("", value.old(), MIDDLE_LINE));
            lines.add(fitting("→ ", value.value(), LOWER_LINE));
        } else lines.add(fitting("", value.value(), MIDDLE_LINE));
        if (k > 0 && words.hasGradients())
            lines.add(fitting("δ ", column.in().deltas().get(unit), LOWER_LINE));
        return lines;
    }

    /** A number with as many digits as a circle has room for. */
    private String fitting(String arrow, double value, double room) {
        for (int digits = two ? 5 : 6; digits > 1; digits--) {
            String text = arrow + Numbers.withMinus(Numbers.format(value, digits));
            if (TextMetrics.width(TextMetrics.TEXT, text) < room * radius) return text;
        }
        return arrow + Numbers.withMinus(Numbers.format(value, 1));
    }

    private record Bias(List<String> lines, Rectangle2D place) {}

    private void biases(int k) {
        for (int digits : fewerAndFewer()) {
            List<Bias> biases = biases(k, digits);
            if (!fit(k, biases)) continue;
            for (Bias bias : biases) write(bias.lines, bias.place, Canvas.fill(Colors.AXIS));
            return;
        }
        allWritten = false;
    }

    private List<Bias> biases(int k, int digits) {
        Column column = columns.get(k);
        List<Bias> biases = new ArrayList<>();
        for (int i = 0; i < shown(column).length; i++) {
            if (shown(column)[i] < 0) continue;
            List<String> lines = words.bias(k, shown(column)[i]).lines(digits);
            double wide = widest(lines);
            double top = y(column, i) + radius + 3;
            biases.add(new Bias(lines, new Rectangle2D.Double(x(k) - wide / 2, top, wide, LINE * lines.size())));
        }
        return biases;
    }

    private boolean fit(int k, List<Bias> biases) {
        List<Edge> near = new ArrayList<>(edges(k, 1));
        if (k + 1 < columns.size()) near.addAll(edges(k + 1, 1));
        return spacing > 2 * radius + 2 * LINE
                && biases.stream()
                        .map(Bias::place)
                        .allMatch(place -> place.getMinX() > 0
                                && place.getMaxX() < width
                                && near.stream().noneMatch(edge -> edge.crosses(place))
                                && written.stream().noneMatch(place::intersects));
    }

    private static double widest(List<String> lines) {
        return lines.stream()
                .mapToDouble(line -> TextMetrics.width(TextMetrics.TEXT, line))
                .max()
                .getAsDouble();
    }

    /** Lines in the middle of a place; what comes back looks as it does in a {@link Graph}. */
    private void write(List<String> lines, Rectangle2D place, String attributes) {
        double first = place.getCenterY() - LINE * (lines.size() - 1) / 2.0 + 4;
        for (int i = 0; i < lines.size(); i++) {
            boolean back = lines.get(i).matches("[∂δ] .*");
            canvas.text(
                    place.getCenterX(),
                    first + i * LINE,
                    lines.get(i),
                    Canvas.MIDDLE + " " + (back ? BACK : attributes));
        }
    }

    private void spot(Rectangle2D place, String words) {
        spots.add(new Picture.Spot(place.getX(), place.getY(), place.getWidth(), place.getHeight(), words));
    }

    private void legend() {
        double y = height - 14;
        double x = 12;
        x = sample(x, y, stroke(largest), "positive");
        x = sample(x, y, stroke(-largest), "negative");
        boolean broken = columns.stream().skip(1).anyMatch(c -> Numbers.notFinite(c.in().weights()) > 0);
        if (broken) x = sample(x, y, stroke(Double.NaN), "NaN or infinite");
        canvas.text(
                x,
                y,
                "the thicker, the larger; thickest: ±" + Numbers.format(largest)
                        + (two ? "; before → after, below it the change" : "")
                        + (words.hasGradients() ? "; ∂ gradient; δ gradient of the weighted sum" : ""),
                "");
    }

    private double sample(double x, double y, String stroke, String words) {
        canvas.line(x, y - 4, x + 36, y - 4, stroke).text(x + 44, y, words);
        return x + 44 + TextMetrics.width(TextMetrics.TEXT, words) + 24;
    }
}
