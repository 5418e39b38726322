package backprop.io;

import backprop.math.Precision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of a {@link TensorHeader}, and no other: an object of tensors, and one of texts. Nothing in it is nested
 * deeper, so that this needs no recursion. Every fault is an IllegalArgumentException that says what and where.
 */
final class HeaderParser {
    private static final int MOST_DIMENSIONS = 8;

    private final String json;
    private int at;

    HeaderParser(String json) {
        this.json = json;
    }

    TensorHeader parse() {
        if (!json.startsWith("{")) throw fault("the header must begin with {");
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, TensorHeader.Tensor> tensors = new LinkedHashMap<>();
        boolean[] seen = {false};
        object(name -> {
            if (name.equals(TensorHeader.METADATA)) {
                if (seen[0]) throw twice(name);
                seen[0] = true;
                object(key -> {
                    if (metadata.put(key, string()) != null) throw twice(key);
                });
            } else if (tensors.put(name, tensor(name)) != null) throw twice(name);
        });
        skipSpace();
        if (at < json.length()) throw fault("something follows the header's end");
        return new TensorHeader(metadata, tensors);
    }

    private TensorHeader.Tensor tensor(String name) {
        Map<String, List<Long>> numbers = new LinkedHashMap<>();
        String[] type = {null};
        object(key -> {
            switch (key) {
                case "dtype" -> {
                    if (type[0] != null) throw twice(key);
                    type[0] = string();
                }
                case "shape", "data_offsets" -> {
                    if (numbers.put(key, numbers()) != null) throw twice(key);
                }
                default -> throw fault(TensorHeader.shown(name) + " has an unknown entry " + TensorHeader.shown(key));
            }
        });
        List<Long> shape = numbers.get("shape");
        List<Long> offsets = numbers.get("data_offsets");
        if (type[0] == null || shape == null || offsets == null)
            throw fault(TensorHeader.shown(name) + " needs dtype, shape and data_offsets");
        if (offsets.size() != 2) throw fault(TensorHeader.shown(name) + " needs two data_offsets");
        return new TensorHeader.Tensor(precision(name, type[0]), shape, offsets.get(0), offsets.get(1));
    }

    private Precision precision(String name, String type) {
        return switch (type) {
            case "F32" -> Precision.FLOAT;
            case "F64" -> Precision.DOUBLE;
            default ->
                throw fault(TensorHeader.shown(name) + " is of type " + TensorHeader.shown(type)
                        + ", and only F32 and F64 are read");
        };
    }

    /** What is done with the value of an entry, whose name is read already. */
    private interface Entry {
        void read(String name);
    }

    private void object(Entry entry) {
        expect('{');
        if (next('}')) return;
        do {
            String name = string();
            expect(':');
            entry.read(name);
        } while (next(','));
        expect('}');
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        expect('[');
        if (next(']')) return numbers;
        do {
            if (numbers.size() == MOST_DIMENSIONS) throw fault("more than " + MOST_DIMENSIONS + " numbers in a list");
            numbers.add(number());
        } while (next(','));
        expect(']');
        return numbers;
    }

    private long number() {
        skipSpace();
        int start = at;
        while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') at++;
        String digits = json.substring(start, at);
        if (digits.isEmpty() || digits.startsWith("0") && digits.length() > 1)
            throw fault("a whole number, from 0 up, was expected");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw fault("the number " + TensorHeader.shown(digits) + " is too large");
        }
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (true) {
            char c = character();
            if (c == '"') break;
            if (c < ' ') throw fault("a control character in a text");
            text.append(c == '\\' ? escaped() : c);
        }
        // \\u can name halves of characters.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) throw fault("a text that holds half of a character");
        return text.toString();
    }

    private char escaped() {
        char c = character();
        if (c == 'u') {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                char digit = character();
                // Character.digit alone would take the digits of every script.
                if (digit > 'f' || Character.digit(digit, 16) < 0) throw fault("a \\u without four digits");
                code = 16 * code + Character.digit(digit, 16);
            }
            return (char) code;
        }
        int known = "\"\\/bfnrt".indexOf(c);
        if (known < 0) throw fault("an unknown escape in a text");
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private char character() {
        if (at == json.length()) throw fault("the header ends in the middle of a text");
        return json.charAt(at++);
    }

    private void expect(char c) {
        if (!next(c)) throw fault("a " + c + " was expected");
    }

    /** Whether this is what comes next; then it is passed. */
    private boolean next(char c) {
        skipSpace();
        if (at == json.length() || json.charAt(at) != c) return false;
        at++;
        return true;
    }

    private void skipSpace() {
        while (at < json.length() && " \t\n\r".indexOf(json.charAt(at)) >= 0) at++;
    }

    private IllegalArgumentException twice(String name) {
        return fault(TensorHeader.shown(name) + " comes twice");
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException(what + " (character " + at + " of the header)");
    }
}
