package backprop.data.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Java;
import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The downloader against a server on this machine. */
class MnistTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Downloader.Limits PATIENT = new Downloader.Limits(LONG, LONG, LONG);

    @TempDir
    Path folder;

    private Path served;
    private Path cache;
    private HttpServer server;
    private URI mirror;
    private final List<DownloadProgress> heard = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<CountDownLatch> latches = new ArrayList<>();
    private final List<RemoteFile> files = new ArrayList<>();

    @BeforeEach
    void serveSmallDigits() throws Exception {
        served = Files.createDirectory(folder.resolve("served"));
        cache = folder.resolve("cache");
        writeDigits(served, 20, 10);
        for (String name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            String file = name + "-ubyte.gz";
            files.add(remote(file));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        mirror = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/");
    }

    /** With the file of that name, whatever the folder. */
    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        Path file = served.resolve(name(exchange));
        boolean found = Files.exists(file) && !path.startsWith("/nothing");
        byte[] body = found ? Files.readAllBytes(file) : new byte[0];
        exchange.sendResponseHeaders(found ? 200 : 404, found ? body.length : -1);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private RemoteFile remote(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(served.resolve(name));
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
        return new RemoteFile(name, bytes.length, HexFormat.of().formatHex(sha256));
    }

    @AfterEach
    void stop() {
        latches.forEach(CountDownLatch::countDown);
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
        return Mnist.load(cache(PATIENT, mirrors), files);
    }

    private FileCache cache(Downloader.Limits limits, URI... mirrors) {
        return new FileCache(cache, List.of(mirrors), limits, heard::add);
    }

    /** Why the files could not be had. (Mnist would draw synthetic digits then, which takes a second.) */
    private String fault(Downloader.Limits limits, String path) {
        FileCache empty = cache(limits, mirror.resolve(path));
        return assertThrows(IOException.class, () -> empty.complete(files)).getMessage();
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
        // as long as the right one, and not the right one
        Path wrong = served.resolve(files.get(0).name());
        byte[] bytes = Files.readAllBytes(wrong);
        bytes[bytes.length / 2]++;
        Files.write(wrong, bytes);
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
    void noServerIsNoConnection() {
        server.stop(0);
        String fault = fault(PATIENT, "");
        assertTrue(fault.endsWith(": no connection"), fault);
    }

    @Test
    void aDamagedCacheIsFetchedAnew() throws IOException {
        load(mirror);
        Files.write(cache.resolve(files.get(2).name()), new byte[] {1, 2, 3});
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
    void aFolderOfOnesOwnIsCalledMnistOnlyIfItIs() throws IOException {
        String counts = ": 20 to train, 10 to test.";
        assertEquals("MNIST, from a folder" + counts, Mnist.read(served, files).source());
        String other = "The digits in " + Mnist.shorten(served) + counts;
        assertEquals(other, Mnist.read(served).source());
        new IdxFile(new int[] {20}, new byte[20]).write(served.resolve("train-labels-idx1-ubyte"));
        assertEquals(other, Mnist.read(served, files).source());
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
        CountDownLatch over = serve("/stalls/", (exchange, latch) -> {
            exchange.sendResponseHeaders(200, files.get(0).size());
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            awaitQuietly(latch);
        });
        String fault = fault(new Downloader.Limits(LONG, SHORT, LONG), "stalls/");
        over.countDown();
        assertTrue(fault.contains("nothing came for 0.3 s"), fault);
        assertNothingIn(cache);
    }

    @Test
    void aServerThatDripsIsGivenUp() throws IOException {
        CountDownLatch over = serve("/drips/", (exchange, latch) -> {
            exchange.sendResponseHeaders(200, files.get(0).size());
            while (latch.getCount() > 0) {
                exchange.getResponseBody().write(0);
                exchange.getResponseBody().flush();
                awaitQuietly(latch, 20);
            }
        });
        String fault = fault(new Downloader.Limits(LONG, LONG, SHORT), "drips/");
        over.countDown();
        assertTrue(fault.contains("not done after 0.3 s"), fault);
        assertNothingIn(cache);
    }

    @Test
    void aServerThatStopsMidwayOrLiesAboutTheLengthIsGivenUp() throws IOException {
        long size = files.get(0).size();
        serve("/stops/", (exchange, latch) -> {
            exchange.sendResponseHeaders(200, size);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });
        serve("/short/", (exchange, latch) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[10]);
        });
        serve("/long/", (exchange, latch) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[100 << 10]);
        });
        serve("/offers/", (exchange, latch) -> {
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().flush();
            awaitQuietly(latch);
        });
        serve("/error/", (exchange, latch) -> exchange.sendResponseHeaders(500, -1));
        assertFault("stops/", "fixed content-length: " + size + ", bytes received: 10");
        assertFault("short/", "the server sent 10 bytes, not " + size);
        assertFault("long/", "the server sends more than " + size + " bytes");
        assertFault("offers/", "the server offers 1099511627776 bytes, not " + size);
        assertFault("error/", "the server answered 500");
        assertFault("nothing/", "the server answered 404");
        assertEquals(DownloadProgress.State.FAILED, heard.get(heard.size() - 1).state());
        // after all of them, the one that has it
        URI[] all = Stream.of("stops/", "short/", "long/", "offers/", "error/", "nothing/", "")
                .map(mirror::resolve)
                .toArray(URI[]::new);
        assertTrue(load(all).source().startsWith("MNIST, downloaded"));
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void whatIsNoHttpIsGivenUp() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try {
                    while (true) {
                        try (Socket client = socket.accept()) {
                            client.getOutputStream()
                                    .write("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n".getBytes());
                        }
                    }
                } catch (IOException e) {
                    // the test is over
                }
            });
            server.start();
            String fault = fault(PATIENT, "http://localhost:" + socket.getLocalPort() + "/");
            assertTrue(fault.startsWith(files.get(0).name() + ": localhost: "), fault);
            assertNothingIn(cache);
        }
    }

    @Test
    void redirectsAreFollowedButNotForEver() throws IOException {
        server.createContext("/moved/", exchange -> redirect(exchange, mirror.resolve(name(exchange))));
        server.createContext("/circle/", exchange -> redirect(exchange, mirror.resolve("circle/" + name(exchange))));
        assertFault("circle/", "the server answered 302");
        assertTrue(load(mirror.resolve("moved/")).source().startsWith("MNIST, downloaded"));
    }

    private static String name(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void redirect(HttpExchange exchange, URI to) throws IOException {
        exchange.getResponseHeaders().add("Location", to.toString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    @Test
    void overHttpsRedirectsStayWithHttps() throws Exception {
        SSLContext context = certificate();
        HttpsServer safe = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        safe.setHttpsConfigurator(new HttpsConfigurator(context));
        URI https = URI.create("https://localhost:" + safe.getAddress().getPort() + "/");
        byte[] body = {1, 2, 3};
        safe.createContext("/file", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        safe.createContext("/moved", exchange -> redirect(exchange, https.resolve("file")));
        safe.createContext(
                "/down",
                exchange -> redirect(exchange, mirror.resolve(files.get(0).name())));
        safe.start();
        try {
            Downloader downloader =
                    new Downloader(PATIENT, HttpClient.newBuilder().sslContext(context));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            downloader.fetch(https.resolve("moved"), body.length, out, bytes -> {});
            assertArrayEquals(body, out.toByteArray());
            String message = assertThrows(
                            IOException.class,
                            () -> downloader.fetch(
                                    https.resolve("down"), files.get(0).size(), out, bytes -> {}))
                    .getMessage();
            assertEquals("the server answered 302", message);
            assertEquals(0, requests.get(), "requests without encryption");
            // and a server that cannot prove who it is
            assertThrows(
                    SSLException.class,
                    () -> new Downloader(PATIENT).fetch(https.resolve("file"), body.length, out, bytes -> {}));
        } finally {
            safe.stop(0);
        }
    }

    /** A certificate for this machine, which only those who know it trust. */
    private SSLContext certificate() throws Exception {
        Path store = folder.resolve("store");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(("-genkeypair -alias test -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                        + " -storetype PKCS12 -storepass secret -keystore")
                .split(" ")));
        command.add(store.toString());
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), output);
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "secret".toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Test
    void theRealMirrorsAreSeveralAndEncrypted() {
        assertTrue(Mnist.MIRRORS.size() > 1);
        for (URI real : Mnist.MIRRORS) {
            assertEquals("https", real.getScheme());
            assertTrue(real.getPath().endsWith("/"), real + " is no folder");
        }
    }

    @Test
    void anInterruptStopsTheDownloadAndIsNotTakenForAMissingNetwork() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = serve("/waits/", (exchange, latch) -> {
            asked.countDown();
            awaitQuietly(latch);
        });
        FutureTask<IOException> outcome = new FutureTask<>(() -> {
            IOException e = assertThrows(InterruptedIOException.class, () -> load(mirror.resolve("waits/")));
            assertTrue(Thread.currentThread().isInterrupted(), "the flag is kept");
            return e;
        });
        Thread reader = new Thread(outcome);
        reader.start();
        asked.await();
        reader.interrupt();
        assertTrue(outcome.get().getMessage().contains("was interrupted"));
        over.countDown();
        assertNothingIn(cache);
    }

    @Test
    void progressGrowsAndEnds() throws IOException {
        load(mirror);
        long size = files.stream().mapToLong(RemoteFile::size).sum();
        assertEquals(
                new DownloadProgress(DownloadProgress.State.DONE, "", "", size, size), heard.get(heard.size() - 1));
        for (int i = 1; i < heard.size(); i++)
            assertTrue(heard.get(i - 1).bytes() <= heard.get(i).bytes());
        heard.clear();
        load(mirror);
        assertEquals(List.of(), heard, "nothing is downloaded, nothing is told");
    }

    @Test
    void aLockThatCannotBeHadIsNoHindrance() throws IOException {
        Files.createDirectories(cache.resolve(".lock"));
        assertTrue(load(mirror).source().startsWith("MNIST, downloaded"));
    }

    @Test
    void theCacheMayBeALink() throws IOException {
        Files.createSymbolicLink(cache, Files.createDirectory(folder.resolve("elsewhere")));
        assertTrue(load(mirror).source().startsWith("MNIST, downloaded"));
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void twoThreadsFetchOnce() throws Exception {
        FutureTask<Mnist.Digits> other = new FutureTask<>(() -> load(mirror));
        new Thread(other).start();
        load(mirror);
        other.get();
        assertEquals(4, requests.get());
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void whoWaitsCanBeInterruptedAndDoesNotWaitForEver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = serve("/waits/", (exchange, latch) -> {
            asked.countDown();
            awaitQuietly(latch);
        });
        FutureTask<String> holder = new FutureTask<>(() -> fault(PATIENT, "waits/"));
        new Thread(holder).start();
        asked.await();
        Thread waiter = Thread.currentThread();
        FileCache interrupted = new FileCache(cache, List.of(mirror), PATIENT, progress -> {
            if (progress.state() == DownloadProgress.State.WAITING) waiter.interrupt();
        });
        assertThrows(InterruptedIOException.class, () -> interrupted.complete(files));
        assertTrue(Thread.interrupted(), "the flag is kept");
        // The holder stands still: the other one fetches the files itself.
        assertTrue(cache(new Downloader.Limits(LONG, LONG, SHORT), mirror).complete(files));
        over.countDown();
        assertTrue(holder.get().contains(": "), holder.get());
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void twoProgramsSideBySideFetchOnceAndTheSecondSaysThatItWaits() throws Exception {
        CountDownLatch oneWaits = new CountDownLatch(1);
        AtomicInteger first = new AtomicInteger();
        server.createContext("/waiting", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            oneWaits.countDown();
        });
        // The first program gets nothing until the second waits for it, or asks for the file too.
        server.createContext("/side/", exchange -> {
            if (first.incrementAndGet() > 1) oneWaits.countDown();
            awaitQuietly(oneWaits);
            answer(exchange);
        });
        FutureTask<String> other = new FutureTask<>(() -> program("side/"));
        new Thread(other).start();
        String one = program("side/");
        String two = other.get();
        assertEquals(4, requests.get(), "each file once");
        String loader = one.contains("WAITING") ? two : one;
        String waiter = one.contains("WAITING") ? one : two;
        assertTrue(loader.contains("MNIST, downloaded to") && !loader.contains("WAITING"), loader);
        assertTrue(waiter.contains("MNIST, from the cache") && !waiter.contains("LOADING"), waiter);
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void aProgramThatDiesWhileItFetchesHindersNobody() throws Exception {
        String dead = program("", "-Ddie=true");
        assertFalse(dead.contains("MNIST"), dead);
        List<Path> left = list(cache);
        Path part = left.stream()
                .filter(file -> file.toString().endsWith(".part"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it died too early or too late: " + left));
        Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(LONG.multipliedBy(2))));
        assertTrue(load(mirror).source().startsWith("MNIST, downloaded"));
        assertOnlyWholeFilesIn(cache);
    }

    @Test
    void nothingIsWrittenOutsideTheCache() throws Exception {
        URI wrong = mirror.resolve("nothing/");
        Path home = Files.createDirectories(folder.resolve("sandbox/home"));
        Path temporary = Files.createDirectories(folder.resolve("sandbox/tmp"));
        List<Path> here = list(Path.of(""));
        String output = program(
                "", "-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary, "-Dmirrors=" + wrong + "," + mirror);
        assertTrue(output.contains("MNIST, downloaded"), output);
        assertEquals(List.of(), list(home));
        assertEquals(List.of(), list(temporary));
        assertEquals(here, list(Path.of("")));
        List<Path> expected = new ArrayList<>(List.of(cache.resolve(".lock")));
        files.forEach(file -> expected.add(cache.resolve(file.name())));
        assertEquals(expected.stream().sorted().toList(), list(cache));
    }

    /** Loads the digits in a Java of their own; what it printed. */
    private String program(String path, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "-Dserver=" + mirror,
                "-Dcache=" + cache,
                "-Dfiles="
                        + files.stream()
                                .map(file -> file.name() + " " + file.size() + " " + file.sha256())
                                .collect(Collectors.joining(","))));
        all.add("-Dmirrors=" + mirror.resolve(path));
        all.addAll(List.of(options));
        return Java.run(all, Program.class);
    }

    static final class Program {
        public static void main(String[] args) throws IOException {
            List<RemoteFile> files = Stream.of(System.getProperty("files").split(","))
                    .map(file -> file.split(" "))
                    .map(file -> new RemoteFile(file[0], Long.parseLong(file[1]), file[2]))
                    .toList();
            List<URI> mirrors = Stream.of(System.getProperty("mirrors").split(","))
                    .map(URI::create)
                    .toList();
            FileCache cache = new FileCache(Path.of(System.getProperty("cache")), mirrors, PATIENT, Program::tell);
            System.out.println(Mnist.load(cache, files));
        }

        private static void tell(DownloadProgress progress) {
            System.out.println(progress);
            if (Boolean.getBoolean("die") && progress.bytes() > 0)
                Runtime.getRuntime().halt(0);
            if (progress.state() != DownloadProgress.State.WAITING) return;
            try {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(System.getProperty("server")).resolve("waiting"))
                        .build();
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a server does for a request, until the latch opens at the latest. */
    private interface Response {
        void give(HttpExchange exchange, CountDownLatch over) throws IOException;
    }

    private CountDownLatch serve(String path, Response response) {
        CountDownLatch over = new CountDownLatch(1);
        latches.add(over);
        server.createContext(path, exchange -> {
            try {
                response.give(exchange, over);
            } finally {
                exchange.close();
            }
        });
        return over;
    }

    private void assertFault(String path, String words) throws IOException {
        String fault = fault(PATIENT, path);
        assertTrue(fault.contains(words), fault);
        assertNothingIn(cache);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        awaitQuietly(latch, LONG.toMillis());
    }

    private static void awaitQuietly(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsSaid() throws IOException {
        cache = Files.createFile(folder.resolve("a file")).resolve("cache");
        String fault = fault(PATIENT, "");
        assertTrue(fault.startsWith("the cache ") && fault.contains(" cannot be written"), fault);
        cache = Files.createDirectory(folder.resolve("full"));
        Files.createDirectories(cache.resolve(files.get(1).name()).resolve("a folder in the place of a file"));
        fault = fault(PATIENT, "");
        assertTrue(fault.contains("full cannot be written"), fault);
        assertOnlyWholeFilesIn(cache);
    }

    private static void assertOnlyWholeFilesIn(Path folder) throws IOException {
        assertEquals(
                List.of(),
                list(folder).stream()
                        .filter(file -> file.toString().endsWith(".part"))
                        .toList());
    }

    private static void assertNothingIn(Path cache) throws IOException {
        assertEquals(List.of(cache.resolve(".lock")), list(cache));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
