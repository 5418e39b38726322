package backprop.io;

import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Precision;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.ejml.simple.SimpleMatrix;

/**
 * Parameters in the safetensors format (Hugging Face, "Safetensors", 2022): eight bytes with the length of the header,
 * little-endian; the header, JSON with the name, type, shape and byte offsets of every tensor; and the bytes, little-endian,
 * row-major. A matrix of floats is F32, one of doubles F64, its shape always [rows, columns]: a bias is [1, D].
 *
 * <p>Such a file holds numbers and nothing that could be executed. Reading checks that the header is no longer than the
 * file, its tensors fill the rest without hole or overlap, and they are exactly those of the net.
 */
public final class SafeTensors {
    /** Enough for the names of a hundred thousand parameters; the format allows 100 MB. */
    static final int MOST_HEADER_BYTES = 1 << 24;

    private static final int LENGTH_BYTES = 8;
    private static final int CHUNK_BYTES = 1 << 16; // a multiple of every number's bytes

    private SafeTensors() {}

    /**
     * Writes matrices, in the order that the format's own library would.
     *
     * @param metadata further texts for the header, by name
     * @throws IllegalArgumentException if a name or text holds half of a surrogate pair
     * @throws IOException if the file cannot be written; it is then as it was
     */
    public static void write(Path file, Map<String, SimpleMatrix> matrices, Map<String, String> metadata)
            throws IOException {
        TensorHeader header = TensorHeader.of(matrices);
        byte[] json = header.json(metadata);
        if (json.length > MOST_HEADER_BYTES)
            throw new IOException(file + " is not written: its header would be longer than the " + MOST_HEADER_BYTES
                    + " bytes that are read again");
        requireFolder(file);
        try {
            AtomicFile.write(file, out -> {
                out.write(littleEndian(LENGTH_BYTES).putLong(json.length).array());
                out.write(json);
                for (String name : header.tensors().keySet()) write(out, matrices.get(name));
            });
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void requireFolder(Path file) throws IOException {
        if (Files.isDirectory(file)) throw new IOException(file + " is a folder");
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder))
            throw new IOException(file + " cannot be written: there is no folder " + folder);
    }

    private static void write(OutputStream out, SimpleMatrix matrix) throws IOException {
        ByteBuffer chunk = littleEndian(CHUNK_BYTES);
        boolean floats = Precision.of(matrix) == Precision.FLOAT;
        int perChunk = CHUNK_BYTES / TensorHeader.bytes(Precision.of(matrix));
        for (int at = 0; at < matrix.getNumElements(); at += perChunk) {
            int count = Math.min(perChunk, matrix.getNumElements() - at);
            if (floats) chunk.asFloatBuffer().put(matrix.getFDRM().data, at, count);
            else chunk.asDoubleBuffer().put(matrix.getDDRM().data, at, count);
            out.write(chunk.array(), 0, count * TensorHeader.bytes(Precision.of(matrix)));
        }
    }

    /**
     * Reads a file of this format, from any library, into parameters of the same names, shapes and precisions.
     *
     * @throws IOException if the file cannot be read, is damaged, or holds other tensors; the message names the file and the
     *     fault, and no parameter has changed
     */
    public static void read(Path file, Map<String, Param> into) throws IOException {
        if (!Files.exists(file)) throw new IOException(file + " does not exist");
        if (!Files.isRegularFile(file)) throw new IOException(file + " is not a file");
        try (InputStream in = Files.newInputStream(file)) {
            read(file, in, Files.size(file), into);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (FileSystemException e) {
            throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * {@link #read(Path, Map)} of a file that is in memory already.
     *
     * @param name for messages
     */
    public static void read(String name, byte[] file, Map<String, Param> into) throws IOException {
        read(Path.of(name), new ByteArrayInputStream(file), file.length, into);
    }

    /**
     * {@link #read(Path, Map)} of what is open.
     *
     * @param file its name, for messages
     * @param size how many bytes there are
     */
    static void read(Path file, InputStream in, long size, Map<String, Param> into) throws IOException {
        Map<String, SimpleMatrix> matrices;
        try {
            TensorHeader header = readHeader(file, in, size);
            requireSame(file, header, into);
            matrices = readMatrices(header, into, in);
        } catch (EOFException e) {
            throw new IOException(file + " became shorter while it was read", e);
        }
        matrices.forEach((name, matrix) -> Matrices.assignInPlace(into.get(name).value(), matrix));
    }

    private static TensorHeader readHeader(Path file, InputStream in, long size) throws IOException {
        if (size < LENGTH_BYTES)
            throw new IOException(file + " is not a safetensors file: it has " + size + " bytes, and such a file begins"
                    + " with the length of its header, in " + LENGTH_BYTES);
        DataInputStream data = new DataInputStream(in);
        long length = Long.reverseBytes(data.readLong());
        if (length < 0 || length > size - LENGTH_BYTES)
            throw new IOException(file + " is not a safetensors file, or is cut short: it says that its header has "
                    + Long.toUnsignedString(length) + " bytes, but " + (size - LENGTH_BYTES) + " follow");
        if (length > MOST_HEADER_BYTES)
            throw new IOException(file + " has a header of " + length + " bytes, more than the " + MOST_HEADER_BYTES
                    + " that are read");
        byte[] json = data.readNBytes((int) length);
        if (json.length < length) throw new EOFException();
        try {
            return TensorHeader.parse(json, size - LENGTH_BYTES - length);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged, or not a safetensors file: " + e.getMessage(), e);
        }
    }

    private static void requireSame(Path file, TensorHeader header, Map<String, Param> params) throws IOException {
        for (String name : header.tensors().keySet())
            if (!params.containsKey(name))
                throw new IOException(file + " holds a tensor " + TensorHeader.shown(name)
                        + ", which this net has not; the net has " + new TreeSet<>(params.keySet()));
        for (Map.Entry<String, Param> entry : params.entrySet()) {
            String name = entry.getKey();
            TensorHeader.Tensor tensor = header.tensors().get(name);
            if (tensor == null) throw new IOException(file + " has no tensor " + name + ", which this net needs");
            SimpleMatrix value = entry.getValue().value();
            if (tensor.precision() != Precision.of(value))
                throw new IOException(String.format(
                        Locale.ROOT,
                        "%s: %s is %s, but in this net it is %s; make the net with Precision.%s",
                        file,
                        name,
                        tensor.precision(),
                        Precision.of(value),
                        tensor.precision()));
            List<Long> shape = List.of((long) value.getNumRows(), (long) value.getNumCols());
            if (!tensor.shape().equals(shape))
                throw new IOException(
                        file + ": " + name + " has the shape " + tensor.shape() + ", but in this net it has " + shape);
        }
    }

    private static Map<String, SimpleMatrix> readMatrices(TensorHeader header, Map<String, Param> like, InputStream in)
            throws IOException {
        Map<String, SimpleMatrix> matrices = new LinkedHashMap<>();
        for (String name : header.inOrderOfBytes()) {
            SimpleMatrix value = like.get(name).value();
            SimpleMatrix matrix = Matrices.zeros(value.getNumRows(), value.getNumCols(), Precision.of(value));
            read(in, matrix);
            matrices.put(name, matrix);
        }
        return matrices;
    }

    private static void read(InputStream in, SimpleMatrix matrix) throws IOException {
        int bytes = TensorHeader.bytes(Precision.of(matrix));
        ByteBuffer chunk = littleEndian((int) Math.min(CHUNK_BYTES, (long) bytes * matrix.getNumElements()));
        int perChunk = CHUNK_BYTES / bytes;
        for (int at = 0; at < matrix.getNumElements(); at += perChunk) {
            int count = Math.min(perChunk, matrix.getNumElements() - at);
            if (in.readNBytes(chunk.array(), 0, count * bytes) < count * bytes) throw new EOFException();
            if (Precision.of(matrix) == Precision.FLOAT) chunk.asFloatBuffer().get(matrix.getFDRM().data, at, count);
            else chunk.asDoubleBuffer().get(matrix.getDDRM().data, at, count);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
