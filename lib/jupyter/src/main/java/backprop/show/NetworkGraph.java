package backprop.show;

import backprop.layer.Layer;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.show.GraphDrawing.Label;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;

/** The graph of a network, layer by layer: the shapes of the activations, and the largest gradients. */
final class NetworkGraph {
    static final int MOST_LAYERS = 40;
    private static final int MOST_GRADIENTS = 12;
    private static final int LONGEST_ALT = 600;
    private static final int WIDEST_SHRUNK = 1_300; // what is wider would be too small to read on a page

    private final Network net;
    private final List<Layer> layers;
    private final Flow flow;
    private final int first;
    private final List<GraphDrawing.Node> nodes = new ArrayList<>();
    private final List<GraphDrawing.Link> links = new ArrayList<>();
    /** Of the table below the picture: what, shape, largest entry of the gradient. */
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * What runs through a network.
     *
     * @param shapes before the first layer, between the layers and before the loss
     * @param targets the shape of the targets
     * @param gradients of the loss with respect to these; null where there is none
     * @param loss the loss, or null if nothing has run
     */
    private record Flow(List<String> shapes, String targets, List<SimpleMatrix> gradients, Double loss) {}

    private NetworkGraph(Network net, Flow flow) {
        this.net = net;
        this.layers = net.layers();
        this.flow = flow;
        this.first = Math.max(0, layers.size() - MOST_LAYERS);
    }

    static Picture of(String title, Network net) {
        return new NetworkGraph(net, known(net)).picture(title);
    }

    static Picture of(String title, Network net, SimpleMatrix x, SimpleMatrix t) {
        return new NetworkGraph(net, run(net, x, t)).picture(title);
    }

    private static Flow run(Network net, SimpleMatrix x, SimpleMatrix t) {
        List<RecordingLayer> layers =
                net.layers().stream().map(RecordingLayer::new).toList();
        double loss = new Network(net.lossLayer(), layers.toArray(Layer[]::new)).gradient(x, t);
        List<String> shapes = new ArrayList<>(List.of(Matrices.shape(x)));
        List<SimpleMatrix> gradients = new ArrayList<>();
        gradients.add(null);
        for (RecordingLayer layer : layers) {
            shapes.add(Matrices.shape(layer.y()));
            gradients.add(layer.dY());
        }
        return new Flow(shapes, Matrices.shape(t), gradients, loss);
    }

    // Without data: what the weights say, carried on through layers that work entry by entry.
    private static Flow known(Network net) {
        List<String> shapes = LayerShapes.of(net);
        SimpleMatrix[] none = new SimpleMatrix[shapes.size()];
        return new Flow(shapes, shapes.get(net.layers().size()), Arrays.asList(none), null);
    }

    private Picture picture(String title) {
        int data = input(first == 0 ? "x" : "…", first > 0);
        // A layer of a reader's own may make its parameters anew each time: the net's are those that learn.
        Iterator<Map.Entry<String, Param>> learnt = net.params().entrySet().iterator();
        for (int i = 0; i < layers.size(); i++) {
            var params = Stream.generate(learnt::next)
                    .limit(layers.get(i).params().size())
                    .toList();
            if (i >= first) data = addLayer(i, params, data);
        }
        addLoss(data);
        String note = first == 0
                ? ""
                : "Drawn in part: the last " + MOST_LAYERS + " of " + layers.size()
                        + " layers; … stands for those before.";
        var legend = new GraphDrawing.Legend(
                title,
                "above a line: shape, samples × numbers",
                flow.loss == null ? "" : "below: max |∂|, the largest entry of the gradient in size",
                note);
        List<String> head = List.of("what", "shape", "largest entry of the gradient in size");
        Picture picture = new GraphDrawing(legend, nodes, links, false)
                .picture(alt(title), note)
                .withFolds(List.of(new Picture.Fold("All numbers", NumberTable.of(head, rows))));
        return picture.width() > WIDEST_SHRUNK ? picture : picture.shrinking();
    }

    /** The box of a layer, after its parameters. */
    private int addLayer(int i, List<Map.Entry<String, Param>> params, int data) {
        Layer layer = layers.get(i);
        int firstParam = nodes.size();
        for (var param : params) input(param.getKey(), false);
        int box = box(layer.name(), parameters(layer.params()));
        link(data, box, i == 0 ? "x" : "into " + layer.name(), flow.shapes.get(i), flow.gradients.get(i));
        for (int k = 0; k < params.size(); k++) {
            Param param = params.get(k).getValue();
            SimpleMatrix gradient = flow.loss == null ? null : param.gradient();
            link(firstParam + k, box, params.get(k).getKey(), Matrices.shape(param.value()), gradient);
        }
        return box;
    }

    private void addLoss(int data) {
        int last = layers.size();
        int targets = input("t", false);
        String name = net.lossLayer().name();
        int box = box(name, "loss");
        link(data, box, "into " + name, flow.shapes.get(last), flow.gradients.get(last));
        link(targets, box, "t", flow.targets, null);
        nodes.add(GraphDrawing.Node.of(GraphDrawing.Kind.END, "L"));
        if (flow.loss == null) {
            links.add(new GraphDrawing.Link(box, box + 1, Label.of("one number"), Label.NONE, "the loss", true));
            return;
        }
        Label loss = new Label(ValueGraph.number(flow.loss), Double.isFinite(flow.loss));
        links.add(new GraphDrawing.Link(box, box + 1, loss, Label.of("∂ 1"), "the loss: " + flow.loss, true));
        rows.add(List.of("loss " + flow.loss, "one number", "1.0"));
    }

    private int input(String name, boolean cut) {
        nodes.add(GraphDrawing.Node.of(GraphDrawing.Kind.INPUT, ValueGraph.shortened(name))
                .with(GraphDrawing.Trait.CUT, cut));
        return nodes.size() - 1;
    }

    private int box(String name, String second) {
        nodes.add(GraphDrawing.Node.layer(ValueGraph.shortened(name), second, name + ": " + second));
        return nodes.size() - 1;
    }

    private void link(int from, int to, String name, String shape, SimpleMatrix gradient) {
        Label back = Label.NONE;
        String words = name + ", " + shape;
        String size = "";
        if (gradient != null) {
            double largest = largest(gradient);
            size = Double.toString(largest);
            back = new Label("max |∂| " + Numbers.format(largest, 3), Double.isFinite(largest));
            words += ", largest entry of its gradient: " + size;
        }
        links.add(new GraphDrawing.Link(from, to, Label.of(shape), back, words, false));
        rows.add(List.of(name, shape, size));
    }

    // NaN if any entry is.
    private static double largest(SimpleMatrix m) {
        double largest = 0;
        for (int k = 0; k < m.getNumElements(); k++) largest = Math.max(largest, Math.abs(m.get(k)));
        return largest;
    }

    private static String parameters(Collection<Param> params) {
        long count = params.stream()
                .mapToLong(param -> param.value().getNumElements())
                .sum();
        if (count == 0) return "no parameters";
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "parameter" : "parameters");
    }

    private String alt(String title) {
        StringBuilder alt = new StringBuilder(title + ": x, " + flow.shapes.get(0));
        if (first > 0) alt.append(", … " + first + " layers not drawn");
        for (int i = first; i < layers.size(); i++) {
            if (alt.length() > LONGEST_ALT) {
                alt.append(", … and " + (layers.size() - i) + " more layers");
                break;
            }
            Collection<Param> params = layers.get(i).params();
            alt.append(" → " + layers.get(i).name())
                    .append(params.isEmpty() ? "" : " (" + parameters(params) + ")")
                    .append(", " + flow.shapes.get(i + 1));
        }
        alt.append(" → " + net.lossLayer().name() + " with the targets t, " + flow.targets);
        if (flow.loss != null) alt.append(" → loss " + ValueGraph.number(flow.loss));
        alt.append(". " + parameters(net.params().values()) + " in all. ");
        return alt
                + (flow.loss == null
                        ? "N stands for the number of samples; nothing has run."
                        : "Largest gradients in size: " + largestGradients() + ".");
    }

    private String largestGradients() {
        var params = net.params().entrySet();
        if (params.isEmpty()) return "there are no parameters";
        return params.stream()
                .limit(MOST_GRADIENTS)
                .map(param -> param.getKey() + " "
                        + Numbers.format(largest(param.getValue().gradient()), 3))
                .collect(Collectors.joining(", ", "", params.size() > MOST_GRADIENTS ? ", and so on" : ""));
    }
}
