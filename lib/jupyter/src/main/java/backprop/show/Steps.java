package backprop.show;

import backprop.graph.Value;
import backprop.show.draw.Drawing;
import backprop.show.draw.Html;
import backprop.show.draw.Renderable;
import backprop.show.draw.Rendering;
import backprop.show.draw.Svg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A computational graph one step at a time: first the inputs alone, then forward node by node, then backward from 1 at the end
 * node by node, each step with words that say what is computed, and last the whole graph. A number is seen from the step on
 * that computes it; nothing moves from step to step. The values and their gradients stay as they are.
 */
public final class Steps implements Renderable {
    static final int MOST_NODES = 60;
    private static final int BLOCK = 8;
    private static final double EDGE = 150;

    // Half as wide again as a narrow page: it can still be read there.
    private static final int WIDEST_SHRUNK = 1350;

    private final String title;
    private final ValueGraph computation;
    private final GraphDrawing sketch;
    private final List<Step> steps;

    /**
     * @param phase which part this is
     * @param view what is to be seen by then
     */
    private record Step(String phase, String words, GraphDrawing.View view) {}

    private Steps(String title, ValueGraph computation) {
        this.title = title;
        this.computation = computation;
        this.sketch = computation.sketch(title, true, true);
        this.steps = new Plan().steps();
    }

    /**
     * The steps that compute a value and its gradients.
     *
     * @throws IllegalArgumentException if there is nothing to compute, or the graph has more than {@value #MOST_NODES} nodes:
     *     {@link Graph} draws larger ones
     */
    public static Steps of(Value result) {
        return of(Graph.title(result), result);
    }

    /**
     * {@link #of(Value)} with a title.
     *
     * @param title what stands above every picture
     * @throws IllegalArgumentException as there
     */
    public static Steps of(String title, Value result) {
        int size = result.inTopologicalOrder().size();
        if (size == 1)
            throw new IllegalArgumentException(
                    "an input alone has no steps; compute something with it, such as x.times(2)");
        if (size > MOST_NODES)
            throw new IllegalArgumentException("this graph has " + size + " nodes, and the steps of more than "
                    + MOST_NODES + " would tire anybody; Graph.of draws it at once");
        return new Steps(title, ValueGraph.of(result, MOST_NODES));
    }

    /** How many steps there are. */
    public int count() {
        return steps.size();
    }

    /**
     * One step as a picture with its words below. A page shrinks the picture of a wide graph; of one that could not be read
     * then, it is the part around the node at work, and the last step shows all of it.
     *
     * @param step counted from 0
     * @return something that shows itself
     * @throws IllegalArgumentException if there is no such step
     */
    public Rendering at(int step) {
        String words = words(step);
        String picture;
        // What is scrolled would jump back to its left end with every step; so only the last one is.
        if (sketch.width() <= WIDEST_SHRUNK) picture = drawing(step).figure();
        else if (step < count() - 1) picture = part(step).figure();
        else picture = drawing(step).rendering().html();
        return new Rendering(picture + "<p style=\"margin: 4px 14px\">" + Html.escape(words) + "</p>", words);
    }

    /**
     * What happens in a step.
     *
     * @param step counted from 0
     * @throws IllegalArgumentException if there is no such step
     */
    public String words(int step) {
        Step shown = step(step);
        return heading(step) + ": " + shown.words;
    }

    private Step step(int step) {
        if (step < 0 || step >= steps.size())
            throw new IllegalArgumentException(
                    "step " + step + " asked for, but there are " + steps.size() + ", counted from 0");
        return steps.get(step);
    }

    private String heading(int step) {
        return "Step " + (step + 1) + " of " + steps.size() + ", " + steps.get(step).phase;
    }

    Drawing drawing(int step) {
        GraphDrawing.View view = step(step).view;
        // The words stand below, where everybody reads them: the alt text only says what the picture adds.
        String lit = view.lit() < 0 ? "no node is lit" : "lit is the node " + described(view.lit());
        String alt = title + ", " + heading(step) + ": " + lit + "; values are seen at "
                + view.above().cardinality() + " lines, gradients at "
                + view.below().cardinality() + ".";
        return new Drawing(sketch.svg(title, view), sketch.width(), sketch.height(), alt, "");
    }

    private Drawing part(int step) {
        Drawing whole = drawing(step);
        return new Drawing(
                sketch.part(left(step), title, steps.get(step).view, Drawing.WIDEST_PAGE),
                Drawing.WIDEST_PAGE,
                whole.height(),
                whole.alt(),
                "The part of the graph that the step is about. The last step shows all of it.");
    }

    /** Where the part begins that a step shows. It moves only when the node at work would come near its edge. */
    private double left(int step) {
        double left = 0;
        for (int i = 1; i <= step; i++) {
            int lit = steps.get(i).view.lit();
            double middle = sketch.across(lit < 0 ? computation.nodes().size() - 1 : lit);
            if (middle < left + EDGE || middle > left + Drawing.WIDEST_PAGE - EDGE)
                left = Math.max(0, Math.min(middle - Drawing.WIDEST_PAGE / 2.0, sketch.width() - Drawing.WIDEST_PAGE));
        }
        return left;
    }

    private String described(int node) {
        String called = computation.nodes().get(node).called();
        return ValueGraph.sign(computation.nodes().get(node).operation()) + " that computes " + called;
    }

    /**
     * All steps at once, for where nothing can be moved: their pictures one below the other, and a list of their words.
     *
     * @return long, and best folded
     */
    public Rendering filmStrip() {
        Drawing strip = strip();
        StringBuilder html = new StringBuilder(strip.rendering().html()).append("<ol>");
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < steps.size(); step++) {
            html.append("<li>").append(Html.escape(steps.get(step).words)).append("</li>");
            text.append(words(step)).append('\n');
        }
        return new Rendering(html.append("</ol>").toString(), text.toString());
    }

    // Lines and nodes are drawn once, and every number once. The frames refer to them, in blocks, so that a frame has
    // few references and none leads through many others.
    private Drawing strip() {
        int height = sketch.height();
        Svg shared = new Svg().group("id='b'");
        sketch.drawBase(shared);
        shared.end();
        for (int block = 0; (block + 1) * BLOCK <= steps.size(); block++) {
            shared.group("id='k" + block + "'");
            for (int step = block * BLOCK; step < (block + 1) * BLOCK; step++) use(shared, "s" + step);
            shared.end();
        }
        Svg svg = new Svg().defs(shared);
        for (int step = 0; step < steps.size(); step++) {
            svg.group("transform='translate(0 " + step * height + ")'");
            sketch.drawHeading(svg, heading(step));
            sketch.drawLit(svg, steps.get(step).view.lit());
            use(svg, "b");
            svg.group("id='s" + step + "'");
            sketch.drawWords(svg, news(step));
            svg.end();
            for (int block = 0; block < step / BLOCK; block++) use(svg, "k" + block);
            for (int before = step / BLOCK * BLOCK; before < step; before++) use(svg, "s" + before);
            svg.end();
        }
        String alt = title + ": all " + steps.size()
                + " steps, one below the other. The list below the picture says what happens in each.";
        return new Drawing(
                svg.document(sketch.width(), steps.size() * height), sketch.width(), steps.size() * height, alt, "");
    }

    private static void use(Svg svg, String id) {
        svg.element("use", "href='#" + id + "'");
    }

    // What is seen for the first time.
    private GraphDrawing.View news(int step) {
        GraphDrawing.View now = steps.get(step).view;
        if (step == 0) return now;
        GraphDrawing.View before = steps.get(step - 1).view;
        return new GraphDrawing.View(
                without(now.above(), before.above()),
                without(now.below(), before.below()),
                without(now.sums(), before.sums()),
                now.lit());
    }

    private static BitSet without(BitSet now, BitSet before) {
        BitSet news = (BitSet) now.clone();
        news.andNot(before);
        return news;
    }

    @Override
    public Rendering rendering() {
        Drawing last = drawing(steps.size() - 1);
        return new Drawing(
                        last.svg(),
                        last.width(),
                        last.height(),
                        last.alt(),
                        "",
                        List.of(),
                        List.of(new Drawing.Fold("All " + steps.size() + " steps", filmStrip())))
                .rendering();
    }

    /** Goes through the graph and writes down what is seen and said at each step. */
    private final class Plan {
        private final List<ValueGraph.Node> nodes = computation.nodes();
        private final List<Step> planned = new ArrayList<>();
        private final BitSet above = new BitSet();
        private final BitSet below = new BitSet();
        private final BitSet sums = new BitSet();
        // The links into each node come one after the other, in the order of the nodes; the last one leaves the result.
        private final int[] firstLink = new int[nodes.size() + 1];
        private final List<List<Double>> cameBack = new ArrayList<>();

        List<Step> steps() {
            for (int i = 0; i < nodes.size(); i++) {
                firstLink[i + 1] = firstLink[i] + nodes.get(i).inputs().length;
                cameBack.add(new ArrayList<>());
            }
            inputs();
            int operations =
                    (int) nodes.stream().filter(node -> !node.isInput()).count();
            int done = 0;
            for (int i = 0; i < nodes.size(); i++)
                if (!nodes.get(i).isInput()) forward(i, "forward " + ++done + " of " + operations);
            start();
            for (int i = nodes.size() - 1; i >= 0; i--)
                if (!nodes.get(i).isInput()) backward(i, "backward " + (operations - --done) + " of " + operations);
            end();
            return List.copyOf(planned);
        }

        private void add(String phase, String words, int lit) {
            BitSet seenAbove = (BitSet) above.clone();
            BitSet seenBelow = (BitSet) below.clone();
            BitSet seenSums = (BitSet) sums.clone();
            planned.add(new Step(phase, words, new GraphDrawing.View(seenAbove, seenBelow, seenSums, lit)));
        }

        private void showValue(int node) {
            for (int i = 0; i < nodes.size(); i++) {
                int[] inputs = nodes.get(i).inputs();
                for (int k = 0; k < inputs.length; k++) if (inputs[k] == node) above.set(firstLink[i] + k);
            }
            if (node == nodes.size() - 1) above.set(firstLink[nodes.size()]);
        }

        private void inputs() {
            List<String> known = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                ValueGraph.Node node = nodes.get(i);
                if (!node.isInput()) continue;
                showValue(i);
                if (!node.isConstant()) known.add(node.name() + " = " + ValueGraph.number(node.value()));
            }
            add("the inputs", known.isEmpty() ? "Only constants." : String.join(", ", known) + ".", -1);
        }

        private void forward(int i, String phase) {
            ValueGraph.Node node = nodes.get(i);
            showValue(i);
            String name = node.name().isEmpty() ? "" : node.name() + " = ";
            add(
                    phase,
                    name + computation.formula(node) + " = " + computation.formulaOfNumbers(node) + " = "
                            + ValueGraph.number(node.value()) + ".",
                    i);
        }

        private void start() {
            below.set(firstLink[nodes.size()]);
            String name = computation.result().called();
            add("backward starts", "At the end stands 1: " + name + " changes with itself one to one.", -1);
        }

        private void backward(int i, String phase) {
            ValueGraph.Node node = nodes.get(i);
            String fromRight = ValueGraph.number(node.gradient());
            StringBuilder words = new StringBuilder("At the ")
                    .append(ValueGraph.sign(node.operation()))
                    .append(" of ")
                    .append(node.called())
                    .append(", ")
                    .append(fromRight)
                    .append(" comes from the right.");
            boolean same = Arrays.stream(node.inputs()).distinct().count() < node.inputs().length;
            for (int k = 0; k < node.inputs().length; k++) {
                below.set(firstLink[i] + k);
                words.append(" To ")
                        .append(nodes.get(node.inputs()[k]).called())
                        .append(same ? k == 0 ? ", the first time" : ", once more" : "")
                        .append(": local derivative ")
                        .append(ValueGraph.number(node.local()[k]))
                        .append(", times ")
                        .append(fromRight)
                        .append(" from the right = ")
                        .append(ValueGraph.number(node.contribution(k)))
                        .append('.');
                cameBack.get(node.inputs()[k]).add(node.contribution(k));
            }
            Arrays.stream(node.inputs()).distinct().forEach(input -> words.append(sum(input)));
            add(phase, words.toString(), i);
        }

        // Said at the step that brings the last part.
        private String sum(int input) {
            ValueGraph.Node node = nodes.get(input);
            List<Double> parts = cameBack.get(input);
            if (node.uses() < 2 || parts.size() < node.uses()) return "";
            sums.set(input);
            return " " + node.called() + " is used " + (node.uses() == 2 ? "twice" : node.uses() + " times")
                    + ", so what came back is added: "
                    + ValueGraph.number(parts.get(0))
                    + parts.stream()
                            .skip(1)
                            .map(part -> " + " + ValueGraph.numberInSum(part))
                            .collect(Collectors.joining())
                    + " = " + ValueGraph.number(node.gradient()) + ".";
        }

        private void end() {
            List<String> gradients = nodes.stream()
                    .filter(node -> node.isInput() && !node.isConstant())
                    .map(node -> node.name() + " " + ValueGraph.number(node.gradient()))
                    .toList();
            add(
                    "done",
                    computation.result().called() + " is "
                            + ValueGraph.number(computation.result().value())
                            + (gradients.isEmpty() ? "." : ". The gradients: " + String.join(", ", gradients) + "."),
                    -1);
        }
    }
}
