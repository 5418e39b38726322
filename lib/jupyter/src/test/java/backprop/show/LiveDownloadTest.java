package backprop.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.mnist.DownloadListener;
import backprop.data.mnist.DownloadProgress;
import backprop.data.mnist.DownloadProgress.State;
import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.show.draw.Rendering;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveDownloadTest {
    private final Kernel usual = CurrentKernel.get();
    private final List<Rendering> shown = new ArrayList<>();
    private long now = 5;
    private final LiveDownload live = new LiveDownload(() -> now);

    @BeforeEach
    void connect() {
        CurrentKernel.set(new RecordingKernel() {
            @Override
            void shown(Rendering rendering) {
                shown.add(rendering);
            }
        });
    }

    @AfterEach
    void reconnect() {
        CurrentKernel.set(usual);
    }

    private static DownloadProgress loading(long bytes) {
        return new DownloadProgress(State.LOADING, "images.gz", "server", bytes, 10_000_000);
    }

    private static DownloadProgress at(State state, long size) {
        return new DownloadProgress(state, "", "", state == State.DONE ? size : 0, size);
    }

    private List<String> texts() {
        return shown.stream().map(Rendering::text).toList();
    }

    @Test
    void theBarGrowsFiveTimesASecondAtMostAndItsEndIsAlwaysShown() {
        for (int i = 0; i < 1000; i++) {
            live.onProgress(loading(i * 10_000));
            now += 1_000_000;
        }
        live.onProgress(at(State.DONE, 10_000_000));
        assertEquals(
                List.of(
                        "Download: 0.0 of 10.0 MB, images.gz from server",
                        "Download: 2.0 of 10.0 MB, images.gz from server",
                        "Download: 4.0 of 10.0 MB, images.gz from server",
                        "Download: 6.0 of 10.0 MB, images.gz from server",
                        "Download: 8.0 of 10.0 MB, images.gz from server",
                        "Download: done, 10.0 MB."),
                texts());
        assertTrue(shown.get(1).html().contains("value=\"0.2\""), shown.get(1).html());
        assertTrue(shown.get(5).html().contains("value=\"1.0\""), shown.get(5).html());
    }

    @Test
    void waitingForAnotherProgramIsSaid() {
        live.onProgress(at(State.WAITING, 0));
        live.onProgress(at(State.DONE, 0));
        assertEquals(
                List.of(
                        "Download: another program is downloading the files; this one waits and then uses them.",
                        "Download: another program has downloaded the files."),
                texts());
    }

    @Test
    void withoutNetworkThePageStaysAsItWas() {
        live.onProgress(at(State.FAILED, 0));
        assertEquals(List.of(), shown);
    }

    @Test
    void aDownloadThatBreaksOffDoesNotSeemToGoOn() {
        live.onProgress(loading(1_000_000));
        live.onProgress(at(State.FAILED, 0));
        assertEquals("Download: not completed.", shown.get(1).text());
    }

    @Test
    void aNotebookWatchesByItselfAndAProgramIsSilent() {
        DownloadListener found =
                ServiceLoader.load(DownloadListener.class).findFirst().orElseThrow();
        assertInstanceOf(LiveDownload.class, found);
        found.onProgress(loading(1));
        assertEquals(1, shown.size());
        reconnect();
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            new LiveDownload().onProgress(loading(1));
        } finally {
            System.setOut(console);
        }
        assertEquals("", printed.toString());
    }
}
