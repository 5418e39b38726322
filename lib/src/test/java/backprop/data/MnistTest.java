package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The downloader against a server on this machine. */
class MnistTest {
    @TempDir
    Path folder;

    private Path served;
    private Path cache;
    private HttpServer server;
    private URI mirror;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Mnist.Part> parts = new ArrayList<>();

    @BeforeEach
    void serveSmallDigits() throws Exception {
        served = Files.createDirectory(folder.resolve("served"));
        cache = folder.resolve("cache");
        writeDigits(served, 20, 10);
        for (String name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            String file = name + "-ubyte.gz";
            byte[] md5 = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(served.resolve(file)));
            parts.add(new Mnist.Part(file, HexFormat.of().formatHex(md5)));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            Path file = served.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        mirror = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void writeDigits(Path folder, int train, int test) throws IOException {
        write(folder, "train", SyntheticDigits.generate(train, 1));
        write(folder, "t10k", SyntheticDigits.generate(test, 2));
    }

    private static void write(Path folder, String name, ImageDataset data) throws IOException {
        byte[] pixels = new byte[data.size() * 784];
        byte[] labels = new byte[data.size()];
        for (int i = 0; i < data.size(); i++) {
            System.arraycopy(data.image(i), 0, pixels, i * 784, 784);
            labels[i] = (byte) data.label(i);
        }
        new IdxFile(new int[] {data.size(), 28, 28}, pixels).write(folder.resolve(name + "-images-idx3-ubyte.gz"));
        new IdxFile(new int[] {data.size()}, labels).write(folder.resolve(name + "-labels-idx1-ubyte.gz"));
    }

    private Mnist.Digits load(URI... mirrors) throws IOException {
        return Mnist.load(cache, List.of(mirrors), parts, Duration.ofSeconds(60));
    }

    @Test
    void downloadsOnceThenReadsTheCache() throws IOException {
        Mnist.Digits first = load(mirror);
        assertTrue(first.source().startsWith("MNIST, downloaded to"), first.source());
        assertTrue(first.source().endsWith(": 20 to train, 10 to test."), first.source());
        assertEquals(4, requests.get());
        Mnist.Digits second = load(mirror);
        assertTrue(second.source().startsWith("MNIST, from the cache"), second.source());
        assertEquals(4, requests.get());
        assertEquals(first.train().label(3), second.train().label(3));
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void asksTheNextMirrorWhenOneHasNothing() throws IOException {
        URI empty = mirror.resolve("nothing-here/");
        assertTrue(load(empty, mirror).source().startsWith("MNIST, downloaded"));
    }

    @Test
    void aWrongChecksumFallsBackInTheOpenAndLeavesNothing() throws IOException {
        writeDigits(served, 21, 10);
        Mnist.Digits digits = load(mirror);
        assertTrue(
                digits.source()
                        .startsWith("Synthetic digits, drawn by our own program, because MNIST could not be had"
                                + " (train-images-idx3-ubyte.gz: "),
                digits.source());
        assertTrue(digits.source().contains("its checksum is "), digits.source());
        assertEquals(60_000, digits.train().size());
        assertEquals(10_000, digits.test().size());
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void noServerFallsBackInTheOpen() throws IOException {
        server.stop(0);
        String source = load(mirror).source();
        assertTrue(source.contains("no connection"), source);
    }

    @Test
    void aDamagedCacheIsFetchedAnew() throws IOException {
        load(mirror);
        Files.write(cache.resolve(parts.get(2).file()), new byte[] {1, 2, 3});
        assertTrue(load(mirror).source().startsWith("MNIST, downloaded"));
        assertEquals(5, requests.get());
    }

    @Test
    void aFolderOfOnesOwnIsReadAsItIs() throws IOException {
        Mnist.Digits digits = Mnist.read(served);
        assertEquals(20, digits.train().size());
        Files.delete(served.resolve("t10k-labels-idx1-ubyte.gz"));
        String message =
                assertThrows(IOException.class, () -> Mnist.read(served)).getMessage();
        assertTrue(message.contains("t10k-labels-idx1-ubyte.gz does not exist"), message);
    }

    @Test
    void anUnpackedFileInTheCacheIsNotTrusted() throws IOException {
        load(mirror);
        new IdxFile(new int[] {20, 28, 28}, new byte[20 * 784]).write(cache.resolve("train-images-idx3-ubyte"));
        assertEquals(
                SyntheticDigits.generate(20, 1).image(3)[14 * 28 + 14],
                load(mirror).train().image(3)[14 * 28 + 14]);
    }

    @Test
    void aServerThatStallsIsGivenUp() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/stalls/", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            awaitQuietly(over);
            exchange.close();
        });
        try {
            String source = Mnist.load(cache, List.of(mirror.resolve("stalls/")), parts, Duration.ofMillis(300))
                    .source();
            assertTrue(source.contains("not done after"), source);
            assertOnlyWholeFilesIn(cache);
        } finally {
            over.countDown();
        }
    }

    @Test
    void anInterruptStopsTheDownloadAndIsNotTakenForAMissingNetwork() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/waits/", exchange -> {
            asked.countDown();
            awaitQuietly(over);
            exchange.close();
        });
        FutureTask<IOException> outcome = new FutureTask<>(
                () -> assertThrows(InterruptedIOException.class, () -> load(mirror.resolve("waits/"))));
        Thread reader = new Thread(outcome);
        reader.start();
        asked.await();
        reader.interrupt();
        assertTrue(outcome.get().getMessage().contains("was interrupted"));
        over.countDown();
        assertOnlyWholeFilesIn(cache);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsSaid() throws IOException {
        cache = Files.createFile(folder.resolve("a file")).resolve("cache");
        String source = load(mirror).source();
        assertTrue(source.contains("the cache ") && source.contains(" cannot be written"), source);
    }

    private static void assertOnlyWholeFilesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
        }
    }
}
