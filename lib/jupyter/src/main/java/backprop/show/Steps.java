package backprop.show;

import backprop.graph.Value;
import backprop.show.draw.Canvas;
import backprop.show.draw.Drawable;
import backprop.show.draw.Html;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import java.util.List;

/**
 * A computational graph one step at a time: first the inputs alone, then forward node by node, then backward from 1 at the end
 * node by node, each step with words that say what is computed, and last the whole graph. A number is seen from the step on
 * that computes it; nothing moves from step to step. The values and their gradients stay as they are.
 */
public final class Steps implements Drawable {
    static final int MOST_NODES = 60;
    private static final int BLOCK = 8;
    private static final double EDGE = 150;

    // Half as wide again as a narrow page: it can still be read there.
    private static final int WIDEST_SHRUNK = 1350;

    private final String title;
    private final ValueGraph graph;
    private final GraphDrawing drawing;
    private final StepPlan plan;
    private final List<StepPlan.Step> steps;

    private Steps(String title, ValueGraph graph) {
        this.title = title;
        this.graph = graph;
        this.drawing = graph.drawing(title, true, true);
        this.plan = new StepPlan(graph);
        this.steps = plan.steps();
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

    /** {@link #of(Value)} with a title above every picture. */
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
     * One step as a picture with its words below. Of a graph too wide to be shrunk, it is the part around the current node;
     * the last step shows all of it.
     *
     * @param step counted from 0
     * @throws IllegalArgumentException if there is no such step
     */
    public Rendering at(int step) {
        String words = words(step);
        return new Rendering(shown(step) + "<p style=\"margin: 4px 14px\">" + Html.escape(words) + "</p>", words);
    }

    private String shown(int step) {
        if (drawing.width() <= WIDEST_SHRUNK) return picture(step).figure();
        // Whole it would be too small to read, and at its full size jump back to the left with every step.
        return step < count() - 1
                ? part(step).figure()
                : picture(step).rendering().html();
    }

    /**
     * The explanation of a step.
     *
     * @param step counted from 0
     * @throws IllegalArgumentException if there is no such step
     */
    public String words(int step) {
        if (step < 0 || step >= steps.size())
            throw new IllegalArgumentException(
                    "step " + step + " asked for, but there are " + steps.size() + ", counted from 0");
        return heading(step) + ": " + steps.get(step).words();
    }

    private String heading(int step) {
        return "Step " + (step + 1) + " of " + steps.size() + ", "
                + steps.get(step).phase();
    }

    Picture picture(int step) {
        return drawing.picture(title, plan.view(step), alt(step), "");
    }

    private Picture part(int step) {
        return drawing.part(
                left(step),
                plan.view(step),
                alt(step),
                "The part of the graph that the step is about. The last step shows all of it.");
    }

    // The words stand below, where everybody reads them: the alt text only says what the picture adds.
    private String alt(int step) {
        int node = steps.get(step).lit();
        String lit = node < 0
                ? "no node is lit"
                : "lit is the node " + graph.nodes().get(node).sign() + " that computes "
                        + graph.nodes().get(node).called();
        return title + ", " + heading(step) + ": " + lit + "; values are seen at " + plan.valuesSeen(step)
                + " lines, gradients at " + plan.gradientsSeen(step) + ".";
    }

    /** Where the part begins that a step shows. It moves only when the node at work would come near its edge. */
    private double left(int step) {
        double left = 0;
        for (int i = 1; i <= step; i++) {
            int lit = steps.get(i).lit();
            double middle = drawing.across(lit < 0 ? graph.nodes().size() - 1 : lit);
            if (middle < left + EDGE || middle > left + Picture.WIDEST_PAGE - EDGE)
                left = Math.max(0, Math.min(middle - Picture.WIDEST_PAGE / 2.0, drawing.width() - Picture.WIDEST_PAGE));
        }
        return left;
    }

    /**
     * All steps at once, for notebooks without widgets: their pictures one below the other, and a list of their words.
     *
     * @return long, and best folded
     */
    public Rendering filmStrip() {
        StringBuilder html = new StringBuilder(strip().rendering().html()).append("<ol>");
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < steps.size(); step++) {
            html.append("<li>").append(Html.escape(steps.get(step).words())).append("</li>");
            text.append(words(step)).append('\n');
        }
        return new Rendering(html.append("</ol>").toString(), text.toString());
    }

    // Lines and nodes are drawn once, and every number once. The frames refer to them, in blocks, so that a frame has
    // few references and none leads through many others.
    private Picture strip() {
        int height = drawing.height();
        Canvas canvas = new Canvas(drawing.width(), steps.size() * height);
        canvas.defs(() -> {
            canvas.group("id='b'", () -> drawing.drawBase(canvas));
            for (int block = 0; (block + 1) * BLOCK <= steps.size(); block++) {
                int first = block * BLOCK;
                canvas.group("id='k" + block + "'", () -> useSteps(canvas, first, first + BLOCK));
            }
        });
        for (int i = 0; i < steps.size(); i++) {
            int step = i;
            canvas.group("transform='translate(0 " + step * height + ")'", () -> drawFrame(canvas, step));
        }
        return canvas.finish(
                title + ": all " + steps.size()
                        + " steps, one below the other. The list below the picture says what happens in each.",
                "");
    }

    private void drawFrame(Canvas canvas, int step) {
        drawing.drawHeading(canvas, heading(step));
        drawing.drawLit(canvas, steps.get(step).lit());
        canvas.use("b");
        canvas.group("id='s" + step + "'", () -> drawing.drawWords(canvas, plan.news(step)));
        for (int block = 0; block < step / BLOCK; block++) canvas.use("k" + block);
        useSteps(canvas, step / BLOCK * BLOCK, step);
    }

    private static void useSteps(Canvas canvas, int from, int to) {
        for (int step = from; step < to; step++) canvas.use("s" + step);
    }

    /** The last step, with all of them folded below it. */
    @Override
    public Picture picture() {
        return picture(count() - 1).withFolds(List.of(new Picture.Fold("All " + steps.size() + " steps", filmStrip())));
    }
}
