package backprop.show;

import static backprop.show.draw.Canvas.fill;
import static backprop.show.draw.Canvas.n;
import static backprop.show.draw.Canvas.stroke;

import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Picture;
import backprop.show.draw.SugiyamaLayout;
import backprop.show.draw.SugiyamaLayout.Point;
import backprop.show.draw.TextMetrics;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A graph as it is drawn: nodes with signs and names, links with words above and below them. It knows nothing of what the
 * words mean; {@link ValueGraph} makes it of values. Placed once, drawn as often as needed, also in part.
 */
final class GraphDrawing {
    private static final String NOT_FINITE =
            fill(Colors.ALERT_GROUND) + " " + stroke(Colors.ALERT) + " stroke-width='2'";
    private static final String CURRENT = fill(Colors.CURRENT_GROUND) + " stroke='black' stroke-width='2.5'";
    private static final String BACK = fill(Colors.GRADIENT) + " font-style='italic'";
    private static final String SMALL_TEXT = "font-size='11'";

    private static final double TITLE_SIZE = 16;
    private static final double SIZE = 13;
    private static final double NAME_SIZE = 12;
    private static final double SMALL = 11;
    private static final double RADIUS = 16;
    private static final double MARGIN = 14;
    private static final double HEAD = 56;
    private static final double ABOVE = 17;
    private static final double BELOW = 19;
    private static final double HALO = 5;
    private static final double POINTER_ROOM = 17;

    /** What a node is. */
    enum Kind {
        INPUT(Colors.INPUT_GROUND, Colors.INPUT, 4, 16, 13),
        CONSTANT(Color.WHITE, Colors.LINK, 4, 16, 13),
        OPERATION(Colors.OPERATION_GROUND, Colors.OPERATION, 16, 18, RADIUS),
        /** a box that may have a second line */
        LAYER(Colors.OPERATION_GROUND, Colors.OPERATION, 6, 20, 16),
        /** where the result goes: no more than its name */
        END(Color.WHITE, Color.WHITE, 0, 8, 8);

        private final String look;
        private final int corners;
        private final int padding;
        private final double half;

        Kind(Color ground, Color rim, int corners, int padding, double half) {
            this.look = fill(ground) + " " + stroke(rim);
            this.corners = corners;
            this.padding = padding;
            this.half = half;
        }
    }

    /** What may be true of a node. */
    enum Trait {
        /** it stands in the first column */
        LEFTMOST,
        /** what it is computed from is left out */
        CUT,
        /** a number in it or in the sum is not finite */
        NOT_FINITE
    }

    /**
     * A node. All but kind and text may be empty.
     *
     * @param text what stands in it
     * @param second a second line below that
     * @param name what stands above it
     * @param number what words call it where it has no name, in small letters above it
     * @param sum what stands below it, a gradient
     * @param words what is said where the pointer rests on it
     */
    record Node(
            Kind kind,
            String text,
            String second,
            String name,
            String number,
            String sum,
            String words,
            Set<Trait> traits) {

        static Node of(Kind kind, String text) {
            return new Node(kind, text, "", "", "", "", "", Set.of());
        }

        static Node layer(String text, String second, String words) {
            return new Node(Kind.LAYER, text, second, "", "", "", words, Set.of());
        }

        Node with(Trait trait, boolean holds) {
            if (!holds) return this;
            Set<Trait> more = EnumSet.of(trait);
            more.addAll(traits);
            return new Node(kind, text, second, name, number, sum, words, more);
        }

        private double width() {
            double around = Math.max(TextMetrics.room(name, SIZE), TextMetrics.room(sum, SIZE));
            return Math.max(bodyWidth(), Math.max(around, TextMetrics.room(number, SMALL)));
        }

        private double bodyWidth() {
            double inside = TextMetrics.room(text, SIZE);
            if (kind == Kind.END) return inside == 0 ? 0 : 1.1 * inside + kind.padding;
            return round() ? 2 * RADIUS : Math.max(inside, TextMetrics.room(second, SMALL)) + kind.padding;
        }

        private boolean round() {
            return kind == Kind.OPERATION && TextMetrics.room(text, SIZE) <= 2 * RADIUS - 6;
        }

        private double body() {
            return kind.half + (second.isEmpty() ? 0 : 6);
        }

        private boolean hasTop() {
            return !name.isEmpty() || !number.isEmpty();
        }

        private SugiyamaLayout.Box box(double pointerRoom) {
            return new SugiyamaLayout.Box(
                    width(),
                    bodyWidth(),
                    body() + (hasTop() ? 22 : 0) + (kind == Kind.OPERATION ? pointerRoom : 0),
                    body() + (sum.isEmpty() ? 0 : 17),
                    body(),
                    round(),
                    traits.contains(Trait.LEFTMOST));
        }
    }

    /** A number at a link; what is not finite is lit. */
    record Label(String text, boolean finite) {
        static final Label NONE = of("");

        static Label of(String text) {
            return new Label(text, true);
        }

        private double width(double size) {
            return TextMetrics.room(text, size) + (finite ? 0 : 10);
        }
    }

    /**
     * A link between nodes.
     *
     * @param from the index of a node
     * @param to the index of a later node
     * @param words what is said where the pointer rests on it
     * @param strong whether it is the result
     */
    record Link(int from, int to, Label above, Label below, String words, boolean strong) {
        private double width() {
            return Math.max(
                    14, Math.max(above.width(strong ? 1.1 * NAME_SIZE : NAME_SIZE), below.width(NAME_SIZE)) + 4);
        }
    }

    /**
     * What of the picture is to be seen, and what is lit.
     *
     * @param above of a link: whether its words above are seen
     * @param below of a link: whether its words below are seen
     * @param sums of a node: whether its sum is seen
     * @param lit the node that is lit, or −1
     */
    record View(IntPredicate above, IntPredicate below, IntPredicate sums, int lit) {
        private static final View ALL = new View(k -> true, k -> true, i -> true, -1);
    }

    /**
     * What stands above the graph.
     *
     * @param above what the words above the links are
     * @param below what those below are; may be empty
     * @param note a remark; may be empty
     */
    record Legend(String title, String above, String below, String note) {}

    private final Legend legend;
    private final List<Node> nodes;
    private final List<Link> links;
    private final SugiyamaLayout layout;
    private final double top;

    /**
     * Places the nodes and links.
     *
     * @param nodes in an order in which links point from earlier to later ones
     * @param stepwise whether single nodes will be lit, which takes room for a pointer
     */
    GraphDrawing(Legend legend, List<Node> nodes, List<Link> links, boolean stepwise) {
        this.legend = legend;
        this.nodes = List.copyOf(nodes);
        this.links = List.copyOf(links);
        double below = links.stream().allMatch(link -> link.below.text.isEmpty()) ? 5 : BELOW;
        layout = new SugiyamaLayout(
                nodes.stream()
                        .map(node -> node.box(stepwise ? POINTER_ROOM : 0))
                        .toList(),
                links.stream()
                        .map(link -> new SugiyamaLayout.Link(link.from, link.to, link.width(), ABOVE, below))
                        .toList());
        top = HEAD + (legend.note.isEmpty() ? 0 : 22);
    }

    int width() {
        double[] head = {
            TextMetrics.room(legend.title, TITLE_SIZE),
            TextMetrics.room(legend.above + legend.below, SMALL) + 60,
            TextMetrics.room(legend.note, NAME_SIZE)
        };
        return (int) Math.ceil(Arrays.stream(head).reduce(layout.width(), Math::max) + 2 * MARGIN);
    }

    int height() {
        return (int) Math.ceil(top + layout.height() + MARGIN);
    }

    /** All of it at once, with places that say more. */
    Picture picture(String alt, String caption) {
        return picture(legend.title, View.ALL, alt, caption).withSpots(spots());
    }

    Picture picture(String heading, View view, String alt, String caption) {
        Canvas canvas = new Canvas(width(), height());
        drawHeading(canvas, heading);
        drawLit(canvas, view.lit);
        drawBase(canvas);
        drawWords(canvas, view);
        return canvas.finish(alt, caption);
    }

    /** How far from the left the middle of a node is. */
    double across(int i) {
        return node(i).x();
    }

    /** As much of the picture, from so far right on, as fits a notebook's width; with title and legend. */
    Picture part(double left, View view, String alt, String caption) {
        Canvas canvas = new Canvas(Picture.WIDEST_PAGE, height());
        canvas.picture(-left, 0, picture("", view, "", ""));
        canvas.rect(0, 0, Picture.WIDEST_PAGE, top - 6, "fill='white'");
        drawHeading(canvas, legend.title);
        drawLegend(canvas);
        return canvas.finish(alt, caption);
    }

    private List<Picture.Spot> spots() {
        List<Picture.Spot> spots = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Point at = node(i);
            if (!node.words.isEmpty())
                spots.add(new Picture.Spot(
                        at.x() - node.width() / 2, at.y() - node.body(), node.width(), 2 * node.body(), node.words));
        }
        for (int k = 0; k < links.size(); k++) {
            Link link = links.get(k);
            Point at = label(k);
            spots.add(new Picture.Spot(
                    at.x() - link.width() / 2, at.y() - ABOVE, link.width(), ABOVE + BELOW, link.words));
        }
        return spots;
    }

    private Point node(int i) {
        return moved(layout.box(i));
    }

    private Point label(int k) {
        return moved(layout.label(k));
    }

    private Point moved(Point point) {
        return new Point(point.x() + MARGIN, point.y() + top);
    }

    void drawHeading(Canvas canvas, String heading) {
        canvas.text(MARGIN, 24, heading, Canvas.TITLE);
    }

    /** Lines and nodes, and what is written where; without numbers that are computed. */
    void drawBase(Canvas canvas) {
        drawLegend(canvas);
        canvas.group(
                "transform='translate(" + n(MARGIN) + " " + n(top) + ")' fill='none' " + stroke(Colors.LINK)
                        + " stroke-width='1.4'",
                () -> {
                    for (int k = 0; k < links.size(); k++) canvas.path(layout.path(k) + "m-6-4l6 4l-6 4", "");
                });
        canvas.group("font-size='" + n(SIZE) + "' stroke-width='1.4' " + Canvas.MIDDLE, () -> {
            for (int i = 0; i < nodes.size(); i++) drawNode(canvas, nodes.get(i), node(i));
        });
    }

    private void drawLegend(Canvas canvas) {
        canvas.text(MARGIN, 43, legend.above, SMALL_TEXT);
        if (!legend.below.isEmpty())
            canvas.text(MARGIN + TextMetrics.room(legend.above, SMALL) + 24, 43, legend.below, SMALL_TEXT + " " + BACK);
        if (!legend.note.isEmpty()) canvas.text(MARGIN, 62, legend.note);
    }

    private static void drawNode(Canvas canvas, Node node, Point at) {
        double x = at.x();
        double y = at.y();
        if (node.kind == Kind.END) {
            canvas.text(x, y + 4.5, node.text, Canvas.BOLD);
            return;
        }
        String look = node.traits.contains(Trait.NOT_FINITE) ? NOT_FINITE : node.kind.look;
        if (node.traits.contains(Trait.CUT) || node.kind == Kind.CONSTANT) look += " stroke-dasharray='4 3'";
        drawBody(canvas, node, at, 0, look, node.kind.corners);
        if (node.second.isEmpty()) canvas.text(x, y + 4.5, node.text);
        else canvas.text(x, y - 2, node.text).text(x, y + 13, node.second, SMALL_TEXT);
        double head = y - node.body() - 11;
        if (!node.name.isEmpty()) canvas.text(x, head, node.name, "font-size='" + n(NAME_SIZE) + "' " + Canvas.BOLD);
        else if (!node.number.isEmpty()) canvas.text(x, head, node.number, SMALL_TEXT + " " + fill(Colors.LINK));
    }

    private static void drawBody(Canvas canvas, Node node, Point at, double halo, String look, int corners) {
        double half = node.body() + halo;
        double wide = node.bodyWidth() + 2 * halo;
        if (node.round()) canvas.circle(at.x(), at.y(), half, look);
        else canvas.rect(at.x() - wide / 2, at.y() - half, wide, 2 * half, look + " rx='" + corners + "'");
    }

    /** The words at the links and the sums at the nodes. */
    void drawWords(Canvas canvas, View view) {
        canvas.group(
                Canvas.MIDDLE,
                () -> range(links, view.above).forEach(k -> {
                    Link link = links.get(k);
                    drawNumber(canvas, link.above, label(k), -6, link.strong ? Canvas.BOLD : "");
                }));
        canvas.group(BACK + " " + Canvas.MIDDLE, () -> {
            range(links, view.below).forEach(k -> drawNumber(canvas, links.get(k).below, label(k), 15, ""));
            range(nodes, view.sums).filter(i -> !nodes.get(i).sum.isEmpty()).forEach(i -> drawSum(canvas, i));
        });
    }

    private static IntStream range(List<?> all, IntPredicate seen) {
        return IntStream.range(0, all.size()).filter(seen);
    }

    private void drawSum(Canvas canvas, int i) {
        Node node = nodes.get(i);
        Point at = node(i);
        boolean atTheRight = node.kind == Kind.INPUT || node.kind == Kind.CONSTANT;
        canvas.text(
                at.x() + (atTheRight ? node.bodyWidth() / 2 : 0),
                at.y() + node.body() + 14,
                node.sum,
                Canvas.BOLD + (atTheRight ? " " + Canvas.END : ""));
    }

    // What is not finite is lit by a frame and a sign besides its colour.
    private static void drawNumber(Canvas canvas, Label label, Point at, double dy, String look) {
        if (label.text.isEmpty()) return;
        String ink = look;
        if (!label.finite) {
            double width = TextMetrics.room(label.text, NAME_SIZE) + 8;
            canvas.rect(at.x() - width / 2, at.y() + dy - 11.5, width, 14.5, NOT_FINITE + " rx='2'");
            ink += " fill='black'";
        }
        canvas.text(at.x(), at.y() + dy, label.text, ink);
    }

    /** Lights a node: a thick frame and a filling, to be drawn below it, and a pointer above it. */
    void drawLit(Canvas canvas, int lit) {
        if (lit < 0) return;
        Node node = nodes.get(lit);
        Point at = node(lit);
        drawBody(canvas, node, at, HALO, CURRENT, 20);
        double tip = at.y() - node.body() - HALO - (node.hasTop() ? 19 : 3);
        canvas.path("M" + n(at.x()) + " " + n(tip) + "l-7-9h14z", "");
    }
}
