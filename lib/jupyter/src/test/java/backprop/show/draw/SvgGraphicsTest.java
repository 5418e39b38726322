package backprop.show.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SvgGraphicsTest {
    private static String drawn(Consumer<Graphics2D> draw) {
        String svg = new Canvas(100, 100).drawn(draw).finish("", "").svg();
        return svg.substring(svg.indexOf("<g "), svg.lastIndexOf("</g>"));
    }

    @Test
    void shapesAreInFiftiethsOfAPixel() {
        assertEquals(
                "<g transform='scale(0.02)'><path d='M50 100l150 0l0 200l-150 0l0-200z' fill='#ff0000'/>", drawn(g -> {
                    g.setColor(Color.RED);
                    g.fill(new Rectangle(1, 2, 3, 4));
                }));
        assertEquals(
                "<g transform='scale(0.02)'><path d='M500 0l500 250' stroke='#0000ff' stroke-opacity='40%' fill='none'"
                        + " stroke-width='100' stroke-linecap='round' stroke-linejoin='round' stroke-dasharray='150 50 '/>",
                drawn(g -> {
                    g.setColor(new Color(0, 0, 255, 102));
                    g.setStroke(new BasicStroke(
                            2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {3, 1}, 0));
                    g.translate(10, 0);
                    g.drawLine(0, 0, 10, 5);
                }));
    }

    @Test
    void aCurveOfManyPointsIsDrawnWithFew() {
        Path2D curve = new Path2D.Double();
        curve.moveTo(0, 50);
        for (int x = 1; x <= 1000; x++) curve.lineTo(x / 10.0, 50 + 40 * Math.sin(x / 150.0));
        String path = drawn(g -> g.draw(curve));
        List<String> lines = Pattern.compile("l(-?\\d+) ?(-?\\d+)")
                .matcher(path)
                .results()
                .map(MatchResult::group)
                .toList();
        assertTrue(lines.size() > 10 && lines.size() < 40, lines.size() + " lines");
        double x = 0, y = 50;
        for (String line : lines) {
            String[] step = line.substring(1).split("(?<=\\d)(?= |-)");
            x += Double.parseDouble(step[0]) / 50;
            y += Double.parseDouble(step[1].strip()) / 50;
            assertEquals(50 + 40 * Math.sin(x / 15), y, 0.2);
        }
        assertEquals(100, x, 1e-9);
    }

    @Test
    void aLineEndsAtTheClip() {
        String path = drawn(g -> {
            g.setClip(0, 0, 50, 50);
            g.draw(new Line2D.Double(10, 10, 90, 10));
        });
        assertTrue(path.contains("<path d='M475 475l0 50l2025 0l0-50z' fill="), path);
    }

    @Test
    void aLetterHasTheSameWordsWhereverItStands() {
        String path = drawn(g -> g.drawString("7 7", 10.3f, 20.1f));
        String[] outlines =
                path.substring(path.indexOf("='M") + 2, path.indexOf("' fill")).split("(?=M)");
        assertEquals(2, outlines.length);
        assertEquals(outlines[0].replaceFirst("M\\d+ \\d+", ""), outlines[1].replaceFirst("M\\d+ \\d+", ""));
    }
}
