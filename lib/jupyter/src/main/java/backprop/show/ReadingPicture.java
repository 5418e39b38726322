package backprop.show;

import backprop.data.ImageDataset;
import backprop.data.Labels;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Matrices;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** One image, and beside it what a net makes of it: a bar for the probability of each class. */
final class ReadingPicture {
    private static final int WIDTH = 560;
    private static final int TOP = 44;
    private static final int IMAGE = 196;
    private static final int LEFT = 240;
    private static final int BAR = 180;
    private static final int ROW = 20;
    private static final Color BAR_COLOR = new Color(0x0060a0);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);

    private final String title;
    private final BufferedImage image;
    private final double[] probabilities;
    private final int truth;
    private final int guess;

    /** @param image its pixels, one for one */
    ReadingPicture(Network net, ImageDataset data, int index, BufferedImage image) {
        if (!(net.lossLayer() instanceof SoftmaxWithLoss))
            throw new IllegalArgumentException(
                    "only a net that ends in softmax gives probabilities, but this one ends in "
                            + net.lossLayer().name());
        SimpleMatrix scores = net.predict(data.batch(index).x());
        if (scores.getNumCols() != data.classes())
            throw new IllegalArgumentException("the net tells " + scores.getNumCols() + " classes apart, but "
                    + data.name() + " has " + data.classes());
        SimpleMatrix y = Matrices.softmax(scores);
        this.image = image;
        probabilities = IntStream.range(0, data.classes()).mapToDouble(y::get).toArray();
        truth = data.label(index);
        guess = Labels.ofRows(scores)[0];
        title = "Image " + index + ": a " + truth + ", read as " + guess + (truth == guess ? ", right" : ", wrong");
    }

    Picture picture() {
        int height = TOP + Math.max(IMAGE, ROW * probabilities.length) + 12;
        String alt = IntStream.range(0, probabilities.length)
                .mapToObj(k -> k + ": " + percent(probabilities[k]))
                .collect(Collectors.joining(", ", title + ". Probabilities: ", "."));
        return Picture.draw(WIDTH, height, alt, "", g -> {
            Pictures.title(g, title, WIDTH);
            drawImage(g);
            for (int k = 0; k < probabilities.length; k++) drawBar(g, k, TOP + k * ROW);
        });
    }

    private void drawImage(Graphics2D g) {
        double scale = (double) IMAGE / Math.max(image.getWidth(), image.getHeight());
        int across = (int) Math.round(scale * image.getWidth());
        int down = (int) Math.round(scale * image.getHeight());
        // Pixels stay squares: they are what the net sees.
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(image, 6, TOP, across, down, null);
        g.setColor(new Color(0xbbbbbb));
        g.drawRect(6, TOP, across, down);
    }

    private void drawBar(Graphics2D g, int k, int y) {
        g.setFont(k == truth || k == guess ? BOLD : PLAIN);
        g.setColor(Color.BLACK);
        String label = Integer.toString(k);
        g.drawString(label, LEFT - 8 - g.getFontMetrics().stringWidth(label), y + 14);
        g.drawString(percent(probabilities[k]) + mark(k), LEFT + BAR + 8, y + 14);
        g.setColor(BAR_COLOR);
        if (probabilities[k] > 0) g.fillRect(LEFT, y + 2, (int) Math.round(BAR * probabilities[k]), ROW - 4);
        g.drawLine(LEFT, y, LEFT, y + ROW);
    }

    private String mark(int k) {
        if (k == guess) return k == truth ? " ← right" : " ← read as";
        return k == truth ? " ← it is" : "";
    }

    private static String percent(double probability) {
        return Double.isFinite(probability)
                ? String.format(Locale.ROOT, "%.1f %%", 100 * probability)
                : Double.toString(probability);
    }
}
