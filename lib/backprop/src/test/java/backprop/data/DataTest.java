package backprop.data;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.handwriting.SyntheticDigits;
import backprop.data.mnist.IdxFile;
import backprop.math.Matrices;
import backprop.math.Precision;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DataTest {
    @TempDir
    Path folder;

    private static ImageDataset small() {
        byte[] pixels = {0, (byte) 255, 51, 102, 0, 0, 0, 1};
        return ImageDataset.of("small", pixels, 2, 2, new byte[] {2, 0}, 3);
    }

    @Test
    void bytesBecomeNumbersFromZeroToOne() {
        for (Precision precision : Precision.values()) {
            Batch batch = small().in(precision).batch(1, 0, 0);
            assertEquals(precision, Precision.of(batch.x()));
            assertEquals(3, batch.size());
            assertEquals(1 / 255.0, batch.x().get(0, 3), 1e-9);
            assertArrayEquals(new double[] {0, 1, 0.2, 0.4}, row(batch.x(), 1), 1e-7);
            assertArrayEquals(new double[] {1, 0, 0}, row(batch.t(), 0));
            assertArrayEquals(new double[] {0, 0, 1}, row(batch.t(), 1));
        }
    }

    private static double[] row(SimpleMatrix m, int i) {
        double[] row = new double[m.getNumCols()];
        for (int j = 0; j < row.length; j++) row[j] = m.get(i, j);
        return row;
    }

    @Test
    void slicesKnowTheirPlace() {
        ImageDataset second = small().slice(1, 2);
        assertEquals(1, second.size());
        assertEquals(0, second.label(0));
        assertArrayEquals(new byte[] {0, 0, 0, 1}, second.image(0));
        assertArrayEquals(new double[] {0, 0, 0, 1 / 255.0}, row(second.batch(0).x(), 0), 1e-7);
        assertRefused("sample 1 asked for, but small has 1, counted from 0", () -> second.label(1));
        assertRefused(
                "sample 1 asked for, but other has 1, counted from 0",
                () -> second.named("other").label(1));
    }

    @Test
    void drawingIsSeededAndStaysInRange() {
        ImageDataset data = SyntheticDigits.generate(50, 1);
        SimpleMatrix a = data.draw(200, new Random(5)).x();
        SimpleMatrix b = data.draw(200, new Random(5)).x();
        assertTrue(a.isIdentical(b, 0));
        SimpleMatrix counts =
                backprop.math.Matrices.columnSums(data.draw(5000, new Random(5)).t());
        for (int k = 0; k < 10; k++) assertEquals(500, counts.get(0, k), 120, "digit " + k);
    }

    @Test
    void matrixDatasetHandsOutRows() {
        SimpleMatrix x = new SimpleMatrix(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        SimpleMatrix t = new SimpleMatrix(new double[][] {{1}, {0}, {1}});
        Dataset data = Dataset.of("rows", x, t);
        assertArrayEquals(new double[] {5, 6}, row(data.batch(2, 0).x(), 0));
        assertArrayEquals(new double[] {3, 4}, row(data.slice(1, 3).batch(0).x(), 0));
        assertTrue(data.all().x().isIdentical(x, 0) && data.all().t().isIdentical(t, 0));
        assertArrayEquals(new double[] {5, 6}, row(data.slice(1, 3).all().x(), 1));
        assertEquals(2, data.features());
        assertEquals(1, data.outputs());
        Dataset floats = Dataset.of("floats", Matrices.to(Precision.FLOAT, x), Matrices.to(Precision.FLOAT, t));
        assertEquals(Precision.FLOAT, Precision.of(floats.batch(1).x()));
        assertArrayEquals(new double[] {3, 4}, row(floats.batch(2, 1).x(), 1));
        assertRefused(
                "rows: x has 3 rows, but t has 2; every sample needs its target",
                () -> Dataset.of("rows", x, t.rows(0, 2)));
    }

    @Test
    void dataKnowWhetherTheyHaveClasses() {
        assertEquals(3, small().classes());
        assertEquals(3, withTargets(new double[][] {{1, 0, 0}, {0, 0, 1}}).classes());
        assertEquals(2, withTargets(new double[][] {{1}, {0}}).classes());
        assertEquals(0, withTargets(new double[][] {{1}, {0.5}}).classes());
        assertEquals(0, withTargets(new double[][] {{1, 0}, {1, 1}}).classes());
        assertEquals(0, withTargets(new double[][] {{0, 0}, {0, 1}}).classes());
        Dataset numbers = withTargets(new double[][] {{0}, {1}, {2}});
        assertEquals(0, numbers.slice(0, 2).classes(), "a part that happens to have zeros and ones has no classes");
        assertEquals(3, withTargets(new double[][] {{1, 0, 0}}).slice(0, 0).classes());
    }

    private static Dataset withTargets(double[][] t) {
        return Dataset.of("data", new SimpleMatrix(t.length, 2), new SimpleMatrix(t));
    }

    @Test
    void inputsCanBeTheTargets() {
        Dataset pictures = small().inputsAsTargets();
        assertEquals(4, pictures.features());
        assertEquals(4, pictures.outputs());
        assertEquals(0, pictures.classes());
        Batch batch = pictures.batch(1, 0);
        assertTrue(
                batch.t().isIdentical(small().batch(1, 0).x(), 0) && batch.x().isIdentical(batch.t(), 0));
        assertArrayEquals(row(batch.t(), 0), row(pictures.slice(1, 2).batch(0).t(), 0));
        assertEquals("small: 2 samples of 4 numbers, each its own target", pictures.toString());
    }

    @Test
    void badRequestsAreRefused() {
        assertRefused("an empty batch was asked for; it needs at least one sample", () -> small().batch());
        assertRefused(
                "an empty batch was asked for; it needs at least one sample",
                () -> small().slice(0, 0).all());
        assertRefused(
                "a mini-batch needs at least one sample, but 0 were asked for", () -> small().draw(0, new Random()));
        assertRefused(
                "small is empty: there is nothing to draw a mini-batch from",
                () -> small().slice(0, 0).draw(1, new Random()));
        assertRefused("sample 2 asked for, but small has 2, counted from 0", () -> small().batch(0, 2));
        assertRefused("samples 1 to 3 (not included) asked for, but small has 2", () -> small().slice(1, 3));
        assertRefused(
                "label 3 at index 1 is out of range: with 3 classes labels go from 0 to 2",
                () -> Labels.oneHot(new int[] {0, 3}, 3, Precision.FLOAT));
        assertRefused(
                "label 255 at index 0 is out of range: with 3 classes labels go from 0 to 2",
                () -> ImageDataset.of("bad", new byte[4], 2, 2, new byte[] {-1}, 3));
        assertRefused(
                "2 labels need 8 pixels (2 × 2 each), but there are 4",
                () -> ImageDataset.of("bad", new byte[4], 2, 2, new byte[2], 3));
        assertRefused(
                "an image of 1073741824 × 1073741824 has more pixels than fit in memory",
                () -> ImageDataset.of("bad", new byte[0], 1 << 30, 1 << 30, new byte[16], 3));
    }

    @Test
    void idxFilesComeBackAsTheyWereGzippedOrNot() throws IOException {
        byte[] data = new byte[3 * 4 * 5];
        new Random(1).nextBytes(data);
        for (String name : new String[] {"plain", "packed.gz"}) {
            Path file = folder.resolve(name);
            new IdxFile(new int[] {3, 4, 5}, data).write(file);
            IdxFile read = IdxFile.read(file);
            assertArrayEquals(new int[] {3, 4, 5}, read.dimensions());
            assertArrayEquals(data, read.data());
        }
        assertTrue(Files.readAllBytes(folder.resolve("packed.gz"))[0] == 0x1f);
    }

    @Test
    void damagedIdxFilesAreNamedWithTheirFault() throws IOException {
        byte[] good = {0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9};
        assertFault("does not exist", folder.resolve("missing"));
        assertFault("is a folder, not an IDX file", folder);
        assertFault("is not an IDX file of bytes: it starts with 504b0304", write("zip", 'P', 'K', 3, 4));
        assertFault("is cut short: it ends before its header", write("header", 0, 0, 8, 1, 0));
        assertFault("is cut short: it says 3 = 3 bytes, but only 2 follow", write("cut", Arrays.copyOf(good, 10)));
        assertFault("is damaged: after 3 bytes there are more", write("long", Arrays.copyOf(good, 12)));
        assertFault("is damaged: dimension 0 is negative", write("negative", 0, 0, 8, 1, -1, 0, 0, 0));
        assertFault("more than fits in memory", write("huge", 0, 0, 8, 3, 127, 0, 0, 0, 127, 0, 0, 0, 127, 0, 0, 0));
        // says 16 MB, holds 4 bytes
        assertFault("is cut short: it says 16777216 = ", write("lie", 0, 0, 8, 1, 1, 0, 0, 0, 1, 2, 3, 4));
        assertFault("is cut short", write("empty"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(good);
        }
        byte[] zipped = packed.toByteArray();
        Path followed = write("followed.gz", Arrays.copyOf(zipped, zipped.length + 3));
        assertArrayEquals(new byte[] {7, 8, 9}, IdxFile.read(followed).data(), "as gzip reads it");
        assertFault("is cut short", write("cut.gz", Arrays.copyOf(zipped, zipped.length - 4)));
        byte[] flipped = zipped.clone();
        flipped[zipped.length - 6] ^= 1; // its checksum
        assertFault("is damaged: its gzip stream is not valid (Corrupt GZIP trailer)", write("flipped.gz", flipped));
    }

    @Test
    void gzipFilesMayHaveSeveralMembers() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {{0, 0, 8, 1, 0, 0}, {}, {0, 3, 7, 8}, {9}}) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(part);
            }
        }
        assertArrayEquals(
                new byte[] {7, 8, 9},
                IdxFile.read(write("members.gz", packed.toByteArray())).data());
    }

    @Test
    void whatIsNoFileIsNamedToo() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertFault("cannot be read: Too many levels of symbolic links", loop);
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
        assertFault("does not exist", nowhere);
        // "does not exist" or "cannot be read", as the Java says
        assertFault("", write("file").resolve("below"));
        assertFault("cannot be read: File name too long", folder.resolve("x".repeat(1000)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void devicesAreNotReadAndErrorsOfTheDiskAreNamed() {
        assertFault("is a device or a pipe, not an IDX file", Path.of("/dev/zero"));
        // a regular file whose first page cannot be read
        assertFault("cannot be read: Input/output error", Path.of("/proc/self/mem"));
    }

    @Test
    void anInterruptedThreadReadsOrIsToldWhy() throws IOException {
        Path file = write("good", 0, 0, 8, 1, 0, 0, 0, 1, 7);
        Thread.currentThread().interrupt();
        try {
            assertArrayEquals(new byte[] {7}, IdxFile.read(file).data());
        } finally {
            assertTrue(Thread.interrupted(), "the flag is kept");
        }
    }

    @Test
    void aBombIsRefusedUnpacked() throws IOException {
        // it says a third of the memory, and holds it too, as far as anyone looks
        int bytes = (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 3);
        Path bomb = folder.resolve("bomb.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            gzip.write(ByteBuffer.allocate(8).putInt(0x0801).putInt(bytes).array());
            for (int i = 0; i < 64; i++) gzip.write(new byte[1 << 20]);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertFault("says that it holds " + bytes + " bytes, more than fits in memory", bomb);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1 << 20);
    }

    @Test
    void onlyWhatCanBeReadAgainIsMade() {
        assertRefused(
                "an IDX file has 1 to 4 dimensions, none negative, but these are [-1, -4]",
                () -> new IdxFile(new int[] {-1, -4}, new byte[4]));
        assertRefused(
                "an IDX file has 1 to 4 dimensions, none negative, but these are []",
                () -> new IdxFile(new int[0], new byte[1]));
        assertRefused("2 × 2 needs 4 bytes, but there are 3", () -> new IdxFile(new int[] {2, 2}, new byte[3]));
    }

    @Test
    void filesThatDoNotBelongTogetherAreNamed() throws IOException {
        Path images = folder.resolve("images");
        Path labels = folder.resolve("labels");
        new IdxFile(new int[] {2, 2, 2}, new byte[8]).write(images);
        new IdxFile(new int[] {3}, new byte[3]).write(labels);
        String message = fault(() -> IdxFile.readImages("x", images, labels, 10));
        assertTrue(message.contains("holds 2 images, but " + labels + " holds 3 labels"), message);
        message = fault(() -> IdxFile.readImages("x", labels, labels, 10));
        assertTrue(message.contains("images have three dimensions"), message);
        new IdxFile(new int[] {2}, new byte[] {0, 10}).write(labels);
        message = fault(() -> IdxFile.readImages("x", images, labels, 10));
        assertTrue(message.contains("label 10 at index 1 is out of range"), message);
    }

    private Path write(String name, int... bytes) throws IOException {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) data[i] = (byte) bytes[i];
        return write(name, data);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private void assertFault(String part, Path file) {
        String message = fault(() -> IdxFile.read(file));
        assertTrue(message.contains(file.toString()) && message.contains(part), message);
    }

    private static String fault(Executable action) {
        return assertThrows(IOException.class, action).getMessage();
    }
}
