package backprop.data.mnist;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What the bytes of a file mean by the letter: the IDX format, gzip (RFC 1952) and deflate (RFC 1951), bit by bit and on arrays.
 * It shares nothing with the reader that it judges, and nothing but the CRC with the JDK's.
 */
final class IdxReference {
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final Code FIXED_LITERALS = fixedLiterals();
    private static final Code FIXED_DISTANCES = fixedDistances();

    /** The file is not valid. */
    private static final class Invalid extends Exception {
        Invalid() {
            super(null, null, false, false);
        }
    }

    /**
     * A verdict.
     *
     * @param valid whether the file is to be read; otherwise it is to be refused
     * @param file what a valid file holds, otherwise null
     * @param unpacked how many bytes came out of the file until its end or its first fault
     */
    record Verdict(boolean valid, IdxFile file, int unpacked) {}

    private final byte[] in;
    private int at;
    private int bit;

    private byte[] out = new byte[64];
    private int size;
    private int memberStart;
    // from the header, as soon as it is there
    private long most = Long.MAX_VALUE;
    private int[] dimensions;

    private IdxReference(byte[] in) {
        this.in = in;
    }

    static Verdict judge(byte[] bytes) {
        IdxReference reference = new IdxReference(bytes);
        try {
            if (bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
                do reference.member();
                while (reference.at < bytes.length);
            } else {
                for (byte b : bytes) reference.put(b);
            }
            if (reference.size < reference.most) throw new Invalid();
            int header = 4 + 4 * reference.dimensions.length;
            byte[] data = Arrays.copyOfRange(reference.out, header, reference.size);
            return new Verdict(true, new IdxFile(reference.dimensions, data), reference.size);
        } catch (Invalid e) {
            return new Verdict(false, null, reference.size);
        }
    }

    /** A byte of the IDX file. */
    private void put(int value) throws Invalid {
        if (size == most) throw new Invalid();
        if (size == out.length) out = Arrays.copyOf(out, 2 * size);
        out[size++] = (byte) value;
        if (size == 4 && (out[0] != 0 || out[1] != 0 || out[2] != 8 || out[3] < 1 || out[3] > 4)) throw new Invalid();
        if (size >= 4 && size == 4 + 4 * out[3]) {
            dimensions = new int[out[3]];
            BigInteger product = BigInteger.ONE;
            for (int i = 0; i < dimensions.length; i++) {
                for (int k = 0; k < 4; k++) dimensions[i] = dimensions[i] << 8 | out[4 + 4 * i + k] & 0xff;
                if (dimensions[i] < 0) throw new Invalid();
                product = product.multiply(BigInteger.valueOf(dimensions[i]));
            }
            // no file of these tests holds so much
            if (product.bitLength() > 31) throw new Invalid();
            most = size + product.longValue();
        }
    }

    private void member() throws Invalid {
        int start = at;
        if (octet() != 0x1f || octet() != 0x8b || octet() != 8) throw new Invalid();
        int flags = octet();
        if (flags > 0x1f) throw new Invalid();
        at += 6;
        if ((flags & 4) != 0) {
            int length = octet();
            length += 256 * octet();
            at += length;
        }
        for (int flag = 8; flag <= 16; flag *= 2) if ((flags & flag) != 0) while (octet() != 0) {}
        if (at > in.length) throw new Invalid();
        if ((flags & 2) != 0) {
            int sum = (int) crc(in, start, at) & 0xffff;
            if (octet() != (sum & 0xff) || octet() != sum >> 8) throw new Invalid();
        }
        memberStart = size;
        inflate();
        long sum = crc(out, memberStart, size);
        for (int shift = 0; shift < 32; shift += 8) if (octet() != (sum >> shift & 0xff)) throw new Invalid();
        for (int shift = 0; shift < 32; shift += 8)
            if (octet() != (size - memberStart >> shift & 0xff)) throw new Invalid();
    }

    private static long crc(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return crc.getValue();
    }

    private int octet() throws Invalid {
        if (at >= in.length) throw new Invalid();
        return in[at++] & 0xff;
    }

    private int bits(int count) throws Invalid {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (at >= in.length) throw new Invalid();
            value |= (in[at] >> bit & 1) << i;
            if (++bit == 8) {
                bit = 0;
                at++;
            }
        }
        return value;
    }

    private void inflate() throws Invalid {
        bit = 0;
        boolean last;
        do {
            last = bits(1) == 1;
            switch (bits(2)) {
                case 0 -> stored();
                case 1 -> block(FIXED_LITERALS, FIXED_DISTANCES);
                case 2 -> dynamic();
                default -> throw new Invalid();
            }
        } while (!last);
        wholeByte();
    }

    private void wholeByte() {
        if (bit > 0) at++;
        bit = 0;
    }

    private void stored() throws Invalid {
        wholeByte();
        int length = octet() + 256 * octet();
        if (octet() + 256 * octet() != (length ^ 0xffff)) throw new Invalid();
        for (int i = 0; i < length; i++) put(octet());
    }

    private void dynamic() throws Invalid {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        if (literals > 286 || distances > 30) throw new Invalid();
        int[] lengths = new int[19];
        for (int i = 0; i < codes; i++) lengths[ORDER[i]] = bits(3);
        Code code = new Code(lengths, 0, 19);
        if (code.left != 0) throw new Invalid();
        lengths = new int[literals + distances];
        int i = 0;
        while (i < lengths.length) {
            int symbol = code.next(this);
            if (symbol < 16) {
                lengths[i++] = symbol;
                continue;
            }
            if (symbol == 16 && i == 0) throw new Invalid();
            int value = symbol == 16 ? lengths[i - 1] : 0;
            int times = symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
            if (i + times > lengths.length) throw new Invalid();
            while (times-- > 0) lengths[i++] = value;
        }
        if (lengths[256] == 0) throw new Invalid();
        Code forLiterals = new Code(lengths, 0, literals);
        Code forDistances = new Code(lengths, literals, distances);
        if (forLiterals.left < 0 || forDistances.left < 0) throw new Invalid();
        if (forLiterals.left > 0 && !forLiterals.isOneBit() || forDistances.left > 0 && !forDistances.isOneBit())
            throw new Invalid();
        block(forLiterals, forDistances);
    }

    private void block(Code literals, Code distances) throws Invalid {
        for (int symbol = literals.next(this); symbol != 256; symbol = literals.next(this)) {
            if (symbol < 256) {
                put(symbol);
                continue;
            }
            if (symbol > 285) throw new Invalid();
            int length = LENGTH_BASE[symbol - 257] + bits(LENGTH_BITS[symbol - 257]);
            int far = distances.next(this);
            if (far > 29) throw new Invalid();
            int distance = DISTANCE_BASE[far] + bits(far < 4 ? 0 : far / 2 - 1);
            if (distance > size - memberStart) throw new Invalid();
            for (int i = 0; i < length; i++) put(out[size - distance]);
        }
    }

    private static Code fixedLiterals() {
        int[] lengths = new int[288];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        return new Code(lengths, 0, 288);
    }

    private static Code fixedDistances() {
        int[] lengths = new int[32];
        Arrays.fill(lengths, 5);
        return new Code(lengths, 0, 32);
    }

    /** A canonical Huffman code: the symbols in order of their lengths, then of their numbers. */
    private static final class Code {
        private final int[] count = new int[16];
        private final int[] symbols;
        /** How many code words of 15 bits are left over; negative if there are too many. */
        final int left;

        Code(int[] lengths, int from, int many) {
            for (int i = 0; i < many; i++) count[lengths[from + i]]++;
            int free = 1;
            for (int length = 1; length <= 15 && free >= 0; length++) free = 2 * free - count[length];
            left = free;
            symbols = new int[many - count[0]];
            int k = 0;
            for (int length = 1; length <= 15; length++)
                for (int i = 0; i < many; i++) if (lengths[from + i] == length) symbols[k++] = i;
        }

        /** No word, or a single one of one bit, which may be incomplete. */
        boolean isOneBit() {
            return symbols.length == 0 || symbols.length == 1 && count[1] == 1;
        }

        int next(IdxReference in) throws Invalid {
            int word = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length <= 15; length++) {
                word |= in.bits(1);
                if (word - first < count[length]) return symbols[index + word - first];
                index += count[length];
                first = first + count[length] << 1;
                word <<= 1;
            }
            throw new Invalid();
        }
    }
}
