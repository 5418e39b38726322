package backprop.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Dataset;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.math.Precision;
import backprop.show.draw.Rendering;
import backprop.train.History;
import backprop.train.Network;
import backprop.train.Progress;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.train.TwoLayerNet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveTrainingTest {
    private static final long MILLISECOND = 1_000_000;
    private static final ImageDataset DATA = SyntheticDigits.generate(100, 1);

    private final Kernel usual = CurrentKernel.get();
    private final List<Rendering> shown = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private long now = 5;
    private long cost;

    /** A kernel that takes its time, on a clock that the test moves. */
    @BeforeEach
    void connect() {
        CurrentKernel.set(new RecordingKernel() {
            @Override
            void shown(Rendering rendering) {
                starts.add(now);
                shown.add(rendering);
                now += cost;
            }
        });
    }

    @AfterEach
    void reconnect() {
        CurrentKernel.set(usual);
    }

    private static Trainer trainer(double rate) {
        return new Trainer(new TwoLayerNet(784, 5, 10, 1), new Sgd(rate), DATA, DATA, 10, 1);
    }

    private static Progress at(int iteration, int until) {
        return new Progress(iteration, until, 0, iteration / 10.0, 1, 1000, Duration.ofSeconds(1), false, false);
    }

    /** The time of a run of that many iterations, of a millisecond each, that is watched. */
    private long watch(int iterations) {
        History history = trainer(0.1).run(1);
        LiveTraining live = new LiveTraining(() -> now);
        long start = now;
        for (int i = 1; i < iterations; i++) {
            now += MILLISECOND;
            live.onProgress(at(i, iterations), history);
        }
        return now - start;
    }

    @Test
    void quickPicturesComeFiveTimesASecondAtMost() {
        cost = MILLISECOND / 10;
        watch(10_000);
        assertEquals(50, shown.size(), "pictures in ten seconds");
        for (int i = 1; i < starts.size(); i++)
            assertTrue(starts.get(i) - starts.get(i - 1) >= 200 * MILLISECOND, "pictures " + i + " and the next");
    }

    @Test
    void slowPicturesAreRareEnoughToCostThreePercent() {
        cost = 50 * MILLISECOND;
        long time = watch(60_000);
        assertTrue(shown.size() > 10, shown.size() + " pictures");
        assertTrue((shown.size() - 1) * cost <= 0.03 * time, shown.size() + " pictures in " + time);
    }

    @Test
    void theLastPictureIsAlwaysDrawn() {
        cost = 1000 * MILLISECOND;
        History history = trainer(0.1).run(1);
        LiveTraining live = new LiveTraining(() -> now);
        live.onProgress(at(1, 3), history);
        live.onProgress(at(2, 3), history);
        live.onProgress(at(3, 3), history);
        assertEquals(2, shown.size());
        assertTrue(
                shown.get(1).text().startsWith("Done: step 3 of 3 · epoch 0.3 · "),
                shown.get(1).text());
    }

    private Rendering last() {
        return shown.get(shown.size() - 1);
    }

    private String picture() {
        String html = last().html();
        int start = html.indexOf("base64,") + "base64,".length();
        String base64 = html.substring(start, html.indexOf('"', start));
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Test
    void lossAndAccuraciesAreDrawnWithAxesAndALegend() {
        trainer(0.1).run(30, new LiveTraining(() -> now));
        String svg = picture();
        for (String words : List.of(
                "Loss",
                "step",
                "loss",
                "loss of a mini-batch",
                "Accuracy",
                "epoch",
                "share read right",
                "training data",
                "validation data")) assertTrue(svg.contains(">" + words + "</text>"), words);
        assertEquals(3, svg.split("<path", -1).length - 1);
        assertTrue(
                svg.contains("stroke='#b34700' stroke-width='2' stroke-dasharray='8 4'"), "told apart by dashes too");
        String html = last().html();
        assertTrue(html.contains("alt=\"Loss of the mini-batches so far: from 2.3"), html);
        assertTrue(html.contains(" at step 30 · accuracy after epoch 3: training "), html);
        assertTrue(
                html.contains("<progress aria-label=\"part of this run that is done\"")
                        && html.contains("value=\"1.0\""),
                html);
        assertFalse(html.contains("<strong>"), "nothing to remark");
    }

    @Test
    void dataWithoutClassesShowTheirLossByEpoch() {
        Dataset data = DATA.inputsAsTargets();
        Network net =
                new Network(new MeanSquaredError(), Affine.random(784, 784, 0.01, Precision.FLOAT, new Random(1)));
        new Trainer(net, new Sgd(1), data, data, 10, 1).run(30, new LiveTraining(() -> now));
        assertTrue(
                picture().contains(">Loss, epoch by epoch</text>") && !picture().contains("ccuracy"));
    }

    @Test
    void theTimeLeftIsToldOnceItIsKnown() {
        History history = trainer(0.1).run(1);
        LiveTraining live = new LiveTraining(() -> now);
        live.onProgress(at(1, 1000), history);
        assertTrue(last().text().endsWith(" · time left: not known yet"), last().text());
        now += 1000 * MILLISECOND;
        live.onProgress(at(100, 1000), history);
        assertTrue(last().text().endsWith(" · about 9 s left"), last().text());
    }

    @Test
    void aLossThatIsNoNumberIsSaidInWords() {
        trainer(1e30).run(20, new LiveTraining(() -> now));
        assertTrue(last().text().contains(" · loss NaN · "), last().text());
        String words =
                "⚠ Stopped: the loss of step 2 is NaN. The net is back at the weights that step 1 began with, when";
        assertTrue(last().text().contains(words), last().text());
        assertTrue(last().html().contains("<strong>" + words), last().html());
        assertTrue(picture().contains(">NaN or infinite at step 2</text>"), picture());
        assertFalse(picture().matches("(?s).*[ML'](NaN|Infinity)[ '].*"), "coordinates that are no numbers");
    }

    @Test
    void aRunThatGoesOnAfterThatShowsWhereItWas() {
        Trainer trainer = trainer(1e30);
        trainer.run(20);
        trainer.setOptimizer(new Sgd(0.1));
        trainer.run(18, new LiveTraining(() -> now));
        assertTrue(last().text().startsWith("Done: step 20 of 20 · "), last().text());
        assertFalse(last().html().contains("<strong>"), "nothing to remark");
        assertTrue(picture().contains(">NaN or infinite at step 2</text>"), picture());
    }

    @Test
    void aRunThatIsStoppedBeforeItBeginsIsDrawn() {
        Trainer trainer = trainer(0.1);
        Thread.currentThread().interrupt();
        trainer.run(20, new LiveTraining(() -> now));
        assertTrue(Thread.interrupted());
        assertTrue(last().text().startsWith("Stopped: step 0 of 20 · "), last().text());
        assertTrue(last().html().contains("alt=\"No loss yet.\""), last().html());
    }

    @Test
    void aStoppedRunSaysThatItCanGoOnAndTheNextShowsAll() {
        Trainer trainer = trainer(0.1);
        LiveTraining first = new LiveTraining(() -> now);
        trainer.run(100, (progress, history) -> {
            if (progress.iteration() == 12) Thread.currentThread().interrupt();
            first.onProgress(progress, history);
        });
        assertTrue(Thread.interrupted());
        assertTrue(last().text().startsWith("Stopped: step 13 of 100 · epoch 1.3 · "), last().text());
        assertTrue(
                last().html()
                        .contains("<strong>What was learnt is kept; the next run of this trainer goes on from here."),
                last().html());
        trainer.run(7, new LiveTraining(() -> now));
        assertTrue(last().text().startsWith("Done: step 20 of 20 · epoch 2.0 · "), last().text());
        assertTrue(picture().contains(">20</text>") && picture().contains(">5</text>"), "the axis begins at 0");
    }

    @Test
    void aLongRunIsDrawnWithFewPoints() {
        trainer(0.1).run(3000, new LiveTraining(() -> now));
        assertTrue(picture().contains(">mean loss of 22 mini-batches</text>"), picture());
        assertTrue(last().html().length() < 40_000, last().html().length() + " bytes");
    }
}
