package backprop.show;

import static backprop.show.ValueGraph.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Goes through a graph, forward and back, and tells what is seen and said at each step. */
final class StepPlan {
    /**
     * @param phase which part this is
     * @param lit the node that it is about, or −1
     */
    record Step(String phase, String words, int lit) {}

    private final ValueGraph graph;
    private final List<ValueGraph.Node> nodes;
    private final List<Step> steps = new ArrayList<>();

    // The links into each node come one after the other, in the order of the nodes; the last one leaves the result.
    private final int[] firstLink;

    // The step from which on something is seen: the value and the gradient of a link, and the sum of a node.
    private final int[] valueSince;
    private final int[] gradientSince;
    private final int[] sumSince;

    StepPlan(ValueGraph graph) {
        this.graph = graph;
        this.nodes = graph.nodes();
        firstLink = new int[nodes.size() + 1];
        for (int i = 0; i < nodes.size(); i++)
            firstLink[i + 1] = firstLink[i] + nodes.get(i).inputs().length;
        valueSince = never(firstLink[nodes.size()] + 1);
        gradientSince = never(firstLink[nodes.size()] + 1);
        sumSince = never(nodes.size() + 1); // and the end
        plan();
    }

    private static int[] never(int count) {
        int[] since = new int[count];
        Arrays.fill(since, Integer.MAX_VALUE);
        return since;
    }

    private void plan() {
        inputs();
        int[] operations = IntStream.range(0, nodes.size())
                .filter(i -> !nodes.get(i).isInput())
                .toArray();
        int count = operations.length;
        for (int k = 0; k < count; k++) forward(operations[k], "forward " + (k + 1) + " of " + count);
        start();
        for (int k = 1; k <= count; k++) backward(operations[count - k], "backward " + k + " of " + count);
        end();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** What is seen at a step. */
    GraphDrawing.View view(int step) {
        return new GraphDrawing.View(
                k -> valueSince[k] <= step,
                k -> gradientSince[k] <= step,
                i -> sumSince[i] <= step,
                steps.get(step).lit);
    }

    /** What is seen for the first time. */
    GraphDrawing.View news(int step) {
        return new GraphDrawing.View(
                k -> valueSince[k] == step,
                k -> gradientSince[k] == step,
                i -> sumSince[i] == step,
                steps.get(step).lit);
    }

    /** How many lines have their value by then. */
    long valuesSeen(int step) {
        return IntStream.of(valueSince).filter(since -> since <= step).count();
    }

    /** How many lines have their gradient by then. */
    long gradientsSeen(int step) {
        return IntStream.of(gradientSince).filter(since -> since <= step).count();
    }

    private void add(String phase, int lit, String words) {
        steps.add(new Step(phase, words, lit));
    }

    private void showValue(int node) {
        for (int i = 0; i < nodes.size(); i++) {
            int[] inputs = nodes.get(i).inputs();
            for (int k = 0; k < inputs.length; k++) if (inputs[k] == node) valueSince[firstLink[i] + k] = steps.size();
        }
        if (node == nodes.size() - 1) valueSince[firstLink[nodes.size()]] = steps.size();
    }

    private void inputs() {
        IntStream.range(0, nodes.size()).filter(i -> nodes.get(i).isInput()).forEach(this::showValue);
        String known = variables(node -> node.name() + " = " + number(node.value()));
        add("the inputs", -1, known.isEmpty() ? "Only constants." : known + ".");
    }

    private String variables(Function<ValueGraph.Node, String> words) {
        return nodes.stream().filter(ValueGraph.Node::isVariable).map(words).collect(Collectors.joining(", "));
    }

    private void forward(int i, String phase) {
        showValue(i);
        ValueGraph.Node node = nodes.get(i);
        String name = node.name().isEmpty() ? "" : node.name() + " = ";
        String numbers = graph.formulaOfNumbers(node) + " = " + number(node.value());
        add(phase, i, name + graph.formula(node) + " = " + numbers + ".");
    }

    private void start() {
        gradientSince[firstLink[nodes.size()]] = steps.size();
        String name = graph.result().called();
        add("backward starts", -1, "At the end stands 1: " + name + " changes with itself one to one.");
    }

    private void backward(int i, String phase) {
        ValueGraph.Node node = nodes.get(i);
        int[] inputs = node.inputs();
        String fromRight = number(node.gradient());
        StringBuilder words = new StringBuilder(
                "At the " + node.sign() + " of " + node.called() + ", " + fromRight + " comes from the right.");
        boolean same = IntStream.of(inputs).distinct().count() < inputs.length;
        for (int k = 0; k < inputs.length; k++) {
            gradientSince[firstLink[i] + k] = steps.size();
            words.append(" To " + nodes.get(inputs[k]).called())
                    .append(same ? k == 0 ? ", the first time" : ", once more" : "")
                    .append(": local derivative " + number(node.local()[k]) + ", times " + fromRight)
                    .append(" from the right = " + number(node.contribution(k)) + ".");
        }
        IntStream.of(inputs).distinct().forEach(input -> words.append(sum(input, i)));
        add(phase, i, words.toString());
    }

    // Said at the step that brings the last part.
    private String sum(int input, int from) {
        ValueGraph.Node node = nodes.get(input);
        List<Double> parts = cameBack(input, from);
        if (node.uses() < 2 || parts.size() < node.uses()) return "";
        sumSince[input] = steps.size();
        String others = parts.stream()
                .skip(1)
                .map(part -> " + " + Formula.of(part).inSum())
                .collect(Collectors.joining());
        return " " + node.called() + " is used " + (node.uses() == 2 ? "twice" : node.uses() + " times")
                + ", so what came back is added: " + number(parts.get(0)) + others + " = " + number(node.gradient())
                + ".";
    }

    /** What a node has got back when that one has sent its own. */
    private List<Double> cameBack(int input, int from) {
        List<Double> parts = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= from; i--)
            for (int k = 0; k < nodes.get(i).inputs().length; k++)
                if (nodes.get(i).inputs()[k] == input) parts.add(nodes.get(i).contribution(k));
        return parts;
    }

    private void end() {
        String gradients = variables(node -> node.name() + " " + number(node.gradient()));
        String result = graph.result().called() + " is " + number(graph.result().value());
        add("done", -1, result + (gradients.isEmpty() ? "." : ". The gradients: " + gradients + "."));
    }
}
