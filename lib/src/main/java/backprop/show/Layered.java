package backprop.show;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Places the boxes of a graph in columns from left to right, every link pointing right, in four steps (K. Sugiyama, S.
 * Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981): choose columns, order each
 * column so that few links cross, choose heights so that links run straight, and then the widths.
 *
 * <p>The words at a link are an item of their own in a layer between two columns, and so is every place where a link passes a
 * column: nothing can come to lie on anything else. Effort and memory grow with the number of items; nothing is recursive.
 *
 * <p>Not a library: ELK, the best kept one for the JVM, needs 8 jars of 5.7 MB, one of them missing in its own list, and on
 * one processor a second for the first graph and 50 to 160 ms for the next ones of 40 nodes, too long below a slider.
 */
final class Layered {
    private static final int ORDERING_ROUNDS = 8;
    private static final int SWITCHING_ROUNDS = 10;
    private static final int PLACING_ROUNDS = 6;
    private static final double STRAIGHT = 30;
    private static final double YIELDING = 0.01;
    private static final double PASSING_ROOM = 4;
    private static final double ROOM_BETWEEN_BOXES = 12;
    private static final double ROOM_BETWEEN_LABELS = 5;
    private static final double LEAST_BEND = 16;
    private static final double MOST_BEND = 40;
    private static final double ARROW = 8;
    private static final double LARGEST_PORT_STEP = 13;

    /**
     * Something to be placed.
     *
     * @param width its width with all that is written around it
     * @param bodyWidth the width of the part that links start and end at
     * @param up what it needs above the line that its links leave on
     * @param down what it needs below
     * @param body half the height of that part
     * @param round whether it is a circle
     * @param leftmost whether it is to stand in the first column although its link is long then
     */
    record Box(double width, double bodyWidth, double up, double down, double body, boolean round, boolean leftmost) {}

    /**
     * A link between boxes with words at it; those to one box end there in the order in which they are listed.
     *
     * @param from the index of a box
     * @param to the index of a later box
     * @param width of the words
     * @param up what they need above the line
     * @param down what they need below
     */
    record Link(int from, int to, double width, double up, double down) {}

    /** A point in page pixels. */
    record Point(double x, double y) {}

    private final List<Box> boxes;
    private final List<Link> links;
    private final int[][] chains;
    // Boxes first, in their order, then the labels and places of passage of one link after the other.
    private final Items items = new Items();
    private int[][] layers;
    private double[] y;
    private double[] wish;
    private double[] left;
    private double[] right;
    private double height;

    /**
     * Places everything.
     *
     * @param boxes in an order in which links point from earlier to later ones; the last one is where all links lead in the
     *     end
     */
    Layered(List<Box> boxes, List<Link> links) {
        this.boxes = boxes;
        this.links = links;
        this.chains = new int[links.size()][];
        fillItems(columns());
        layers = order();
        place();
        widths();
    }

    // As far right as possible: a box stands right before the first one that needs it.
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

    private void fillItems(int[] column) {
        BitSet computed = new BitSet();
        for (Link link : links) computed.set(link.to);
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            items.add(2 * column[i], box.width, box.up, box.down, i, computed.get(i));
        }
        for (int k = 0; k < links.size(); k++) {
            Link link = links.get(k);
            int first = 2 * column[link.from] + 1;
            int end = 2 * column[link.to];
            int[] chain = new int[end - first];
            boolean isComputed = computed.get(link.from);
            for (int layer = first; layer < end; layer++)
                chain[layer - first] = layer == first
                        ? items.add(layer, link.width, link.up, link.down, link.from, isComputed)
                        : items.add(layer, 0, PASSING_ROOM, PASSING_ROOM, link.from, isComputed);
            chains[k] = chain;
            int before = link.from;
            for (int item : chain) {
                items.join(before, item);
                before = item;
            }
            items.join(before, link.to);
        }
    }

    // ---- the order in each layer
    // -------------------------------------------------------------------------------------

    private int[][] order() {
        int[][] order = asRead();
        int[][] best = copy(order);
        long fewest = crossings(order);
        for (int round = 0; round < ORDERING_ROUNDS && fewest > 0; round++) {
            sweep(order, round % 2 == 0);
            long crossings = crossings(order);
            if (crossings < fewest) {
                fewest = crossings;
                best = copy(order);
            }
        }
        if (fewest > 0) switchNeighbours(best);
        return best;
    }

    // The order of the formula, read from the result: for a tree without any crossing.
    private int[][] asRead() {
        List<List<Integer>> order = new ArrayList<>();
        for (int i = 0; i < items.layers; i++) order.add(new ArrayList<>());
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int end = boxes.size() - 1; end >= 0; end--) {
            open.push(end);
            while (!open.isEmpty()) {
                int item = open.pop();
                if (seen.get(item)) continue;
                seen.set(item);
                order.get(items.layer(item)).add(item);
                List<Integer> before = items.before(item);
                for (int k = before.size() - 1; k >= 0; k--) open.push(before.get(k));
            }
        }
        return order.stream()
                .map(layer -> layer.stream().mapToInt(i -> i).toArray())
                .toArray(int[][]::new);
    }

    private static int[][] copy(int[][] order) {
        return Arrays.stream(order).map(int[]::clone).toArray(int[][]::new);
    }

    private void sweep(int[][] order, boolean toTheLeft) {
        double[] position = positions(order);
        double[] wish = new double[items.count];
        for (int step = 1; step < order.length; step++) {
            int[] layer = order[toTheLeft ? order.length - 1 - step : step];
            for (int item : layer)
                wish[item] = toTheLeft ? wishFromAfter(item, position) : wishFromBefore(item, position);
            sortAllBut(layer, wish);
            for (int i = 0; i < layer.length; i++) position[layer[i]] = i;
        }
    }

    private double[] positions(int[][] order) {
        double[] position = new double[items.count];
        for (int[] layer : order) for (int i = 0; i < layer.length; i++) position[layer[i]] = i;
        return position;
    }

    private double wishFromBefore(int item, double[] position) {
        return items.before(item).stream()
                .mapToDouble(before -> position[before])
                .average()
                .orElse(Double.NaN);
    }

    private double wishFromAfter(int item, double[] position) {
        return items.after(item).stream()
                .mapToDouble(after -> position[after] + portShare(item, after))
                .average()
                .orElse(Double.NaN);
    }

    // Where among the links to an item this one ends, as a part of a place.
    private double portShare(int item, int after) {
        List<Integer> before = items.before(after);
        return before.size() == 1 ? 0 : (before.indexOf(item) + 1.0) / (before.size() + 1) - 0.5;
    }

    // What has no wish keeps its place among the others.
    private static void sortAllBut(int[] layer, double[] wish) {
        Integer[] sorted = Arrays.stream(layer)
                .boxed()
                .filter(item -> !Double.isNaN(wish[item]))
                .sorted(Comparator.comparingDouble(item -> wish[item]))
                .toArray(Integer[]::new);
        int next = 0;
        for (int i = 0; i < layer.length; i++) if (!Double.isNaN(wish[layer[i]])) layer[i] = sorted[next++];
    }

    private long crossings(int[][] order) {
        double[] position = positions(order);
        long crossings = 0;
        for (int layer = 0; layer + 1 < order.length; layer++)
            crossings += crossings(order[layer], order[layer + 1], position);
        return crossings;
    }

    // Inversions among the ends of the links, counted with a tree of sums (P. Fenwick, 1994).
    private long crossings(int[] layer, int[] next, double[] position) {
        int[] firstEnd = new int[next.length];
        int ends = 0;
        for (int i = 0; i < next.length; i++) {
            firstEnd[i] = ends;
            ends += items.before(next[i]).size();
        }
        int[] sums = new int[ends + 1];
        long crossings = 0;
        int counted = 0;
        for (int item : layer) {
            int[] own = items.after(item).stream()
                    .mapToInt(after -> firstEnd[(int) position[after]]
                            + items.before(after).indexOf(item))
                    .sorted()
                    .toArray();
            for (int end : own) {
                int upTo = 0;
                for (int i = end + 1; i > 0; i -= i & -i) upTo += sums[i];
                crossings += counted - upTo;
            }
            for (int end : own) for (int i = end + 1; i <= ends; i += i & -i) sums[i]++;
            counted += own.length;
        }
        return crossings;
    }

    private void switchNeighbours(int[][] order) {
        double[] position = positions(order);
        boolean better = true;
        for (int round = 0; round < SWITCHING_ROUNDS && better; round++) {
            better = false;
            for (int[] layer : order)
                for (int i = 0; i + 1 < layer.length; i++) {
                    int above = layer[i];
                    int below = layer[i + 1];
                    if (crossingsOf(below, above, position) < crossingsOf(above, below, position)) {
                        layer[i] = below;
                        layer[i + 1] = above;
                        position[below] = i;
                        position[above] = i + 1;
                        better = true;
                    }
                }
        }
    }

    private int crossingsOf(int above, int below, double[] position) {
        int crossings = 0;
        for (int a : items.before(above)) for (int b : items.before(below)) if (position[a] > position[b]) crossings++;
        for (int a : items.after(above))
            for (int b : items.after(below))
                if (position[a] + portShare(above, a) > position[b] + portShare(below, b)) crossings++;
        return crossings;
    }

    // ---- heights
    // -----------------------------------------------------------------------------------------------------

    // To and fro, every layer as near to the one before as the room in it allows; in the end from the inputs, so that a
    // result stands in the middle of what it is made of.
    private void place() {
        y = new double[items.count];
        wish = new double[items.count];
        for (int[] layer : layers) spread(layer, weights(layer, true));
        for (int round = 0; round < PLACING_ROUNDS; round++) {
            for (int l = layers.length - 2; l >= 0; l--) settle(layers[l], false);
            for (int l = 1; l < layers.length; l++) settle(layers[l], true);
        }
        for (int l = layers.length - 2; l >= 0; l--) drawInputsNear(layers[l]);
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < y.length; i++) {
            top = Math.min(top, y[i] - items.up(i));
            bottom = Math.max(bottom, y[i] + items.down(i));
        }
        for (int i = 0; i < y.length; i++) y[i] -= top;
        height = bottom - top;
    }

    // Inputs and their lines may still come nearer to where they lead, as far as the others leave room. Those in the
    // first
    // column stay: a long line is to run straight, and to rise only at its end.
    private void drawInputsNear(int[] layer) {
        double[] weight = new double[layer.length];
        for (int i = 0; i < layer.length; i++) {
            int item = layer[i];
            wish[item] = items.isFree(item) ? heightAfter(item) : y[item];
            weight[i] = items.isFree(item) ? 1 : STRAIGHT * STRAIGHT * STRAIGHT;
        }
        spread(layer, weight);
    }

    private void settle(int[] layer, boolean fromBefore) {
        for (int item : layer) wish[item] = fromBefore ? heightBefore(item) : heightAfter(item);
        spread(layer, weights(layer, fromBefore));
    }

    // What is computed leads, so that its line runs straight on; inputs join it.
    private double heightBefore(int item) {
        List<Integer> before = items.before(item);
        boolean anyComputed = before.stream().anyMatch(items::isComputed);
        double sum = 0;
        int count = 0;
        for (int k = 0; k < before.size(); k++) {
            if (anyComputed && !items.isComputed(before.get(k))) continue;
            sum += y[before.get(k)] - portOffset(item, k);
            count++;
        }
        return count == 0 ? y[item] : sum / count;
    }

    private double heightAfter(int item) {
        return items.after(item).stream()
                .mapToDouble(after ->
                        y[after] + portOffset(after, items.before(after).indexOf(item)))
                .average()
                .orElse(y[item]);
    }

    private double[] weights(int[] layer, boolean fromBefore) {
        return Arrays.stream(layer)
                .mapToDouble(item -> weight(item, fromBefore))
                .toArray();
    }

    // What passes through is to run straight before all else, and next what has one neighbour that has no other.
    private double weight(int item, boolean fromBefore) {
        List<Integer> neighbours = fromBefore ? items.before(item) : items.after(item);
        if (neighbours.isEmpty()) return YIELDING;
        if (neighbours.size() != 1) return 1;
        int only = neighbours.get(0);
        if (item >= boxes.size() && only >= boxes.size()) return STRAIGHT * STRAIGHT;
        return (fromBefore ? items.after(only) : items.before(only)).size() == 1 ? STRAIGHT : 1;
    }

    // The heights that differ least from the wishes and leave all the room needed: isotonic regression, pooling
    // neighbours
    // that would come too close (M. Ayer and others, 1955).
    private void spread(int[] layer, double[] weight) {
        double[] mean = new double[layer.length];
        double[] sum = new double[layer.length];
        int[] size = new int[layer.length];
        double[] offset = new double[layer.length];
        int pools = 0;
        for (int i = 0; i < layer.length; i++) {
            if (i > 0) offset[i] = offset[i - 1] + room(layer[i - 1], layer[i]);
            mean[pools] = wish[layer[i]] - offset[i];
            sum[pools] = weight[i];
            size[pools++] = 1;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                double both = sum[pools - 2] + sum[pools - 1];
                mean[pools - 2] = (mean[pools - 2] * sum[pools - 2] + mean[pools - 1] * sum[pools - 1]) / both;
                sum[pools - 2] = both;
                size[pools - 2] += size[--pools];
            }
        }
        for (int pool = 0, i = 0; pool < pools; pool++)
            for (int k = 0; k < size[pool]; k++, i++) y[layer[i]] = mean[pool] + offset[i];
    }

    private double room(int above, int below) {
        return items.down(above)
                + items.up(below)
                + (above < boxes.size() && below < boxes.size() ? ROOM_BETWEEN_BOXES : ROOM_BETWEEN_LABELS);
    }

    // The links to a box end in their order; a single one that is computed ends in the middle, so that it runs
    // straight.
    private double portOffset(int item, int port) {
        if (item >= boxes.size()) return 0;
        List<Integer> before = items.before(item);
        double middle = (before.size() - 1) / 2.0;
        if (before.stream().filter(items::isComputed).count() == 1)
            for (int k = 0; k < before.size(); k++) if (items.isComputed(before.get(k))) middle = k;
        double furthest = Math.max(middle, before.size() - 1 - middle);
        double step = furthest == 0 ? 0 : Math.min(LARGEST_PORT_STEP, 0.8 * boxes.get(item).body / furthest);
        return step * (port - middle);
    }

    // ---- widths
    // ------------------------------------------------------------------------------------------------------

    // Between two layers there is the more room the steeper the links are that cross it.
    private void widths() {
        left = new double[layers.length];
        right = new double[layers.length];
        double x = 0;
        for (int l = 0; l < layers.length; l++) {
            double widest = 0;
            double steepest = 0;
            for (int item : layers[l]) {
                widest = Math.max(widest, items.width(item));
                List<Integer> before = items.before(item);
                for (int k = 0; k < before.size(); k++)
                    steepest = Math.max(steepest, Math.abs(y[before.get(k)] - y[item] - portOffset(item, k)));
            }
            if (l > 0)
                x += (l % 2 == 0 ? ARROW : 0)
                        + (steepest < 1 ? 5 : Math.max(LEAST_BEND, Math.min(MOST_BEND, steepest / 4)));
            left[l] = x;
            x += widest;
            right[l] = x;
        }
    }

    // ---- what came out
    // -----------------------------------------------------------------------------------------------

    double width() {
        return right[right.length - 1];
    }

    double height() {
        return height;
    }

    /** The middle of a box, at the height that its links leave on. Boxes without links to them stand with their bodies at the right of their column. */
    Point box(int i) {
        int layer = items.layer(i);
        double half = boxes.get(i).bodyWidth / 2;
        return new Point(items.before(i).isEmpty() ? right[layer] - half : (left[layer] + right[layer]) / 2, y[i]);
    }

    /** The middle of the words at a link. */
    Point label(int link) {
        int item = chains[link][0];
        int layer = items.layer(item);
        return new Point((left[layer] + right[layer]) / 2, y[item]);
    }

    /** How many links cross, as drawn. */
    long crossings() {
        return crossings(layers);
    }

    /** The line of a link as an SVG path: level through words and past boxes, curved in between. */
    String path(int link) {
        Link ends = links.get(link);
        Point from = box(ends.from);
        double x = from.x + boxes.get(ends.from).bodyWidth / 2;
        double height = from.y;
        StringBuilder path = new StringBuilder("M" + Svg.n(x) + " " + Svg.n(height));
        x = right[items.layer(ends.from)];
        for (int item : chains[link]) {
            int layer = items.layer(item);
            if (curve(path, x, height, left[layer], y[item])) height = y[item];
            x = right[layer];
        }
        Box box = boxes.get(ends.to);
        int port = items.before(ends.to).indexOf(chains[link][chains[link].length - 1]);
        double offset = portOffset(ends.to, port);
        int layer = items.layer(ends.to);
        curve(path, x, height, left[layer] - ARROW, y[ends.to] + offset);
        double inset = box.round ? box.body - Math.sqrt(box.body * box.body - offset * offset) : 0;
        double end = box(ends.to).x - box.bodyWidth / 2 + inset;
        return path.append("H").append(Svg.n(end)).toString();
    }

    // A level line is written only where it ends.
    private static boolean curve(StringBuilder path, double x, double y, double toX, double toY) {
        if (Math.abs(y - toY) < 0.05) return false;
        String middle = Svg.n((x + toX) / 2);
        path.append("H")
                .append(Svg.n(x))
                .append("C")
                .append(middle)
                .append(" ")
                .append(Svg.n(y))
                .append(" ")
                .append(middle)
                .append(" ")
                .append(Svg.n(toY))
                .append(" ")
                .append(Svg.n(toX))
                .append(" ")
                .append(Svg.n(toY));
        return true;
    }

    /** Everything that takes room, by number. */
    private final class Items {
        private final List<double[]> sizes = new ArrayList<>();
        private final BitSet computed = new BitSet();
        private final BitSet free = new BitSet();
        private final List<Integer> layer = new ArrayList<>();
        private final List<List<Integer>> before = new ArrayList<>();
        private final List<List<Integer>> after = new ArrayList<>();
        private int count;
        private int layers;

        int add(int itsLayer, double width, double up, double down, int box, boolean isComputed) {
            sizes.add(new double[] {width, up, down});
            computed.set(count, isComputed);
            free.set(count, !isComputed && !boxes.get(box).leftmost);
            layer.add(itsLayer);
            before.add(new ArrayList<>(2));
            after.add(new ArrayList<>(1));
            layers = Math.max(layers, itsLayer + 1);
            return count++;
        }

        void join(int from, int to) {
            after.get(from).add(to);
            before.get(to).add(from);
        }

        double width(int item) {
            return sizes.get(item)[0];
        }

        double up(int item) {
            return sizes.get(item)[1];
        }

        double down(int item) {
            return sizes.get(item)[2];
        }

        int layer(int item) {
            return layer.get(item);
        }

        /** Whether the box that it is, or that its link comes from, has links to it. */
        boolean isComputed(int item) {
            return computed.get(item);
        }

        boolean isFree(int item) {
            return free.get(item);
        }

        List<Integer> before(int item) {
            return before.get(item);
        }

        List<Integer> after(int item) {
            return after.get(item);
        }
    }
}
