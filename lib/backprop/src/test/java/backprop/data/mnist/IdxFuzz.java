package backprop.data.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import backprop.data.ImageDataset;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads damaged files: each is refused by name and fault, or rightly read, in memory bounded by what it holds. */
final class IdxFuzz {
    /** What reading a file may allocate beside its bytes: streams, their buffers, an exception with its message. */
    private static final int OVERHEAD = 50_000;

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
                    "says that it holds SHAPE bytes, more than fits in memory \\(java -Xmx gives more\\)",
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

    /** The most that a reading allocated beyond twice the bytes that the file holds. */
    private long mostBeside;

    private interface Reading<T> {
        T read() throws IOException;
    }

    private IdxFuzz(long seed, Path folder) {
        damage = new IdxDamage(seed);
        file = folder.resolve("images");
        labels = folder.resolve("labels");
    }

    /**
     * Reads so many files.
     *
     * @return a sentence with what was measured
     */
    static String run(int count, Path folder, long seed) throws IOException {
        IdxFuzz fuzz = new IdxFuzz(seed, folder);
        for (int i = 0; i < count; i++) {
            if (i % 10 == 9) fuzz.pair();
            else fuzz.single();
        }
        for (int i = 0; i < FAULTS.size(); i++)
            assertTrue(fuzz.found[i] > WARM_UP, FAULTS.get(i) + " was found " + fuzz.found[i] + " times only");
        assertTrue(fuzz.read > count / 20 && fuzz.read < count / 2, fuzz.read + " of " + count + " read");
        return String.format(
                Locale.ROOT,
                "%,d damaged files refused, %,d whole ones read; at most %,d bytes allocated beside the data",
                count - fuzz.read,
                fuzz.read,
                fuzz.mostBeside);
    }

    private void single() throws IOException {
        IdxDamage.Packed packed = damage.file();
        write(file, packed.bytes());
        IdxFile right = meaning(packed.content());
        IdxFile result = read(packed.bytes(), held(packed), () -> IdxFile.read(file));
        if (result == null) assertTrue(right == null || packed.damaged(), () -> hex(packed.bytes()));
        else assertSame(right, result, packed.bytes());
    }

    private void pair() throws IOException {
        byte[][] bytes = damage.pair();
        write(file, bytes[0]);
        write(labels, bytes[1]);
        IdxFile images = meaning(bytes[0]);
        IdxFile numbers = meaning(bytes[1]);
        ImageDataset result =
                read(bytes[0], bytes[0].length + bytes[1].length, () -> IdxFile.readImages("fuzzed", file, labels, 10));
        assertEquals(
                images != null && numbers != null && belongTogether(images, numbers),
                result != null,
                () -> hex(bytes[0]) + " and " + hex(bytes[1]));
        for (int i = 0; result != null && i < result.size(); i++) assertEquals(numbers.data()[i], result.label(i));
    }

    /** Not emptied before it is filled, for then some file systems wait for the disk each time. */
    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.truncate(bytes.length);
        }
    }

    /** What bytes mean by the letter of the format, or null; it shares nothing with the reader that it judges. */
    private static IdxFile meaning(byte[] bytes) {
        long size = says(bytes);
        if (size < 0) return null;
        int header = 4 + 4 * bytes[3];
        if (size != bytes.length - header) return null;
        return new IdxFile(dimensions(bytes), Arrays.copyOfRange(bytes, header, bytes.length));
    }

    /** How much its header says that a file holds, or −1 if that is no header of any file that fits in memory. */
    private static long says(byte[] bytes) {
        if (bytes.length < 4 || bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8 || bytes[3] < 1 || bytes[3] > 4)
            return -1;
        if (bytes.length < 4 + 4 * bytes[3]) return -1;
        BigInteger product = BigInteger.ONE;
        for (int size : dimensions(bytes)) {
            if (size < 0) return -1;
            product = product.multiply(BigInteger.valueOf(size));
        }
        return product.bitLength() > 31 ? -1 : product.longValue();
    }

    private static int[] dimensions(byte[] bytes) {
        int[] dimensions = new int[bytes[3]];
        ByteBuffer.wrap(bytes).position(4).asIntBuffer().get(dimensions);
        return dimensions;
    }

    /** The most that can come out of a file before its end or its first fault. */
    private static long held(IdxDamage.Packed packed) {
        // no byte of deflate unpacks to more
        if (packed.damaged()) return 1032L * packed.bytes().length;
        long says = says(packed.content());
        return says < 0 ? packed.content().length : Math.min(says, packed.content().length);
    }

    private static void assertSame(IdxFile right, IdxFile read, byte[] bytes) {
        if (right == null) fail("a damaged file was read: " + hex(bytes));
        assertArrayEquals(right.dimensions(), read.dimensions());
        assertArrayEquals(right.data(), read.data());
    }

    private static boolean belongTogether(IdxFile images, IdxFile labels) {
        int[] shape = images.dimensions();
        if (shape.length != 3 || labels.dimensions().length != 1 || shape[0] != labels.dimensions()[0]) return false;
        if ((long) shape[1] * shape[2] < 1 || (long) shape[1] * shape[2] > Integer.MAX_VALUE) return false;
        for (byte label : labels.data()) if (label < 0 || label > 9) return false;
        return true;
    }

    /** What was read, or null where it was refused. */
    private <T> T read(byte[] bytes, long held, Reading<T> reading) {
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
        long beside = THREADS.getCurrentThreadAllocatedBytes() - before - 2 * held;
        int times = refusal == null ? ++read : ++found[fault(refusal)];
        if (times > WARM_UP) {
            mostBeside = Math.max(mostBeside, beside);
            if (beside > OVERHEAD) fail(held + " bytes took " + beside + " more than twice that: " + hex(bytes));
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
