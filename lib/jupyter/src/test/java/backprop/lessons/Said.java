package backprop.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the cells of an executed lesson say, in words. */
final class Said {
    // With the spaces and dashes around them: the width of a table follows its numbers.
    private static final Pattern NUMBERS = Pattern.compile("[-\\s\\d.,]+");
    private static final Pattern SPEED = Pattern.compile("[\\d,]+ samples/s.*");

    // Why: it depends on the machine.
    private static final Pattern NO_MNIST = Pattern.compile("(?<=because MNIST could not be had) \\(.*\\)(?=: )");

    private Said() {}

    /** The text of every code cell, by the cell's id, without the speed of a training run and the reason why there is no MNIST. */
    static Map<String, String> in(Path executed) throws IOException {
        Map<String, String> said = new HashMap<>();
        for (JsonNode cell : Lessons.codeCells(Lessons.read(executed))) {
            StringBuilder text = new StringBuilder();
            for (JsonNode out : Lessons.outputs(cell))
                text.append(Lessons.text(out.get("text")))
                        .append(Lessons.text(out.at("/data/text~1plain")))
                        .append('\n');
            String lasting = SPEED.matcher(text).replaceAll("");
            said.put(cell.get("id").asText(), NO_MNIST.matcher(lasting).replaceAll(""));
        }
        return said;
    }

    /** What a cell says every time: all of it, but for the numbers that are measured. */
    static String lasting(JsonNode cell, String said) {
        return Lessons.isMeasured(cell) ? NUMBERS.matcher(said).replaceAll(" ") : said;
    }
}
