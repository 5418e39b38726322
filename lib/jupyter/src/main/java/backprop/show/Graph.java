package backprop.show;

import backprop.graph.Value;
import backprop.show.draw.Drawable;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;

/**
 * The picture of a computational graph, a snapshot: inputs on the left, the result on the right, the value above each line
 * and the gradient below it.
 *
 * <p>The gradient below a line is its contribution: local derivative × gradient of the node that it leads to. A node that is
 * used several times has several lines, and its gradient, their sum, stands below it behind a Σ.
 *
 * <p>Numbers that are not finite are framed and filled. Of a large graph the {@value #MOST_NODES} nodes next to the result
 * are drawn, and the picture says so.
 */
public final class Graph implements Drawable {
    static final int MOST_NODES = 200;
    private static final int MOST_INPUTS_IN_WORDS = 12;

    private final Picture picture;

    private Graph(Picture picture) {
        this.picture = picture;
    }

    /** {@link #of(String, Value)}, titled with the result's name. */
    public static Graph of(Value result) {
        return of(title(result), result);
    }

    /**
     * The graph that computed a value. Gradients are shown if they are those of this result: if its {@link Value#backward()}
     * was run, and no other one since that reached these nodes.
     *
     * @param title what stands above the picture
     * @param result what it all leads to
     */
    public static Graph of(String title, Value result) {
        ValueGraph graph = ValueGraph.of(result, MOST_NODES);
        return new Graph(graph.drawing(title, graph.backwardDone(), false)
                .picture(alt(title, graph), graph.isPart() ? graph.inPart() : "")
                .withFolds(List.of(new Picture.Fold("All numbers", numbers(graph)))));
    }

    /**
     * A network layer by layer, with the forward and backward pass of a batch: shapes above the lines, and below them the
     * largest gradients. The batch really runs, as by {@link Network#gradient(SimpleMatrix, SimpleMatrix)}: it leaves its
     * gradients in the parameters, whose values stay as they are.
     *
     * @param x one sample a row
     * @param t the targets
     * @throws IllegalArgumentException if the batch does not fit the network
     */
    public static Graph of(Network net, SimpleMatrix x, SimpleMatrix t) {
        return new Graph(NetworkGraph.of("Network", net, x, t));
    }

    /**
     * A network layer by layer, with the shapes inferred from its weights; N is the number of samples, and ? what depends on
     * the data. Nothing runs. Of more than {@value NetworkGraph#MOST_LAYERS} layers the last ones are drawn.
     */
    public static Graph of(Network net) {
        return new Graph(NetworkGraph.of("Network", net));
    }

    static String title(Value result) {
        return "Computational graph" + (result.name().isEmpty() ? "" : " of " + ValueGraph.shortened(result.name()));
    }

    @Override
    public Picture picture() {
        return picture;
    }

    private static String alt(String title, ValueGraph graph) {
        ValueGraph.Node result = graph.result();
        int size = graph.size();
        return title + ": " + (result.name().isEmpty() ? "the result" : result.name()) + " = " + graph.formula(result)
                + " = " + ValueGraph.number(result.value()) + ". " + size + (size == 1 ? " node, " : " nodes, ")
                + graph.inputs() + " of them inputs"
                + (graph.isPart() ? "; drawn are the " + graph.nodes().size() + " next to the result" : "") + "."
                + inputs(graph)
                + (graph.backwardDone() ? "" : " No gradients: backward was not run on this result.")
                + notFinite(graph);
    }

    private static String inputs(ValueGraph graph) {
        List<String> inputs = graph.nodes().stream()
                .filter(ValueGraph.Node::isVariable)
                .map(node -> ValueGraph.shortened(node.name()) + " " + ValueGraph.number(node.value())
                        + (graph.backwardDone() ? ", gradient " + ValueGraph.number(node.gradient()) : ""))
                .toList();
        if (inputs.isEmpty()) return "";
        int more = inputs.size() - MOST_INPUTS_IN_WORDS;
        return " " + inputs.stream().limit(MOST_INPUTS_IN_WORDS).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more inputs." : ".");
    }

    private static String notFinite(ValueGraph graph) {
        long count = graph.nodes().stream()
                .filter(node ->
                        !Double.isFinite(node.value()) || graph.backwardDone() && !Double.isFinite(node.gradient()))
                .count();
        if (count == 0) return "";
        return " " + count + (count == 1 ? " node holds" : " nodes hold") + " NaN or infinity, lit.";
    }

    private static Rendering numbers(ValueGraph graph) {
        boolean gradients = graph.backwardDone();
        List<List<String>> rows = new ArrayList<>();
        for (ValueGraph.Node node : graph.nodes()) {
            List<String> row = new ArrayList<>();
            row.add(node.number() > 0 && node.name().isEmpty() ? node.called() : node.name());
            row.add(node.isConstant() ? "constant" : node.isInput() ? "input" : graph.formula(node));
            row.add(Double.toString(node.value()));
            if (gradients) row.add(Double.toString(node.gradient()));
            rows.add(row);
        }
        List<String> head = List.of("node", "computed as", "value", "gradient");
        return NumberTable.of(head.subList(0, gradients ? 4 : 3), rows);
    }
}
