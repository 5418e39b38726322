package backprop.data.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import backprop.data.ImageDataset;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads damaged files, and compares every answer with that of {@link IdxReference}. */
final class IdxFuzz {
    /** What reading a file may allocate beside its bytes: streams, their buffers, an exception with its words. */
    private static final int OVERHEAD = 40_000;

    /** The first times that a fault is found load classes; that is not counted. */
    private static final int WARM_UP = 3;

    /** Every fault, as it follows the name of the file. */
    private static final List<Pattern> FAULTS = Stream.of(
                    "is not an IDX file of bytes: it starts with [0-9a-f]{8}, .*",
                    "is cut short: it ends before .*",
                    "is cut short: it says SHAPE = \\d+ bytes, but only \\d+ follow",
                    "is damaged: dimension \\d is negative",
                    "is damaged: after SHAPE bytes there are more",
                    "is damaged: its gzip stream is not valid \\(\\w+ .*\\)",
                    "says that it holds SHAPE bytes, more than fits in memory",
                    "holds \\d+ images, but .* holds \\d+ labels",
                    "holds SHAPE bytes, but images have three dimensions: .*",
                    "holds SHAPE bytes, but labels have one dimension: .*",
                    "and .* do not make a data set: label \\d+ at index \\d+ is out of range: .*",
                    "and .* do not make a data set: images need at least one row, .*",
                    "and .* do not make a data set: an image of .* has more pixels than fit in memory")
            .map(words -> Pattern.compile(" " + words.replace("SHAPE", "\\d+( × \\d+)*")))
            .toList();

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final IdxDamage damage;
    private final Path file;
    private final Path labels;

    /** How often each of the faults was found. */
    private final int[] found = new int[FAULTS.size()];

    /** How many files were read, for there was nothing wrong with them. */
    private int read;

    /** How many inputs were damaged: those that the reference refuses. */
    private int damaged;

    /** The most that a reading allocated beyond twice the bytes that the file holds. */
    private long mostBeside;

    private interface Reading<T> {
        T read() throws IOException;
    }

    private IdxFuzz(long seed, Path folder) {
        damage = new IdxDamage(seed);
        file = folder.resolve("images-" + seed);
        labels = folder.resolve("labels-" + seed);
    }

    /**
     * Reads so many damaged files, with a thread for each of the seeds.
     *
     * @return a sentence with what was measured
     */
    static String run(int count, Path folder, long... seeds) throws Exception {
        List<IdxFuzz> all =
                LongStream.of(seeds).mapToObj(seed -> new IdxFuzz(seed, folder)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(seeds.length);
        try {
            for (Future<?> done : threads.invokeAll(all.stream()
                    .map(fuzz -> Executors.callable(() -> fuzz.run(count / seeds.length)))
                    .toList())) done.get();
        } finally {
            threads.shutdownNow();
        }
        int[] found = new int[FAULTS.size()];
        for (IdxFuzz fuzz : all) for (int i = 0; i < found.length; i++) found[i] += fuzz.found[i];
        for (int i = 0; i < found.length; i++)
            assertTrue(found[i] > WARM_UP * seeds.length, FAULTS.get(i) + " was found " + found[i] + " times only");
        int damaged = all.stream().mapToInt(fuzz -> fuzz.damaged).sum();
        int read = all.stream().mapToInt(fuzz -> fuzz.read).sum();
        assertTrue(damaged >= count && read > damaged / 20, damaged + " damaged, " + read + " read");
        return String.format(
                Locale.ROOT,
                "%,d damaged files refused, %,d whole ones read; at most %,d bytes allocated beside the data",
                damaged,
                read,
                all.stream().mapToLong(fuzz -> fuzz.mostBeside).max().orElseThrow());
    }

    private void run(int count) {
        while (damaged < count) {
            if (damaged % 10 == 9) pair();
            else single();
        }
    }

    private void single() {
        byte[] bytes = damage.file();
        IdxReference.Verdict verdict = IdxReference.judge(bytes);
        write(file, bytes);
        IdxFile read = bounded(verdict.valid(), verdict.unpacked(), bytes, () -> IdxFile.read(file));
        if (read == null) return;
        assertArrayEquals(verdict.file().dimensions(), read.dimensions());
        assertArrayEquals(verdict.file().data(), read.data());
    }

    private void pair() {
        byte[][] bytes = damage.pair();
        IdxReference.Verdict images = IdxReference.judge(bytes[0]);
        IdxReference.Verdict numbers = IdxReference.judge(bytes[1]);
        write(file, bytes[0]);
        write(labels, bytes[1]);
        ImageDataset read = bounded(
                images.valid() && numbers.valid() && belongTogether(images.file(), numbers.file()),
                images.unpacked() + numbers.unpacked(),
                bytes[0],
                () -> IdxFile.readImages("fuzzed", file, labels, 10));
        if (read == null) return;
        assertEquals(images.file().dimensions()[0], read.size());
        for (int i = 0; i < read.size(); i++) assertEquals(numbers.file().data()[i], read.label(i));
    }

    /** Not emptied before it is filled, for then some file systems wait for the disk each time. */
    private static void write(Path file, byte[] bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.truncate(bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean belongTogether(IdxFile images, IdxFile labels) {
        int[] shape = images.dimensions();
        if (shape.length != 3 || labels.dimensions().length != 1 || shape[0] != labels.dimensions()[0]) return false;
        if ((long) shape[1] * shape[2] < 1 || (long) shape[1] * shape[2] > Integer.MAX_VALUE) return false;
        for (byte label : labels.data()) if (label < 0 || label > 9) return false;
        return true;
    }

    /** What was read, or null where it was refused as it should be. */
    private <T> T bounded(boolean valid, long unpacked, byte[] bytes, Reading<T> reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T result = null;
        String refusal = null;
        try {
            result = reading.read();
        } catch (IOException e) {
            refusal = e.getMessage();
        } catch (RuntimeException | Error e) {
            fail(e + " for " + hex(bytes), e);
        }
        long beside = THREADS.getCurrentThreadAllocatedBytes() - before - 2 * unpacked;
        if (valid != (refusal == null))
            fail((valid ? "a valid file was refused: " + refusal : "a damaged file was read") + ": " + hex(bytes));
        if (!valid) damaged++;
        int times = valid ? ++read : ++found[fault(refusal)];
        if (times > WARM_UP) {
            mostBeside = Math.max(mostBeside, beside);
            if (beside > OVERHEAD)
                fail("reading " + unpacked + " bytes took " + beside + " more than twice that: " + hex(bytes));
        }
        return result;
    }

    private static String hex(byte[] bytes) {
        return bytes.length + " bytes, " + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 400));
    }

    /** The place of the fault in the list. */
    private int fault(String refusal) {
        Path named = refusal.startsWith(labels.toString()) ? labels : file;
        assertTrue(refusal.startsWith(named.toString()), refusal);
        String words = refusal.substring(named.toString().length());
        return IntStream.range(0, FAULTS.size())
                .filter(i -> FAULTS.get(i).matcher(words).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError(refusal));
    }
}
