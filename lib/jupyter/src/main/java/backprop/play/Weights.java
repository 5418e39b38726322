package backprop.play;

import backprop.layer.Affine;
import backprop.show.Neurons;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/**
 * The weights of a small net, moved by hand: the number on each line is dragged, or changed with the keys, and all that
 * depends on it follows: outputs, loss, and every δ.
 *
 * <pre>{@code
 * Weights weights = Weights.open(net, x, t, neurons -> neurons);
 * weights.net()
 * }</pre>
 *
 * <p>Where the page cannot show this, it shows the net with the weights that it had, and a sentence.
 */
public final class Weights {
    /** No weight is larger than that, in size. */
    static final int MOST = 10;

    private static final String TITLE = "Weights by hand";
    private static final String INSTEAD =
            "Interactive: run this cell in JupyterLab, and you can drag the weights of this net:";
    private static final String MISSING = "No net above? Run this cell again.";

    private final Network net;
    private final SimpleMatrix x;
    private final SimpleMatrix t;
    private final UnaryOperator<Neurons> names;
    private final double[] start;
    private final Interactive page;

    private Weights(Network net, SimpleMatrix x, SimpleMatrix t, UnaryOperator<Neurons> names) {
        this.net = net;
        this.x = x.copy();
        this.t = t.copy();
        this.names = names;
        Picture picture = picture();
        this.start = values().toArray();
        if (!hasRoom(picture)) throw noRoom();
        for (double weight : start) Given.number("a weight to drag", weight, -MOST, MOST);
        Map<String, Object> state = Map.of("most", MOST, "net", state(picture));
        page = new Interactive(Weights.class, state, this::answer, picture.rendering(), MISSING);
    }

    /**
     * Shows a net below the running cell.
     *
     * @param net Affine layers, each with any number of activations after it, and weights from −10 to 10. From now on they
     *     are what the reader makes them.
     * @param x the sample that goes through it: one row
     * @param t its target: one row
     * @param names gives names to the neurons and weights, see {@link Neurons#named}
     * @throws IllegalArgumentException if the net is not like that, or too large to write a number on each line, or x and t
     *     are no sample for it
     */
    public static Weights open(Network net, SimpleMatrix x, SimpleMatrix t, UnaryOperator<Neurons> names) {
        Weights weights = new Weights(net, x, t, names);
        weights.page.show(INSTEAD);
        return weights;
    }

    /** The net with the weights as they are now. */
    public Network net() {
        return net;
    }

    private Picture picture() {
        return names.apply(Neurons.of(TITLE, net, x, t)).picture();
    }

    private Stream<SimpleMatrix> matrices() {
        return net.layers().stream()
                .filter(Affine.class::isInstance)
                .map(layer -> ((Affine) layer).W().value());
    }

    /** All weights, in the order of the picture. */
    private DoubleStream values() {
        return matrices()
                .flatMapToDouble(W -> IntStream.range(0, W.getNumElements()).mapToDouble(W::get));
    }

    private boolean hasRoom(Picture picture) {
        int units =
                x.getNumCols() + matrices().mapToInt(SimpleMatrix::getNumCols).sum();
        return picture.spots().size() == start.length + units;
    }

    private IllegalArgumentException noRoom() {
        return new IllegalArgumentException(
                "a net with " + start.length + " weights has no room for their numbers; take a smaller one");
    }

    private synchronized void answer(String wish, Map<String, Object> message) {
        switch (wish) {
            case "set" -> set(given(message.get("values")));
            case "back" -> set(start);
            default -> throw new IllegalArgumentException("weights cannot do this");
        }
    }

    private double[] given(Object values) {
        if (!(values instanceof List<?> list) || list.size() != start.length)
            throw new IllegalArgumentException("this net has " + start.length + " weights, and these are not as many");
        return list.stream()
                .mapToDouble(value -> Given.number("a weight", value, -MOST, MOST))
                .toArray();
    }

    private void set(double[] weights) {
        double[] before = values().toArray();
        take(weights);
        Picture picture = picture();
        if (!hasRoom(picture)) {
            take(before);
            throw noRoom();
        }
        page.set("net", state(picture));
    }

    private void take(double[] weights) {
        int next = 0;
        for (SimpleMatrix W : matrices().toList())
            for (int k = 0; k < W.getNumElements(); k++) W.set(k, weights[next++]);
    }

    private Map<String, Object> state(Picture picture) {
        // The picture's first spots are the numbers on its lines.
        List<Map<String, Object>> weights = picture.spots().stream()
                .limit(start.length)
                .map(spot -> handle(spot, picture))
                .toList();
        return Map.of(
                "svg", picture.svg(),
                "alt", picture.alt(),
                "status", picture.caption(),
                "values", values().boxed().toList(),
                "weights", weights);
    }

    /** Where the number of a weight stands, as parts of the picture, and what there is to say about it. */
    private static Map<String, Object> handle(Picture.Spot spot, Picture picture) {
        return Map.of(
                "left", spot.x() / picture.width(),
                "top", spot.y() / picture.height(),
                "width", spot.width() / picture.width(),
                "height", spot.height() / picture.height(),
                "words", spot.words());
    }
}
