package backprop.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The notebooks as the tests see them. */
final class Lessons {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Path FOLDER = Path.of("notebooks");

    private Lessons() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    static JsonNode read(Path lesson) throws IOException {
        return JSON.readTree(Files.readString(lesson));
    }

    static List<JsonNode> codeCells(JsonNode lesson) {
        return list(lesson.get("cells")).stream()
                .filter(cell -> cell.get("cell_type").asText().equals("code"))
                .toList();
    }

    static List<JsonNode> outputs(JsonNode cell) {
        return list(cell.get("outputs"));
    }

    /** Sources and texts are a string or a list of lines. */
    static String text(JsonNode node) {
        if (node == null || !node.isArray()) return node == null ? "" : node.asText();
        StringBuilder text = new StringBuilder();
        node.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
