package backprop.show.draw;

import java.util.Arrays;
import java.util.List;

/** Coordinate assignment of a {@link SugiyamaLayout}: heights at which links are as straight as the space allows. */
final class HeightAssignment {
    private static final int ROUNDS = 6;
    private static final double STRAIGHT = 30;
    private static final double YIELDING = 0.01;
    private static final double ROOM_BETWEEN_BOXES = 12;
    private static final double ROOM_BETWEEN_LABELS = 5;

    private final LayoutItems items;
    private final int[][] layers;
    private final double[] y;
    private final double[] wish;

    private HeightAssignment(LayoutItems items, int[][] layers) {
        this.items = items;
        this.layers = layers;
        this.y = new double[items.count()];
        this.wish = new double[items.count()];
    }

    /**
     * The height of each item, the uppermost reaching to 0.
     *
     * @param layers the items of each layer from above
     */
    static double[] of(LayoutItems items, int[][] layers) {
        HeightAssignment heights = new HeightAssignment(items, layers);
        heights.place();
        return heights.y;
    }

    // To and fro, every layer as near to the one before as the room in it allows; in the end from the inputs, so that a
    // result stands in the middle of what it is made of.
    private void place() {
        for (int[] layer : layers) spread(layer, weights(layer, true));
        for (int round = 0; round < ROUNDS; round++) {
            for (int l = layers.length - 2; l >= 0; l--) settle(layers[l], false);
            for (int l = 1; l < layers.length; l++) settle(layers[l], true);
        }
        for (int l = layers.length - 2; l >= 0; l--) drawInputsNear(layers[l]);
        double top = Double.POSITIVE_INFINITY;
        for (int i = 0; i < y.length; i++) top = Math.min(top, y[i] - items.up(i));
        for (int i = 0; i < y.length; i++) y[i] -= top;
    }

    // Inputs and their lines may still come nearer to where they lead, as far as the others leave room. Those held in
    // the first column stay: a long line is to run straight, and to rise only at its end.
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
            sum += y[before.get(k)] - items.portOffset(item, k);
            count++;
        }
        return count == 0 ? y[item] : sum / count;
    }

    private double heightAfter(int item) {
        return items.after(item).stream()
                .mapToDouble(after ->
                        y[after] + items.portOffset(after, items.before(after).indexOf(item)))
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
        if (!items.isBox(item) && !items.isBox(only)) return STRAIGHT * STRAIGHT;
        return (fromBefore ? items.after(only) : items.before(only)).size() == 1 ? STRAIGHT : 1;
    }

    // The heights that differ least from the wishes and leave all the room needed: isotonic regression, which pools
    // neighbours that would come too close (M. Ayer and others, 1955).
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
                + (items.isBox(above) && items.isBox(below) ? ROOM_BETWEEN_BOXES : ROOM_BETWEEN_LABELS);
    }
}
