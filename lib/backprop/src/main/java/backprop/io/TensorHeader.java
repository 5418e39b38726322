package backprop.io;

import backprop.math.Precision;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;

/**
 * The header of a safetensors file: {@code {"__metadata__":{"key":"value"},"W1":{"dtype":"F32","shape":[784,50],
 * "data_offsets":[0,156800]},…}}, filled up with spaces so that the bytes behind it begin at a multiple of 8.
 *
 * @param tensors by name
 */
record TensorHeader(Map<String, Tensor> tensors) {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // as the format's own library writes them
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final int MOST_SHOWN = 200;
    private static final Pattern STRANGE = Pattern.compile("[\\p{C}\\p{Z}&&[^ ]]");

    /**
     * The header's entry for a tensor.
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
    static TensorHeader of(Map<String, SimpleMatrix> matrices) {
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
        return new TensorHeader(tensors);
    }

    /**
     * As it stands in the file.
     *
     * @param metadata texts by name
     * @throws IllegalArgumentException if a name holds half of a character
     */
    byte[] json(Map<String, String> metadata) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) write(json, metadata);
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) write(json, entry.getKey(), entry.getValue());
            json.writeEndObject();
        }
        while (out.size() % ALIGNMENT != 0) out.write(' ');
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Map<String, String> metadata) throws IOException {
        json.writeObjectFieldStart(METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet())
            json.writeStringField(requireWhole(entry.getKey()), requireWhole(entry.getValue()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Tensor tensor) throws IOException {
        json.writeObjectFieldStart(requireWhole(name));
        json.writeStringField("dtype", tensor.precision == Precision.FLOAT ? "F32" : "F64");
        write(json, "shape", tensor.shape);
        write(json, "data_offsets", List.of(tensor.begin, tensor.end));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<Long> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (long number : numbers) json.writeNumber(number);
        json.writeEndArray();
    }

    /** Refuses half of a surrogate pair, which UTF-8 cannot hold, but an escape in JSON can name. */
    static String requireWhole(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text))
            throw new IllegalArgumentException(shown(text) + " holds half of a character");
        return text;
    }

    /**
     * Reads a header, and checks that its tensors fill what follows without hole or overlap.
     *
     * @param json the header
     * @param bytes how many bytes follow
     * @throws IllegalArgumentException if the header is not in order; the message says why
     */
    static TensorHeader parse(byte[] json, long bytes) throws IOException {
        TensorHeader header = new TensorHeader(HeaderParser.parse(utf8(json)));
        header.requireFilled(bytes);
        return header;
    }

    private void requireFilled(long bytes) {
        long at = 0;
        for (String name : inOrderOfBytes()) {
            Tensor tensor = tensors.get(name);
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
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its header is not UTF-8", e);
        }
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
