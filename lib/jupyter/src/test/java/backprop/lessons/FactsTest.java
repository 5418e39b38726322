package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The numbers of the documents are claims in the lessons, and agree or do not agree as they must. LessonsIT sees to it that
 * the lessons still say what is committed.
 */
class FactsTest {
    private record Row(String what, String said, boolean agrees) {}

    @ParameterizedTest
    @CsvFileSource(resources = "/facts.csv", delimiter = '|', numLinesToSkip = 1)
    void isClaimedInItsLesson(String document, String lesson, String said, String agrees) throws IOException {
        List<Row> rows = claims(lesson);
        assertTrue(
                rows.stream().anyMatch(row -> same(row.said, said) && row.agrees == agrees.equals("yes")),
                "document " + document + " says " + said + ", which must be a claim of lesson " + lesson + " that "
                        + (agrees.equals("yes") ? "agrees" : "does not agree") + "; there are " + rows);
    }

    @Test
    void onlyTheKnownMistakesDoNotAgree() throws IOException {
        TreeSet<String> wrong = new TreeSet<>();
        for (Path lesson : Lessons.all())
            for (Row row : claims(lesson)) if (!row.agrees) wrong.add(number(lesson) + " " + row.said);
        // Beside those of facts.csv: rounded numbers of the retelling, the source's chain with its superfluous slope,
        // and a
        // loss without its minus sign.
        TreeSet<String> known = new TreeSet<>(List.of(
                "01 1",
                "02 0.500000",
                "04 1",
                "05 0.0004248",
                "05 0.0354",
                "05 0.18",
                "05 0.186",
                "05 0.3825",
                "06 -0.11149493425316775",
                "06 0.04863148689147445",
                "07 -1.4643687841079447",
                "07 2",
                "07 32",
                "07 [4 5 8]"));
        assertEquals(known, wrong);
    }

    private static String number(Path lesson) {
        return lesson.getFileName().toString().substring(0, 2);
    }

    private static boolean same(String a, String b) {
        if (a.startsWith("[") || b.startsWith("[")) return a.equals(b);
        return Double.parseDouble(a) == Double.parseDouble(b);
    }

    private static List<Row> claims(String number) throws IOException {
        for (Path lesson : Lessons.all()) if (number(lesson).equals(number)) return claims(lesson);
        throw new AssertionError("there is no lesson " + number);
    }

    /** The rows of all tables with the columns what, said, computed, agrees. */
    private static List<Row> claims(Path lesson) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (JsonNode cell : Lessons.codeCells(Lessons.read(lesson)))
            for (JsonNode output : Lessons.outputs(cell)) {
                String text = Lessons.text(output.at("/data/text~1plain"));
                if (!text.matches("(?s).*\\R\\s*what\\s*\\|\\s*said\\s*\\|\\s*computed\\s*\\|\\s*agrees\\s*\\|.*"))
                    continue;
                text.lines().skip(3).forEach(line -> {
                    String[] columns = line.split("\\|");
                    rows.add(new Row(
                            columns[0].strip(),
                            columns[1].strip(),
                            columns[3].strip().equals("yes")));
                });
            }
        return rows;
    }
}
