package backprop.data.mnist;

import backprop.data.ImageDataset;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The IDX format that MNIST comes in: a magic number (two zero bytes, 08 for unsigned bytes, the number of dimensions), each
 * dimension as a big-endian 32-bit number, then the bytes (Y. LeCun, "The MNIST database", 1998). Files may be gzipped or
 * not; the first two bytes tell.
 *
 * @param dimensions the sizes, such as 60000, 28, 28
 * @param data the bytes, in row-major order
 */
public record IdxFile(int[] dimensions, byte[] data) {
    private static final int UNSIGNED_BYTES = 0x08;
    private static final int MOST_DIMENSIONS = 4;
    private static final int BUFFER_BYTES = 1 << 13;

    /** So that a small file that unpacks to a thousand times its size does not fill the memory; reading takes twice this. */
    private static final long MOST_BYTES =
            Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4);

    /**
     * @throws IllegalArgumentException if there are not 1 to 4 dimensions, or they do not multiply to the number of bytes
     */
    public IdxFile {
        if (dimensions.length < 1
                || dimensions.length > MOST_DIMENSIONS
                || Arrays.stream(dimensions).anyMatch(d -> d < 0))
            throw new IllegalArgumentException("an IDX file has 1 to " + MOST_DIMENSIONS
                    + " dimensions, none negative, but these are " + Arrays.toString(dimensions));
        if (product(dimensions) != data.length)
            throw new IllegalArgumentException(
                    shape(dimensions) + " needs " + product(dimensions) + " bytes, but there are " + data.length);
    }

    /**
     * Reads a file of at most a quarter of the memory that Java may use. While it reads, it holds at most twice what the file,
     * unpacked, really contains, whatever its header says. What follows the last gzip member is ignored, as gzip does.
     *
     * @throws IOException if it is missing, not IDX, cut short, longer than it says, damaged, or too large; the message names the
     *     file and the fault
     */
    public static IdxFile read(Path file) throws IOException {
        try {
            requireFile(file);
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
                    InputStream in = isGzipped(raw) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw) {
                return read(new DataInputStream(in));
            }
        } catch (Fault e) {
            throw new IOException(file + " " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (FileSystemException e) {
            throw new IOException(file + " cannot be read: " + reason(e), e);
        } catch (EOFException e) {
            throw new IOException(file + " is cut short: it ends before its header or its gzip stream does", e);
        } catch (ZipException e) {
            throw new IOException(file + " is damaged: its gzip stream is not valid (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + (e.getMessage() == null ? e : e.getMessage()), e);
        }
    }

    private static void requireFile(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) throw new Fault("is a folder, not an IDX file");
        // or a pipe that nobody writes to would be waited for without end
        if (!attributes.isRegularFile()) throw new Fault("is a device or a pipe, not an IDX file");
    }

    private static boolean isGzipped(InputStream in) throws IOException {
        in.mark(2);
        boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzipped;
    }

    private static IdxFile read(DataInputStream in) throws IOException {
        int[] dimensions = readDimensions(in);
        long expected = product(dimensions);
        if (expected > MOST_BYTES)
            throw new Fault("says that it holds " + shape(dimensions)
                    + " bytes, more than fits in memory (java -Xmx gives more)");
        // Grows with what is there, so that a header that lies costs no memory.
        byte[] data = in.readNBytes((int) expected);
        if (data.length < expected)
            throw new Fault("is cut short: it says " + shape(dimensions) + " = " + expected + " bytes, but only "
                    + data.length + " follow");
        if (in.read() >= 0) throw new Fault("is damaged: after " + shape(dimensions) + " bytes there are more");
        return new IdxFile(dimensions, data);
    }

    private static int[] readDimensions(DataInputStream in) throws IOException {
        int magic = in.readInt();
        int count = magic & 0xff;
        if (magic >>> 8 != UNSIGNED_BYTES || count < 1 || count > MOST_DIMENSIONS)
            throw new Fault(String.format(
                    Locale.ROOT,
                    "is not an IDX file of bytes: it starts with %08x, not with 00000801 to 0000080%d",
                    magic,
                    MOST_DIMENSIONS));
        int[] dimensions = new int[count];
        for (int i = 0; i < count; i++) {
            dimensions[i] = in.readInt();
            if (dimensions[i] < 0) throw new Fault("is damaged: dimension " + i + " is negative");
        }
        return dimensions;
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) return "you have no right to";
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    /** What is wrong with a file; its message follows the file's name. */
    private static final class Fault extends IOException {
        Fault(String message) {
            super(message);
        }
    }

    /**
     * Writes a file, gzipped if its name ends in {@code .gz}.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            DataOutputStream numbers = new DataOutputStream(out);
            numbers.writeInt(UNSIGNED_BYTES << 8 | dimensions.length);
            for (int size : dimensions) numbers.writeInt(size);
            numbers.write(data);
            numbers.flush();
        }
    }

    /**
     * Images and labels of two files as a data set.
     *
     * @throws IOException if a file cannot be read, or the two do not belong together; the message names the files
     */
    public static ImageDataset readImages(String name, Path images, Path labels, int classes) throws IOException {
        IdxFile pixels = read(images);
        IdxFile numbers = read(labels);
        if (pixels.dimensions.length != 3)
            throw new IOException(images + " holds " + shape(pixels.dimensions)
                    + " bytes, but images have three dimensions: count × rows × columns");
        if (numbers.dimensions.length != 1)
            throw new IOException(labels + " holds " + shape(numbers.dimensions)
                    + " bytes, but labels have one dimension: their count");
        if (pixels.dimensions[0] != numbers.dimensions[0])
            throw new IOException(images + " holds " + pixels.dimensions[0] + " images, but " + labels + " holds "
                    + numbers.dimensions[0] + " labels");
        try {
            return ImageDataset.of(
                    name, pixels.data, pixels.dimensions[1], pixels.dimensions[2], numbers.data, classes);
        } catch (IllegalArgumentException e) {
            throw new IOException(images + " and " + labels + " do not make a data set: " + e.getMessage(), e);
        }
    }

    private static long product(int[] dimensions) {
        long product = 1;
        // four sizes below 2³¹ can overflow a long; such a file is too large anyway
        for (int size : dimensions) product = Math.min(product * size, Long.MAX_VALUE >>> 32);
        return product;
    }

    private static String shape(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
    }
}
