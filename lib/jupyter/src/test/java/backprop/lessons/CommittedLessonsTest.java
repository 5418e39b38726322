package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The lessons as they are committed, with the outputs that a reader on the web sees. */
@Tag("lessons")
class CommittedLessonsTest {
    private static final Path GLOSSARY = Lessons.FOLDER.resolve("glossary.ipynb");
    private static final Path HOW_TO = Lessons.FOLDER.resolve("how-to.ipynb");
    private static final Pattern LINK = Pattern.compile("\\]\\(([\\w-]+\\.ipynb)\\)");
    private static final Pattern NUMBERED_LINK =
            Pattern.compile("\\[(?:[Ll]essons? )?(\\d+|A)]\\(([\\w-]+)\\.ipynb\\)");
    private static final Pattern NEXT = Pattern.compile("lesson (\\d+|A), \\[[^]]*]\\(([\\w-]+)\\.ipynb\\)");
    private static final Pattern MENTION = Pattern.compile("[Ll]essons? (?:\\d+|A\\b)");
    private static final int MOST_WORDS = 1_900;
    private static final int MOST_CODE_CELLS = 60;
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_LINES = 16;
    private static final Pattern IMAGE = Pattern.compile("<img\\b[^>]*>");
    private static final Pattern ALT = Pattern.compile("\\balt=\"([^\"]*)\"");
    private static final Pattern ABSOLUTE_PATH =
            Pattern.compile("(?<![\\w./])(?:/(?:home|root|tmp|work|Users|usr|opt)/|[A-Z]:\\\\)[\\w.-]*");
    private static final Set<String> KINDS = Set.of("text/html", "text/plain");
    private static final Pattern ACTIVE = Pattern.compile(
            "(?i)<(?:script|iframe|object|embed|link|meta|base|form|frame)\\b|<[a-z][^>]*\\son\\w+\\s*=|javascript:");
    private static final Pattern FETCHED = Pattern.compile(
            "(?i)<(?!a\\s)[a-z][^>]*\\s(?:src|srcset|href|xlink:href|data|poster|background)\\s*=\\s*[\"']?(?:https?:|//)"
                    + "|url\\(\\s*[\"']?(?:https?:|//)");
    // Pixels lie in the drawing itself.
    private static final Pattern FOREIGN =
            Pattern.compile("(?i)<(?:foreignObject|a)\\b|<image\\b(?![^>]*\\shref='data:image/png;base64,)");
    private static final Pattern DRAWING = Pattern.compile("data:image/svg\\+xml;base64,([\\w+/=]+)");
    private static final Pattern NAMELESS_OBJECT = Pattern.compile("[\\w$.]+@[0-9a-f]{5,8}\\b");

    @TestFactory
    Stream<DynamicContainer> everyLesson() throws IOException {
        List<Path> lessons = Lessons.all();
        assertTrue(lessons.size() >= 17, "the lessons are there: " + lessons);
        List<DynamicContainer> tests = new ArrayList<>();
        for (Path file : lessons) {
            JsonNode lesson = Lessons.read(file);
            tests.add(DynamicContainer.dynamicContainer(
                    file.getFileName().toString(),
                    Stream.of(
                            test("is for the kernel java", () -> isForJava(lesson)),
                            test("comes from one clean run", () -> comesFromOneCleanRun(lesson)),
                            test("shows no error, script, path or nameless object", () -> isClean(lesson)),
                            test("has pictures with alt text", () -> picturesHaveAltText(lesson)),
                            test("has short cells", () -> hasShortCells(lesson)),
                            test("has exercises that are still open", () -> hasOpenExercises(lesson)),
                            test("has numbers to play with", () -> hasNumbersToPlayWith(lesson)),
                            test("starts with a question", () -> startsWithAQuestion(lesson)),
                            test("takes one sitting", () -> takesOneSitting(file, lesson)),
                            test("has its number", () -> hasItsNumber(file, lesson)),
                            test("is small", () -> assertTrue(Files.size(file) < MOST_BYTES)))));
        }
        return tests.stream();
    }

    private static DynamicTest test(String name, Executable test) {
        return DynamicTest.dynamicTest(name, test);
    }

    private static void isForJava(JsonNode lesson) {
        assertEquals("java", lesson.at("/metadata/kernelspec/name").asText());
    }

    private static void comesFromOneCleanRun(JsonNode lesson) {
        int count = 0;
        for (JsonNode cell : Lessons.codeCells(lesson))
            assertEquals(++count, cell.get("execution_count").asInt(), () -> Lessons.text(cell.get("source")));
    }

    private static void isClean(JsonNode lesson) {
        for (JsonNode cell : Lessons.list(lesson.get("cells"))) {
            String source = Lessons.text(cell.get("source"));
            assertFalse(source.contains("%maven"), "the jars come from ../lib/jars: " + source);
            assertNone(ABSOLUTE_PATH, source);
            if (!cell.has("outputs")) continue;
            for (JsonNode output : Lessons.outputs(cell)) {
                assertFalse(output.get("output_type").asText().equals("error"), source);
                String html = Lessons.text(output.at("/data/text~1html"));
                isHarmless(output, html);
                String words = html.replaceAll("base64,[^\"]*", "")
                        + Lessons.text(output.at("/data/text~1plain"))
                        + Lessons.text(output.get("text"));
                assertNone(ABSOLUTE_PATH, words);
                assertNone(NAMELESS_OBJECT, words);
            }
        }
    }

    /** Nothing in an output runs, or is fetched from somewhere; a link may lead out. */
    private static void isHarmless(JsonNode output, String html) {
        output.path("data")
                .fieldNames()
                .forEachRemaining(kind -> assertTrue(KINDS.contains(kind), () -> "an output of the kind " + kind));
        assertNone(ACTIVE, html);
        assertNone(FETCHED, html);
        Matcher drawing = DRAWING.matcher(html);
        while (drawing.find()) {
            String svg = new String(Base64.getDecoder().decode(drawing.group(1)), StandardCharsets.UTF_8);
            assertNone(ACTIVE, svg);
            assertNone(FETCHED, svg);
            assertNone(FOREIGN, svg);
        }
    }

    @Test
    void whatRunsOrIsFetchedWouldBeSeen() {
        for (String bad : List.of(
                "<SCRIPT>x()</SCRIPT>",
                "<p onclick=\"x()\">a</p>",
                "<img alt='a'\nonerror=x()>",
                "<a href=\"javascript:x()\">a</a>",
                "<iframe srcdoc=\"a\"></iframe>",
                "<object data=\"a\"></object>",
                "<embed src=\"a\">")) assertTrue(ACTIVE.matcher(bad).find(), bad);
        for (String bad : List.of(
                "<img src=\"http://elsewhere/a.png\">",
                "<img src='//elsewhere/a.png'>",
                "<img srcset=\"https://elsewhere/a.png 2x\">",
                "<p style=\"background: url(https://elsewhere/a.png)\">a</p>"))
            assertTrue(FETCHED.matcher(bad).find(), bad);
        for (String bad : List.of(
                "<foreignObject/>",
                "<a href='https://elsewhere/'/>",
                "<image href='https://elsewhere/a.png'/>",
                "<image href='data:image/svg+xml;base64,AA'/>"))
            assertTrue(FOREIGN.matcher(bad).find(), bad);
        assertNone(FOREIGN, "<image x='1' href='data:image/png;base64,AA'/>");
        String harmless = "<a href=\"https://elsewhere/\">only = 1, on = 2</a><td title=\"once=1\">&lt;script&gt;</td>";
        assertNone(ACTIVE, harmless);
        assertNone(FETCHED, harmless);
    }

    private static void assertNone(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertFalse(found.find(), () -> found.group() + " in: " + text);
    }

    private static void picturesHaveAltText(JsonNode lesson) {
        int pictures = 0;
        for (JsonNode cell : Lessons.codeCells(lesson))
            for (JsonNode output : Lessons.outputs(cell)) {
                assertFalse(output.at("/data").has("image/png"), "Jupyter would ignore its alt text");
                Matcher image = IMAGE.matcher(Lessons.text(output.at("/data/text~1html")));
                while (image.find()) {
                    pictures++;
                    Matcher alt = ALT.matcher(image.group());
                    assertTrue(alt.find() && alt.group(1).length() > 15, "a picture says what it shows");
                }
            }
        assertTrue(pictures > 0, "a lesson has a picture");
    }

    private static void hasShortCells(JsonNode lesson) {
        for (JsonNode cell : Lessons.codeCells(lesson)) {
            String source = Lessons.text(cell.get("source"));
            assertTrue(source.lines().count() <= MOST_LINES, source);
            source.lines().forEach(line -> assertTrue(line.length() <= 125, line));
        }
    }

    private static void hasOpenExercises(JsonNode lesson) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        for (JsonNode cell : Lessons.list(lesson.get("cells")))
            byId.put(cell.get("id").asText(), cell);
        Map<String, String> solutions = Lessons.solutions(lesson);
        int exercises = 0;
        while (byId.containsKey("answer-" + (exercises + 1))) {
            exercises++;
            JsonNode check = byId.get("check-" + exercises);
            assertTrue(check != null, "exercise " + exercises + " has a check");
            String call = Lessons.text(check.get("source"));
            assertTrue(call.startsWith("exercises.check(" + exercises + ", "), call);
            String verdict = Lessons.text(Lessons.outputs(check).get(0).at("/data/text~1plain"));
            assertTrue(verdict.startsWith("○ " + exercises + ". "), verdict);
            assertTrue(verdict.contains("Hints: "), verdict);
            assertTrue(
                    solutions.containsKey("answer-" + exercises), "exercise " + exercises + " has a solution in Java");
        }
        assertTrue(exercises >= 3, "at least three exercises, not " + exercises);
        assertEquals(
                exercises,
                byId.keySet().stream()
                                .filter(id -> id.matches("(answer|check|solution)-.*"))
                                .count()
                        / 3.0,
                "every answer has its check and solution, numbered from 1");
    }

    private static void hasNumbersToPlayWith(JsonNode lesson) {
        assertTrue(Lessons.codeCells(lesson).stream().anyMatch(Lessons::isToPlayWith));
    }

    private static void startsWithAQuestion(JsonNode lesson) {
        String first = Lessons.text(lesson.get("cells").get(0).get("source"));
        assertTrue(
                first.startsWith("# ") && first.contains("**The question.**") && first.contains("**What you need.**"));
        assertTrue(first.contains("(glossary.ipynb)"), "links to the glossary");
        assertTrue(first.contains("(how-to.ipynb)"), "links to what is the same for all lessons");
    }

    /** Words of text before the exercises, and cells with code. */
    private static void takesOneSitting(Path file, JsonNode lesson) {
        int words = 0;
        for (JsonNode cell : Lessons.list(lesson.get("cells"))) {
            String text = Lessons.source(cell);
            if (text.startsWith("## Exercises")) break;
            if (cell.get("cell_type").asText().equals("markdown"))
                words += text.strip().split("\\s+").length;
        }
        assertTrue(words <= MOST_WORDS, words + " words");
        int cells = Lessons.codeCells(lesson).size();
        assertTrue(cells <= MOST_CODE_CELLS, cells + " cells with code");
    }

    /** The number of a lesson, as the text writes it: 5, A. */
    private static String number(Path lesson) {
        return lesson.getFileName().toString().replaceFirst("^0?(\\w+?)-.*", "$1");
    }

    @Test
    void thereAreAHundredExercisesInAll() throws IOException {
        int exercises = 0;
        for (Path lesson : Lessons.all())
            exercises += Lessons.solutions(Lessons.read(lesson)).size();
        assertTrue(exercises >= 100, "there are " + exercises);
    }

    private static void hasItsNumber(Path file, JsonNode lesson) {
        String title = Lessons.source(lesson.get("cells").get(0));
        assertTrue(title.startsWith("# " + number(file) + " · "), title);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(Lessons.all());
        pages.add(GLOSSARY);
        pages.add(HOW_TO);
        return pages;
    }

    /** A lesson that the text mentions is a link, and leads to the lesson of that number. */
    @Test
    void lessonsAreCalledByTheirNumbers() throws IOException {
        int links = 0;
        for (Path page : pages())
            for (JsonNode cell : Lessons.list(Lessons.read(page).get("cells"))) {
                if (!cell.get("cell_type").asText().equals("markdown")) continue;
                String text = Lessons.source(cell);
                for (Pattern pattern : List.of(NUMBERED_LINK, NEXT)) {
                    Matcher link = pattern.matcher(text);
                    while (link.find()) {
                        assertEquals(
                                number(Path.of(link.group(2) + ".ipynb")), link.group(1), page + ": " + link.group());
                        links++;
                    }
                    text = link.replaceAll("");
                }
                assertNone(MENTION, text);
            }
        assertTrue(links >= 150, "there are " + links);
    }

    @Test
    void linksLeadToLessons() throws IOException {
        for (Path page : pages())
            for (JsonNode cell : Lessons.list(Lessons.read(page).get("cells"))) {
                Matcher link = LINK.matcher(Lessons.text(cell.get("source")));
                while (link.find())
                    assertTrue(
                            Files.exists(Lessons.FOLDER.resolve(link.group(1))), page + " links to " + link.group(1));
            }
    }

    @Test
    void theGlossaryNamesLessonsThatUseItsTerms() throws IOException {
        String glossary =
                Lessons.text(Lessons.read(GLOSSARY).get("cells").get(0).get("source"));
        int terms = 0;
        for (String line : glossary.lines().filter(l -> l.contains(".ipynb) |")).toList()) {
            String[] columns = line.split("\\|");
            String term = columns[1].strip();
            assertTrue(columns[3].matches("(?s).*\\p{IsHan}.*") && columns[4].matches("(?s).*\\p{IsHan}.*"), line);
            Matcher link = LINK.matcher(line);
            assertTrue(link.find(), line);
            String lesson =
                    Files.readString(Lessons.FOLDER.resolve(link.group(1))).toLowerCase(Locale.ROOT);
            boolean used = Stream.of(term.toLowerCase(Locale.ROOT).split(", "))
                    .anyMatch(word ->
                            lesson.contains(word.replaceAll(" (function|layer|descent)$|^(mini-|squared )", "")));
            assertTrue(used, term + " in " + link.group(1));
            terms++;
        }
        assertTrue(terms >= 40, "there are " + terms);
    }
}
