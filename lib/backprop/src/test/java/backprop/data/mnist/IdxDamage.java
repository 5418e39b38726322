package backprop.data.mnist;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small IDX files, whole and damaged. The same seed makes the same files. */
final class IdxDamage {
    private static final int[][] SHAPES = {
        {0},
        {1},
        {7},
        {40},
        {300},
        {0, 2, 2},
        {3, 0, 2},
        {1, 1, 1},
        {2, 3, 3},
        {5, 4, 4},
        {4, 28, 28},
        {6, 5},
        {2, 3, 2, 2}
    };
    private static final int[] SIZES = {
        0,
        1,
        2,
        255,
        256,
        65_535,
        65_536,
        1 << 24,
        46_341,
        1 << 30,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        -1,
        Integer.MIN_VALUE
    };
    private static final int BOMB = 200_000;

    private final SplittableRandom random;
    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final List<byte[]> bombs = new ArrayList<>();

    IdxDamage(long seed) {
        random = new SplittableRandom(seed);
        // two hundred thousand zeros in two hundred bytes: what the header says, more, less, and not IDX at all
        for (int says : new int[] {BOMB, BOMB + 1, BOMB - 1, 5, Integer.MAX_VALUE})
            bombs.add(plain(new int[] {says}, new byte[BOMB]));
        bombs.add(new byte[BOMB]);
    }

    /**
     * A file.
     *
     * @param bytes as it lies on the disk
     * @param content what it would unpack to, had its gzip stream not been damaged
     * @param damaged whether that may have been: then it may be refused, or read all the same, but as nothing else
     */
    record Packed(byte[] bytes, byte[] content, boolean damaged) {}

    /** A file, mostly damaged; now and then the damage leaves it whole, or there is none. */
    Packed file() {
        if (random.nextInt(100) == 0) {
            byte[] bomb = bombs.get(random.nextInt(bombs.size()));
            return new Packed(member(bomb, Deflater.BEST_COMPRESSION), bomb, false);
        }
        int[] shape = SHAPES[random.nextInt(SHAPES.length)].clone();
        byte[] content = plain(shape, bytes(product(shape), 10));
        int where = random.nextInt(20);
        if (where < 10) content = inside(content, shape.length);
        if (random.nextInt(3) == 0) return new Packed(content, content, false);
        byte[] packed = packed(content);
        return where < 11 ? new Packed(packed, content, false) : new Packed(outside(packed), content, true);
    }

    /** Images and their labels in two files: either may be damaged, or they do not fit together. */
    byte[][] pair() {
        int count = random.nextInt(8);
        int[] shape = {count, random.nextInt(6), random.nextInt(6)};
        if (random.nextInt(100) == 0) shape = new int[] {count = 0, 1 << 16, 1 << 16};
        byte[] images = plain(shape, bytes(product(shape), 256));
        int labels = random.nextInt(3) == 0 ? random.nextInt(8) : count;
        // one in three has a label above 9, if it has labels
        byte[] numbers = plain(new int[] {labels}, bytes(labels, random.nextInt(3) == 0 ? 256 : 10));
        if (random.nextInt(8) == 0) images = inside(images, 3);
        if (random.nextInt(8) == 0) numbers = inside(numbers, 1);
        return switch (random.nextInt(40)) {
            case 0 -> new byte[][] {numbers, images};
            case 1 -> new byte[][] {images, images};
            default -> new byte[][] {images, numbers};
        };
    }

    private static int product(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    private byte[] bytes(int count, int below) {
        byte[] bytes = new byte[count];
        int kind = random.nextInt(3);
        for (int i = 0; i < count && kind > 0; i++)
            bytes[i] = (byte) (kind == 1 || random.nextInt(4) == 0 ? random.nextInt(below) : 0);
        return bytes;
    }

    private static byte[] plain(int[] sizes, byte[] data) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        file.putInt(0x0800 | sizes.length);
        for (int size : sizes) file.putInt(size);
        return file.put(data).array();
    }

    /** Damage to what will be packed. */
    private byte[] inside(byte[] file, int dimensions) {
        byte[] bytes = file.clone();
        int size = 4 + 4 * random.nextInt(dimensions);
        switch (random.nextInt(8)) {
            case 0 -> bytes[random.nextInt(4)] = (byte) random.nextInt(256);
            case 1 -> bytes[3] = (byte) random.nextInt(7);
            case 2 -> ByteBuffer.wrap(bytes).putInt(size, SIZES[random.nextInt(SIZES.length)]);
            case 3 -> ByteBuffer.wrap(bytes).putInt(size, ByteBuffer.wrap(bytes).getInt(size) + random.nextInt(-2, 3));
            case 4 -> {
                // sizes whose product a 32-bit or 64-bit number does not hold
                for (int i = 0; i < dimensions; i++)
                    ByteBuffer.wrap(bytes).putInt(4 + 4 * i, SIZES[random.nextInt(SIZES.length)]);
            }
            case 5 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 6 -> bytes = joined(bytes, bytes(random.nextInt(1, 40), 256));
            default -> bytes = outside(bytes);
        }
        return bytes;
    }

    /** Damage to the bytes of a file, whatever they mean. */
    private byte[] outside(byte[] file) {
        byte[] bytes = file.clone();
        for (int times = 1 + random.nextInt(3) / 2; times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(1, 9));
            byte[] before = Arrays.copyOf(bytes, at);
            byte[] after = Arrays.copyOfRange(bytes, to, bytes.length);
            switch (random.nextInt(12)) {
                case 0 -> bytes = before;
                case 1 -> bytes = Arrays.copyOf(bytes, bytes.length - Math.min(bytes.length, random.nextInt(1, 12)));
                case 2, 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> bytes[at] = (byte) random.nextInt(256);
                case 5 -> bytes[random.nextInt(Math.min(12, bytes.length))] ^= (byte) (1 << random.nextInt(8));
                case 6 ->
                    bytes[bytes.length - 1 - random.nextInt(Math.min(12, bytes.length))] ^=
                            (byte) (1 << random.nextInt(8));
                case 7 -> bytes = joined(before, after);
                case 8 ->
                    bytes = joined(
                            before, bytes(random.nextInt(1, 9), 256), Arrays.copyOfRange(bytes, at, bytes.length));
                case 9 -> bytes = joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
                case 10 -> bytes = joined(bytes, bytes(random.nextInt(1, 40), 256));
                default -> bytes = joined(bytes, member(bytes(random.nextInt(3), 256)));
            }
        }
        return bytes;
    }

    /** As one gzip member, or as two or three. */
    private byte[] packed(byte[] bytes) {
        if (random.nextInt(4) > 0) return member(bytes);
        int first = random.nextInt(bytes.length + 1);
        int second = first + random.nextInt(bytes.length - first + 1);
        return joined(
                member(Arrays.copyOf(bytes, first)),
                member(Arrays.copyOfRange(bytes, first, second)),
                member(Arrays.copyOfRange(bytes, second, bytes.length)));
    }

    private byte[] member(byte[] bytes) {
        return member(bytes, random.nextInt(10));
    }

    private byte[] member(byte[] bytes, int level) {
        int flags = random.nextInt(3) == 0 ? random.nextInt(0x20) : 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
        if ((flags & 0x04) != 0) out.writeBytes(new byte[] {3, 0, 0, 1, 2});
        if ((flags & 0x08) != 0) out.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0});
        if ((flags & 0x10) != 0) out.writeBytes(new byte[] {'!', 0});
        if ((flags & 0x02) != 0) out.writeBytes(Arrays.copyOf(littleEndian(crc(out.toByteArray())), 2));
        deflater.reset();
        deflater.setLevel(level);
        deflater.setStrategy(random.nextInt(4) == 0 ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] some = new byte[512];
        while (!deflater.finished()) out.write(some, 0, deflater.deflate(some));
        out.writeBytes(littleEndian(crc(bytes)));
        out.writeBytes(littleEndian(bytes.length));
        return out.toByteArray();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static byte[] littleEndian(long number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)};
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }
}
