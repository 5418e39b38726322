package backprop.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A row of a table of claims: what somebody said, and whether the computed number agrees. */
record ClaimRow(String what, String said, boolean agrees) {
    private static final String HEAD = "(?s).*\\R\\s*what\\s*\\|\\s*said\\s*\\|\\s*computed\\s*\\|\\s*agrees\\s*\\|.*";

    /** The rows in the outputs of a cell. */
    static List<ClaimRow> in(JsonNode cell) {
        return Lessons.outputs(cell).stream()
                .map(output -> Lessons.text(output.at("/data/text~1plain")))
                .filter(text -> text.matches(HEAD))
                .flatMap(text -> text.lines().skip(3).map(ClaimRow::of))
                .toList();
    }

    private static ClaimRow of(String line) {
        String[] columns = line.split("\\|");
        return new ClaimRow(
                columns[0].strip(), columns[1].strip(), columns[3].strip().equals("yes"));
    }
}
