package backprop.data.mnist;

import backprop.data.ImageDataset;
import backprop.data.handwriting.SyntheticDigits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The MNIST digits: 60,000 handwritten digits to train on and 10,000 to test with, 28 × 28 greyscale pixels each, by Y.
 * LeCun, C. Cortes and C. Burges (1998, CC BY-SA 3.0).
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
    // for one file; the largest has 10 MB
    private static final Downloader.Limits LIMITS =
            new Downloader.Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(5));

    static final List<URI> MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            URI.create("https://raw.githubusercontent.com/fgnt/mnist/master/"));

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final String PACKED = ".gz";

    private static final List<RemoteFile> FILES = List.of(
            new RemoteFile(
                    TRAIN_IMAGES + PACKED,
                    9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new RemoteFile(
                    TRAIN_LABELS + PACKED, 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new RemoteFile(
                    TEST_IMAGES + PACKED,
                    1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new RemoteFile(
                    TEST_LABELS + PACKED, 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

    private Mnist() {}

    /**
     * The digits, and where they are from.
     *
     * @param train the training digits
     * @param test the test digits
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
     * synthetic digits. {@link Digits#source()} says which. A notebook shows the download.
     *
     * @throws IOException if the named folder does not hold readable files: what was asked for is not replaced in silence;
     *     and an {@link InterruptedIOException} if the download was stopped, with the thread's flag still set
     */
    public static Digits load() throws IOException {
        return load(ServiceLoader.load(DownloadListener.class, Mnist.class.getClassLoader())
                .findFirst()
                .orElse(DownloadListener.NONE));
    }

    /**
     * {@link #load()} with a listener.
     *
     * @throws IOException as there
     */
    public static Digits load(DownloadListener listener) throws IOException {
        String named = System.getenv(FOLDER_VARIABLE);
        if (named != null && !named.isBlank()) return read(folder(named));
        return load(new FileCache(cacheFolder(), MIRRORS, LIMITS, listener), FILES);
    }

    static Digits load(FileCache cache, List<RemoteFile> files) throws InterruptedIOException {
        try {
            boolean fetched = cache.complete(files);
            // By their full names: an unpacked file beside them has no checksum.
            return readParts(
                    name -> cache.folder().resolve(name + PACKED),
                    "MNIST, " + (fetched ? "downloaded to " : "from the cache ") + shorten(cache.folder()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return synthetic(FileCache.reason(e));
        }
    }

    /**
     * Digits from a folder: the four files under their usual names, gzipped or not, of any size. The source says that they
     * are MNIST if they are, and otherwise where the folder is.
     *
     * @throws IOException if a file is missing or damaged; the message names it
     */
    public static Digits read(Path folder) throws IOException {
        return read(folder, FILES);
    }

    static Digits read(Path folder, List<RemoteFile> mnist) throws IOException {
        boolean isMnist = mnist.stream().allMatch(file -> isRead(folder, file));
        return readParts(
                name -> find(folder, name), isMnist ? "MNIST, from a folder" : "The digits in " + shorten(folder));
    }

    /** Whether it is this very file that is read, and not an unpacked one beside it. */
    private static boolean isRead(Path folder, RemoteFile file) {
        String name = file.name().replace(PACKED, "");
        return find(folder, name).equals(folder.resolve(file.name())) && FileCache.holds(folder, file);
    }

    private static Digits readParts(Function<String, Path> file, String source) throws IOException {
        return digits(
                source,
                IdxFile.readImages("training digits", file.apply(TRAIN_IMAGES), file.apply(TRAIN_LABELS), CLASSES),
                IdxFile.readImages("test digits", file.apply(TEST_IMAGES), file.apply(TEST_LABELS), CLASSES));
    }

    private static Path find(Path folder, String name) {
        Path unpacked = folder.resolve(name);
        return Files.exists(unpacked) ? unpacked : folder.resolve(name + PACKED);
    }

    private static Digits synthetic(String why) {
        return digits(
                "Synthetic digits, drawn by our own program, because MNIST could not be had (" + why + ")",
                SyntheticDigits.generate(60_000, SYNTHETIC_TRAIN_SEED),
                SyntheticDigits.generate(10_000, SYNTHETIC_TEST_SEED));
    }

    private static Digits digits(String source, ImageDataset train, ImageDataset test) {
        return new Digits(
                train,
                test,
                String.format(Locale.ROOT, "%s: %,d to train, %,d to test.", source, train.size(), test.size()));
    }

    private static Path folder(String named) throws IOException {
        try {
            return Path.of(named);
        } catch (InvalidPathException e) {
            throw new IOException(FOLDER_VARIABLE + " names no folder: " + e.getMessage(), e);
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
    static String shorten(Path folder) {
        Path home = Path.of(System.getProperty("user.home"));
        Path full = folder.toAbsolutePath().normalize();
        return full.startsWith(home) ? "~/" + home.relativize(full).toString().replace('\\', '/') : full.toString();
    }
}
