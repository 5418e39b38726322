package backprop.show.draw;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The order in each layer of a {@link SugiyamaLayout}, from above: that of the formula, or, where links cross in it, one
 * with fewer crossings. Layer by layer, to and fro, vertices are sorted by the mean place of their neighbours (the
 * barycentre heuristic); in the end vertices next to one another change places where that helps.
 */
final class CrossingReduction {
    private static final int ORDERING_ROUNDS = 8;
    private static final int SWITCHING_ROUNDS = 10;

    private final LayoutItems items;

    private CrossingReduction(LayoutItems items) {
        this.items = items;
    }

    /** The items of each layer. */
    static int[][] of(LayoutItems items) {
        return new CrossingReduction(items).order();
    }

    /** How many pairs of links cross. */
    static long crossings(LayoutItems items, int[][] order) {
        return new CrossingReduction(items).crossings(order);
    }

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
        for (int i = 0; i < items.layers(); i++) order.add(new ArrayList<>());
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int end = items.boxes() - 1; end >= 0; end--) {
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
        double[] wish = new double[items.count()];
        for (int step = 1; step < order.length; step++) {
            int[] layer = order[toTheLeft ? order.length - 1 - step : step];
            for (int item : layer)
                wish[item] = toTheLeft ? wishFromAfter(item, position) : wishFromBefore(item, position);
            sortAllBut(layer, wish);
            for (int i = 0; i < layer.length; i++) position[layer[i]] = i;
        }
    }

    private double[] positions(int[][] order) {
        double[] position = new double[items.count()];
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

    // Inversions among the ends of the links, counted with a tree of sums (W. Barth, M. Jünger, P. Mutzel, 2002).
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
}
