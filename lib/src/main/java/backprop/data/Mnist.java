package backprop.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The MNIST digits: 60,000 handwritten digits to train on and 10,000 to test with, 28 × 28 grey pixels each, by Y. LeCun, C.
 * Cortes and C. Burges (1998, CC BY-SA 3.0).
 *
 * <p>{@link #load()} takes them from the cache, downloads them into it, or, where neither works, draws synthetic digits
 * instead and says so.
 */
public final class Mnist {
    /** The environment variable that names a folder with the four files: it is read as it is, nothing is downloaded. */
    public static final String FOLDER_VARIABLE = "BACKPROP_MNIST";

    private static final int CLASSES = 10;
    private static final long SYNTHETIC_TRAIN_SEED = 1;
    private static final long SYNTHETIC_TEST_SEED = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    // For one file; the largest has 10 MB.
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(5);

    private static final List<URI> MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    private static final Part TRAIN_IMAGES = new Part("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873");
    private static final Part TRAIN_LABELS = new Part("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432");
    private static final Part TEST_IMAGES = new Part("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3");
    private static final Part TEST_LABELS = new Part("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c");
    private static final List<Part> PARTS = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private Mnist() {}

    /** A file of the data set and the MD5 sum that its publishers give. */
    record Part(String file, String md5) {}

    /**
     * The digits, and where they are from.
     *
     * @param train what to learn from
     * @param test what to test with: never learnt from
     * @param source a sentence that says which digits these are, from where, and, if they are not MNIST, why not
     */
    public record Digits(ImageDataset train, ImageDataset test, String source) {
        @Override
        public String toString() {
            return source;
        }
    }

    /**
     * MNIST from the folder that {@value #FOLDER_VARIABLE} names, from the cache, or from the network; otherwise as many
     * synthetic digits. {@link Digits#source()} says which.
     *
     * @throws IOException if the named folder does not hold readable files: what was asked for is not replaced in silence;
     *     and an {@link InterruptedIOException} if the download was stopped
     */
    public static Digits load() throws IOException {
        String folder = System.getenv(FOLDER_VARIABLE);
        if (folder != null && !folder.isBlank()) return read(Path.of(folder));
        return load(cacheFolder(), MIRRORS, PARTS, DOWNLOAD_TIMEOUT);
    }

    static Digits load(Path cache, List<URI> mirrors, List<Part> parts, Duration patience)
            throws InterruptedIOException {
        try {
            String from = "from the cache " + shorten(cache);
            for (Part part : parts)
                if (!part.md5.equals(md5(cache.resolve(part.file)))) {
                    download(part, cache, mirrors, patience);
                    from = "downloaded to " + shorten(cache);
                }
            // By their full names: an unpacked file beside them has no checksum.
            return readParts(part -> cache.resolve(part.file), "MNIST, " + from);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return synthetic(60_000, 10_000, reason(e));
        }
    }

    /**
     * The digits in a folder of one's own: the four files under their usual names, gzipped or not, of any size.
     *
     * @throws IOException if a file is missing or damaged; the message names it
     */
    public static Digits read(Path folder) throws IOException {
        return readParts(part -> find(folder, part), "The digits in " + shorten(folder));
    }

    private static Digits readParts(Function<Part, Path> file, String source) throws IOException {
        ImageDataset train =
                IdxFile.readImages("training digits", file.apply(TRAIN_IMAGES), file.apply(TRAIN_LABELS), CLASSES);
        ImageDataset test =
                IdxFile.readImages("test digits", file.apply(TEST_IMAGES), file.apply(TEST_LABELS), CLASSES);
        return new Digits(train, test, describe(source, train, test));
    }

    private static Path find(Path folder, Part part) {
        Path unpacked = folder.resolve(part.file.replace(".gz", ""));
        return Files.exists(unpacked) ? unpacked : folder.resolve(part.file);
    }

    private static Digits synthetic(int train, int test, String why) {
        ImageDataset trainDigits = SyntheticDigits.generate(train, SYNTHETIC_TRAIN_SEED);
        ImageDataset testDigits = SyntheticDigits.generate(test, SYNTHETIC_TEST_SEED);
        return new Digits(
                trainDigits,
                testDigits,
                describe(
                        "Synthetic digits, drawn by our own program, because MNIST could not be had (" + why + ")",
                        trainDigits,
                        testDigits));
    }

    private static String describe(String source, ImageDataset train, ImageDataset test) {
        return String.format(Locale.ROOT, "%s: %,d to train, %,d to test.", source, train.size(), test.size());
    }

    private static void download(Part part, Path cache, List<URI> mirrors, Duration patience) throws IOException {
        // Moved into place only when whole and right, so that a broken download leaves nothing behind.
        Path temporary = temporaryFile(cache, part);
        try {
            List<String> faults = new ArrayList<>();
            for (URI mirror : mirrors) {
                try {
                    fetch(mirror.resolve(part.file), temporary, patience);
                    String md5 = md5(temporary);
                    if (!part.md5.equals(md5)) throw new IOException("its checksum is " + md5 + ", not " + part.md5);
                    Files.move(temporary, cache.resolve(part.file), StandardCopyOption.REPLACE_EXISTING);
                    return;
                } catch (InterruptedIOException e) {
                    throw e;
                } catch (IOException e) {
                    faults.add(mirror.getHost() + ": " + reason(e));
                }
            }
            throw new IOException(part.file + ": " + String.join("; ", faults));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path temporaryFile(Path cache, Part part) throws IOException {
        try {
            Files.createDirectories(cache);
            return Files.createTempFile(cache, part.file, ".part");
        } catch (IOException e) {
            throw new IOException("the cache " + shorten(cache) + " cannot be written", e);
        }
    }

    private static void fetch(URI uri, Path to, Duration patience) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        // The time limit of a request ends with the answer's header; this one is for all of the file.
        Future<HttpResponse<Path>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofFile(to));
        try {
            int status = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != 200) throw new IOException("the server answered " + status);
        } catch (TimeoutException e) {
            throw new IOException("not done after " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the download of " + uri + " was interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) return "no connection";
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The MD5 sum of a file, or an empty string if there is no such file. */
    private static String md5(Path file) throws IOException {
        if (!Files.isRegularFile(file)) return "";
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static Path cacheFolder() {
        Path home = Path.of(System.getProperty("user.home"));
        String base = System.getenv("XDG_CACHE_HOME");
        if (base == null || base.isBlank()) base = System.getenv("LOCALAPPDATA");
        Path caches = base == null || base.isBlank() ? home.resolve(".cache") : Path.of(base);
        return caches.resolve("backprop-by-hand").resolve("mnist");
    }

    // Committed outputs must not hold the path of the machine that they were made on.
    private static String shorten(Path folder) {
        Path home = Path.of(System.getProperty("user.home"));
        Path full = folder.toAbsolutePath().normalize();
        return full.startsWith(home) ? "~/" + home.relativize(full).toString().replace('\\', '/') : full.toString();
    }
}
