package backprop.data.mnist;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952): one or more members, and nothing after them. The JDK's own stream takes anything that follows the
 * last member, and a damaged further member, for the end, and does not check the header's checksum.
 *
 * <p>It inflates what is asked for and no more, so that a reader who knows how much there should be is safe from a file that
 * unpacks to a thousand times its size.
 */
final class Gunzip extends InputStream {
    private static final int DEFLATE = 8;

    // the flags of a member's header
    private static final int HEADER_CHECKSUM = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final CRC32 headerChecksum = new CRC32();
    private final PushbackInputStream packed;
    private final byte[] buffer;
    private int filled;
    private boolean ended;

    /**
     * Begins to unpack.
     *
     * @param packed begins with the magic number 1f8b; closed with this stream
     * @param bufferSize how many packed bytes to read at a time
     * @throws IOException if the first header is damaged; then the stream is closed
     */
    Gunzip(InputStream packed, int bufferSize) throws IOException {
        this.packed = new PushbackInputStream(packed, bufferSize);
        this.buffer = new byte[bufferSize];
        try {
            startMember(this.packed.read());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (!ended) {
            int count = inflate(into, offset, length);
            checksum.update(into, offset, count);
            if (count > 0) return count;
            if (inflater.finished()) endMember();
            else if (inflater.needsInput()) fill();
            else throw new ZipException("it cannot be unpacked any further");
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() == null ? "its codes are not those of deflate" : e.getMessage());
        }
    }

    private void fill() throws IOException {
        filled = packed.read(buffer, 0, buffer.length);
        if (filled < 0) throw new EOFException();
        inflater.setInput(buffer, 0, filled);
    }

    private void endMember() throws IOException {
        int unused = inflater.getRemaining();
        packed.unread(buffer, filled - unused, unused);
        if (number(4) != checksum.getValue()) throw new ZipException("its checksum is not that of its data");
        if (number(4) != (inflater.getBytesWritten() & 0xffff_ffffL))
            throw new ZipException("the length at its end is not that of its data");
        int next = packed.read();
        if (next < 0) ended = true;
        else startMember(next);
    }

    private void startMember(int first) throws IOException {
        inflater.reset();
        checksum.reset();
        headerChecksum.reset();
        if (first < 0) throw new EOFException();
        headerChecksum.update(first);
        if (first != 0x1f || header() != 0x8b) throw new ZipException("what follows its end is not gzip");
        if (header() != DEFLATE) throw new ZipException("it is not packed with deflate");
        int flags = header();
        if ((flags & RESERVED) != 0) throw new ZipException("its header has unknown flags");
        for (int i = 0; i < 6; i++) header(); // time, extra flags, system
        if ((flags & EXTRA) != 0) for (int length = header() | header() << 8; length > 0; length--) header();
        if ((flags & NAME) != 0) skipText();
        if ((flags & COMMENT) != 0) skipText();
        int expected = (int) headerChecksum.getValue() & 0xffff;
        if ((flags & HEADER_CHECKSUM) != 0 && number(2) != expected)
            throw new ZipException("its header's checksum is not that of its header");
    }

    private void skipText() throws IOException {
        while (header() != 0) {
            // up to the closing zero
        }
    }

    private int header() throws IOException {
        int value = packed.read();
        if (value < 0) throw new EOFException();
        headerChecksum.update(value);
        return value;
    }

    /** A little-endian number. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int value = packed.read();
            if (value < 0) throw new EOFException();
            number |= (long) value << 8 * i;
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
