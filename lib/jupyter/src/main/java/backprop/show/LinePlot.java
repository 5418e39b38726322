package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Ticks;

/**
 * Draws {@link TrainingCurves} during a run: XChart takes some thirty milliseconds for a chart, this takes one. Both axes
 * begin at 0, the horizontal one has whole numbers.
 */
final class LinePlot {
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 34;
    private static final int BELOW = 66;
    private static final int DIGITS = 3;
    private static final String AXIS = Canvas.stroke(Colors.AXIS);

    private final Canvas canvas;
    private final TrainingCurves curves;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;
    private final double end;

    /** Draws axes, lines and a legend. */
    LinePlot(Canvas canvas, TrainingCurves curves, double left, int width, int height) {
        this.canvas = canvas;
        this.curves = curves;
        this.left = left + LEFT;
        this.right = left + width - RIGHT;
        this.top = TOP;
        this.bottom = height - BELOW;
        this.end = Math.max(1, curves.end());
        canvas.text(this.left, 18, curves.title(), "font-weight='bold' font-size='13'");
        axes();
        lines(height - 13);
    }

    private double x(double value) {
        return left + (right - left) * (value / end);
    }

    private double y(double value) {
        return bottom - (bottom - top) * (value / curves.highest());
    }

    private void axes() {
        for (double tick : Ticks.of(0, curves.highest())) {
            canvas.line(left, y(tick), right, y(tick), Canvas.stroke(Colors.GRID));
            canvas.text(left - 6, y(tick) + 4, Numbers.format(tick, DIGITS), Canvas.END);
        }
        for (double tick : Ticks.of(0, end, 1)) {
            canvas.line(x(tick), bottom, x(tick), bottom + 4, AXIS);
            canvas.centred(x(tick), bottom + 17, Numbers.format(tick, DIGITS));
        }
        canvas.line(left, bottom, right, bottom, AXIS);
        canvas.centred((left + right) / 2, bottom + 34, curves.across());
        String upright = " transform='translate(" + Canvas.n(left - LEFT + 14) + " " + Canvas.n((top + bottom) / 2)
                + ") rotate(-90)'";
        canvas.text(0, 0, curves.up(), Canvas.MIDDLE + upright);
    }

    private void lines(double legend) {
        double x = left;
        for (int i = 0; i < curves.lines().size(); i++) {
            TrainingCurves.Line line = curves.lines().get(i);
            String look = "fill='none' " + Canvas.stroke(Colors.SERIES.get(i)) + " stroke-width='2'"
                    + (i == 0 ? "" : " stroke-dasharray='8 4'");
            canvas.path(path(line), look).line(x, legend, x + 30, legend, look);
            canvas.text(x + 36, legend + 4, line.name());
            x += 56 + 7.5 * line.name().length();
        }
    }

    private String path(TrainingCurves.Line line) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int i = 0; i < line.x().length; i++) {
            if (Double.isFinite(line.y()[i]))
                path.append(gap ? 'M' : 'L')
                        .append(Canvas.n(x(line.x()[i])))
                        .append(' ')
                        .append(Canvas.n(y(line.y()[i])))
                        // so that a point alone is seen
                        .append(gap ? "h2" : "");
            gap = !Double.isFinite(line.y()[i]);
        }
        return path.toString();
    }

    /** Marks a place across, and says why. */
    void mark(double value, String words) {
        double at = x(value);
        boolean before = at > (left + right) / 2;
        canvas.line(at, top, at, bottom, Canvas.stroke(Colors.ALERT) + " stroke-width='2' stroke-dasharray='2 3'");
        canvas.text(
                at + (before ? -6 : 6),
                top + 12,
                words,
                Canvas.BOLD + " " + Canvas.fill(Colors.ALERT) + (before ? " " + Canvas.END : ""));
    }
}
