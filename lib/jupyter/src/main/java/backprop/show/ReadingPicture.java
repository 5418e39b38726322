package backprop.show;

import backprop.data.ImageDataset;
import backprop.data.Labels;
import backprop.layer.SoftmaxWithLoss;
import backprop.math.Matrices;
import backprop.show.draw.Canvas;
import backprop.show.draw.Colors;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.train.Network;
import java.awt.image.BufferedImage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/** One image, and beside it the prediction of a net: a bar for the probability of each class. */
final class ReadingPicture {
    private static final int WIDTH = 560;
    private static final int TOP = 44;
    private static final int IMAGE = 196;
    private static final int LEFT = 240;
    private static final int BAR = 180;
    private static final int ROW = 20;

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
        Canvas canvas = new Canvas(WIDTH, height).title(title);
        drawImage(canvas);
        for (int k = 0; k < probabilities.length; k++) drawBar(canvas, k, TOP + k * ROW);
        String alt = IntStream.range(0, probabilities.length)
                .mapToObj(k -> k + ": " + Numbers.percent(probabilities[k]))
                .collect(Collectors.joining(", ", title + ". Probabilities: ", "."));
        return canvas.finish(alt, "");
    }

    private void drawImage(Canvas canvas) {
        double scale = (double) IMAGE / Math.max(image.getWidth(), image.getHeight());
        double across = scale * image.getWidth();
        double down = scale * image.getHeight();
        canvas.pixels(12, TOP, across, down, image);
        canvas.rect(12, TOP, across, down, "fill='none' " + Canvas.stroke(Colors.FRAME));
    }

    private void drawBar(Canvas canvas, int k, int y) {
        String weight = k == truth || k == guess ? Canvas.BOLD : "";
        canvas.text(LEFT - 8, y + 14, Integer.toString(k), Canvas.END + " " + weight);
        canvas.text(LEFT + BAR + 8, y + 14, Numbers.percent(probabilities[k]) + mark(k), weight);
        if (probabilities[k] > 0) canvas.rect(LEFT, y + 2, BAR * probabilities[k], ROW - 4, Canvas.fill(Colors.BAR));
        canvas.line(LEFT, y, LEFT, y + ROW, Canvas.stroke(Colors.BAR));
    }

    private String mark(int k) {
        if (k == guess) return k == truth ? " ← right" : " ← read as";
        return k == truth ? " ← it is" : "";
    }
}
