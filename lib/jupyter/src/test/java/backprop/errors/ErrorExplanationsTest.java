package backprop.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            // As JJava exchanges a command.
            String rest = run(source.replaceAll(
                    "(?m)^[ \\t]*%(\\w.*)$", "org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.lineMagic(\"\");{};"));
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
                        Map.entry(
                                "new String(new StringBuilder(), 1)",
                                "new String cannot be called with what stands in the brackets in line 1."),
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
                                "g cannot be used yet: it needs the method later(int), which no cell has defined."),
                        Map.entry(
                                "int early() { return late(3); }\nearly();\nint late(int n) { return n; }",
                                "early cannot be used yet: it needs the method late(int), which this cell defines further"
                                        + " down."),
                        Map.entry("double d = null;", "Line 1 has null where a double is needed."),
                        Map.entry("char c(int x) { return null; }", "Line 1 has null where a char is needed."),
                        Map.entry("boolean[] bs = {true, null};", "Line 1 has null where a boolean is needed."),
                        Map.entry("long big = 3_000_000_000;", "3_000_000_000 in line 1 is too large for an int."),
                        Map.entry(
                                "long big = -90000000000000000000L;",
                                "90000000000000000000L in line 1 is too large for a long."),
                        Map.entry(
                                "int month = 09;",
                                "A whole number that begins with 0 is octal in Java, and has no digit 8 or 9, as in"
                                        + " line 1."),
                        Map.entry("java.util.List<double> ds;", "Line 1 has double where a class is needed."),
                        Map.entry(
                                "int r = 17\n%5;",
                                "Line 2 begins with %, so the kernel takes it for a command of its own; and what line 1"
                                        + " begins has no end."),
                        Map.entry(
                                "int rest(int n) {\n    return n\n    %5;\n}",
                                "Line 3 begins with %, so the kernel takes it for a command of its own; and what line 2"
                                        + " begins has no end."),
                        Map.entry(
                                "new java.util.Scanner(\"3,14\").nextDouble()",
                                "What comes next in the text is nothing that nextDouble reads."),
                        Map.entry(
                                "new java.util.Scanner(\"many\").nextInt()",
                                "What comes next in the text is nothing that nextInt reads."),
                        Map.entry(
                                "new java.util.Scanner(\"99999999999\").nextInt()",
                                "The number \"99999999999\" is too large for nextInt."),
                        Map.entry(
                                "new java.util.Scanner(\"\").nextBoolean()",
                                "The text has ended: nextBoolean finds nothing more."),
                        Map.entry(
                                "Integer.parseInt(\"3000000000\")",
                                "The number \"3000000000\" is too large for an int."),
                        Map.entry(
                                "double k = true ? null : 3;\nk + 1",
                                "Something here is null: there is no object to work with."),
                        Map.entry(
                                "record Low(int n) { Low { n = 0; } }",
                                "Java does not take the constructor of the record in line 1."))
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertEquals(
                                entry.getValue(), page(entry.getKey()).get(0))));
    }

    @TestFactory
    Stream<DynamicTest> aCharacterThatOnlyLooksLikeJavasIsNamedWithWhatToType() {
        return Stream.of(
                        Map.entry("double a = 3 − 1;", "− in line 1 is not Java's: type - instead."),
                        Map.entry("int a = 1;\nint b = a – 1;", "– in line 2 is not Java's: type - instead."),
                        Map.entry("double a = 3 · 2;", "· in line 1 is not Java's: type * instead."),
                        Map.entry("double a = 6 ÷ 2;", "÷ in line 1 is not Java's: type / instead."),
                        Map.entry("double a = 3²;", "² in line 1 is not Java's: type x * x or Math.pow(x, 2) instead."),
                        Map.entry("double x₁ = 3;", "₁ in line 1 is not Java's: type 1 instead."),
                        Map.entry("double ∂x = 3;", "∂ in line 1 is not Java's: type d, as in dx, instead."),
                        Map.entry("boolean b = 1 ≠ 2;", "≠ in line 1 is not Java's: type != instead."),
                        Map.entry("String s = “a”;", "“ in line 1 is not Java's: type \" instead."),
                        Map.entry("char c = ‘a’;", "‘ in line 1 is not Java's: type ' instead."),
                        Map.entry("Math.abs（1）；", "（ in line 1 is not Java's: type ( instead."),
                        Map.entry("int a，b;", "， in line 1 is not Java's: type , instead."),
                        Map.entry("int[] a = new int【3】;", "【 in line 1 is not Java's: type [ instead."),
                        Map.entry("while (false) { ｝", "｝ in line 1 is not Java's: type } instead."),
                        Map.entry("int a = １;", "１ in line 1 is not Java's: type 1 instead."),
                        Map.entry("int a = 3　+ 4;", "Line 1 has a space that is not Java's."),
                        Map.entry("double\u00a0a = 3;", "Line 1 has a space that is not Java's."),
                        Map.entry("\u200bint a = 3;", "Line 1 has a character that cannot be seen."),
                        Map.entry("\ufeffint a = 3;", "Line 1 has a character that cannot be seen."),
                        Map.entry(
                                "# how many\nint a = 3;", "# in line 1 is not Java's: type // for a comment instead."),
                        Map.entry("int a = 3 😀 4;", "😀 is not a character of Java's: line 1 cannot be read there."))
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertEquals(
                                entry.getValue(), page(entry.getKey()).get(0))));
    }

    @Test
    void everyCharacterOfOurProseThatIsNotJavasIsKnown() throws IOException {
        StringBuilder prose = new StringBuilder(Files.readString(Path.of("README.md")));
        try (var notebooks = Files.newDirectoryStream(Path.of("notebooks"), "*.ipynb")) {
            for (Path notebook : notebooks)
                for (JsonNode cell :
                        new ObjectMapper().readTree(notebook.toFile()).get("cells"))
                    if (cell.get("cell_type").asText().equals("markdown"))
                        cell.get("source").forEach(line -> prose.append(line.asText()));
        }
        List<String> unknown = prose.codePoints()
                .filter(c -> c > 127 && !Character.isJavaIdentifierPart(c))
                .filter(c -> Character.UnicodeBlock.of(c) != Character.UnicodeBlock.BOX_DRAWING)
                .distinct()
                .mapToObj(c -> LookAlikes.of(c, 1).sentence())
                .filter(sentence -> sentence.contains("is not a character of Java's"))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void suchACharacterIsMarkedAloneAndLeftAloneInTextsAndComments() {
        List<String> page = page("String s = \"− “ ² （\"; // × ∂ …\nint a = 1; int b = a × 2；");
        assertEquals("→   2 | int a = 1; int b = a × 2；", page.get(2));
        assertEquals("                             ^", page.get(3));
        assertEquals(1, page.stream().filter(line -> line.contains("→")).count());
        assertTrue(page("\"−\" + /* × */ '²' + missing").get(0).startsWith("Java does not know missing"));
    }

    @Test
    void whatOnlyLooksLikeANumberOrAQuotationMarkIsToldWhereItMayBeMeant() {
        String comma = "If 3,14 is one number, write 3.14: in Java a comma ends it.";
        for (String source : List.of("double d = 3,14;", "3,14", "Math.sqrt(3,14)"))
            assertTrue(page(source).stream().anyMatch(line -> line.endsWith(comma)), source);
        assertFalse(page("int[] a = {1,2} oops").toString().contains("If 1,2 is"));
        assertTrue(page("String s = \"a” + \"b\";").contains("” begins and ends no text in Java: type \" instead."));
        assertTrue(page("String s = \"a”;").contains("” begins and ends no text in Java: type \" instead."));
        assertTrue(page("Double.parseDouble(\"3,14\")").contains("As Java writes it, it is \"3.14\"."));
        assertTrue(page("Integer.parseInt(\"−3\")").contains("As Java writes it, it is \"-3\"."));
        assertFalse(page("Double.parseDouble(\"1,000\")").toString().contains("As Java writes it"));
    }

    @Test
    void aCommandInsideATextIsToldAndOneOutsideIsNot() {
        assertTrue(Magics.inText("String t = \"\"\"\n%time\n\"\"\";").startsWith("Line 2 begins with %."));
        assertEquals("", Magics.inText("%time\nString t = \"\"\"\n50 %\n% of\n\"\"\";\n%time"));
        Explanation unknown = ExceptionExplanations.of(
                "org.dflib.jjava.jupyter.kernel.magic.UndefinedMagicException", "Undefined line magic '5'", List.of());
        assertEquals("If the % is Java's, write it at the end of the line before.", unknown.advice());
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
    void aVariableThatIsNullSinceItsClassWasDefinedAnewIsExplained() {
        page(
                "import java.util.*;\nclass P { int v = 1; int get() { return v; } }\nP p = new P(), other = new P();",
                "P[] all = {p};\nList<P> list = List.of(p);\nMap<String, List<P>> map = Map.of(\"a\", list);",
                "int got(P q) { return q.get(); }",
                "class P { int v = 2; int get() { return v; } }\nno");
        for (String name : List.of("p", "all", "list", "map"))
            for (String source :
                    List.of(name + ";\n" + name + ".hashCode();", "for (var q : List.of(" + name + ")) { }"))
                assertTrue(page(source).contains(emptied(name)), source);
        assertTrue(page("for (P q : all) { }").contains(emptied("all")));
        assertTrue(page("got(p)").contains(emptied("p")));
        assertFalse(page("other = null;\nother.get()").contains(emptied("other")));
        assertFalse(page("P p = new P();\nString s = null;\ns + p.get() + s.length()")
                .contains(emptied("p")));
    }

    private static String emptied(String name) {
        return name + " lost its value when cell [4] defined another P: run the cell that fills it again.";
    }

    @Test
    void aDefinitionThatNoLongerFitsAClassThatWasDefinedAnewIsExplained() {
        page(
                "import java.util.*;\nrecord Point(int x, int y) { }\nvar points = List.of(new Point(1, 2));",
                "Point[] all = {new Point(1, 2)};\nint sum(Point p) { return p.x() + p.y(); }",
                "int twice() { return 2 * all.length; }\nint f() { return 1; }\nvar one = f();",
                "record Point(int x, int z, int w) { }\ndouble f() { return 1; }\nno");
        for (String name : List.of("points", "all")) {
            List<String> page = page(name);
            assertEquals(name + " lost its value when cell [4] defined another Point.", page.get(0));
            assertEquals(
                    "Run the cell that fills " + name + " again. Java says of it:"
                            + " constructor Point in record Point cannot be applied to given types;",
                    page.get(2));
        }
        assertEquals(
                "one lost its value when cell [4] defined another f.",
                page("one + 1").get(0));
        assertEquals(
                "sum stopped working when cell [4] defined another Point: it needs the method y().",
                page("sum(new Point(1, 2, 3))").get(0));
        assertEquals(
                "twice cannot be used yet: it needs the variable all, which lost its value when cell [4] defined another"
                        + " Point.",
                page("twice()").get(0));
    }

    @Test
    void aClassThatHidesAnImportedOneIsNamedWithTheOther() {
        page("import java.util.*;\nimport org.ejml.simple.*;", "List<Integer> kept = List.of(1);\nclass List { }\nno");
        String hidden = "List is here the class of cell [2], which hides java.util.List.";
        for (String source : List.of("List.of(1)", "new List(3)", "List l = Arrays.asList(1);", "kept"))
            assertTrue(page(source).contains(hidden), source);
        page("record Math(int x) { }\nclass SimpleMatrix { int get() { return 1; } }\nno");
        assertTrue(page("Math.sqrt(2)").contains("Math is here the class of cell [7], which hides java.lang.Math."));
        assertTrue(page("new SimpleMatrix().mult(null)")
                .contains("SimpleMatrix is here the class of cell [7], which hides org.ejml.simple.SimpleMatrix."));
        assertEquals(
                "Line 1 has a List where a java.util.List is needed.",
                page("java.util.List l = new List();").get(0));
        assertFalse(page("class List { List get() { return 1; } }").toString().contains("hides"));
        assertEquals(
                "A cell has defined a class, and another cell has imported one of the same name.",
                page("import org.ejml.simple.SimpleMatrix;\nnew SimpleMatrix(2, 2)")
                        .get(0));
    }

    @Test
    void whatAJShellCannotDoWithSealedClassesIsSaid() {
        String advice =
                "Java reads a cell statement by statement. Write the classes into the braces, and all is one statement:"
                        + " sealed interface Shape { record Circle(double r) implements Shape {} … }. Then it is Shape.Circle.";
        List<String> page = page("sealed interface Open { }");
        assertEquals("Line 1 does not name the classes that it permits.", page.get(0));
        assertTrue(page.get(2).endsWith(advice), page.toString());
        page = page("sealed interface S permits A, B { }\nrecord A(int r) implements S { }\nS s = new A(1);\n"
                + "record B(int a) implements S { }");
        assertEquals("S cannot be used yet: it needs the class B, which this cell defines further down.", page.get(0));
        assertTrue(
                page.contains("A cell runs from the top: move what line 4 defines above the mark."), page.toString());
        page = page("sealed interface T permits C { }\nrecord C(int r) implements T { C { r = 0; } }");
        assertEquals("Java does not take the constructor of the record in line 2.", page.get(0));
        assertEquals(
                "The sealed class or interface that line 4 names does not permit this class.",
                page("sealed interface U permits D { }\nrecord D() implements U { }\n\nrecord E() implements U { }")
                        .get(0));
        assertEquals(
                "A class below a sealed one must say whether it may be extended itself, and in line 2 it does not.",
                page("sealed interface V permits F { }\nclass F implements V { }")
                        .get(0));
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
