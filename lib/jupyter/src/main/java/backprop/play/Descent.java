package backprop.play;

import backprop.math.Matrices;
import java.util.ArrayList;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/**
 * A picture on its way to a class: X ← X − η ∂L/∂X with L = −ln y of that class, every pixel kept between paper and ink, until
 * the net is sure. The weights stay, the picture learns.
 */
final class Descent {
    private static final double RATE = 0.1;
    private static final double SURE = 0.99;
    private static final int MOST_STEPS = 250;
    private static final int MOST_FRAMES = 50;

    private final List<Frame> frames = new ArrayList<>();
    private final int steps;

    /** A picture on the way, 1 × 784, and the probabilities that the net gives it. */
    record Frame(SimpleMatrix x, SimpleMatrix y) {}

    Descent(PictureNet net, SimpleMatrix start, int target) {
        List<Frame> all = new ArrayList<>();
        SimpleMatrix x = start;
        PictureNet.Answer now = net.forward(x);
        all.add(new Frame(x, now.y()));
        while (now.y().get(target) < SURE && all.size() <= MOST_STEPS) {
            x = Matrices.zip(
                    x, net.gradient(now, target), (pixel, slope) -> Math.max(0, Math.min(1, pixel - RATE * slope)));
            now = net.forward(x);
            all.add(new Frame(x, now.y()));
        }
        steps = all.size() - 1;
        int stride = steps / MOST_FRAMES + 1;
        for (int i = 0; i < steps; i += stride) frames.add(all.get(i));
        frames.add(last(all));
    }

    private static Frame last(List<Frame> frames) {
        return frames.get(frames.size() - 1);
    }

    int steps() {
        return steps;
    }

    /** Some of the pictures, the first and the last among them. */
    List<Frame> frames() {
        return frames;
    }

    Frame end() {
        return last(frames);
    }

    /** How much ink was laid on or taken off, as a share of what there was. */
    double change() {
        SimpleMatrix first = frames.get(0).x();
        double ink = first.elementSum();
        return Matrices.zip(first, end().x(), (a, b) -> Math.abs(a - b)).elementSum() / ink;
    }
}
