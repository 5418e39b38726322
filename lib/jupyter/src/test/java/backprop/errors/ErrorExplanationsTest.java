package backprop.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Errors in words, on a JShell of the test's own that runs cells as the kernel does. */
class ErrorExplanationsTest {
    private final JShell shell = JShell.builder().executionEngine("local").build();
    private final ErrorExplanations errors = new ErrorExplanations(shell);
    private int cells;

    @AfterEach
    void close() {
        shell.close();
    }

    /** What the page shows, without colours; the last cell must fail. */
    private List<String> page(String... sources) {
        ErrorExplanations.Shown shown = null;
        for (String source : sources) {
            errors.begin(++cells, source);
            String rest = run(source);
            shown = rest.isEmpty() ? errors.shown("").orElse(null) : errors.unfinished(rest);
        }
        return shown.lines().stream()
                .flatMap(String::lines)
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
    }

    /** Runs statement after statement until one fails; what is left if the last has no end. */
    private String run(String source) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(source);
        while (next.completeness().isComplete()) {
            var events = shell.eval(next.source().strip());
            if (events.stream().anyMatch(e -> e.exception() != null || e.status() == Status.REJECTED)) return "";
            next = analysis.analyzeCompletion(next.remaining());
        }
        return next.remaining().strip();
    }

    @TestFactory
    Stream<DynamicTest> theFirstLineSaysWhatIsWrong() {
        return Stream.of(
                        Map.entry("int a = 1;\nint b = 2\nint c = 3;", "Line 2 lacks the semicolon at its end."),
                        Map.entry("int n = \"three\";", "Line 1 has a String where an int is needed."),
                        Map.entry(
                                "int n = 2.5;",
                                "Line 1 has a double where an int is needed, and that could lose a part of it."),
                        Map.entry("\n// where\nint n = missing + 1;", "Java does not know missing, which line 3 uses."),
                        Map.entry("missing(3)", "Java does not know a method missing, which line 1 uses."),
                        Map.entry("\"a\".lenght()", "\"a\" has no method lenght, which line 1 asks it for."),
                        Map.entry("int[] a = {1};\na.length()", "There is no method length here, in line 2."),
                        Map.entry(
                                "int f(int x) {\n    int y = x;\n}",
                                "The method can come to its end, in line 3, without a return."),
                        Map.entry(
                                "class R implements Runnable {\n}",
                                "The class R has no method run(), and a Runnable needs one."),
                        Map.entry("String s = \"a;\nint b = 1;", "The text in line 1 has no closing quotation mark."),
                        Map.entry("int n = 1;\nif (n = 1) { }", "Line 2 has an int where a boolean is needed."),
                        Map.entry("Math.max(1)", "max cannot be called with what stands in the brackets in line 1."),
                        Map.entry("import no.such.*;", "Line 1 names a package that Java does not know."),
                        Map.entry("void m() { int u; u++; }", "u has no value yet when line 1 uses it."),
                        Map.entry(
                                "void m() {\n    Thread.sleep(3);\n}",
                                "What line 2 calls may throw an exception that the method does not name."),
                        Map.entry("boolean b = 1 + true;", "The operator in line 1 does not work on these types."),
                        Map.entry(
                                "for (int i = 0; i < 3; i++) {\n    int k = i;",
                                "The bracket { that line 1 opens is never closed."),
                        Map.entry("int a = 1;\nint b = (a + 1;", "The bracket ( that line 2 opens is never closed."),
                        Map.entry("int a = 1;\n/* more", "The comment that line 2 opens is never closed."),
                        Map.entry("int a = 1 +", "The cell ends in the middle of a statement."),
                        Map.entry("int zero = 0;\n10 / zero", "A whole number was divided by zero."),
                        Map.entry(
                                "int[] a = {1, 2, 3};\na[3] = 4;",
                                "There is no element 3: the array has 3 elements, numbered 0 to 2."),
                        Map.entry("int[] none = {};\nnone[0]", "There is no element 0: the array is empty."),
                        Map.entry(
                                "java.util.List.of(1).get(1)",
                                "There is no element 1: the list has 1 element, number 0."),
                        Map.entry(
                                "Object o = \"s\";\n(Integer) o",
                                "This object is of the class String, so it cannot be taken for an Integer."),
                        Map.entry("String s = null;\ns.length()", "s is null: there is no object to work with."),
                        Map.entry("Integer.parseInt(\"3.5\")", "The text \"3.5\" is not a whole number."),
                        Map.entry("Double.parseDouble(\"\")", "The text \"\" is not a number."),
                        Map.entry(
                                "Object[] a = new String[1];\na[0] = 1;",
                                "The array cannot hold an object of the class Integer."),
                        Map.entry("new int[-1]", "An array cannot have -1 elements."),
                        Map.entry("java.util.List.of(1).add(2)", "This list, set or map cannot be changed."),
                        Map.entry(
                                "java.nio.file.Files.readString(java.nio.file.Path.of(\"none.txt\"))",
                                "There is no file none.txt."),
                        Map.entry(
                                "int depth(int n) {\n    return depth(n + 1);\n}\ndepth(0)",
                                "depth called itself again and again, until there was no room for another call."),
                        Map.entry("throw new IllegalStateException(\"own words\");", "own words"),
                        Map.entry(
                                "throw new IllegalStateException();",
                                "Something was thrown that says no more than its name: IllegalStateException."),
                        Map.entry(
                                "int g() { return later(3); }\ng()",
                                "g cannot be used yet: it needs the method later(int), which no cell has defined."))
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertEquals(
                                entry.getValue(), page(entry.getKey()).get(0))));
    }

    @Test
    void theLineIsMarkedWithTheOneBeforeIt() {
        assertEquals(
                List.of(
                        "Line 2 lacks the semicolon at its end.",
                        "    1 | int a = 1;",
                        "→   2 | int b = 2",
                        "                 ^",
                        "Write ; there.",
                        "Java says: ';' expected"),
                page("int a = 1;\nint b = 2\nint c = 3;"));
    }

    @Test
    void aPieceInTheMiddleOfALineIsMarked() {
        List<String> page = page("int a = 1; int b = oops;");
        assertEquals("→   1 | int a = 1; int b = oops;", page.get(1));
        assertEquals("                           ^^^^", page.get(2));
    }

    @Test
    void theTraceNamesCellsAndLines() {
        List<String> page = page("int share(int n) {\n    return 1 / n;\n}", "// now\nshare(0)");
        assertEquals(
                List.of("In cell [1]:", "    1 | int share(int n) {", "→   2 |     return 1 / n;"), page.subList(1, 4));
        assertEquals(
                List.of(
                        "java.lang.ArithmeticException: / by zero",
                        "    at share (cell [1], line 2)",
                        "    at this cell, line 2"),
                page.subList(page.size() - 3, page.size()));
    }

    @Test
    void whatWasThrownFirstIsToldAtTheEnd() {
        List<String> page = page("throw new IllegalStateException(\"outer\", new RuntimeException(\"inner\"));");
        assertTrue(page.contains("Caused by: java.lang.RuntimeException: inner"), page.toString());
    }

    @Test
    void aStackOverflowIsFoldedAndItsWholeTraceKept() {
        List<String> page = page("int depth(int n) {\n    return depth(n + 1);\n}\ndepth(0)");
        assertTrue(page.size() < 12, page.toString());
        assertTrue(page.get(page.size() - 1).matches("    … and [\\d,]+ times more the same"), page.toString());
        assertTrue(errors.trace().lines().count() > 1_000);
    }

    @Test
    void aVariableOfAClassThatWasDefinedAgainIsExplained() {
        List<String> page = page("class P { int v = 1; }\nP p = new P();", "class P { int v = 2; int w; }", "p.v");
        assertEquals("p is null: there is no object to work with.", page.get(0));
        assertTrue(
                page.contains("Each time that the cell that defines P is run, p becomes null:"
                        + " run the cell that fills it again."),
                page.toString());
    }

    @Test
    void theShapesOfAProductAreTold() {
        assertEquals(
                new Explanation(
                        "The shapes do not fit: the left matrix has 3 columns, the right one 2 rows,"
                                + " and for a product these two must be equal.",
                        "Print both matrices, or swap or transpose one of them."),
                thrownBy(() -> new org.ejml.simple.SimpleMatrix(2, 3).mult(new org.ejml.simple.SimpleMatrix(2, 3))));
        assertEquals(
                "The shapes do not fit: one matrix is 2 × 3, the other 3 × 2, and here both must be the same.",
                thrownBy(() -> new org.ejml.simple.SimpleMatrix(2, 3).plus(new org.ejml.simple.SimpleMatrix(3, 2)))
                        .sentence());
        assertEquals(
                "The matrix has no element in row 5, column 1.",
                thrownBy(() -> new org.ejml.simple.SimpleMatrix(2, 3).get(5, 1)).sentence());
    }

    private static Explanation thrownBy(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return ExceptionExplanations.of(e.getClass().getName(), e.getMessage(), List.of(e.getStackTrace()));
        }
        throw new AssertionError("nothing was thrown");
    }

    @Test
    void roundsOfSeveralFramesAreFolded() {
        List<String> lines = Stream.concat(
                        Stream.iterate(0, i -> i + 1).limit(900).map(i -> i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c"),
                        Stream.of("end"))
                .toList();
        assertEquals(
                List.of("a", "b", "c", "    … and 299 times more the same 3 lines", "end"),
                StackTraceText.folded(lines));
    }

    @Test
    void whatDoesNotRepeatIsShortenedInTheMiddle() {
        List<String> lines =
                Stream.iterate(0, i -> i + 1).limit(1_000).map(String::valueOf).toList();
        assertEquals(lines, StackTraceText.folded(lines));
        List<String> shortened = StackTraceText.shortened(lines);
        assertEquals(61, shortened.size());
        assertEquals("    … 940 lines more; Notebook.trace() has them all", shortened.get(40));
        assertEquals("999", shortened.get(60));
    }

    @Test
    void aNameThatIsNearlyRightIsOffered() {
        assertEquals("Did you mean length?", offered("\"a\".lenght()"));
        assertEquals("Did you mean price?", offered("double price = 3;", "price + pirce"));
        assertEquals("Did you mean String?", offered("string s = \"a\";"));
        assertEquals("Did you mean sqrt?", offered("Math.sqroot(2.0)"));
        assertEquals("", offered("zzzzzz + 1"));
    }

    private String offered(String... sources) {
        return page(sources).stream()
                .filter(line -> line.startsWith("Did you mean"))
                .map(line -> line.substring(0, line.indexOf('?') + 1))
                .findFirst()
                .orElse("");
    }

    @Test
    void aClassThatWasTakenWithoutItsTypesIsExplainedWhereItIsUsed() {
        assertEquals(
                "Mine cannot be used yet: it needs the class Layre, which no cell has defined.",
                page("class Mine implements Layre { }", "new Mine()").get(0));
    }

    @Test
    void aSlipOfTheFingersIsOneStep() {
        assertEquals(1, Spelling.distance("mutl", "mult"));
        assertEquals(1, Spelling.distance("sise", "size"));
        assertEquals(3, Spelling.distance("", "abc"));
        assertEquals(3, Spelling.distance("kitten", "sitting"));
    }
}
