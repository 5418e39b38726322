package backprop.show.draw;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes what is drawn as SVG, every shape as a path, letters too. Images are left out, and a paint that is not one colour is
 * black.
 */
// Apache Batik's SVGGraphics2D draws the same charts in 1.8 times the bytes of the packed frames (lessons 10 and 15).
final class SvgGraphics extends Graphics2D {
    // Of letters, tenths of a pixel would be seen.
    private static final int UNITS_PER_PIXEL = 50;

    private static final double UNSEEN = 0.1; // pixels

    private final StringBuilder out;
    // Keeps colours, fonts, clips and the like; nothing is drawn there.
    private final Graphics2D state;

    SvgGraphics(StringBuilder out) {
        this(out, new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics());
        state.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }

    private SvgGraphics(StringBuilder out, Graphics2D state) {
        this.out = out;
        this.state = state;
    }

    /** What the group around all that is drawn needs. */
    static String scale() {
        return "transform='scale(" + 1.0 / UNITS_PER_PIXEL + ")'";
    }

    @Override
    public void fill(Shape shape) {
        Shape placed = getTransform().createTransformedShape(shape);
        if (isCut(placed)) {
            Area seen = new Area(placed);
            seen.intersect(new Area(getTransform().createTransformedShape(getClip())));
            placed = seen;
        }
        path(placed, "fill", "");
    }

    @Override
    public void draw(Shape shape) {
        Shape placed = inFewLines(getTransform().createTransformedShape(shape));
        // An area can be cut at the edge of the clip, a line cannot.
        if (getStroke() instanceof BasicStroke line && !isCut(placed))
            path(placed, "stroke", " fill='none'" + looks(line));
        else fill(getStroke().createStrokedShape(shape));
    }

    // XChart joins hundreds of points of a function, by curves. Nobody sees which of them lie on a line anyway.
    private static Shape inFewLines(Shape shape) {
        Path2D few = new Path2D.Double();
        List<Point2D> skipped = new ArrayList<>();
        double[] to = new double[6];
        for (PathIterator path = shape.getPathIterator(null, UNSEEN); !path.isDone(); path.next()) {
            int kind = path.currentSegment(to);
            Point2D next = new Point2D.Double(to[0], to[1]);
            if (!skipped.isEmpty()
                    && (kind != PathIterator.SEG_LINETO || !areNear(few.getCurrentPoint(), next, skipped))) {
                Point2D last = skipped.get(skipped.size() - 1);
                few.lineTo(last.getX(), last.getY());
                skipped.clear();
            }
            if (kind == PathIterator.SEG_LINETO) skipped.add(next);
            else if (kind == PathIterator.SEG_MOVETO) few.moveTo(to[0], to[1]);
            else few.closePath();
        }
        for (Point2D last : skipped.subList(Math.max(0, skipped.size() - 1), skipped.size()))
            few.lineTo(last.getX(), last.getY());
        return few;
    }

    private static boolean areNear(Point2D from, Point2D to, List<Point2D> points) {
        Line2D line = new Line2D.Double(from, to);
        return points.stream().allMatch(point -> line.ptSegDist(point) <= UNSEEN);
    }

    private boolean isCut(Shape placed) {
        if (getClip() == null) return false;
        Rectangle2D clip = getTransform().createTransformedShape(getClip()).getBounds2D();
        Rectangle2D box = placed.getBounds2D();
        return box.getMinX() < clip.getMinX()
                || box.getMinY() < clip.getMinY()
                || box.getMaxX() > clip.getMaxX()
                || box.getMaxY() > clip.getMaxY();
    }

    private static String looks(BasicStroke line) {
        StringBuilder looks = new StringBuilder(" stroke-width='" + units(line.getLineWidth()) + "'");
        if (line.getEndCap() == BasicStroke.CAP_ROUND) looks.append(" stroke-linecap='round'");
        if (line.getEndCap() == BasicStroke.CAP_SQUARE) looks.append(" stroke-linecap='square'");
        if (line.getLineJoin() == BasicStroke.JOIN_ROUND) looks.append(" stroke-linejoin='round'");
        if (line.getLineJoin() == BasicStroke.JOIN_BEVEL) looks.append(" stroke-linejoin='bevel'");
        if (line.getDashArray() != null) {
            looks.append(" stroke-dasharray='");
            for (float dash : line.getDashArray()) looks.append(units(dash)).append(' ');
            looks.append('\'');
        }
        return looks.toString();
    }

    private void path(Shape shape, String how, String looks) {
        PathIterator path = shape.getPathIterator(null);
        Color color = getPaint() instanceof Color one ? one : Color.BLACK;
        double alpha = color.getAlpha() / 255.0 * (getComposite() instanceof AlphaComposite over ? over.getAlpha() : 1);
        if (path.isDone() || alpha == 0) return;
        out.append("<path d='").append(d(path)).append("' ").append(how).append("='#");
        out.append(Integer.toHexString(color.getRGB() | 0xff000000).substring(2))
                .append('\'');
        if (alpha < 1)
            out.append(' ')
                    .append(how)
                    .append("-opacity='")
                    .append(Math.round(100 * alpha))
                    .append("%'");
        if (path.getWindingRule() == PathIterator.WIND_EVEN_ODD) out.append(" fill-rule='evenodd'");
        out.append(looks).append("/>");
    }

    // From the beginning of each outline on, so that a letter has the same words wherever it stands.
    private static String d(PathIterator path) {
        StringBuilder d = new StringBuilder();
        double[] points = new double[6];
        double[] begin = new double[2];
        long[] here = new long[2];
        for (; !path.isDone(); path.next()) {
            int kind = path.currentSegment(points);
            d.append("Mlqcz".charAt(kind));
            if (kind == PathIterator.SEG_CLOSE) here = new long[2];
            else if (kind == PathIterator.SEG_MOVETO) {
                begin = Arrays.copyOf(points, 2);
                here = new long[2];
                d.append(units(begin[0])).append(' ').append(units(begin[1]));
            } else {
                long[] next = new long[2 * kind];
                for (int i = 0; i < next.length; i++) {
                    next[i] = units(points[i] - begin[i % 2]);
                    long step = next[i] - here[i % 2];
                    d.append(i == 0 || step < 0 ? "" : " ").append(step);
                }
                here = Arrays.copyOfRange(next, next.length - 2, next.length);
            }
        }
        return d.toString();
    }

    private static long units(double pixels) {
        return Math.round(UNITS_PER_PIXEL * pixels);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Shapes of all kinds.

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void fillRect(int x, int y, int width, int height) {
        fill(new Rectangle(x, y, width, height));
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        Paint before = getPaint();
        setPaint(getBackground());
        fillRect(x, y, width, height);
        setPaint(before);
    }

    @Override
    public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
    }

    @Override
    public void drawOval(int x, int y, int width, int height) {
        draw(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void fillOval(int x, int y, int width, int height) {
        fill(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void drawArc(int x, int y, int width, int height, int start, int extent) {
        draw(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.OPEN));
    }

    @Override
    public void fillArc(int x, int y, int width, int height, int start, int extent) {
        fill(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.PIE));
    }

    @Override
    public void drawPolyline(int[] x, int[] y, int count) {
        Path2D line = new Path2D.Double();
        for (int i = 0; i < count; i++)
            if (i == 0) line.moveTo(x[i], y[i]);
            else line.lineTo(x[i], y[i]);
        draw(line);
    }

    @Override
    public void drawPolygon(int[] x, int[] y, int count) {
        draw(new Polygon(x, y, count));
    }

    @Override
    public void fillPolygon(int[] x, int[] y, int count) {
        fill(new Polygon(x, y, count));
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (!text.isEmpty()) new TextLayout(text, getFont(), getFontRenderContext()).draw(this, x, y);
    }

    @Override
    public void drawString(String text, int x, int y) {
        drawString(text, (float) x, (float) y);
    }

    @Override
    public void drawString(AttributedCharacterIterator text, float x, float y) {
        new TextLayout(text, getFontRenderContext()).draw(this, x, y);
    }

    @Override
    public void drawString(AttributedCharacterIterator text, int x, int y) {
        drawString(text, (float) x, (float) y);
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        fill(glyphs.getOutline(x, y));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // No images.

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        // nothing
    }

    @Override
    public boolean drawImage(Image image, AffineTransform place, ImageObserver observer) {
        return true;
    }

    @Override
    public void drawImage(BufferedImage image, BufferedImageOp change, int x, int y) {
        // nothing
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform place) {
        // nothing
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform place) {
        // nothing
    }

    @Override
    public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        return true;
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, ImageObserver observer) {
        return true;
    }

    @Override
    public boolean drawImage(Image image, int x, int y, Color background, ImageObserver observer) {
        return true;
    }

    @Override
    public boolean drawImage(
            Image image, int x, int y, int width, int height, Color background, ImageObserver observer) {
        return true;
    }

    @Override
    public boolean drawImage(
            Image image, int x1, int y1, int x2, int y2, int u1, int v1, int u2, int v2, ImageObserver observer) {
        return true;
    }

    @Override
    public boolean drawImage(
            Image image,
            int x1,
            int y1,
            int x2,
            int y2,
            int u1,
            int v1,
            int u2,
            int v2,
            Color background,
            ImageObserver observer) {
        return true;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The state.

    @Override
    public Graphics create() {
        return new SvgGraphics(out, (Graphics2D) state.create());
    }

    @Override
    public void dispose() {
        state.dispose();
    }

    @Override
    public boolean hit(Rectangle place, Shape shape, boolean onStroke) {
        return state.hit(place, shape, onStroke);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return state.getDeviceConfiguration();
    }

    @Override
    public void setComposite(Composite composite) {
        state.setComposite(composite);
    }

    @Override
    public Composite getComposite() {
        return state.getComposite();
    }

    @Override
    public void setPaint(Paint paint) {
        state.setPaint(paint);
    }

    @Override
    public Paint getPaint() {
        return state.getPaint();
    }

    @Override
    public void setStroke(Stroke stroke) {
        state.setStroke(stroke);
    }

    @Override
    public Stroke getStroke() {
        return state.getStroke();
    }

    @Override
    public void setRenderingHint(RenderingHints.Key hint, Object value) {
        state.setRenderingHint(hint, value);
    }

    @Override
    public Object getRenderingHint(RenderingHints.Key hint) {
        return state.getRenderingHint(hint);
    }

    @Override
    public void setRenderingHints(Map<?, ?> hints) {
        state.setRenderingHints(hints);
    }

    @Override
    public void addRenderingHints(Map<?, ?> hints) {
        state.addRenderingHints(hints);
    }

    @Override
    public RenderingHints getRenderingHints() {
        return state.getRenderingHints();
    }

    @Override
    public void translate(int x, int y) {
        state.translate(x, y);
    }

    @Override
    public void translate(double x, double y) {
        state.translate(x, y);
    }

    @Override
    public void rotate(double angle) {
        state.rotate(angle);
    }

    @Override
    public void rotate(double angle, double x, double y) {
        state.rotate(angle, x, y);
    }

    @Override
    public void scale(double across, double down) {
        state.scale(across, down);
    }

    @Override
    public void shear(double across, double down) {
        state.shear(across, down);
    }

    @Override
    public void transform(AffineTransform more) {
        state.transform(more);
    }

    @Override
    public void setTransform(AffineTransform transform) {
        state.setTransform(transform);
    }

    @Override
    public AffineTransform getTransform() {
        return state.getTransform();
    }

    @Override
    public void setBackground(Color color) {
        state.setBackground(color);
    }

    @Override
    public Color getBackground() {
        return state.getBackground();
    }

    @Override
    public void clip(Shape clip) {
        state.clip(clip);
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        state.clipRect(x, y, width, height);
    }

    @Override
    public void setClip(Shape clip) {
        state.setClip(clip);
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        state.setClip(x, y, width, height);
    }

    @Override
    public Shape getClip() {
        return state.getClip();
    }

    @Override
    public Rectangle getClipBounds() {
        return state.getClipBounds();
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return state.getFontRenderContext();
    }

    @Override
    public Color getColor() {
        return state.getColor();
    }

    @Override
    public void setColor(Color color) {
        state.setColor(color);
    }

    @Override
    public void setPaintMode() {
        state.setPaintMode();
    }

    @Override
    public void setXORMode(Color color) {
        state.setXORMode(color);
    }

    @Override
    public Font getFont() {
        return state.getFont();
    }

    @Override
    public void setFont(Font font) {
        state.setFont(font);
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        return state.getFontMetrics(font);
    }
}
