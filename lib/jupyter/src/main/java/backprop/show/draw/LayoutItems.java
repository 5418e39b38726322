package backprop.show.draw;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The vertices of a {@link SugiyamaLayout}, by number: first the boxes in their order, then, link by link, the dummy
 * vertices: its words, and the places where it passes a layer.
 */
final class LayoutItems {
    private static final double PASSING_ROOM = 4;
    private static final double LARGEST_PORT_STEP = 13;

    private final List<SugiyamaLayout.Box> boxes;
    private final List<double[]> sizes = new ArrayList<>();
    private final BitSet computed = new BitSet();
    private final BitSet free = new BitSet();
    private final List<Integer> layer = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final List<List<Integer>> after = new ArrayList<>();
    private final int[][] chains;
    private int layers;

    /**
     * @param column of every box; boxes stand in the even layers
     */
    LayoutItems(List<SugiyamaLayout.Box> boxes, List<SugiyamaLayout.Link> links, int[] column) {
        this.boxes = boxes;
        this.chains = new int[links.size()][];
        BitSet haveInputs = new BitSet();
        for (SugiyamaLayout.Link link : links) haveInputs.set(link.to());
        for (int i = 0; i < boxes.size(); i++) {
            SugiyamaLayout.Box box = boxes.get(i);
            add(2 * column[i], box.width(), box.up(), box.down(), i, haveInputs.get(i));
        }
        for (int k = 0; k < chains.length; k++) {
            SugiyamaLayout.Link link = links.get(k);
            chains[k] = chain(link, 2 * column[link.from()] + 1, 2 * column[link.to()]);
        }
    }

    private int[] chain(SugiyamaLayout.Link link, int first, int end) {
        int[] chain = new int[end - first];
        boolean isComputed = computed.get(link.from());
        int last = link.from();
        for (int itsLayer = first; itsLayer < end; itsLayer++) {
            int item = itsLayer == first
                    ? add(itsLayer, link.width(), link.up(), link.down(), link.from(), isComputed)
                    : add(itsLayer, 0, PASSING_ROOM, PASSING_ROOM, link.from(), isComputed);
            chain[itsLayer - first] = item;
            join(last, item);
            last = item;
        }
        join(last, link.to());
        return chain;
    }

    private int add(int itsLayer, double width, double up, double down, int box, boolean isComputed) {
        int item = sizes.size();
        sizes.add(new double[] {width, up, down});
        computed.set(item, isComputed);
        free.set(item, !isComputed && !boxes.get(box).leftmost());
        layer.add(itsLayer);
        before.add(new ArrayList<>(2));
        after.add(new ArrayList<>(1));
        layers = Math.max(layers, itsLayer + 1);
        return item;
    }

    private void join(int from, int to) {
        after.get(from).add(to);
        before.get(to).add(from);
    }

    int count() {
        return sizes.size();
    }

    int boxes() {
        return boxes.size();
    }

    int layers() {
        return layers;
    }

    boolean isBox(int item) {
        return item < boxes.size();
    }

    /** The items of a link, its words first. */
    int[] chain(int link) {
        return chains[link];
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

    /** Whether it is an input or belongs to the line of one, and not to one that is held in the first column. */
    boolean isFree(int item) {
        return free.get(item);
    }

    /** What leads to an item, the links to a box in their order. */
    List<Integer> before(int item) {
        return before.get(item);
    }

    List<Integer> after(int item) {
        return after.get(item);
    }

    /**
     * How far below the middle of a box one of the links to it ends: they end in their order, and if a single one of them is
     * computed, that one in the middle, so that it runs straight.
     */
    double portOffset(int item, int port) {
        if (!isBox(item)) return 0;
        List<Integer> to = before(item);
        double middle = (to.size() - 1) / 2.0;
        if (to.stream().filter(this::isComputed).count() == 1)
            for (int k = 0; k < to.size(); k++) if (isComputed(to.get(k))) middle = k;
        double furthest = Math.max(middle, to.size() - 1 - middle);
        double step = furthest == 0
                ? 0
                : Math.min(LARGEST_PORT_STEP, 0.8 * boxes.get(item).body() / furthest);
        return step * (port - middle);
    }
}
