package backprop.show;

import backprop.graph.Value;
import backprop.show.draw.Drawing;
import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * The picture of a computational graph, as it was when it was made: inputs on the left, the result on the right, the value
 * above each line and the gradient below it.
 *
 * <p>The gradient below a line is what comes back along this line: local derivative × gradient of the node that it leads to.
 * A node that is used several times has several lines, and its gradient, their sum, stands below it behind a Σ.
 *
 * <p>Numbers that are not finite are framed and filled. Of a large graph the {@value #MOST_NODES} nodes next to the result
 * are drawn, and the picture says so.
 */
public final class Graph implements Renderable {
    static final int MOST_NODES = 200;
    private static final int MOST_INPUTS_IN_WORDS = 12;

    private final Drawing drawing;

    Graph(Drawing drawing) {
        this.drawing = drawing;
    }

    /** {@link #of(String, Value)} with a title made of the result's name. */
    public static Graph of(Value result) {
        return of(title(result), result);
    }

    /**
     * The graph that a value was computed by. Gradients are shown if they are those of this result: if its
     * {@link Value#backward()} was run, and no other one since that reached these nodes.
     *
     * @param title what stands above the picture
     * @param result what it all leads to
     */
    public static Graph of(String title, Value result) {
        ValueGraph computation = ValueGraph.of(result, MOST_NODES);
        GraphDrawing sketch = computation.sketch(title, computation.backwardDone(), false);
        String caption = computation.isPart()
                ? "Drawn in part: the " + computation.nodes().size() + " nodes next to the result, of "
                        + computation.size() + "."
                : "";
        GraphDrawing.View all = sketch.all();
        return new Graph(new Drawing(
                sketch.svg(title, all),
                sketch.width(),
                sketch.height(),
                alt(title, computation),
                caption,
                sketch.spots(all),
                List.of(new Drawing.Fold("All numbers", numbers(computation)))));
    }

    /**
     * A network layer by layer, with what flows when a batch runs through it forward and backward: shapes above the lines,
     * and below them how large the gradients are. The batch really runs, as by {@link Network#gradient(SimpleMatrix,
     * SimpleMatrix)}: it leaves its gradients in the parameters, whose values stay as they are.
     *
     * @param x one sample a row
     * @param t the targets
     * @throws IllegalArgumentException if the batch does not fit the network
     */
    public static Graph of(Network net, SimpleMatrix x, SimpleMatrix t) {
        return new Graph(NetworkGraph.of("Network", net, x, t));
    }

    /**
     * A network layer by layer, with the shapes that its weights tell; N stands for the number of samples, and ? for what
     * only data would tell. Nothing runs. Of more than {@value NetworkGraph#MOST_LAYERS} layers the last ones are drawn.
     */
    public static Graph of(Network net) {
        return new Graph(NetworkGraph.of("Network", net));
    }

    static String title(Value result) {
        return "Computational graph" + (result.name().isEmpty() ? "" : " of " + ValueGraph.shortened(result.name()));
    }

    /** The picture. */
    public Drawing drawing() {
        return drawing;
    }

    @Override
    public Rendering rendering() {
        return drawing().rendering();
    }

    private static String alt(String title, ValueGraph computation) {
        boolean gradients = computation.backwardDone();
        List<ValueGraph.Node> nodes = computation.nodes();
        ValueGraph.Node result = computation.result();
        StringBuilder alt = new StringBuilder(title)
                .append(": ")
                .append(result.name().isEmpty() ? "the result" : result.name())
                .append(" = ")
                .append(computation.formula(result))
                .append(" = ")
                .append(ValueGraph.number(result.value()))
                .append(". ")
                .append(computation.size())
                .append(computation.size() == 1 ? " node, " : " nodes, ")
                .append(computation.inputs())
                .append(" of them inputs");
        if (computation.isPart())
            alt.append("; drawn are the ").append(nodes.size()).append(" next to the result");
        alt.append(". ");
        List<String> inputs = nodes.stream()
                .filter(node -> node.isInput() && !node.isConstant())
                .map(node -> ValueGraph.shortened(node.name()) + " " + ValueGraph.number(node.value())
                        + (gradients ? ", gradient " + ValueGraph.number(node.gradient()) : ""))
                .toList();
        alt.append(String.join("; ", inputs.subList(0, Math.min(MOST_INPUTS_IN_WORDS, inputs.size()))));
        if (inputs.size() > MOST_INPUTS_IN_WORDS)
            alt.append("; and ").append(inputs.size() - MOST_INPUTS_IN_WORDS).append(" more inputs");
        if (!inputs.isEmpty()) alt.append(". ");
        if (!gradients) alt.append("No gradients: backward was not run on this result. ");
        long strange = nodes.stream()
                .filter(node -> !Double.isFinite(node.value()) || gradients && !Double.isFinite(node.gradient()))
                .count();
        if (strange > 0)
            alt.append(strange)
                    .append(strange == 1 ? " node holds" : " nodes hold")
                    .append(" NaN or infinity, lit. ");
        return alt.toString().strip();
    }

    private static Rendering numbers(ValueGraph computation) {
        boolean gradients = computation.backwardDone();
        List<List<String>> rows = new ArrayList<>();
        for (ValueGraph.Node node : computation.nodes()) {
            List<String> row = new ArrayList<>();
            row.add(node.number() > 0 && node.name().isEmpty() ? node.called() : node.name());
            row.add(node.isConstant() ? "constant" : node.isInput() ? "input" : computation.formula(node));
            row.add(Double.toString(node.value()));
            if (gradients) row.add(Double.toString(node.gradient()));
            rows.add(row);
        }
        List<String> head = List.of("node", "computed as", "value", "gradient");
        return NumberTable.of(head.subList(0, gradients ? 4 : 3), rows);
    }
}
