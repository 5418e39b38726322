package backprop.io;

import backprop.math.Precision;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;

/**
 * The header of a safetensors file: {@code {"__metadata__":{"key":"value"},"W1":{"dtype":"F32","shape":[784,50],
 * "data_offsets":[0,156800]},…}}, filled up with spaces so that the bytes behind it begin at a multiple of 8.
 *
 * @param metadata texts by name
 * @param tensors by name
 */
record TensorHeader(Map<String, String> metadata, Map<String, Tensor> tensors) {
    static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final int MOST_SHOWN = 60;
    private static final Pattern STRANGE = Pattern.compile("[\\p{C}\\p{Z}&&[^ ]]");

    /**
     * What is said of a tensor.
     *
     * @param begin where its bytes begin, counted from the end of the header
     * @param end where the bytes of the next one begin
     */
    record Tensor(Precision precision, List<Long> shape, long begin, long end) {}

    /** How many bytes a number has. */
    static int bytes(Precision precision) {
        return precision == Precision.FLOAT ? Float.BYTES : Double.BYTES;
    }

    /** The header for matrices: those with the longer numbers first, so that each is aligned to its own, and then by name. */
    static TensorHeader of(Map<String, SimpleMatrix> matrices, Map<String, String> metadata) {
        List<String> names = matrices.keySet().stream()
                .sorted(Comparator.<String, Integer>comparing(name -> -bytes(Precision.of(matrices.get(name))))
                        .thenComparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long at = 0;
        for (String name : names) {
            SimpleMatrix matrix = matrices.get(name);
            Precision precision = Precision.of(matrix);
            long end = at + (long) bytes(precision) * matrix.getNumElements();
            tensors.put(
                    name,
                    new Tensor(precision, List.of((long) matrix.getNumRows(), (long) matrix.getNumCols()), at, end));
            at = end;
        }
        return new TensorHeader(metadata, tensors);
    }

    /** As it stands in the file. */
    byte[] json() {
        String texts = metadata.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
                .collect(Collectors.joining(",", quoted(METADATA) + ":{", "}"));
        String entries = tensors.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
                .collect(Collectors.joining(","));
        String separator = metadata.isEmpty() || tensors.isEmpty() ? "" : ",";
        byte[] bytes =
                ("{" + (metadata.isEmpty() ? "" : texts) + separator + entries + "}").getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        return padded;
    }

    private static String json(Tensor tensor) {
        return "{\"dtype\":\"" + (tensor.precision == Precision.FLOAT ? "F32" : "F64") + "\",\"shape\":"
                + tensor.shape.toString().replace(" ", "") + ",\"data_offsets\":[" + tensor.begin + "," + tensor.end
                + "]}";
    }

    private static String quoted(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text))
            throw new IllegalArgumentException("the name " + shown(text) + " holds half of a character");
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int escape = "\"\\\b\f\n\r\t".indexOf(c);
            if (escape >= 0) quoted.append('\\').append("\"\\bfnrt".charAt(escape));
            else if (c < ' ') quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /**
     * Reads a header, and checks that its tensors fill what follows without hole or overlap.
     *
     * @param json the header
     * @param bytes how many bytes follow
     * @throws IllegalArgumentException if the header is not in order; the message says why
     */
    static TensorHeader parse(byte[] json, long bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its header is not UTF-8", e);
        }
        TensorHeader header = new HeaderParser(text).parse();
        long at = 0;
        for (String name : header.inOrderOfBytes()) {
            Tensor tensor = header.tensors.get(name);
            if (tensor.begin != at || tensor.end < tensor.begin)
                throw new IllegalArgumentException("the bytes of " + shown(name) + " go from " + tensor.begin + " to "
                        + tensor.end + ", but they must begin at " + at + ", where those before them end");
            if (tensor.end - tensor.begin != size(name, tensor))
                throw new IllegalArgumentException(shown(name) + " has the shape " + tensor.shape + ", which takes "
                        + size(name, tensor) + " bytes, but it has " + (tensor.end - tensor.begin));
            at = tensor.end;
        }
        if (at != bytes)
            throw new IllegalArgumentException(
                    "its tensors have " + at + " bytes, but " + bytes + " follow the header");
        return header;
    }

    private static long size(String name, Tensor tensor) {
        try {
            long size = bytes(tensor.precision);
            for (long length : tensor.shape) size = Math.multiplyExact(size, length);
            return size;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    shown(name) + " has the shape " + tensor.shape + ", which is larger than any file", e);
        }
    }

    /** The names of the tensors, those first whose bytes come first. */
    List<String> inOrderOfBytes() {
        Comparator<String> order = Comparator.comparing(name -> tensors.get(name).begin);
        return tensors.keySet().stream()
                .sorted(order.thenComparing(name -> tensors.get(name).end))
                .toList();
    }

    /** A text from a file as it may stand in a message, however long and strange it is. */
    static String shown(String text) {
        String start = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
        return STRANGE.matcher(start).replaceAll("?");
    }
}
