package backprop.bench;

import backprop.show.Charts;
import backprop.show.draw.Png;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.Styler;

/**
 * Draws what compare.py measured: for each net a group of bars, the time of a step in multiples of ours.
 *
 * <p>Arguments: the file to write, a PNG, and one to read, of lines with tabs: first the title, then what stands across, then
 * the nets, then for each competitor its name, its colour and a number for each net, empty where it was not measured.
 */
final class SpeedChart {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 440;

    private SpeedChart() {}

    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[1]), StandardCharsets.UTF_8);
        CategoryChart chart = Charts.bars(lines.get(0), lines.get(1), "time of a step, ours = 1");
        var styler = chart.getStyler();
        styler.setYAxisDecimalPattern("0.0#");
        styler.setYAxisMin(0.0);
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendLayout(Styler.LegendLayout.Vertical);
        // The number at a bar is about as wide as the bar.
        styler.setAvailableSpaceFill(0.93);
        styler.setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 9));
        List<String> nets = Arrays.asList(lines.get(2).split("\t"));
        for (String line : lines.subList(3, lines.size())) {
            String[] cells = line.split("\t", -1);
            List<Double> times = Arrays.stream(cells)
                    .skip(2)
                    .map(cell -> cell.isEmpty() ? null : Double.valueOf(cell))
                    .toList();
            chart.addSeries(cells[0], nets, times).setFillColor(Color.decode(cells[1]));
        }
        Files.write(Path.of(args[0]), Png.file(Png.draw(WIDTH, HEIGHT, g -> chart.paint(g, WIDTH, HEIGHT))));
    }
}
