package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Png;
import backprop.show.draw.Ticks;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** Draws {@link Regions}: every class has a ground, a hatching and a shape of its own, so that no colour is needed. */
final class RegionsPicture {
    static final int LEGEND = 30;

    private static final int LEFT = 52;
    private static final int RIGHT = 16;
    private static final int TOP = 32;
    private static final int BELOW = 60;
    private static final int HATCH = 12;
    private static final int FEW_POINTS = 12;

    private final Regions regions;
    private final int side;
    private final Canvas canvas;

    private RegionsPicture(Regions regions, int side, int below) {
        this.regions = regions;
        this.side = side;
        this.canvas = new Canvas(LEFT + side + RIGHT, TOP + side + BELOW + below);
        canvas.title(regions.title()).image(LEFT, TOP, side, side, ground(2 * side / Regions.SIDE));
        canvas.clipped(LEFT, TOP, side, side, this::points);
        canvas.rect(LEFT, TOP, side, side, "fill='none' " + Canvas.stroke(Colors.REGION_BORDER));
        axes();
        canvas.centred(LEFT + side / 2.0, TOP + side + 52, regions.score());
    }

    static Picture of(Regions regions) {
        RegionsPicture picture = new RegionsPicture(regions, Regions.SIDE, LEGEND);
        legend(picture.canvas, TOP + Regions.SIDE + BELOW, List.of(regions));
        return picture.canvas.finish("Regions: " + regions.alt(), picture.notDrawn());
    }

    /** The same at half the size and without a legend. */
    static Picture panel(Regions regions) {
        RegionsPicture picture = new RegionsPicture(regions, Regions.SIDE / 2, 0);
        return picture.canvas.finish(regions.alt(), picture.notDrawn());
    }

    private String notDrawn() {
        int[] missing =
                IntStream.range(0, regions.size()).filter(i -> !isPlace(i)).toArray();
        if (missing.length == 0) return "";
        return "Not drawn: " + missing.length + " of the " + regions.size() + " points, the first of them ("
                + Numbers.format(regions.x(missing[0], 0)) + ", " + Numbers.format(regions.x(missing[0], 1)) + ").";
    }

    /**
     * The plane in the pixels of the screen.
     *
     * @param finest pixels across and up for every cell, if that does not take too much room
     */
    private BufferedImage ground(int finest) {
        int scale = Png.isOneOfMany() ? 1 : finest;
        int coarser = finest / scale;
        int pixels = scale * Regions.SIDE;
        return Png.pixels(pixels, pixels, k -> {
            int x = k % pixels;
            int y = k / pixels;
            int column = x / scale;
            int row = Regions.SIDE - 1 - y / scale;
            return isBorder(column, row)
                    ? Colors.REGION_BORDER
                    : hatched(regions.at(column, row), coarser * x, coarser * y);
        });
    }

    private boolean isBorder(int column, int row) {
        int here = regions.at(column, row);
        return column + 1 < Regions.SIDE && regions.at(column + 1, row) != here
                || row + 1 < Regions.SIDE && regions.at(column, row + 1) != here;
    }

    private static Color hatched(int label, int x, int y) {
        boolean line = switch (label) {
            case 1 -> (x + y) % HATCH < 2;
            case 2 -> Math.floorMod(x - y, HATCH) < 2;
            case 3 -> y % HATCH < 2;
            default -> false;
        };
        return (line ? Colors.REGION_HATCHES : Colors.REGION_GROUNDS).get(label);
    }

    private void points() {
        double size = regions.size() <= FEW_POINTS ? 7 : side < Regions.SIDE ? 3 : 4;
        canvas.defs(() -> define(canvas, regions.classes(), size));
        for (boolean right : new boolean[] {true, false}) // what is wrong lies on top
        for (int i = 0; i < regions.size(); i++)
                if (regions.isRight(i) == right && isPlace(i)) {
                    double x = side * part(regions.x(i, 0));
                    double y = side * (1 - part(regions.x(i, 1)));
                    // Behind the shape, so that the class can be told from it where it is wrong, too.
                    if (!right) canvas.use(id("x", size), x, y);
                    canvas.use(id("c" + regions.wanted(i), size), x, y);
                }
    }

    private boolean isPlace(int point) {
        return Double.isFinite(regions.x(point, 0)) && Double.isFinite(regions.x(point, 1));
    }

    private double part(double coordinate) {
        return (coordinate - regions.from()) / (regions.to() - regions.from());
    }

    // Panels of other sizes may stand in the same document.
    private static String id(String shape, double size) {
        return shape + "-" + Canvas.n(size);
    }

    private static void define(Canvas canvas, int classes, double size) {
        double reach = 1.8 * size;
        String diagonal = Canvas.n(2 * reach);
        String cross = "M" + Canvas.n(-reach) + " " + Canvas.n(-reach) + "l" + diagonal + " " + diagonal + "m0-"
                + diagonal + "l-" + diagonal + " " + diagonal;
        double thick = size > 3 ? 3 : 2;
        canvas.group("id='" + id("x", size) + "'", () -> {
            // A white edge lets it stand out on any ground.
            canvas.path(cross, "stroke='white' stroke-width='" + Canvas.n(thick + 1.6) + "'");
            canvas.path(cross, Canvas.stroke(Colors.ALERT) + " stroke-width='" + Canvas.n(thick) + "'");
        });
        for (int label = 0; label < classes; label++) {
            Color ink = Colors.REGION_POINTS.get(label);
            canvas.path(
                    shape(label, size),
                    "id='" + id("c" + label, size) + "' stroke-width='1.5' "
                            + (label == 0
                                    ? "fill='white' " + Canvas.stroke(ink)
                                    : Canvas.fill(ink) + " stroke='white'"));
        }
    }

    /** Circle, square, triangle, diamond. */
    private static String shape(int label, double size) {
        double s = 0.9 * size;
        return switch (label) {
            case 0 -> {
                String arc = "a" + Canvas.n(size) + " " + Canvas.n(size) + " 0 0 1 ";
                yield "M" + Canvas.n(-size) + " 0" + arc + Canvas.n(2 * size) + " 0" + arc + Canvas.n(-2 * size)
                        + " 0z";
            }
            case 1 -> polygon(-s, -s, s, -s, s, s, -s, s);
            case 2 -> polygon(0, -1.2 * size, 1.1 * size, 0.8 * size, -1.1 * size, 0.8 * size);
            default -> polygon(0, -1.3 * size, 1.3 * size, 0, 0, 1.3 * size, -1.3 * size, 0);
        };
    }

    private static String polygon(double... corners) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2)
            path.append(i == 0 ? "M" : "L")
                    .append(Canvas.n(corners[i]))
                    .append(" ")
                    .append(Canvas.n(corners[i + 1]));
        return path + "z";
    }

    private void axes() {
        for (double tick : Ticks.of(regions.from(), regions.to())) {
            double x = LEFT + side * part(tick);
            double y = TOP + side * (1 - part(tick));
            canvas.line(x, TOP + side, x, TOP + side + 4, "stroke='black'");
            canvas.line(LEFT - 4, y, LEFT, y, "stroke='black'");
            canvas.centred(x, TOP + side + 17, Numbers.format(tick));
            canvas.text(LEFT - 7, y + 4, Numbers.format(tick), Canvas.END);
        }
        canvas.centred(LEFT + side / 2.0, TOP + side + 34, "x₁");
        canvas.text(6, TOP + side / 2.0 + 4, "x₂");
    }

    /** What the classes of some panels look like. */
    static void legend(Canvas canvas, int top, List<Regions> panels) {
        int classes = panels.stream().mapToInt(Regions::classes).max().getAsInt();
        double size = 5;
        canvas.defs(() -> define(canvas, classes, size));
        double x = LEFT;
        for (int label = 0; label < classes; label++) {
            int shown = label;
            canvas.image(x, top + 4, 30, 18, Png.pixels(36, 60, k -> hatched(shown, k % 60, k / 60)));
            canvas.rect(x, top + 4, 30, 18, "fill='none' " + Canvas.stroke(Colors.REGION_BORDER));
            canvas.use(id("c" + label, size), x + 15, top + 13);
            canvas.text(x + 37, top + 18, "class " + label);
            x += 100;
        }
        if (panels.stream().allMatch(panel -> panel.right() == panel.size())) return;
        canvas.use(id("x", size), x + 8, top + 13).use(id("c0", size), x + 8, top + 13);
        canvas.text(x + 24, top + 18, "in the wrong region");
    }
}
