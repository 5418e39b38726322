package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The numbers of the documents are claims in the lessons, and agree or do not agree as they must. LessonsIT sees to it that
 * the lessons still claim what is committed.
 */
@Tag("lessons")
class FactsTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/facts.csv", delimiter = '|', numLinesToSkip = 1)
    void isClaimedInItsLesson(String document, String lesson, String said, String agrees) throws IOException {
        List<ClaimRow> rows = claims(lesson);
        assertTrue(
                rows.stream().anyMatch(row -> same(row.said(), said) && row.agrees() == agrees.equals("yes")),
                "document " + document + " says " + said + ", which must be a claim of lesson " + lesson + " that "
                        + (agrees.equals("yes") ? "agrees" : "does not agree") + "; there are " + rows);
    }

    @Test
    void onlyTheKnownMistakesDoNotAgree() throws IOException {
        TreeSet<String> wrong = new TreeSet<>();
        for (Path lesson : Lessons.all())
            for (ClaimRow row : claims(lesson)) if (!row.agrees()) wrong.add(number(lesson) + " " + row.said());
        // Beside those of facts.csv: rounded numbers of the retelling, the note's chain with its superfluous slope, and
        // a
        // loss without its minus sign.
        TreeSet<String> known = new TreeSet<>(List.of(
                "01 1",
                "06 0.0004248",
                "06 0.0354",
                "06 0.18",
                "06 0.186",
                "06 0.3825",
                "08 -0.11149493425316775",
                "08 0.04863148689147445",
                "09 2",
                "09 32",
                "09 [4 5 8]",
                "10 -1.4643687841079447"));
        assertEquals(known, wrong);
    }

    private static String number(Path lesson) {
        return lesson.getFileName().toString().substring(0, 2);
    }

    private static boolean same(String a, String b) {
        if (a.startsWith("[") || b.startsWith("[")) return a.equals(b);
        return Double.parseDouble(a) == Double.parseDouble(b);
    }

    private static List<ClaimRow> claims(String number) throws IOException {
        for (Path lesson : Lessons.all()) if (number(lesson).equals(number)) return claims(lesson);
        throw new AssertionError("there is no lesson " + number);
    }

    private static List<ClaimRow> claims(Path lesson) throws IOException {
        return Lessons.codeCells(Lessons.read(lesson)).stream()
                .flatMap(cell -> ClaimRow.in(cell).stream())
                .toList();
    }
}
