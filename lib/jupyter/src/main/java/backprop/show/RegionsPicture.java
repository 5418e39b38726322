package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Picture;
import backprop.show.draw.TextMetrics;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** Draws {@link Regions}: every class has a ground, a hatching and a shape of its own, so that no colour is needed. */
final class RegionsPicture {
    private static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font SMALL_TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Color[] GROUNDS = {Color.WHITE, new Color(0xd6e6f5), new Color(0xfbe3cf), new Color(0xd9efe3)};
    private static final Color[] HATCHES = {Color.WHITE, new Color(0xa3c4e3), new Color(0xecbb90), new Color(0x9ccfb4)};
    private static final Color[] INKS = {
        new Color(0x333333), new Color(0x004a80), new Color(0x8a3500), new Color(0x005c40)
    };
    private static final Color WRONG = new Color(0xb3001b);
    private static final Color BORDER = new Color(0x222222);
    private static final int HATCH = 12;

    private static final int LEFT = 52;
    private static final int RIGHT = 16;
    private static final int TOP = 32;
    private static final int BELOW = 60;
    private static final int LEGEND = 30;
    private static final int TITLE = 34;
    private static final int ROUGH_TICKS = 5;
    private static final int FEW_POINTS = 12;

    private RegionsPicture() {}

    static Picture of(Regions regions) {
        int side = Regions.SIDE;
        int width = LEFT + side + RIGHT;
        int height = TOP + side + BELOW + LEGEND;
        return Picture.draw(width, height, "Regions: " + regions.alt(), "", g -> {
            panel(g, regions, side, TITLE_FONT);
            legend(g, regions.classes(), LEFT, height - LEGEND, regions.right() < regions.size());
        });
    }

    /** Several panels at half the size, in rows, with one legend for all. */
    static Picture gallery(String title, int columns, Regions... panels) {
        int side = Regions.SIDE / 2;
        int across = LEFT + side + RIGHT;
        int down = TOP + side + BELOW;
        int rows = (panels.length + columns - 1) / columns;
        int classes = 2;
        boolean mistakes = false;
        StringBuilder alt = new StringBuilder("Regions, " + panels.length + " pictures: " + title + ".");
        for (Regions panel : panels) {
            classes = Math.max(classes, panel.classes());
            mistakes |= panel.right() < panel.size();
            alt.append(' ').append(panel.alt());
        }
        int shown = classes;
        boolean wrong = mistakes;
        int height = TITLE + rows * down + LEGEND;
        return Picture.draw(columns * across, height, alt.toString(), "", g -> {
            g.setFont(TextMetrics.fitting(TITLE_FONT, title, columns * across - 16));
            g.setColor(Color.BLACK);
            g.drawString(title, 8, 22);
            for (int i = 0; i < panels.length; i++) {
                Graphics2D part = (Graphics2D) g.create();
                part.translate(i % columns * across, TITLE + i / columns * down);
                panel(part, panels[i], side, SMALL_TITLE_FONT);
                part.dispose();
            }
            legend(g, shown, LEFT, height - LEGEND, wrong);
        });
    }

    private static void panel(Graphics2D g, Regions regions, int side, Font titleFont) {
        g.setColor(Color.BLACK);
        g.setFont(TextMetrics.fitting(titleFont, regions.title(), LEFT + side + RIGHT - 16));
        g.drawString(regions.title(), 8, TOP - 11);
        g.drawImage(ground(regions, 2 * side / Regions.SIDE), LEFT, TOP, side, side, null);
        g.setStroke(new BasicStroke(1));
        g.setColor(BORDER);
        g.drawRect(LEFT, TOP, side, side);
        Graphics2D inside = (Graphics2D) g.create();
        inside.clipRect(LEFT, TOP, side, side);
        double size = regions.size() <= FEW_POINTS ? 7 : side < Regions.SIDE ? 3 : 4;
        for (boolean right : new boolean[] {true, false}) // what is wrong lies on top
        for (int i = 0; i < regions.size(); i++)
                if (regions.isRight(i) == right) {
                    double x = LEFT + side * part(regions, regions.x(i, 0));
                    double y = TOP + side * (1 - part(regions, regions.x(i, 1)));
                    mark(inside, regions.wanted(i), x, y, size, right);
                }
        inside.dispose();
        axes(g, regions, side);
        g.setFont(FONT);
        centred(g, regions.score(), LEFT + side / 2, TOP + side + 52);
    }

    private static double part(Regions regions, double coordinate) {
        return (coordinate - regions.from()) / (regions.to() - regions.from());
    }

    /**
     * The plane in the pixels of the screen.
     *
     * @param scale pixels across and up for every cell
     */
    private static BufferedImage ground(Regions regions, int scale) {
        int side = scale * Regions.SIDE;
        int[] pixels = new int[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int column = x / scale;
                int row = Regions.SIDE - 1 - y / scale;
                Color color = isBorder(regions, column, row) ? BORDER : hatched(regions.at(column, row), x, y);
                pixels[y * side + x] = color.getRGB();
            }
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, side, side, pixels);
        return image;
    }

    private static boolean isBorder(Regions regions, int column, int row) {
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
        return line ? HATCHES[label] : GROUNDS[label];
    }

    private static void mark(Graphics2D g, int label, double x, double y, double size, boolean right) {
        // Behind the shape, so that the class can be told from it where it is wrong, too.
        if (!right) cross(g, x, y, size);
        Shape shape = AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape(label, size));
        g.setColor(label == 0 ? Color.WHITE : INKS[label]);
        g.fill(shape);
        g.setStroke(new BasicStroke(1.5f));
        g.setColor(label == 0 ? INKS[0] : Color.WHITE);
        g.draw(shape);
    }

    private static void cross(Graphics2D g, double x, double y, double size) {
        double reach = 1.8 * size;
        float thick = size > 3 ? 3 : 2;
        for (float extra : new float[] {1.6f, 0}) { // a white edge lets it stand out on any ground
            g.setStroke(new BasicStroke(thick + extra));
            g.setColor(extra > 0 ? Color.WHITE : WRONG);
            g.draw(new Line2D.Double(x - reach, y - reach, x + reach, y + reach));
            g.draw(new Line2D.Double(x - reach, y + reach, x + reach, y - reach));
        }
    }

    /** Circle, square, triangle, diamond. */
    private static Shape shape(int label, double size) {
        double s = 0.9 * size;
        return switch (label) {
            case 0 -> new Ellipse2D.Double(-size, -size, 2 * size, 2 * size);
            case 1 -> new Rectangle2D.Double(-s, -s, 2 * s, 2 * s);
            case 2 -> polygon(0, -1.2 * size, 1.1 * size, 0.8 * size, -1.1 * size, 0.8 * size);
            default -> polygon(0, -1.3 * size, 1.3 * size, 0, 0, 1.3 * size, -1.3 * size, 0);
        };
    }

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) path.lineTo(corners[i], corners[i + 1]);
        path.closePath();
        return path;
    }

    private static void axes(Graphics2D g, Regions regions, int side) {
        g.setFont(FONT);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(1));
        double step = step(regions.to() - regions.from());
        for (long k = (long) Math.ceil(regions.from() / step); k * step <= regions.to() + 1e-9 * step; k++) {
            double value = k * step;
            int x = LEFT + (int) Math.round(side * part(regions, value));
            int y = TOP + (int) Math.round(side * (1 - part(regions, value)));
            g.drawLine(x, TOP + side, x, TOP + side + 4);
            g.drawLine(LEFT - 4, y, LEFT, y);
            centred(g, Html.number(value), x, TOP + side + 17);
            String text = Html.number(value);
            g.drawString(text, LEFT - 7 - g.getFontMetrics().stringWidth(text), y + 4);
        }
        centred(g, "x₁", LEFT + side / 2, TOP + side + 34);
        g.drawString("x₂", 6, TOP + side / 2 + 4);
    }

    /** 1, 2 or 5 times a power of ten, so that about five ticks fit. */
    static double step(double range) {
        double rough = range / ROUGH_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) if (factor * power >= rough * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }

    private static void legend(Graphics2D g, int classes, int left, int top, boolean wrong) {
        g.setFont(FONT);
        int x = left;
        for (int label = 0; label < classes; label++) {
            BufferedImage swatch = new BufferedImage(60, 36, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 60 * 36; i++)
                swatch.setRGB(i % 60, i / 60, hatched(label, i % 60, i / 60).getRGB());
            g.drawImage(swatch, x, top + 4, 30, 18, null);
            g.setStroke(new BasicStroke(1));
            g.setColor(BORDER);
            g.drawRect(x, top + 4, 30, 18);
            mark(g, label, x + 15, top + 13, 5, true);
            x = text(g, String.format(Locale.ROOT, "class %d", label), x + 37, top + 18);
        }
        if (!wrong) return;
        mark(g, 0, x + 8, top + 13, 5, false);
        text(g, "in the wrong region", x + 24, top + 18);
    }

    private static int text(Graphics2D g, String text, int x, int baseline) {
        g.setColor(Color.BLACK);
        g.drawString(text, x, baseline);
        return x + g.getFontMetrics().stringWidth(text) + 18;
    }

    private static void centred(Graphics2D g, String text, int middle, int baseline) {
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(text, middle - metrics.stringWidth(text) / 2, baseline);
    }
}
