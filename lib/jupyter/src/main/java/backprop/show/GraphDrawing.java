package backprop.show;

import backprop.show.draw.Drawing;
import backprop.show.draw.SugiyamaLayout;
import backprop.show.draw.Svg;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A graph as it is drawn: nodes with signs and names, links with words above and below them. It knows nothing of what the
 * words mean; {@link ValueGraph} makes it of values. Placed once, drawn as often as needed, also in part.
 */
final class GraphDrawing {
    // Text and lines have at least 4.5 : 1 on white and on the fill below them.
    private static final String INK = "#1b1b1b";
    private static final String LINE = "#5b6472";
    /** The ink of what comes back. */
    static final String BACK = "#a8330f";

    private static final String NODE = "fill='#e8f0fb' stroke='#2f5488'";
    private static final String INPUT = "fill='#fdf3d8' stroke='#7d6012'";
    private static final String NEUTRAL = "fill='white' stroke='#5b6472'";
    private static final String NOT_FINITE = "fill='#ffe1e1' stroke='#b00020' stroke-width='2'";
    private static final String CURRENT = "fill='#ffe48a' stroke='#1b1b1b' stroke-width='2.5'";

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
        INPUT,
        CONSTANT,
        OPERATION,
        /** a box with a second line */
        LAYER,
        /** where the result goes: no more than its name */
        END
    }

    /**
     * A node.
     *
     * @param text what stands in it
     * @param second a second line below that, for a layer; may be empty
     * @param name what stands above it; may be empty
     * @param sum what stands below it, a gradient; may be empty
     * @param number what words call it where it has no name, in small letters above it; may be empty
     * @param words what is said where the pointer rests on it
     * @param leftmost whether it stands in the first column
     * @param cut whether what it is computed from is left out
     * @param strange whether a number in it or in the sum is not finite
     */
    record Node(
            Kind kind,
            String text,
            String second,
            String name,
            String sum,
            String number,
            String words,
            boolean leftmost,
            boolean cut,
            boolean strange) {
        private double width() {
            double around = Math.max(Svg.width(name, NAME_SIZE + 1), Svg.width(sum, NAME_SIZE + 1));
            return Math.max(bodyWidth(), Math.max(around, Svg.width(number, SMALL)));
        }

        private double bodyWidth() {
            double inside = Svg.width(text, SIZE);
            return switch (kind) {
                case INPUT, CONSTANT -> inside + 16;
                case OPERATION -> round() ? 2 * RADIUS : inside + 18;
                case LAYER -> Math.max(inside, Svg.width(second, SMALL)) + 20;
                case END -> inside == 0 ? 0 : 1.1 * inside + 8;
            };
        }

        private boolean round() {
            return kind == Kind.OPERATION && Svg.width(text, SIZE) <= 2 * RADIUS - 6;
        }

        private double body() {
            return switch (kind) {
                case INPUT, CONSTANT -> 13;
                case OPERATION -> RADIUS;
                case LAYER -> second.isEmpty() ? 16 : 22;
                case END -> 8;
            };
        }

        private SugiyamaLayout.Box box(double pointerRoom) {
            return new SugiyamaLayout.Box(
                    width(),
                    bodyWidth(),
                    body() + (name.isEmpty() && number.isEmpty() ? 0 : 22) + (kind == Kind.OPERATION ? pointerRoom : 0),
                    body() + (sum.isEmpty() ? 0 : 17),
                    body(),
                    round(),
                    leftmost);
        }
    }

    /**
     * A link between nodes.
     *
     * @param from the index of a node
     * @param to the index of a later node
     * @param above what stands above the line; may be empty
     * @param below what stands below it; may be empty
     * @param words what is said where the pointer rests on it
     * @param strangeAbove whether the number above is not finite
     * @param strangeBelow whether the one below is not
     * @param strong whether it is the result
     */
    record Link(
            int from,
            int to,
            String above,
            String below,
            String words,
            boolean strangeAbove,
            boolean strangeBelow,
            boolean strong) {
        private double width() {
            double above = Svg.width(this.above, strong ? 1.1 * NAME_SIZE : NAME_SIZE) + (strangeAbove ? 10 : 0);
            double below = Svg.width(this.below, NAME_SIZE) + (strangeBelow ? 10 : 0);
            return Math.max(14, Math.max(above, below) + 4);
        }
    }

    /**
     * What of the picture is to be seen, and what is lit.
     *
     * @param above links with their words above
     * @param below links with their words below
     * @param sums nodes with their sum
     * @param lit the node that is lit, or −1
     */
    record View(BitSet above, BitSet below, BitSet sums, int lit) {}

    private final String title;
    private final String legendAbove;
    private final String legendBelow;
    private final String note;
    private final List<Node> nodes;
    private final List<Link> links;
    private final SugiyamaLayout layout;
    private final double top;

    /**
     * Places the nodes and links.
     *
     * @param legendAbove what the words above the links are
     * @param legendBelow what those below are; may be empty
     * @param note a remark below the title; may be empty
     * @param nodes in an order in which links point from earlier to later ones
     * @param stepwise whether single nodes will be lit, which takes room for a pointer
     */
    GraphDrawing(
            String title,
            String legendAbove,
            String legendBelow,
            String note,
            List<Node> nodes,
            List<Link> links,
            boolean stepwise) {
        this.title = title;
        this.legendAbove = legendAbove;
        this.legendBelow = legendBelow;
        this.note = note;
        this.nodes = List.copyOf(nodes);
        this.links = List.copyOf(links);
        boolean belowLines = links.stream().anyMatch(link -> !link.below.isEmpty());
        layout = new SugiyamaLayout(
                nodes.stream()
                        .map(node -> node.box(stepwise ? POINTER_ROOM : 0))
                        .toList(),
                links.stream()
                        .map(link -> new SugiyamaLayout.Link(
                                link.from, link.to, link.width(), ABOVE, belowLines ? BELOW : 5))
                        .toList());
        top = HEAD + (note.isEmpty() ? 0 : 22);
    }

    SugiyamaLayout layout() {
        return layout;
    }

    int width() {
        double legend = Svg.width(legendAbove + legendBelow, SMALL) + 60;
        double head = Math.max(Math.max(Svg.width(title, 16), legend), Svg.width(note, NAME_SIZE));
        return (int) Math.ceil(Math.max(layout.width(), head) + 2 * MARGIN);
    }

    int height() {
        return (int) Math.ceil(top + layout.height() + MARGIN);
    }

    /** Everything that can be seen. */
    View all() {
        BitSet allLinks = new BitSet();
        allLinks.set(0, links.size());
        BitSet allNodes = new BitSet();
        allNodes.set(0, nodes.size());
        return new View(allLinks, allLinks, allNodes, -1);
    }

    /** The whole picture as SVG. */
    String svg(String heading, View view) {
        Svg svg = new Svg();
        drawHeading(svg, heading);
        drawLit(svg, view.lit);
        drawBase(svg);
        drawWords(svg, view);
        return svg.document(width(), height());
    }

    /** How far from the left the middle of a node is. */
    double across(int i) {
        return node(i).x();
    }

    /** As much of the picture, from so far right on, as a page is wide; with title and legend. */
    String part(double left, String heading, View view, int pageWidth) {
        Svg svg = new Svg().nested(-left, 0, width(), height(), svg("", view));
        svg.rect(0, 0, pageWidth, top - 6, "fill='white'");
        drawHeading(svg, heading);
        drawLegend(svg);
        return svg.document(pageWidth, height());
    }

    /** Places that say more, for what can be seen. */
    List<Drawing.Spot> spots(View view) {
        List<Drawing.Spot> spots = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            SugiyamaLayout.Point at = node(i);
            if (!node.words.isEmpty())
                spots.add(new Drawing.Spot(
                        at.x() - node.width() / 2, at.y() - node.body(), node.width(), 2 * node.body(), node.words));
        }
        for (int k = 0; k < links.size(); k++) {
            Link link = links.get(k);
            SugiyamaLayout.Point at = label(k);
            if (!link.words.isEmpty() && view.above.get(k))
                spots.add(new Drawing.Spot(
                        at.x() - link.width() / 2, at.y() - ABOVE, link.width(), ABOVE + BELOW, link.words));
        }
        return spots;
    }

    private SugiyamaLayout.Point node(int i) {
        return moved(layout.box(i));
    }

    private SugiyamaLayout.Point label(int k) {
        return moved(layout.label(k));
    }

    private SugiyamaLayout.Point moved(SugiyamaLayout.Point point) {
        return new SugiyamaLayout.Point(point.x() + MARGIN, point.y() + top);
    }

    void drawHeading(Svg svg, String heading) {
        svg.text(MARGIN, 24, heading, "font-size='15' font-weight='bold' fill='" + INK + "'");
    }

    /** Lines and nodes, and what is written where; without numbers that are computed. */
    void drawBase(Svg svg) {
        drawLegend(svg);
        svg.group("transform='translate(" + Svg.n(MARGIN) + " " + Svg.n(top) + ")' fill='none' stroke='" + LINE
                + "' stroke-width='1.4'");
        for (int k = 0; k < links.size(); k++) svg.path(layout.path(k) + "m-6-4l6 4l-6 4", "");
        svg.end();
        svg.group("font-size='" + Svg.n(SIZE) + "' text-anchor='middle' stroke-width='1.4'");
        for (int i = 0; i < nodes.size(); i++) drawNode(svg, nodes.get(i), node(i));
        svg.end();
    }

    private void drawLegend(Svg svg) {
        String small = "font-size='" + Svg.n(SMALL) + "' fill='";
        svg.text(MARGIN, 43, legendAbove, small + INK + "'");
        if (!legendBelow.isEmpty())
            svg.text(
                    MARGIN + Svg.width(legendAbove, SMALL) + 24,
                    43,
                    legendBelow,
                    small + BACK + "' font-style='italic'");
        if (!note.isEmpty()) svg.text(MARGIN, 62, note, "fill='" + INK + "'");
    }

    private static void drawNode(Svg svg, Node node, SugiyamaLayout.Point at) {
        double x = at.x();
        double y = at.y();
        if (node.kind == Kind.END) {
            svg.text(x, y + 4.5, node.text, "font-weight='bold' stroke='none' fill='" + INK + "'");
            return;
        }
        String look = node.strange ? NOT_FINITE : look(node.kind);
        if (node.cut || node.kind == Kind.CONSTANT) look += " stroke-dasharray='4 3'";
        double half = node.body();
        if (node.round()) svg.circle(x, y, half, look);
        else {
            double width = node.bodyWidth();
            String corners = node.kind == Kind.LAYER ? " rx='6'" : node.kind == Kind.OPERATION ? " rx='16'" : " rx='4'";
            svg.rect(x - width / 2, y - half, width, 2 * half, look + corners);
        }
        boolean twoLines = !node.second.isEmpty();
        svg.text(x, y + (twoLines ? -2 : 4.5), node.text, "stroke='none' fill='" + INK + "'");
        if (twoLines)
            svg.text(x, y + 13, node.second, "stroke='none' font-size='" + Svg.n(SMALL) + "' fill='" + INK + "'");
        if (!node.name.isEmpty())
            svg.text(
                    x,
                    y - half - 11,
                    node.name,
                    "stroke='none' font-size='" + Svg.n(NAME_SIZE) + "' font-weight='bold' fill='" + INK + "'");
        else if (!node.number.isEmpty())
            svg.text(
                    x,
                    y - half - 11,
                    node.number,
                    "stroke='none' font-size='" + Svg.n(SMALL) + "' fill='" + LINE + "'");
    }

    private static String look(Kind kind) {
        return switch (kind) {
            case INPUT -> INPUT;
            case OPERATION, LAYER -> NODE;
            case CONSTANT, END -> NEUTRAL;
        };
    }

    /** The words at the links and the sums at the nodes. */
    void drawWords(Svg svg, View view) {
        svg.group("fill='" + INK + "' text-anchor='middle'");
        view.above.stream().forEach(k -> {
            Link link = links.get(k);
            drawNumber(svg, link.above, label(k), -6, link.strangeAbove, link.strong ? "font-weight='bold'" : "");
        });
        svg.end();
        svg.group("fill='" + BACK + "' font-style='italic' text-anchor='middle'");
        view.below.stream().forEach(k -> {
            Link link = links.get(k);
            drawNumber(svg, link.below, label(k), 15, link.strangeBelow, "");
        });
        view.sums.stream().forEach(i -> {
            Node node = nodes.get(i);
            boolean atTheRight = node.kind == Kind.INPUT || node.kind == Kind.CONSTANT;
            SugiyamaLayout.Point at = node(i);
            SugiyamaLayout.Point end =
                    atTheRight ? new SugiyamaLayout.Point(at.x() + node.bodyWidth() / 2, at.y()) : at;
            drawNumber(
                    svg,
                    node.sum,
                    end,
                    node.body() + 14,
                    false,
                    "font-weight='bold'" + (atTheRight ? " text-anchor='end'" : ""));
        });
        svg.end();
    }

    // What is not finite is lit by a frame and a sign besides its colour.
    private static void drawNumber(
            Svg svg, String text, SugiyamaLayout.Point at, double dy, boolean strange, String look) {
        if (text.isEmpty()) return;
        if (!strange) {
            svg.text(at.x(), at.y() + dy, text, look);
            return;
        }
        double width = Svg.width(text, NAME_SIZE) + 8;
        svg.rect(at.x() - width / 2, at.y() + dy - 11.5, width, 14.5, NOT_FINITE + " rx='2'");
        svg.text(at.x(), at.y() + dy, text, look + " fill='" + INK + "'");
    }

    /** Lights a node: a thick frame and a filling, to be drawn below it, and a pointer above it. */
    void drawLit(Svg svg, int lit) {
        if (lit < 0) return;
        Node node = nodes.get(lit);
        SugiyamaLayout.Point at = node(lit);
        double half = node.body() + HALO;
        if (node.round()) svg.circle(at.x(), at.y(), half, CURRENT);
        else {
            double width = node.bodyWidth() + 2 * HALO;
            svg.rect(at.x() - width / 2, at.y() - half, width, 2 * half, CURRENT + " rx='20'");
        }
        double tip = at.y() - half - (node.name.isEmpty() && node.number.isEmpty() ? 3 : 19);
        svg.path("M" + Svg.n(at.x()) + " " + Svg.n(tip) + "l-7-9h14z", "fill='" + INK + "'");
    }
}
