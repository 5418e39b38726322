package backprop.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.train.Network;
import backprop.train.TwoLayerNet;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ejml.simple.SimpleMatrix;

/** Files that look like those of a small net, and are damaged in one of many ways; the same for the same seed. */
final class HostileFiles {
    static final Path NAME = Path.of("hostile.safetensors");
    private static final int DATA = 4 * (6 + 6 + 3 + 2);

    private final Random random;
    private final List<Consumer<Draft>> damages = List.of(
            this::lieAboutTheHeader,
            this::cutShort,
            draft -> draft.data = Arrays.copyOf(draft.data, draft.data.length + 1 + small(100)),
            this::moveBytes,
            this::reshape,
            this::repeat,
            this::nameAnother,
            this::typeAnother,
            this::nest,
            this::spoilLetters,
            this::spoilNumbers,
            this::spoilSyntax,
            this::nothingButNoise);

    HostileFiles(long seed) {
        random = new Random(seed);
    }

    /** What a file is put together of. */
    private static final class Draft {
        private final List<String[]> entries = new ArrayList<>(List.of(
                entry("\"W1\"", "2,3", 0, 24),
                entry("\"W2\"", "3,2", 24, 48),
                entry("\"b1\"", "1,3", 48, 60),
                entry("\"b2\"", "1,2", 60, 68)));
        private byte[] data = new byte[DATA];
        private byte[] header;
        private Long length;
        private byte[] whole;

        /** Name, type, shape, offsets; or only what stands there as it is. */
        private static String[] entry(String name, String shape, long begin, long end) {
            return new String[] {name, "\"F32\"", "[" + shape + "]", "[" + begin + "," + end + "]"};
        }

        private String json() {
            List<String> all = entries.stream()
                    .map(e -> e.length == 1
                            ? e[0]
                            : e[0] + ":{\"dtype\":" + e[1] + ",\"shape\":" + e[2] + ",\"data_offsets\":" + e[3] + "}")
                    .toList();
            return "{\"__metadata__\":{\"format\":\"np\"}," + String.join(",", all) + "}";
        }

        private byte[] bytes() {
            if (whole != null) return whole;
            byte[] json = header == null ? json().getBytes(StandardCharsets.UTF_8) : header;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length == null ? json.length : length)
                    .array());
            out.writeBytes(json);
            out.writeBytes(data);
            return out.toByteArray();
        }
    }

    static byte[] sound() {
        return new Draft().bytes();
    }

    byte[] next() {
        Draft draft = new Draft();
        Collections.shuffle(draft.entries, random);
        damages.get(random.nextInt(damages.size())).accept(draft);
        return draft.bytes();
    }

    /** A sound file with some of its bytes changed: some of them are still in order. */
    byte[] flipped() {
        byte[] file = sound();
        for (int i = small(4); i >= 0; i--) file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        return file;
    }

    private int small(int bound) {
        return random.nextInt(bound);
    }

    private String[] any(Draft draft) {
        return draft.entries.get(small(draft.entries.size()));
    }

    private String one(String... of) {
        return of[small(of.length)];
    }

    private void lieAboutTheHeader(Draft draft) {
        int right = draft.json().length();
        long[] lies = {
            0,
            1,
            right - 1,
            right + 1,
            right + small(DATA) + 1,
            right + DATA + 1,
            Integer.MAX_VALUE,
            1L << 31,
            1L << 32,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -1,
            -right,
            random.nextLong() | 1L << 40
        };
        draft.length = lies[small(lies.length)];
    }

    private void cutShort(Draft draft) {
        byte[] whole = draft.bytes();
        draft.whole = Arrays.copyOf(whole, small(whole.length));
    }

    private void moveBytes(Draft draft) {
        String[] entry = any(draft);
        String before = entry[3];
        String far = one("9223372036854775807", "9223372036854775804", "4294967296", "2147483648", "1000", "69");
        while (entry[3].equals(before))
            entry[3] = switch (small(6)) {
                case 0 -> "[" + small(68) + "," + small(68) + "]";
                case 1 -> "[0," + far + "]";
                case 2 -> "[" + far + "," + far + "]";
                case 3 -> "[" + far + ",0]";
                case 4 -> one("[]", "[0]", "[0,24,48]", "0", "{}", "[[0,24]]");
                default -> before.replace("[", "[" + (1 + small(3)));
            };
    }

    private void reshape(Draft draft) {
        String[] entry = any(draft);
        String before = entry[2];
        while (entry[2].equals(before))
            entry[2] = switch (small(5)) {
                case 0 -> "[" + small(4) + "," + small(4) + "]";
                case 1 -> one("[6]", "[3]", "[]", "[1,2,3]", "[1,1,1,1,1,1,1,1,1,1,1,1]", "6", "[0,0]", "[2]");
                case 2 -> "[4294967296,4294967296]";
                case 3 -> one("[4611686018427387904,4]", "[4611686018427387904,4,0]", "[9223372036854775807,2]");
                default -> "[" + (1L << small(63)) + "," + (1L << small(63)) + "]";
            };
        if (entry[2].equals("[3,2]") && before.equals("[2,3]")) entry[2] = "[6,1]";
    }

    private void repeat(Draft draft) {
        switch (small(3)) {
            case 0 -> draft.entries.add(any(draft));
            case 1 ->
                draft.entries.add(
                        new String[] {one("\"__metadata__\":{}", "\"__metadata__\":{\"a\":\"b\"}", "\"\\u00571\":{}")});
            default -> {
                String[] entry = any(draft);
                entry[2] += one(",\"dtype\":\"F32\"", ",\"shape\":" + entry[2], ",\"sh\\u0061pe\":" + entry[2]);
            }
        }
    }

    private void nameAnother(Draft draft) {
        switch (small(3)) {
            case 0 ->
                any(draft)[0] = one("\"W3\"", "\"\"", "\"w1\"", "\"fc1.weight\"", "\"W1 \"", "\"\\ud83d\\ude00\"");
            case 1 -> draft.entries.remove(small(draft.entries.size()));
            default -> draft.entries.add(Draft.entry("\"more\"", "0", 68, 68));
        }
    }

    private void typeAnother(Draft draft) {
        any(draft)[1] = one(
                "\"F64\"",
                "\"F16\"",
                "\"BF16\"",
                "\"I32\"",
                "\"U8\"",
                "\"BOOL\"",
                "\"f32\"",
                "\"\"",
                "null",
                "32",
                "[]");
    }

    private void nest(Draft draft) {
        String deep = one("[", "{\"a\":", "{\"dtype\":", "[[").repeat(1 + small(3000));
        if (random.nextBoolean()) any(draft)[1 + small(3)] = deep;
        else draft.entries.add(new String[] {one("", "\"deep\":") + deep});
    }

    private void spoilLetters(Draft draft) {
        byte[] json = draft.json().getBytes(StandardCharsets.UTF_8);
        int[] strange = {0x80, 0xbf, 0xc0, 0xc1, 0xf5, 0xff, 0xed, 0xfe, 0xe2};
        json[1 + small(json.length - 1)] = (byte) strange[small(strange.length)];
        draft.header = json;
    }

    private void spoilNumbers(Draft draft) {
        String[] entry = any(draft);
        int at = 2 + small(2);
        String number = one(
                "1.0",
                "1e2",
                "01",
                "-1",
                "+1",
                "-0",
                "9223372036854775808",
                "99999999999999999999",
                "\"1\"",
                "true",
                "null",
                "NaN",
                "0x1",
                "١",
                "");
        entry[at] = entry[at].replaceFirst("\\d+", number);
    }

    private void spoilSyntax(Draft draft) {
        String json = draft.json();
        json = switch (small(6)) {
            case 0 -> json.substring(0, small(json.length()));
            case 1 -> json + one("x", "{}", ",", "}", "\0", "//", json);
            case 2 -> one(" ", "[", "\ufeff", "x") + json;
            case 3 -> json.replaceFirst(one("\"", ":", ",", "\\[", "\\]", "\\{", "\\}"), one("", "\1", "'", ";"));
            case 4 -> json.replaceFirst("dtype", one("Dtype", "dtype\\\\", "d\\\\x74ype", "\\\\ud800", "dt\nype"));
            default -> json.replace("\"np\"", one("1", "null", "{}", "[\"np\"]", "\"np", "\"\\ud800\"", "\"\\u12\""));
        };
        draft.header = json.getBytes(StandardCharsets.UTF_8);
    }

    private void nothingButNoise(Draft draft) {
        draft.whole = new byte[small(300)];
        random.nextBytes(draft.whole);
    }

    private static Network net() {
        return new TwoLayerNet(2, 3, 2, 1);
    }

    /**
     * Reads files of which none may be accepted: each is answered with an IOException that names the file and a fault, no
     * parameter changes, and no more memory is asked for than such a file is worth.
     */
    static void refuse(long seed, int count) throws IOException {
        Network net = net();
        read(sound(), net);
        Map<String, SimpleMatrix> before = new TreeMap<>();
        net.params().forEach((name, param) -> before.put(name, param.value().copy()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        HostileFiles files = new HostileFiles(seed);
        for (int i = 0; i < count; i++) {
            byte[] file = files.next();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            String message = assertThrows(IOException.class, () -> read(file, net), () -> text(file))
                    .getMessage();
            long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
            // At first it includes classes that are loaded.
            assertTrue(i < 1000 || bytes < 100_000 + 40L * file.length, () -> bytes + " bytes for " + text(file));
            assertTrue(message.startsWith(NAME.toString()) && message.length() < 600, message);
            before.forEach((name, value) ->
                    assertTrue(value.isIdentical(net.param(name).value(), 0), () -> text(file)));
        }
    }

    /** Reads files with some bits changed: each is refused in the same way or, as that may be in order, read. */
    static void refuseOrRead(long seed, int count) {
        Network net = net();
        HostileFiles files = new HostileFiles(seed);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] file = files.flipped();
            try {
                read(file, net);
            } catch (IOException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(NAME.toString()), e.getMessage());
            }
        }
        assertTrue(refused > count / 2 && refused < count, refused + " of " + count + " refused");
    }

    static void read(byte[] file, Network net) throws IOException {
        SafeTensors.read(NAME, new ByteArrayInputStream(file), file.length, net.params());
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
