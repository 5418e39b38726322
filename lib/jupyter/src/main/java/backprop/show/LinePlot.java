package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Svg;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A chart of lines in SVG, for what is drawn again and again while something runs: XChart takes some thirty milliseconds
 * for a chart, this takes one. Across are whole numbers from 0 on.
 *
 * @param lowest the lower end of the axis that goes up
 * @param highest its upper end
 * @param mark a place across that is marked, and why; null for none
 */
record LinePlot(String title, String across, String up, double lowest, double highest, Mark mark, List<Line> lines) {
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 34;
    private static final int BELOW = 66;
    private static final int DIGITS = 3;
    private static final List<String> STYLES = List.of(
            "fill='none' stroke='#0060a0' stroke-width='2'",
            "fill='none' stroke='#b34700' stroke-width='2' stroke-dasharray='7 4'");

    /** The points of a line; where y is not finite it has a gap. */
    record Line(String name, double[] x, double[] y) {}

    /** A place across, and what is to be said of it. */
    record Mark(double x, String words) {}

    void draw(Svg svg, double left, double top, int width, int height) {
        double right = Math.max(
                1,
                lines.stream()
                        .flatMapToDouble(line -> Arrays.stream(line.x))
                        .max()
                        .orElse(1));
        Axes axes =
                new Axes(left + LEFT, left + width - RIGHT, right, top + height - BELOW, top + TOP, lowest, highest);
        svg.text(axes.left, top + 18, title, "font-weight='bold' font-size='13'");
        axes.draw(svg);
        svg.text((axes.left + axes.right) / 2, axes.bottom + 34, across, "text-anchor='middle'");
        double middle = (axes.top + axes.bottom) / 2;
        svg.text(
                0,
                0,
                up,
                "text-anchor='middle' transform='translate(" + Svg.n(left + 14) + " " + Svg.n(middle)
                        + ") rotate(-90)'");
        double x = axes.left;
        for (int i = 0; i < lines.size(); i++) {
            svg.path(axes.path(lines.get(i)), STYLES.get(i));
            svg.line(x, top + height - 13, x + 30, top + height - 13, STYLES.get(i));
            svg.text(x + 36, top + height - 9, lines.get(i).name, "");
            x += 56 + 7.5 * lines.get(i).name.length();
        }
        if (mark != null) {
            double at = axes.x(mark.x);
            svg.line(at, axes.top, at, axes.bottom, "stroke='#b3001b' stroke-width='2' stroke-dasharray='2 3'");
            boolean before = at > (axes.left + axes.right) / 2;
            svg.text(
                    at + (before ? -6 : 6),
                    axes.top + 12,
                    mark.words,
                    "font-weight='bold' fill='#b3001b'" + (before ? " text-anchor='end'" : ""));
        }
    }

    /** Where numbers lie on the page. */
    private record Axes(
            double left, double right, double end, double bottom, double top, double lowest, double highest) {
        double x(double value) {
            return left + (right - left) * value / end;
        }

        double y(double value) {
            return bottom - (bottom - top) * (value - lowest) / (highest - lowest);
        }

        void draw(Svg svg) {
            for (double tick : ticks(lowest, highest, 0)) {
                svg.line(left, y(tick), right, y(tick), "stroke='#dddddd'");
                svg.text(left - 6, y(tick) + 4, Html.number(tick, DIGITS), "text-anchor='end'");
            }
            for (double tick : ticks(0, end, 1)) {
                svg.line(x(tick), bottom, x(tick), bottom + 4, "stroke='#333333'");
                svg.text(x(tick), bottom + 17, Html.number(tick, DIGITS), "text-anchor='middle'");
            }
            svg.line(left, bottom, right, bottom, "stroke='#333333'");
        }

        private static double[] ticks(double from, double to, double closest) {
            double step = Math.max(closest, RegionsPicture.step(to - from));
            return DoubleStream.iterate(Math.ceil(from / step - 1e-9), k -> k * step <= to + 1e-9 * step, k -> k + 1)
                    .map(k -> k * step)
                    .toArray();
        }

        String path(Line line) {
            StringBuilder path = new StringBuilder();
            boolean gap = true;
            for (int i = 0; i < line.x.length; i++) {
                if (Double.isFinite(line.y[i]))
                    path.append(gap ? 'M' : 'L')
                            .append(Svg.n(x(line.x[i])))
                            .append(' ')
                            .append(Svg.n(y(line.y[i])))
                            // so that a point alone is seen
                            .append(gap ? "h2" : "");
                gap = !Double.isFinite(line.y[i]);
            }
            return path.toString();
        }
    }
}
