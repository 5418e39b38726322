package backprop.show;

import backprop.graph.Value;
import backprop.show.draw.Numbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a value was computed from, as it was at one moment, with the gradients that backward gives and names for all nodes. */
final class ValueGraph {
    private static final int MOST_INPUTS_AT_THE_LEFT = 8;
    private static final int MOST_NODES_WITH_SIX_DIGITS = 24;
    private static final int LONGEST_NAME = 22;
    private static final int LONGEST_FORMULA = 48;

    /**
     * A node.
     *
     * @param name as given; may be empty
     * @param operation its sign; empty for an input
     * @param gradient of the result with respect to it
     * @param inputs the indices of what it is computed from; empty too if that is left out
     * @param local the local derivatives, input by input
     * @param cut whether what it is computed from is left out
     * @param formula how words call it: its name, its formula, or "node 7"
     * @param number in "node 7", or 0
     * @param uses how often it is used by other nodes
     */
    record Node(
            String name,
            String operation,
            double value,
            double gradient,
            int[] inputs,
            double[] local,
            boolean cut,
            Formula formula,
            int number,
            int uses) {
        boolean isInput() {
            return operation.isEmpty();
        }

        boolean isConstant() {
            return isInput() && name.isEmpty();
        }

        /** An input with a name. */
        boolean isVariable() {
            return isInput() && !name.isEmpty();
        }

        String called() {
            return formula.text();
        }

        /** What stands in it: of ^2 the sign is x². */
        String sign() {
            return operation.startsWith("^") ? "x" + Formula.power(operation) : shortened(operation);
        }

        /** What goes back to the k-th input. */
        double contribution(int k) {
            return local[k] * gradient;
        }
    }

    private final List<Node> nodes;
    private final int size;
    private final int inputs;
    private final boolean backwardDone;

    private ValueGraph(List<Node> nodes, int size, int inputs, boolean backwardDone) {
        this.nodes = nodes;
        this.size = size;
        this.inputs = inputs;
        this.backwardDone = backwardDone;
    }

    /**
     * Reads a graph. No gradient of it changes.
     *
     * @param most how many nodes to keep: those fewest steps away from the result
     */
    static ValueGraph of(Value result, int most) {
        List<Value> all = result.inTopologicalOrder();
        Map<Value, Integer> index = indices(all);
        double[] gradient = gradients(all, index);
        boolean done = true;
        int inputs = 0;
        for (int i = 0; i < gradient.length; i++) {
            done &= Double.compare(gradient[i], all.get(i).gradient()) == 0;
            if (all.get(i).inputs().isEmpty() && !all.get(i).name().isEmpty()) inputs++;
        }
        Set<Value> kept = all.size() <= most ? new HashSet<>(all) : nearest(result, most);
        List<Value> drawn = all.stream().filter(kept::contains).toList();
        return new ValueGraph(read(drawn, index, gradient), all.size(), inputs, done);
    }

    private static Map<Value, Integer> indices(List<Value> values) {
        Map<Value, Integer> index = new HashMap<>();
        for (int i = 0; i < values.size(); i++) index.put(values.get(i), i);
        return index;
    }

    // As Value.backward, in the same order, so that the same numbers come out to the last bit.
    private static double[] gradients(List<Value> all, Map<Value, Integer> index) {
        double[] gradient = new double[all.size()];
        gradient[gradient.length - 1] = 1;
        for (int i = all.size() - 1; i >= 0; i--) {
            Value node = all.get(i);
            for (int k = 0; k < node.inputs().size(); k++)
                gradient[index.get(node.inputs().get(k))] += node.localDerivative(k) * gradient[i];
        }
        return gradient;
    }

    private static Set<Value> nearest(Value result, int most) {
        Set<Value> kept = new HashSet<>(Set.of(result));
        Deque<Value> open = new ArrayDeque<>(kept);
        while (!open.isEmpty() && kept.size() < most) {
            List<Value> inputs = open.poll().inputs();
            // All inputs of a node or none: half of them would tell a wrong formula.
            if (kept.size() + inputs.size() > most) break;
            for (Value input : inputs) if (kept.add(input)) open.add(input);
        }
        return kept;
    }

    private static List<Node> read(List<Value> drawn, Map<Value, Integer> indexInAll, double[] gradient) {
        Map<Value, Integer> index = indices(drawn);
        int[] uses = new int[drawn.size()];
        for (Value value : drawn)
            if (index.keySet().containsAll(value.inputs())) for (Value input : value.inputs()) uses[index.get(input)]++;
        List<Node> nodes = new ArrayList<>();
        int numbered = 0;
        for (int i = 0; i < uses.length; i++) {
            Value value = drawn.get(i);
            boolean cut = !index.keySet().containsAll(value.inputs());
            int[] inputs = cut
                    ? new int[0]
                    : value.inputs().stream().mapToInt(index::get).toArray();
            Formula formula = cut
                    ? Formula.name("… " + value.operation())
                    : Formula.of(
                            value,
                            Arrays.stream(inputs)
                                    .mapToObj(k -> nodes.get(k).formula)
                                    .toList());
            int number = formula.text().length() <= LONGEST_FORMULA ? 0 : ++numbered;
            nodes.add(new Node(
                    value.name(),
                    value.operation(),
                    value.value(),
                    gradient[indexInAll.get(value)],
                    inputs,
                    locals(value),
                    cut,
                    number == 0 ? formula : Formula.name("node " + number),
                    number,
                    uses[i]));
        }
        return nodes;
    }

    private static double[] locals(Value value) {
        double[] local = new double[value.inputs().size()];
        for (int k = 0; k < local.length; k++) local[k] = value.localDerivative(k);
        return local;
    }

    /** All nodes that are kept, each after what it is computed from; the last one is the result. */
    List<Node> nodes() {
        return nodes;
    }

    Node result() {
        return nodes.get(nodes.size() - 1);
    }

    /** How many nodes there are with those left out. */
    int size() {
        return size;
    }

    boolean isPart() {
        return nodes.size() < size;
    }

    /** How many inputs with a name there are with those left out. */
    int inputs() {
        return inputs;
    }

    /** Whether the values hold the gradients of this result: whether its backward was the last one to reach them. */
    boolean backwardDone() {
        return backwardDone;
    }

    /** How a node is computed, in the names of its inputs. */
    String formula(Node node) {
        return formula(node, Node::formula);
    }

    /** The same with the numbers in the place of the names. */
    String formulaOfNumbers(Node node) {
        return formula(node, input -> Formula.of(input.value));
    }

    private String formula(Node node, Function<Node, Formula> input) {
        if (node.inputs.length == 0) return number(node.value);
        return Formula.of(
                        node.operation,
                        Arrays.stream(node.inputs)
                                .mapToObj(k -> input.apply(nodes.get(k)))
                                .toList())
                .text();
    }

    /**
     * The picture of it.
     *
     * @param gradients whether there are numbers below the links
     * @param stepwise whether single nodes will be lit
     */
    GraphDrawing drawing(String title, boolean gradients, boolean stepwise) {
        boolean inputsLeft = nodes.stream().filter(Node::isVariable).count() <= MOST_INPUTS_AT_THE_LEFT;
        List<GraphDrawing.Node> drawn = new ArrayList<>();
        List<GraphDrawing.Link> links = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            drawn.add(drawn(node, gradients, i == nodes.size() - 1)
                    .with(GraphDrawing.Trait.LEFTMOST, inputsLeft && node.isVariable()));
            for (int k = 0; k < node.inputs.length; k++)
                links.add(link(nodes.get(node.inputs[k]), node.inputs[k], i, node.contribution(k), gradients, false));
        }
        int end = drawn.size();
        drawn.add(GraphDrawing.Node.of(GraphDrawing.Kind.END, shortened(result().name)));
        links.add(link(result(), end - 1, end, result().gradient, gradients, true));
        var legend = new GraphDrawing.Legend(
                title,
                "above a line: value",
                gradients ? legendBelow() : "",
                isPart() ? inPart() + " A dashed frame: what comes before is left out." : "");
        return new GraphDrawing(legend, drawn, links, stepwise);
    }

    /** How much of it is drawn. */
    String inPart() {
        return "Drawn in part: the " + nodes.size() + " nodes next to the result, of " + size + ".";
    }

    private String legendBelow() {
        boolean sums = nodes.stream().anyMatch(node -> node.uses > 1);
        return "below, ∂: gradient, how the result changes with it"
                + (sums ? "; Σ: the sum where a value is used more than once" : "");
    }

    private GraphDrawing.Node drawn(Node node, boolean gradients, boolean last) {
        boolean summed = gradients && node.uses > 1;
        String words = node.called() + " = " + node.value;
        return new GraphDrawing.Node(
                        node.isConstant()
                                ? GraphDrawing.Kind.CONSTANT
                                : node.isInput() ? GraphDrawing.Kind.INPUT : GraphDrawing.Kind.OPERATION,
                        node.isConstant()
                                ? drawnNumber(node.value)
                                : node.isInput() ? shortened(node.name) : (node.cut ? "… " : "") + node.sign(),
                        "",
                        node.isInput() || last ? "" : shortened(node.name),
                        node.number == 0 ? "" : node.called(),
                        summed ? "Σ ∂ " + drawnNumber(node.gradient) : "",
                        gradients ? words + ", gradient " + node.gradient : words,
                        Set.of())
                .with(GraphDrawing.Trait.CUT, node.cut)
                .with(
                        GraphDrawing.Trait.NOT_FINITE,
                        node.isConstant() && !Double.isFinite(node.value) || summed && !Double.isFinite(node.gradient));
    }

    private GraphDrawing.Link link(Node node, int from, int to, double back, boolean gradients, boolean result) {
        String words = node.called() + " = " + node.value;
        if (gradients) words += node.uses > 1 ? ", from here comes " + back + " back" : ", gradient " + back;
        return new GraphDrawing.Link(
                from,
                to,
                node.isConstant() ? GraphDrawing.Label.NONE : label("", node.value),
                gradients ? label("∂ ", back) : GraphDrawing.Label.NONE,
                words,
                result);
    }

    private GraphDrawing.Label label(String sign, double value) {
        return new GraphDrawing.Label(sign + drawnNumber(value), Double.isFinite(value));
    }

    /** A number in words. */
    static String number(double value) {
        return Numbers.format(value, 6);
    }

    // A large graph has no room for so many.
    private String drawnNumber(double value) {
        return Numbers.format(value, size <= MOST_NODES_WITH_SIX_DIGITS ? 6 : 4);
    }

    /** A name that has room in a picture. */
    static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        return length <= LONGEST_NAME ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }
}
