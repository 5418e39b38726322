package backprop.io;

import backprop.io.TensorHeader.Tensor;
import backprop.math.Precision;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a {@link TensorHeader}, and no other: an object of tensors, and one of texts, with nothing below them. */
final class HeaderParser {
    private static final int MOST_DIMENSIONS = 8;

    private final JsonParser json;

    private HeaderParser(JsonParser json) {
        this.json = json;
    }

    /** @throws IllegalArgumentException if the text is no such header; the message says why */
    static Map<String, Tensor> parse(String text) throws IOException {
        if (!text.startsWith("{")) throw new IllegalArgumentException("the header must begin with {");
        try (JsonParser json = TensorHeader.JSON.createParser(text)) {
            return new HeaderParser(json).tensors();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(TensorHeader.shown(e.getOriginalMessage()), e);
        }
    }

    private Map<String, Tensor> tensors() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        expect(JsonToken.START_OBJECT, "the header", "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (name.equals(TensorHeader.METADATA)) skipMetadata();
            else tensors.put(name, tensor(name));
        }
        if (json.nextToken() != null) throw new IllegalArgumentException("something follows the header's end");
        return tensors;
    }

    private void skipMetadata() throws IOException {
        expect(JsonToken.START_OBJECT, TensorHeader.METADATA, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) text(TensorHeader.METADATA);
    }

    private Tensor tensor(String name) throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        expect(JsonToken.START_OBJECT, name, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME)
            switch (json.currentName()) {
                case "dtype" -> type = text(name);
                case "shape" -> shape = numbers(name);
                case "data_offsets" -> offsets = numbers(name);
                default -> throw fault(name, "has an unknown entry " + TensorHeader.shown(json.currentName()));
            }
        if (type == null || shape == null || offsets == null) throw fault(name, "needs dtype, shape and data_offsets");
        if (offsets.size() != 2) throw fault(name, "needs two data_offsets");
        return new Tensor(precision(name, type), shape, offsets.get(0), offsets.get(1));
    }

    private static Precision precision(String name, String type) {
        return switch (type) {
            case "F32" -> Precision.FLOAT;
            case "F64" -> Precision.DOUBLE;
            default -> throw fault(name, "is of type " + TensorHeader.shown(type) + ", and only F32 and F64 are read");
        };
    }

    private String text(String owner) throws IOException {
        expect(JsonToken.VALUE_STRING, owner, "a text");
        return TensorHeader.requireWhole(json.getText());
    }

    private List<Long> numbers(String owner) throws IOException {
        List<Long> numbers = new ArrayList<>();
        expect(JsonToken.START_ARRAY, owner, "a list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || json.getText().startsWith("-")) throw fault(owner, "needs whole numbers, from 0 up");
            if (numbers.size() == MOST_DIMENSIONS)
                throw fault(owner, "has more than " + MOST_DIMENSIONS + " numbers in a list");
            numbers.add(json.getLongValue());
        }
        return numbers;
    }

    private void expect(JsonToken token, String owner, String kind) throws IOException {
        if (json.nextToken() != token) throw fault(owner, "needs " + kind);
    }

    private static IllegalArgumentException fault(String name, String what) {
        return new IllegalArgumentException(TensorHeader.shown(name) + " " + what);
    }
}
