package backprop.data.mnist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Fetches a file of known size. The client follows at most five redirects, and none from https to http. */
final class Downloader {
    private static final long LOOK_MILLIS = 50;
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

    Limits limits() {
        return limits;
    }

    /**
     * Writes what the server sends over an existing file.
     *
     * @param size how many bytes have to come: a server that offers or sends another number is not listened to any longer
     * @param progress is told how many have come, when there are more, and when all are there
     * @throws InterruptedIOException if the thread is interrupted; its flag stays set
     * @throws IOException if the server does not answer with the file within the limits
     */
    void fetch(URI uri, long size, Path to, LongConsumer progress) throws IOException {
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Body body = new Body(out, size);
            Future<?> answer = client.sendAsync(HttpRequest.newBuilder(uri).build(), body::begin);
            try {
                await(answer, body, progress);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the download of " + uri + " was interrupted");
            } finally {
                answer.cancel(true);
                body.stop();
            }
        }
    }

    // The client's own time limit ends with the header of the answer.
    private void await(Future<?> answer, Body body, LongConsumer progress)
            throws IOException, ExecutionException, InterruptedException {
        long start = System.nanoTime();
        long newest = start;
        long bytes = 0;
        while (true) {
            try {
                answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                progress.accept(body.bytes);
                return;
            } catch (TimeoutException e) {
                long now = System.nanoTime();
                if (body.bytes > bytes) {
                    bytes = body.bytes;
                    newest = now;
                    progress.accept(bytes);
                }
                if (now - newest > limits.silence.toNanos())
                    throw new IOException("nothing came for " + seconds(limits.silence) + " s", e);
                if (now - start > limits.whole.toNanos())
                    throw new IOException("not done after " + seconds(limits.whole) + " s", e);
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Writes what comes, in the client's threads. */
    private static final class Body implements HttpResponse.BodySubscriber<Void> {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final FileChannel out;
        private final long size;
        private volatile Flow.Subscription subscription;
        private volatile long bytes;

        Body(FileChannel out, long size) {
            this.out = out;
            this.size = size;
        }

        HttpResponse.BodySubscriber<Void> begin(ResponseInfo answer) {
            long offered = answer.headers().firstValueAsLong("content-length").orElse(size);
            if (answer.statusCode() != OK) fail("the server answered " + answer.statusCode());
            else if (offered != size) fail("the server offers " + offered + " bytes, not " + size);
            return this;
        }

        private void fail(String words) {
            end.completeExceptionally(new IOException(words));
        }

        void stop() {
            Flow.Subscription begun = subscription;
            if (begun != null) begun.cancel();
        }

        @Override
        public CompletionStage<Void> getBody() {
            return end;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            if (end.isDone()) begun.cancel();
            else begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            try {
                for (ByteBuffer buffer : buffers) {
                    if (bytes + buffer.remaining() > size) {
                        fail("the server sends more than " + size + " bytes");
                        stop();
                        return;
                    }
                    int count = buffer.remaining();
                    while (buffer.hasRemaining()) out.write(buffer);
                    bytes += count;
                }
            } catch (IOException e) {
                end.completeExceptionally(e);
                stop();
            }
        }

        @Override
        public void onError(Throwable fault) {
            end.completeExceptionally(fault);
        }

        @Override
        public void onComplete() {
            if (bytes < size) fail("the server sent " + bytes + " bytes, not " + size);
            else end.complete(null);
        }
    }
}
