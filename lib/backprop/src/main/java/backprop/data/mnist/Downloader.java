package backprop.data.mnist;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Fetches files of known size. It follows at most five redirects, and none from https to http. */
final class Downloader {
    private static final int CHUNK_BYTES = 1 << 14;
    private static final int OK = 200;

    private final HttpClient client;
    private final Limits limits;

    /**
     * How long to wait for one file.
     *
     * @param connect until there is a connection
     * @param silence while nothing comes
     * @param whole until all of it is there
     */
    record Limits(Duration connect, Duration silence, Duration whole) {}

    /** @throws IOException if the system has no more connections to give */
    Downloader(Limits limits) throws IOException {
        this(limits, HttpClient.newBuilder());
    }

    Downloader(Limits limits, HttpClient.Builder builder) throws IOException {
        this.limits = limits;
        try {
            client = builder.connectTimeout(limits.connect)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Copies what the server sends.
     *
     * @param size how many bytes have to come; a server that offers or sends another number is given up
     * @param progress is told how many have come, whenever there are more
     * @throws InterruptedIOException if the thread is interrupted; its flag stays set
     * @throws IOException if the server does not answer with so many bytes within the limits
     */
    void fetch(URI uri, long size, OutputStream out, LongConsumer progress) throws IOException {
        long end = System.nanoTime() + limits.whole.toNanos();
        Future<HttpResponse<InputStream>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = await(answer, end);
            try (InputStream in = response.body()) {
                requireSize(response, size);
                copy(in, size, out, progress, end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download of " + uri + " was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static void requireSize(HttpResponse<?> response, long size) throws IOException {
        if (response.statusCode() != OK) throw new IOException("the server answered " + response.statusCode());
        long offered = response.headers().firstValueAsLong("content-length").orElse(size);
        if (offered != size) throw new IOException("the server offers " + offered + " bytes, not " + size);
    }

    private void copy(InputStream in, long size, OutputStream out, LongConsumer progress, long end)
            throws IOException, InterruptedException {
        // Another thread reads, for there is no time limit for a read.
        ExecutorService reader = Executors.newSingleThreadExecutor(Downloader::daemon);
        try {
            byte[] chunk = new byte[CHUNK_BYTES];
            long bytes = 0;
            for (int count; (count = await(reader.submit(() -> read(in, chunk)), end)) >= 0; ) {
                bytes += count;
                if (bytes > size) throw new IOException("the server sends more than " + size + " bytes");
                out.write(chunk, 0, count);
                progress.accept(bytes);
            }
            if (bytes < size) throw new IOException("the server sent " + bytes + " bytes, not " + size);
        } finally {
            reader.shutdownNow();
        }
    }

    private static int read(InputStream in, byte[] chunk) throws IOException {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            // the client's stream says no more than that it is closed
            throw e.getCause() instanceof IOException cause ? cause : e;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "download");
        thread.setDaemon(true);
        return thread;
    }

    private <T> T await(Future<T> step, long end) throws IOException, InterruptedException {
        long left = end - System.nanoTime();
        long silence = limits.silence.toNanos();
        try {
            return step.get(Math.min(left, silence), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    left < silence
                            ? "not done after " + seconds(limits.whole) + " s"
                            : "nothing came for " + seconds(limits.silence) + " s",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
