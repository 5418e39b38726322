package backprop.show.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places the boxes of a graph in layers from left to right, every link pointing right, by the method of K. Sugiyama, S. Tagawa
 * and M. Toda ("Methods for Visual Understanding of Hierarchical System Structures", 1981): layer assignment, crossing
 * reduction, coordinate assignment.
 *
 * <p>The words at a link are a dummy vertex in a layer between two of boxes, and so is every place where a link passes a layer
 * of boxes: nothing can come to lie on anything else. Effort and memory grow with the number of vertices; nothing is recursive.
 *
 * <p>Not a library: ELK, the best kept one for the JVM, needs 8 jars of 5.7 MB, one of them missing in its own list, and on
 * one processor a second for the first graph and 50 to 160 ms for the next ones of 40 nodes, too long below a slider.
 */
public final class SugiyamaLayout {
    private static final double LEAST_BEND = 16;
    private static final double MOST_BEND = 40;
    private static final double ARROW = 8;

    /**
     * Something to be placed.
     *
     * @param width with all that is written around it
     * @param bodyWidth of the part that links start and end at
     * @param up room above the line that its links leave on
     * @param down room below that line
     * @param body half the height of the part that links start and end at
     * @param round whether that part is a circle
     * @param leftmost whether it stands in the first layer, however long its link is then
     */
    public record Box(
            double width, double bodyWidth, double up, double down, double body, boolean round, boolean leftmost) {}

    /**
     * A link between boxes with words at it; those to one box end there in the order in which they are listed.
     *
     * @param from the index of a box
     * @param to the index of a later box
     * @param width of the words
     * @param up what they need above the line
     * @param down what they need below
     */
    public record Link(int from, int to, double width, double up, double down) {}

    /** A point in CSS pixels. */
    public record Point(double x, double y) {}

    private final List<Box> boxes;
    private final List<Link> links;
    private final LayoutItems items;
    private final int[][] layers;
    private final double[] y;
    private final double[] left;
    private final double[] right;

    /**
     * Places everything.
     *
     * @param boxes in an order in which links point from earlier to later ones; the last one is where all links lead in the
     *     end
     */
    public SugiyamaLayout(List<Box> boxes, List<Link> links) {
        this.boxes = boxes;
        this.links = links;
        items = new LayoutItems(boxes, links, columns());
        layers = CrossingReduction.of(items);
        y = HeightAssignment.of(items, layers);
        left = new double[layers.length];
        right = new double[layers.length];
        spaceLayers();
    }

    // Layer assignment, as far right as possible: a box stands right before the first one that needs it.
    private int[] columns() {
        int[] toEnd = new int[boxes.size()];
        List<List<Integer>> from = linksFrom();
        for (int i = boxes.size() - 1; i >= 0; i--)
            for (int link : from.get(i)) toEnd[i] = Math.max(toEnd[i], toEnd[links.get(link).to] + 1);
        int last = Arrays.stream(toEnd).max().orElse(0);
        int[] column = new int[boxes.size()];
        for (int i = 0; i < column.length; i++) column[i] = boxes.get(i).leftmost ? 0 : last - toEnd[i];
        return column;
    }

    private List<List<Integer>> linksFrom() {
        List<List<Integer>> from = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) from.add(new ArrayList<>());
        for (int k = 0; k < links.size(); k++) from.get(links.get(k).from).add(k);
        return from;
    }

    // Between two layers there is the more room the steeper the links are that cross it.
    private void spaceLayers() {
        double x = 0;
        for (int l = 0; l < layers.length; l++) {
            double widest = 0;
            double steepest = 0;
            for (int item : layers[l]) {
                widest = Math.max(widest, items.width(item));
                List<Integer> before = items.before(item);
                for (int k = 0; k < before.size(); k++)
                    steepest = Math.max(steepest, Math.abs(y[before.get(k)] - y[item] - items.portOffset(item, k)));
            }
            if (l > 0)
                x += (l % 2 == 0 ? ARROW : 0)
                        + (steepest < 1 ? 5 : Math.max(LEAST_BEND, Math.min(MOST_BEND, steepest / 4)));
            left[l] = x;
            x += widest;
            right[l] = x;
        }
    }

    public double width() {
        return right[right.length - 1];
    }

    public double height() {
        double bottom = 0;
        for (int i = 0; i < y.length; i++) bottom = Math.max(bottom, y[i] + items.down(i));
        return bottom;
    }

    /**
     * The middle of a box, at the height that its links leave on. Boxes without links to them stand with their bodies at the
     * right of their column.
     */
    public Point box(int i) {
        int layer = items.layer(i);
        double half = boxes.get(i).bodyWidth / 2;
        return new Point(items.before(i).isEmpty() ? right[layer] - half : (left[layer] + right[layer]) / 2, y[i]);
    }

    /** The middle of the words at a link. */
    public Point label(int link) {
        int item = items.chain(link)[0];
        int layer = items.layer(item);
        return new Point((left[layer] + right[layer]) / 2, y[item]);
    }

    /** How many links cross, as drawn. */
    long crossings() {
        return CrossingReduction.crossings(items, layers);
    }

    /** The line of a link as an SVG path: level through words and past boxes, curved in between. */
    public String path(int link) {
        Link ends = links.get(link);
        int[] chain = items.chain(link);
        Point from = box(ends.from);
        double x = from.x + boxes.get(ends.from).bodyWidth / 2;
        double height = from.y;
        StringBuilder path = new StringBuilder("M" + Canvas.n(x) + " " + Canvas.n(height));
        x = right[items.layer(ends.from)];
        for (int item : chain) {
            int layer = items.layer(item);
            if (curve(path, x, height, left[layer], y[item])) height = y[item];
            x = right[layer];
        }
        Box box = boxes.get(ends.to);
        int port = items.before(ends.to).indexOf(chain[chain.length - 1]);
        double offset = items.portOffset(ends.to, port);
        int layer = items.layer(ends.to);
        curve(path, x, height, left[layer] - ARROW, y[ends.to] + offset);
        double inset = box.round ? box.body - Math.sqrt(box.body * box.body - offset * offset) : 0;
        double end = box(ends.to).x - box.bodyWidth / 2 + inset;
        return path.append("H").append(Canvas.n(end)).toString();
    }

    // A level line is written only where it ends.
    private static boolean curve(StringBuilder path, double x, double y, double toX, double toY) {
        if (Math.abs(y - toY) < 0.05) return false;
        String middle = Canvas.n((x + toX) / 2);
        path.append("H" + Canvas.n(x) + "C" + middle + " " + Canvas.n(y) + " " + middle + " " + Canvas.n(toY) + " ")
                .append(Canvas.n(toX) + " " + Canvas.n(toY));
        return true;
    }
}
