package backprop.show;

import backprop.data.mnist.DownloadListener;
import backprop.data.mnist.DownloadProgress;
import backprop.kernel.CurrentKernel;
import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows a download live: a progress bar, and below it the state, updated at most five times a second. Nothing appears before
 * the first byte, so that an offline notebook stays as it was. Outside a notebook it is silent.
 */
public final class LiveDownload implements DownloadListener {
    private static final long BETWEEN_UPDATES = Duration.ofMillis(200).toNanos();

    private final Output output = new Output();
    private final LongSupplier nanoTime;
    private boolean shown;
    private long nextUpdate;

    /** A new output, which appears below the running cell with the first progress. */
    public LiveDownload() {
        this(System::nanoTime);
    }

    LiveDownload(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void onProgress(DownloadProgress progress) {
        long now = nanoTime.getAsLong();
        if (!CurrentKernel.isConnected()) return;
        boolean tooSoon = shown && progress.state() == DownloadProgress.State.LOADING && now - nextUpdate < 0;
        if (tooSoon || !shown && progress.finished()) return;
        output.show(render(progress));
        shown = true;
        nextUpdate = now + BETWEEN_UPDATES;
    }

    private static Rendering render(DownloadProgress progress) {
        String text = "Download: " + progress.message();
        return new Rendering(
                "<div><progress aria-label=\"part of the download that is done\" style=\"width: 100%\" max=\"1\" value=\""
                        + progress.done() + "\"></progress><div>" + Html.escape(text) + "</div></div>",
                text);
    }
}
