package backprop.show;

import backprop.train.History;
import backprop.train.Progress;
import backprop.train.TrainingListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Draws a training run as it goes: a progress bar, the newest numbers, and the loss so far, at most five times a second. The
 * last state stays on the page. Make a new one for each run, for it has one place on the page.
 */
public final class LiveTraining implements TrainingListener {
    private static final long BETWEEN_UPDATES = Duration.ofMillis(200).toNanos();
    private static final int WIDTH = 560;
    private static final int HEIGHT = 170;
    private static final int POINTS = 140;

    private final Output output = new Output();
    private long lastUpdate = System.nanoTime() - BETWEEN_UPDATES;

    @Override
    public void onProgress(Progress progress, History history) {
        long now = System.nanoTime();
        if (!progress.finished() && now - lastUpdate < BETWEEN_UPDATES) return;
        lastUpdate = now;
        output.show(render(progress, history));
    }

    private static Rendering render(Progress p, History history) {
        String text = String.format(
                Locale.ROOT,
                "%s iteration %,d of %,d · epoch %.1f · loss %.4f%s · %,.0f samples/s · %s",
                p.interrupted() ? "Stopped:" : p.finished() ? "Done:" : "Training:",
                p.iteration(),
                p.until(),
                p.epoch(),
                p.loss(),
                lastEpoch(history),
                p.samplesPerSecond(),
                p.finished() ? seconds(p.elapsed()) + " in all" : "about " + seconds(p.remaining()) + " left");
        String bar = "<progress style=\"width: 100%\" max=\"1\" value=\"" + p.done() + "\"></progress>";
        String svg = Base64.getEncoder().encodeToString(curve(history).getBytes(StandardCharsets.UTF_8));
        String alt = "Loss of the mini-batches so far: from " + Html.number(history.loss(0)) + " at first to "
                + Html.number(p.loss()) + " at iteration " + p.iteration() + ".";
        return new Rendering(
                "<div style=\"max-width: " + WIDTH + "px\">" + bar + "<div>" + Html.escape(text) + "</div>"
                        + Html.figure("image/svg+xml", svg, WIDTH, HEIGHT, alt, "") + "</div>",
                text);
    }

    private static String lastEpoch(History history) {
        List<History.Epoch> epochs = history.epochs();
        if (epochs.isEmpty()) return "";
        History.Epoch last = epochs.get(epochs.size() - 1);
        if (!history.hasClasses())
            return String.format(
                    Locale.ROOT, " · loss on the test data after epoch %d: %.4f", last.epoch(), last.testLoss());
        return String.format(
                Locale.ROOT,
                " · accuracy after epoch %d: training %.1f %%, test %.1f %%",
                last.epoch(),
                100 * last.trainAccuracy(),
                100 * last.testAccuracy());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.0f s", duration.toMillis() / 1000.0);
    }

    // By hand and not by XChart: a chart takes some thirty milliseconds to draw, this takes one.
    private static String curve(History history) {
        int n = history.iterations();
        int perPoint = Math.max(1, (n + POINTS - 1) / POINTS);
        int points = (n + perPoint - 1) / perPoint;
        double[] means = new double[points];
        double highest = 0;
        for (int i = 0; i < points; i++) {
            int end = Math.min(n, (i + 1) * perPoint);
            for (int k = i * perPoint; k < end; k++) means[i] += history.loss(k) / (end - i * perPoint);
            if (Double.isFinite(means[i])) highest = Math.max(highest, means[i]);
        }
        StringBuilder path = new StringBuilder();
        double scale = highest > 0 ? (HEIGHT - 40) / highest : 0;
        boolean gap = true;
        for (int i = 0; i < points; i++) {
            if (!Double.isFinite(means[i])) {
                gap = true;
                continue;
            }
            double x = 44 + (WIDTH - 54.0) * Math.min(n, (i + 1) * perPoint) / n;
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", gap ? "M" : "L", x, HEIGHT - 26 - scale * means[i]));
            gap = false;
        }
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + WIDTH + " " + HEIGHT
                + "' font-family='sans-serif' font-size='12'><rect width='100%' height='100%' fill='white'/>"
                + "<path d='M44 10V" + (HEIGHT - 26) + "H" + (WIDTH - 10) + "' fill='none' stroke='#767676'/>"
                + "<text x='38' y='20' text-anchor='end'>" + String.format(Locale.ROOT, "%.3g", highest) + "</text>"
                + "<text x='38' y='" + (HEIGHT - 26) + "' text-anchor='end'>0</text>"
                + "<text x='" + (WIDTH - 10) + "' y='" + (HEIGHT - 8) + "' text-anchor='end'>iteration "
                + String.format(Locale.ROOT, "%,d", n) + "</text><text x='44' y='" + (HEIGHT - 8)
                + "'>loss</text><path d='" + path + "' fill='none' stroke='#0060a0' stroke-width='2'/></svg>";
    }
}
