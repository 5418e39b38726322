package backprop.show;

import backprop.layer.Layer;
import backprop.layer.Loss;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.show.draw.Drawing;
import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;

/** The graph of a network, layer by layer: the shapes of what flows, and how large the gradients are that come back. */
final class NetworkGraph {
    static final int MOST_LAYERS = 40;

    private final Network net;
    private final Flow flow;
    private final int first;
    private final List<GraphDrawing.Node> nodes = new ArrayList<>();
    private final List<GraphDrawing.Link> links = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /** A line of the table below the picture. */
    private record Row(String name, String shape, String gradient) {}

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
        this.flow = flow;
        this.first = Math.max(0, net.layers().size() - MOST_LAYERS);
    }

    static Drawing of(String title, Network net) {
        return new NetworkGraph(net, known(net)).drawing(title);
    }

    static Drawing of(String title, Network net, SimpleMatrix x, SimpleMatrix t) {
        return new NetworkGraph(net, run(net, x, t)).drawing(title);
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

    private Drawing drawing(String title) {
        int data = input(first == 0 ? "x" : "…", first > 0);
        // A layer of a reader's own may make its parameters anew each time: the net's are those that learn.
        List<Map.Entry<String, Param>> learnt = List.copyOf(net.params().entrySet());
        int seen = 0;
        for (int i = 0; i < net.layers().size(); i++) {
            Layer layer = net.layers().get(i);
            int own = layer.params().size();
            List<Map.Entry<String, Param>> params = learnt.subList(seen, seen + own);
            seen += own;
            if (i < first) continue;
            int firstParam = nodes.size();
            for (var param : params) input(param.getKey(), false);
            int box = box(layer.name(), parameters(count(layer.params())));
            link(data, box, i == 0 ? "x" : "into " + layer.name(), flow.shapes.get(i), flow.gradients.get(i));
            for (int k = 0; k < params.size(); k++) {
                Param param = params.get(k).getValue();
                link(
                        firstParam + k,
                        box,
                        params.get(k).getKey(),
                        Matrices.shape(param.value()),
                        flow.loss == null ? null : param.gradient());
            }
            data = box;
        }
        int targets = input("t", false);
        Loss loss = net.lossLayer();
        int box = box(loss.name(), "loss");
        int last = net.layers().size();
        link(data, box, "into " + loss.name(), flow.shapes.get(last), flow.gradients.get(last));
        link(targets, box, "t", flow.targets, null);
        nodes.add(new GraphDrawing.Node(GraphDrawing.Kind.END, "L", "", "", "", "", "", false, false, false));
        links.add(lossLink(box));
        String note = first == 0
                ? ""
                : "Drawn in part: the last " + MOST_LAYERS + " of " + last + " layers; … stands for those before.";
        GraphDrawing sketch = new GraphDrawing(
                title,
                "above a line: shape, samples × numbers",
                flow.loss == null ? "" : "below: max |∂|, the largest entry of the gradient in size",
                note,
                nodes,
                links,
                false);
        GraphDrawing.View all = sketch.all();
        return new Drawing(
                sketch.svg(title, all),
                sketch.width(),
                sketch.height(),
                alt(title),
                note,
                sketch.spots(all),
                List.of(new Drawing.Fold("All numbers", table())));
    }

    private int input(String name, boolean cut) {
        nodes.add(new GraphDrawing.Node(
                GraphDrawing.Kind.INPUT, ValueGraph.shortened(name), "", "", "", "", "", false, cut, false));
        return nodes.size() - 1;
    }

    private int box(String name, String second) {
        nodes.add(new GraphDrawing.Node(
                GraphDrawing.Kind.LAYER,
                ValueGraph.shortened(name),
                second,
                "",
                "",
                "",
                name + ": " + second,
                false,
                false,
                false));
        return nodes.size() - 1;
    }

    private void link(int from, int to, String name, String shape, SimpleMatrix gradient) {
        double largest = gradient == null ? 0 : largest(gradient);
        String below = gradient == null ? "" : "max |∂| " + Html.number(largest, 3);
        String words = name + ", " + shape + (gradient == null ? "" : ", largest entry of its gradient: " + largest);
        links.add(new GraphDrawing.Link(from, to, shape, below, words, false, !Double.isFinite(largest), false));
        rows.add(new Row(name, shape, gradient == null ? "" : Double.toString(largest)));
    }

    private GraphDrawing.Link lossLink(int from) {
        if (flow.loss == null)
            return new GraphDrawing.Link(from, from + 1, "one number", "", "the loss", false, false, true);
        boolean strange = !Double.isFinite(flow.loss);
        rows.add(new Row("loss " + flow.loss, "one number", "1.0"));
        return new GraphDrawing.Link(
                from, from + 1, ValueGraph.number(flow.loss), "∂ 1", "the loss: " + flow.loss, strange, false, true);
    }

    // NaN if any entry is.
    private static double largest(SimpleMatrix m) {
        double largest = 0;
        for (int k = 0; k < m.getNumElements(); k++) largest = Math.max(largest, Math.abs(m.get(k)));
        return largest;
    }

    private static long count(Iterable<Param> params) {
        long count = 0;
        for (Param param : params) count += param.value().getNumElements();
        return count;
    }

    private static String parameters(long count) {
        return count == 0
                ? "no parameters"
                : String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "parameter" : "parameters");
    }

    private String alt(String title) {
        StringBuilder alt = new StringBuilder(title).append(": x, ").append(flow.shapes.get(0));
        List<Layer> layers = net.layers();
        if (first > 0) alt.append(", … ").append(first).append(" layers not drawn");
        for (int i = first; i < layers.size(); i++) {
            if (alt.length() > 600) {
                alt.append(", … and ").append(layers.size() - i).append(" more layers");
                break;
            }
            Layer layer = layers.get(i);
            alt.append(" → ").append(layer.name());
            if (!layer.params().isEmpty())
                alt.append(" (").append(parameters(count(layer.params()))).append(')');
            alt.append(", ").append(flow.shapes.get(i + 1));
        }
        alt.append(" → ")
                .append(net.lossLayer().name())
                .append(" with the targets t, ")
                .append(flow.targets);
        if (flow.loss != null) alt.append(" → loss ").append(ValueGraph.number(flow.loss));
        alt.append(". ").append(parameters(count(net.params().values()))).append(" in all. ");
        if (flow.loss == null) alt.append("N stands for the number of samples; nothing has run.");
        else
            alt.append("Largest gradients in size: ").append(largestGradients()).append('.');
        return alt.toString();
    }

    private String largestGradients() {
        List<String> sizes = new ArrayList<>();
        for (var param : net.params().entrySet()) {
            if (sizes.size() == 12) {
                sizes.add("and so on");
                break;
            }
            sizes.add(
                    param.getKey() + " " + Html.number(largest(param.getValue().gradient()), 3));
        }
        return sizes.isEmpty() ? "there are no parameters" : String.join(", ", sizes);
    }

    private Rendering table() {
        return NumberTable.of(
                List.of("what", "shape", "largest entry of the gradient in size"),
                rows.stream()
                        .map(row -> List.of(row.name, row.shape, row.gradient))
                        .toList());
    }
}
