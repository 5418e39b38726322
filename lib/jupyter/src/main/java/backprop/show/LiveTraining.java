package backprop.show;

import backprop.show.draw.Canvas;
import backprop.show.draw.Html;
import backprop.show.draw.Numbers;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.train.Divergence;
import backprop.train.History;
import backprop.train.Progress;
import backprop.train.TrainingListener;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Draws a training run live: a progress bar, the newest numbers, the loss so far, and beside it the accuracies, or, for
 * data without classes, the loss on the validation data. It draws at most five times a second, and less often where
 * drawing is slow: after each picture it waits 33 times as long as that one took, so that all but the last picture, which
 * comes at once, take less than 3 % of the time. Make a new one for each run, for it has one output, where the last state
 * stays; the curves go back to the first run of the trainer.
 */
public final class LiveTraining implements TrainingListener {
    private static final long BETWEEN_UPDATES = Duration.ofMillis(200).toNanos();
    private static final int WAIT_PER_COST = 33;
    private static final int WIDTH = 780;
    private static final int HEIGHT = 250;
    private static final int POINTS = 140;

    private final Output output = new Output();
    private final LongSupplier nanoTime;
    private long nextUpdate;

    /** A new output, which appears below the running cell when the run begins. */
    public LiveTraining() {
        this(System::nanoTime);
    }

    LiveTraining(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        // The first drawing of all loads much that later ones find: not in the time of the run, which would then wait
        // long.
        Canvas canvas = new Canvas(WIDTH, HEIGHT);
        new LinePlot(canvas, TrainingCurves.accuracy(List.of()), 0, WIDTH, HEIGHT);
        page(0, "", "", canvas.finish("", ""));
        this.nextUpdate = nanoTime.getAsLong();
    }

    @Override
    public void onProgress(Progress progress, History history) {
        long start = nanoTime.getAsLong();
        if (!progress.finished() && start - nextUpdate < 0) return;
        output.show(render(progress, history));
        long end = nanoTime.getAsLong();
        nextUpdate = end + Math.max(BETWEEN_UPDATES, WAIT_PER_COST * (end - start));
    }

    private static Rendering render(Progress p, History history) {
        String alt = p.iteration() == 0
                ? "No loss yet."
                : "Loss of the mini-batches so far: from " + Numbers.format(history.loss(0)) + " at first to "
                        + Numbers.format(p.loss()) + " at step " + p.iteration() + lastEpoch(history) + ".";
        return page(
                p.done(), text(p, history), remark(p, history), curves(history).finish(alt, ""));
    }

    private static Rendering page(double done, String text, String remark, Picture curves) {
        String bar = "<progress aria-label=\"part of this run that is done\" style=\"width: 100%\" max=\"1\" value=\""
                + done + "\"></progress>";
        return new Rendering(
                "<div style=\"max-width: " + WIDTH + "px\">" + bar + "<div>" + Html.escape(text) + "</div>"
                        + (remark.isEmpty() ? "" : "<div><strong>" + Html.escape(remark) + "</strong></div>")
                        + curves.figure() + "</div>",
                remark.isEmpty() ? text : text + "\n" + remark);
    }

    private static Canvas curves(History history) {
        Canvas canvas = new Canvas(WIDTH, HEIGHT);
        LinePlot loss = new LinePlot(canvas, TrainingCurves.loss(history, POINTS), 0, WIDTH / 2, HEIGHT);
        List<Divergence> stops = history.divergences();
        if (!stops.isEmpty()) {
            int last = stops.get(stops.size() - 1).iteration();
            loss.mark(last, "NaN or infinite at step " + last);
        }
        List<History.Epoch> epochs = history.epochs();
        TrainingCurves byEpoch =
                history.hasClasses() ? TrainingCurves.accuracy(epochs) : TrainingCurves.validationLoss(epochs);
        new LinePlot(canvas, byEpoch, WIDTH / 2.0, WIDTH / 2, HEIGHT);
        return canvas;
    }

    private static String text(Progress p, History history) {
        return String.format(
                Locale.ROOT,
                "%s step %,d of %,d · epoch %.1f · loss %s%s · %,.0f samples/s · %s",
                p.interrupted() || p.diverged() ? "Stopped:" : p.finished() ? "Done:" : "Training:",
                p.iteration(),
                p.until(),
                p.epoch(),
                loss(p.loss()),
                lastEpoch(history),
                p.samplesPerSecond(),
                p.finished() ? seconds(p.elapsed()) + " in all" : timeLeft(p));
    }

    /** What a reader should know beyond the numbers; mostly nothing. */
    private static String remark(Progress p, History history) {
        if (p.diverged()) return history.divergence().map(stop -> "⚠ " + stop).orElseThrow();
        String warning = history.saturation().map(units -> "⚠ " + units).orElse("");
        return p.interrupted()
                ? ("What was learnt is kept; the next run of this trainer goes on from here. " + warning).strip()
                : warning;
    }

    private static String lastEpoch(History history) {
        List<History.Epoch> epochs = history.epochs();
        if (epochs.isEmpty()) return "";
        History.Epoch last = epochs.get(epochs.size() - 1);
        if (!history.hasClasses())
            return String.format(
                    Locale.ROOT,
                    " · loss on the validation data after epoch %d: %s",
                    last.epoch(),
                    loss(last.validationLoss()));
        return String.format(
                Locale.ROOT,
                " · accuracy after epoch %d: training %.1f %%, validation %.1f %%",
                last.epoch(),
                100 * last.trainAccuracy(),
                100 * last.validationAccuracy());
    }

    // Four decimals, so that the width stays the same while it runs; with an exponent where they would say nothing.
    private static String loss(double loss) {
        double size = Math.abs(loss);
        return size >= 1e-4 && size < 1e6 || loss == 0
                ? String.format(Locale.ROOT, "%.4f", loss)
                : Numbers.format(loss, 4);
    }

    // The very first steps are slow, and tell nothing of the others.
    private static String timeLeft(Progress p) {
        return p.done() < 0.01 ? "time left: not known yet" : "about " + seconds(p.remaining()) + " left";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.0f s", duration.toMillis() / 1000.0);
    }
}
