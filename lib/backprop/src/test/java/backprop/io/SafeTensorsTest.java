package backprop.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Java;
import backprop.RandomMatrices;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.layer.Param;
import backprop.layer.Tanh;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafeTensorsTest {
    private static final Path BY_PYTHON = Path.of("lib/backprop/src/test/resources/safetensors");

    @TempDir
    private Path folder;

    /** The net of make_safetensors.py, with other weights. */
    private static Network small(Precision precision) {
        return new TwoLayerNet(2, 3, 2, precision, 1);
    }

    /** The matrices of make_safetensors.py. */
    private static Map<String, SimpleMatrix> byPython(Precision precision) {
        Map<String, SimpleMatrix> matrices = new LinkedHashMap<>();
        small(precision).params().forEach((name, param) -> {
            SimpleMatrix matrix = param.value().copy();
            for (int k = 0; k < matrix.getNumElements(); k++) matrix.set(k, k / 8.0 - 1);
            matrices.put(name, matrix);
        });
        return matrices;
    }

    private static void assertHolds(Map<String, SimpleMatrix> expected, Network net) {
        expected.forEach(
                (name, value) -> assertTrue(value.isIdentical(net.param(name).value(), 0), name));
    }

    private static Map<String, SimpleMatrix> copies(Network net) {
        Map<String, SimpleMatrix> copies = new LinkedHashMap<>();
        net.params().forEach((name, param) -> copies.put(name, param.value().copy()));
        return copies;
    }

    private static void assertRefused(String message, Path file, Network net) {
        Map<String, SimpleMatrix> before = copies(net);
        assertEquals(
                message, assertThrows(IOException.class, () -> net.load(file)).getMessage());
        assertHolds(before, net);
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .array());
        out.write(json);
        out.write(new byte[dataBytes]);
        return Files.write(folder.resolve("net.safetensors"), out.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSavedIsLoadedToTheLastBit(Precision precision) throws IOException {
        // More than is read at once, and every kind of number.
        Network net = new TwoLayerNet(150, 200, 3, precision, 1);
        SimpleMatrix strange = net.param("b1").value();
        double[] numbers = {-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.MIN_VALUE};
        for (int i = 0; i < numbers.length; i++) strange.set(i, numbers[i]);
        Path file = folder.resolve("net.safetensors");
        net.save(file);
        Network other = new TwoLayerNet(150, 200, 3, precision, 2);
        other.load(file);
        net.params().forEach((name, param) -> {
            SimpleMatrix value = other.param(name).value();
            for (int i = 0; i < value.getNumElements(); i++)
                assertEquals(
                        Double.doubleToRawLongBits(param.value().get(i)),
                        Double.doubleToRawLongBits(value.get(i)),
                        name);
        });
        byte[] first = Files.readAllBytes(file);
        other.save(file);
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Affine affine =
                new Affine(new SimpleMatrix(new double[][] {{1, 2}}), new SimpleMatrix(new double[][] {{-0.5, 3}}));
        Path file = folder.resolve("net.safetensors");
        new Network(new MeanSquaredError(), affine, new Tanh()).save(file);
        byte[] bytes = Files.readAllBytes(file);
        String header = "{\"__metadata__\":{\"format\":\"backprop\",\"layers\":\"Affine, Tanh, MeanSquaredError\"},"
                + "\"W1\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
                + "\"b1\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[16,32]}}";
        ByteBuffer read = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = read.getLong();
        assertEquals(0, length % 8);
        assertEquals(header, new String(bytes, 8, (int) length, StandardCharsets.UTF_8).strip());
        read.position(8 + (int) length);
        for (double expected : new double[] {1, 2, -0.5, 3}) assertEquals(expected, read.getDouble());
        assertEquals(0, read.remaining());
    }

    @Test
    void itIsByteForByteWhatPythonWrites() throws IOException {
        Path file = folder.resolve("net.safetensors");
        SafeTensors.write(file, byPython(Precision.FLOAT), Map.of());
        assertArrayEquals(Files.readAllBytes(BY_PYTHON.resolve("float.safetensors")), Files.readAllBytes(file));
        SafeTensors.write(file, byPython(Precision.DOUBLE), Map.of("format", "np"));
        assertArrayEquals(Files.readAllBytes(BY_PYTHON.resolve("double.safetensors")), Files.readAllBytes(file));
        Map<String, SimpleMatrix> mixed = byPython(Precision.FLOAT);
        mixed.put("W1", byPython(Precision.DOUBLE).get("W1"));
        SafeTensors.write(file, mixed, Map.of());
        assertArrayEquals(Files.readAllBytes(BY_PYTHON.resolve("mixed.safetensors")), Files.readAllBytes(file));
    }

    @Test
    void whatPythonWroteIsRead() throws IOException {
        for (Precision precision : Precision.values()) {
            Network net = small(precision);
            net.load(BY_PYTHON.resolve(precision == Precision.FLOAT ? "float.safetensors" : "double.safetensors"));
            assertHolds(byPython(precision), net);
        }
    }

    @Test
    void aNetOfAnotherShapeOrPrecisionIsRefused() {
        Path floats = BY_PYTHON.resolve("float.safetensors");
        assertRefused(
                floats + ": W1 has the shape [2, 3], but in this net it has [4, 3]",
                floats,
                new TwoLayerNet(4, 3, 2, 1));
        assertRefused(
                floats + ": W1 is FLOAT, but in this net it is DOUBLE; make the net with Precision.FLOAT",
                floats,
                small(Precision.DOUBLE));
        Path vector = BY_PYTHON.resolve("vector.safetensors");
        assertRefused(vector + ": b1 has the shape [3], but in this net it has [1, 3]", vector, small(Precision.FLOAT));
        Path half = BY_PYTHON.resolve("half.safetensors");
        assertRefused(
                half + " is damaged, or not a safetensors file: W1 is of type F16, and only F32 and F64 are read",
                half,
                small(Precision.FLOAT));
        Random random = new Random(1);
        Network one = new Network(new MeanSquaredError(), Affine.random(2, 3, 1, Precision.FLOAT, random));
        assertRefused(floats + " holds a tensor W2, which this net has not; the net has [W1, b1]", floats, one);
    }

    @Test
    void whatIsNoSuchFileIsRefused() throws IOException {
        Network net = small(Precision.FLOAT);
        Path missing = folder.resolve("missing");
        assertRefused(missing + " does not exist", missing, net);
        assertRefused(folder + " is not a file", folder, net);
        Path file = Files.write(folder.resolve("file"), new byte[7]);
        assertRefused(
                file + " is not a safetensors file: it has 7 bytes, and such a file begins with the length of its"
                        + " header, in 8",
                file,
                net);
        Files.writeString(file, "PK\3\4 and more, such as a zip file");
        assertRefused(
                file + " is not a safetensors file, or is cut short: it says that its header has 7236828441365138256"
                        + " bytes, but 25 follow",
                file,
                net);
    }

    @Test
    void aHeaderLongerThanIsReadIsRefusedUnread() throws IOException {
        Path file = folder.resolve("file");
        int length = SafeTensors.MOST_HEADER_BYTES + 1;
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.writeLong(Long.reverseBytes(length));
            out.setLength(8L + length); // with a hole, so that it is not on the disk
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertRefused(
                file + " has a header of 16777217 bytes, more than the 16777216 that are read",
                file,
                small(Precision.FLOAT));
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 5_000_000);
    }

    @Test
    void faultsAreNamed() throws IOException {
        Network net = new Network(new MeanSquaredError(), Affine.random(1, 2, 1, Precision.FLOAT, new Random(1)));
        String good = "{\"W1\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                + "\"b1\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}";
        net.load(file(good, 16));
        net.load(file(good + "\t\n\r   ", 16));
        net.load(file(good.replace(":", " : ").replace("W1", "\\u0057\\u0031"), 16));
        String start = folder.resolve("net.safetensors") + " is damaged, or not a safetensors file: ";
        String[][] faults = {
            {
                "[8,16]",
                "[4,12]",
                "the bytes of b1 go from 4 to 12, but they must begin at 8, where those before them end"
            },
            {
                "[8,16]",
                "[9,17]",
                "the bytes of b1 go from 9 to 17, but they must begin at 8, where those before them end"
            },
            {"[8,16]", "[8,12]", "b1 has the shape [1, 2], which takes 8 bytes, but it has 4"},
            {
                "[8,16]",
                "[16,8]",
                "the bytes of b1 go from 16 to 8, but they must begin at 8, where those before them end"
            },
            {
                "[1,2],\"data_offsets\":[0",
                "[9,2],\"data_offsets\":[0",
                "W1 has the shape [9, 2], which takes 72 bytes, but it has 8"
            },
            {
                "[1,2],\"data_offsets\":[0",
                "[4294967296,4294967296],\"data_offsets\":[0",
                "W1 has the shape [4294967296, 4294967296], which is larger than any file"
            },
            {"\"b1\"", "\"W1\"", "Duplicate field 'W1'"},
            {"\"b1\"", "\"W\\u0031\"", "Duplicate field 'W1'"},
            {"[8,16]", "[8]", "b1 needs two data_offsets"},
            {"[8,16]", "[8,-16]", "b1 needs whole numbers, from 0 up"},
            {"[8,16]", "[8,16.0]", "b1 needs whole numbers, from 0 up"},
            {"[0,8]", "[-0,8]", "W1 needs whole numbers, from 0 up"},
            {
                "[8,16]",
                "[8,99999999999999999999]",
                "Numeric value (99999999999999999999) out of range of long (-9223372036854775808 - 9223372036854775807)"
            },
            {"\"F32\"", "\"I64\"", "W1 is of type I64, and only F32 and F64 are read"},
            {"\"F32\"", "\"\\ud83d\"", "? holds half of a character"},
            {"\"F32\"", "[[[[[[", "W1 needs a text"},
            {"\"dtype\":\"F32\",", "", "W1 needs dtype, shape and data_offsets"},
            {"\"dtype\"", "\"device\"", "W1 has an unknown entry device"},
            {"{\"W1\"", " {\"W1\"", "the header must begin with {"},
            {
                "}}",
                "}}x",
                "Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
            },
            {"}}", "}}{}", "something follows the header's end"},
            {
                "W1",
                "\1",
                "Illegal unquoted character ((CTRL-CHAR, code 1)): has to be escaped using backslash to be included in name"
            },
            {"W1", "\\ud83d", "Broken surrogate pair in field name: expected '\\' to start low surrogate, got 0x22"},
            {"W1", "\\x57", "Unrecognized character escape 'x' (code 120)"},
        };
        for (String[] fault : faults) {
            int at = fault[0].equals("\"F32\"") || fault[0].startsWith("\"d") ? good.indexOf(fault[0]) : 0;
            String bad = good.substring(0, at) + good.substring(at).replaceFirst(quote(fault[0]), with(fault[1]));
            Path file = file(bad, 16);
            Map<String, SimpleMatrix> before = copies(net);
            String message =
                    assertThrows(IOException.class, () -> net.load(file)).getMessage();
            assertEquals(start + fault[2], message);
            assertHolds(before, net);
        }
        assertRefused(start + "its tensors have 16 bytes, but 17 follow the header", file(good, 17), net);
        assertRefused(start + "its tensors have 16 bytes, but 15 follow the header", file(good, 15), net);
        Path missing = file(good.replaceFirst(",\"b1.*", "}"), 8);
        assertRefused(missing + " has no tensor b1, which this net needs", missing, net);
        Path utf = file(good.replace("W1", "é"), 16);
        byte[] bytes = Files.readAllBytes(utf);
        bytes[11] = (byte) 0xff;
        assertRefused(start + "its header is not UTF-8", Files.write(utf, bytes), net);
    }

    private static String quote(String text) {
        return Pattern.quote(text);
    }

    private static String with(String text) {
        return Matcher.quoteReplacement(text);
    }

    @Test
    void noHostileFileIsBelieved() throws IOException {
        HostileFiles.refuse(1, 20_000);
        HostileFiles.refuseOrRead(2, 10_000);
    }

    @Test
    void namesOfEveryKindComeBack() throws IOException {
        Map<String, SimpleMatrix> matrices = new LinkedHashMap<>();
        Map<String, Param> params = new LinkedHashMap<>();
        List<String> names = List.of("\"\\/\b\f\n\r\t\1", "權重", "😀", "", " ", "\u007f\u2028", "W\ud7ff\ue000");
        for (String name : names) {
            SimpleMatrix matrix = new RandomMatrices(name.length()).next(name.length(), 2, Precision.FLOAT);
            matrices.put(name, matrix);
            params.put(name, new Param(name, Matrices.zeros(name.length(), 2, Precision.FLOAT)));
        }
        Path file = folder.resolve("names.safetensors");
        SafeTensors.write(file, matrices, Map.of("é\"", "\\\u0000"));
        assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1)
                .contains(new String("😀".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
        SafeTensors.read(file, params);
        matrices.forEach(
                (name, matrix) -> assertTrue(matrix.isIdentical(params.get(name).value(), 0), name));
        assertThrows(
                IllegalArgumentException.class,
                () -> SafeTensors.write(file, Map.of("\ud800", new SimpleMatrix(1, 1)), Map.of()));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileThatCannotBeWrittenStaysAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("net"), "old");
        IOException full = new IOException("the disk is full");
        assertSame(
                full,
                assertThrows(
                        IOException.class,
                        () -> AtomicFile.write(file, out -> {
                            out.write(new byte[100_000]);
                            throw full;
                        })));
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException();
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("net"), files());
        Network net = small(Precision.FLOAT);
        assertEquals(
                folder + " is a folder",
                assertThrows(IOException.class, () -> net.save(folder)).getMessage());
        Path nowhere = folder.resolve("none").resolve("net");
        assertEquals(
                nowhere + " cannot be written: there is no folder " + folder.resolve("none"),
                assertThrows(IOException.class, () -> net.save(nowhere)).getMessage());
        Path below = file.resolve("net");
        assertThrows(IOException.class, () -> net.save(below));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsNamed() throws IOException {
        Assumptions.assumeTrue(
                folder.toFile().setWritable(false) && !Files.isWritable(folder), "root may do everything");
        try {
            Path file = folder.resolve("net");
            String message = assertThrows(
                            IOException.class, () -> small(Precision.FLOAT).save(file))
                    .getMessage();
            assertTrue(message.startsWith(file + " cannot be written: "), message);
        } finally {
            folder.toFile().setWritable(true);
        }
        assertEquals(List.of(), files());
    }

    @Test
    void aDiskThatIsFullLeavesTheOldFile() throws Exception {
        Path shell = Path.of("/bin/sh");
        Assumptions.assumeTrue(Files.isExecutable(shell), "a limit for the size of files needs a shell");
        Path file = folder.resolve("net");
        small(Precision.FLOAT).save(file);
        byte[] old = Files.readAllBytes(file);
        String output = Java.run(
                // in blocks of 512 bytes
                List.of(shell.toString(), "-c", "ulimit -f 100; exec \"$@\"", "sh"),
                List.of("-XX:-UsePerfData"),
                Full.class,
                file.toString());
        assertTrue(output.contains(file + " cannot be written: "), output);
        assertArrayEquals(old, Files.readAllBytes(file));
        assertEquals(List.of("net"), files());
    }

    /** Saves a large net where files may not grow large, and prints what it is told. */
    static final class Full {
        public static void main(String[] arguments) {
            try {
                new TwoLayerNet(784, 50, 10, 1).save(Path.of(arguments[0]));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void anInterruptDoesNotSpoilAFile() throws IOException {
        Network net = small(Precision.FLOAT);
        Path file = folder.resolve("net");
        Thread.currentThread().interrupt();
        net.save(file);
        small(Precision.FLOAT).load(file);
        assertTrue(Thread.interrupted(), "it is left for whom it is meant for");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("net"), "old");
        Path link = folder.resolve("link");
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no links here");
        }
        Network net = small(Precision.DOUBLE);
        net.save(link);
        assertTrue(Files.isSymbolicLink(link));
        Network other = new TwoLayerNet(2, 3, 2, Precision.DOUBLE, 9);
        other.load(file);
        assertHolds(copies(net), other);
    }

    @Test
    void readersOfAFileThatIsWrittenAnewSeeTheOldOrTheNew() throws Exception {
        Path file = folder.resolve("net");
        Network[] nets = {new TwoLayerNet(50, 40, 3, 1), new TwoLayerNet(50, 40, 3, 2)};
        nets[0].save(file);
        byte[] first = Files.readAllBytes(file);
        nets[1].save(file);
        byte[] second = Files.readAllBytes(file);
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < 30; i++) nets[i % 2].save(file);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        while (writer.isAlive()) {
            byte[] seen = Files.readAllBytes(file);
            assertTrue(Arrays.equals(first, seen) || Arrays.equals(second, seen));
        }
        writer.join();
        assertEquals(List.of("net"), files());
    }
}
