package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The mistakes that learners make, one after the other on one installed kernel: what the page says, and whether the next cell works. */
class MistakesIT {
    private static final int MOST_LINES = 25;

    /**
     * @param cell with the mistake in it
     * @param sentence which the page begins with
     * @param marked what the page marks; empty if there is no line to mark
     * @param trace a line of Java's own words, further down
     */
    private record Mistake(String cell, String sentence, String marked, String trace) {}

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake(
                    "int a = 1;\nint b = 2\nint c = a + b;",
                    "Line 2 lacks the semicolon at its end.",
                    "→   2 | int b = 2",
                    "Java says: ';' expected"),
            new Mistake(
                    "int n = \"three\";",
                    "Line 1 has a String where an int is needed.",
                    "→   1 | int n = \"three\";",
                    "Java says: incompatible types: java.lang.String cannot be converted to int"),
            new Mistake(
                    "double[] xs = {1, 2, 3};\nfor (int i = 0; i <= 3; i++) {\n    xs[i] = 2 * xs[i];\n}",
                    "There is no element 3: the array has 3 elements, numbered 0 to 2.",
                    "→   3 |     xs[i] = 2 * xs[i];",
                    "    at this cell, line 3"),
            new Mistake(
                    "int zero = 0;\nint share = 10 / zero;",
                    "A whole number was divided by zero.",
                    "→   2 | int share = 10 / zero;",
                    "java.lang.ArithmeticException: / by zero"),
            new Mistake(
                    "int depth(int n) {\n    return depth(n + 1);\n}\ndepth(0)",
                    "depth called itself again and again, until there was no room for another call.",
                    "→   2 |     return depth(n + 1);",
                    "    at depth (this cell, line 2)"),
            new Mistake(
                    "class Twice implements Layer {\n"
                            + "    public SimpleMatrix forward(SimpleMatrix x) { return x.scale(2); }\n}",
                    "The class Twice has no method backward(SimpleMatrix), and a Layer needs one.",
                    "→   1 | class Twice implements Layer {",
                    "Java says: Twice is not abstract and does not override abstract method"
                            + " backward(org.ejml.simple.SimpleMatrix) in backprop.layer.Layer"),
            new Mistake(
                    "class Half implements Layer {\n"
                            + "    public SimpleMatrix forward(SimpleMatrix x) { return x.divide(2); }\n"
                            + "    public SimpleMatrix backward(SimpleMatrix dY) { return null; }\n}\n"
                            + "Layer affine = new Affine(new SimpleMatrix(2, 2), new SimpleMatrix(1, 2));\n"
                            + "Network net = new Network(new MeanSquaredError(), affine, new Half());\n"
                            + "net.gradient(new SimpleMatrix(1, 2), new SimpleMatrix(1, 2))",
                    "Half: backward has returned null; it is to return ∂L/∂X, a matrix",
                    "→   7 | net.gradient(new SimpleMatrix(1, 2), new SimpleMatrix(1, 2))",
                    "    at this cell, line 7"),
            new Mistake(
                    "SimpleMatrix left = new SimpleMatrix(2, 3), right = new SimpleMatrix(2, 3);\nleft.mult(right)",
                    "The shapes do not fit: the left matrix has 3 columns, the right one 2 rows,"
                            + " and for a product these two must be equal.",
                    "→   2 | left.mult(right)",
                    "    at this cell, line 2"),
            new Mistake(
                    "new Affine(new SimpleMatrix(3, 2), new SimpleMatrix(1, 2)).forward(new SimpleMatrix(1, 4))",
                    "Affine: W is 3 × 2, so x must have 3 columns, but x is 1 × 4",
                    "→   1 | new Affine(new SimpleMatrix(3, 2), new SimpleMatrix(1, 2)).forward(new SimpleMatrix(1, 4))",
                    "    at this cell, line 1"),
            new Mistake(
                    "int q = missing + 1;",
                    "Java does not know missing, which line 1 uses.",
                    "→   1 | int q = missing + 1;",
                    "  symbol:   variable missing"),
            new Mistake(
                    "new SimpleMatrix(2, 3).mutl(new SimpleMatrix(3, 2))",
                    "new SimpleMatrix(2, 3) has no method mutl, which line 1 asks it for.",
                    "→   1 | new SimpleMatrix(2, 3).mutl(new SimpleMatrix(3, 2))",
                    "  symbol:   method mutl(org.ejml.simple.SimpleMatrix)"),
            new Mistake(
                    "int f(int x) {\n    int y = x + 1;\n}",
                    "The method can come to its end, in line 3, without a return.",
                    "→   3 | }",
                    "Java says: missing return statement"),
            new Mistake(
                    "for (int i = 0; i < 3; i++) {\n    System.out.println(i);",
                    "The bracket { that line 1 opens is never closed.",
                    "→   1 | for (int i = 0; i < 3; i++) {",
                    "Write } where it ends."),
            new Mistake(
                    "String s = \"open;\nint k = 1;",
                    "The text in line 1 has no closing quotation mark.",
                    "→   1 | String s = \"open;",
                    "Java says: unclosed string literal"),
            new Mistake(
                    "String nothing = null;\nnothing.length()",
                    "nothing is null: there is no object to work with.",
                    "→   2 | nothing.length()",
                    "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"nothing\" is null"),
            new Mistake(
                    "Object[] objects = new String[1];\nobjects[0] = 1;",
                    "The array cannot hold an object of the class Integer.",
                    "→   2 | objects[0] = 1;",
                    "java.lang.ArrayStoreException: java.lang.Integer"),
            new Mistake(
                    "Integer.parseInt(\"3.5\")",
                    "The text \"3.5\" is not a whole number.",
                    "→   1 | Integer.parseInt(\"3.5\")",
                    "java.lang.NumberFormatException: For input string: \"3.5\""),
            new Mistake(
                    "Object object = \"s\";\nInteger i = (Integer) object;",
                    "This object is of the class String, so it cannot be taken for an Integer.",
                    "→   2 | Integer i = (Integer) object;",
                    "    at this cell, line 2"),
            new Mistake(
                    "java.nio.file.Files.readString(java.nio.file.Path.of(\"missing.txt\"))",
                    "There is no file missing.txt.",
                    "→   1 | java.nio.file.Files.readString(java.nio.file.Path.of(\"missing.txt\"))",
                    "java.nio.file.NoSuchFileException: missing.txt"),
            new Mistake(
                    "double[] big = new double[500_000_000];",
                    "The memory is full: there are ",
                    "→   1 | double[] big = new double[500_000_000];",
                    "java.lang.OutOfMemoryError: Java heap space"),
            new Mistake(
                    "List<double[]> all = new ArrayList<>();\nwhile (true) all.add(new double[1_000_000]);",
                    "The memory is full: there are ",
                    "→   2 | while (true) all.add(new double[1_000_000]);",
                    "So that the next cell has room, the variables of this one are null now: all."),
            new Mistake(
                    "%nothing",
                    "Undefined line magic 'nothing': a line that begins with % is a command to the kernel, and it does not"
                            + " know this one.",
                    "→   1 | %nothing",
                    "org.dflib.jjava.jupyter.kernel.magic.UndefinedMagicException: Undefined line magic 'nothing'"),
            new Mistake(
                    "int r = 17\n  %5;",
                    "Line 2 begins with %, so the kernel takes it for a command of its own; and what line 1 begins has no end.",
                    "→   1 | int r = 17",
                    "Java says: ';' expected"),
            new Mistake(
                    "record Value(int n) { }\nValue.of(\"x\", 2)",
                    "Value has no method of, which line 2 asks it for.",
                    "→   2 | Value.of(\"x\", 2)",
                    "Value is here the class of this cell, which hides backprop.graph.Value."),
            new Mistake(
                    "// interrupt\nwhile (!Thread.interrupted()) { if (System.out.append('.') == null) break; System.out.flush(); }",
                    "The cell was stopped",
                    "",
                    ""),
            new Mistake(
                    "// interrupt\n{ System.out.println(\"running\"); while (true) { } }",
                    "The cell was stopped, but its code runs on and keeps a core busy.",
                    "",
                    "Java cannot end a loop that does not ask. Other cells work."
                            + " To end it, choose Kernel, Restart Kernel."),
            new Mistake(
                    "// interrupt\nwhile (true) System.out.println(\"on and on\");", "The cell was stopped.", "", ""),
            new Mistake(
                    "// interrupt\n{ new Thread(() -> {\n"
                            + "    try { Thread.sleep(60_000); } catch (InterruptedException e) { }\n}).start();\n"
                            + "System.out.println(\"running\");\nThread.sleep(60_000); }",
                    "The cell was stopped.",
                    "",
                    ""),
            new Mistake(
                    "// interrupt\n{ System.out.println(\"running\");\n"
                            + "while (true) try { Thread.sleep(60_000); } catch (InterruptedException e) { } }",
                    "The cell was stopped, but its code goes on.",
                    "",
                    "Java cannot end a loop that does not ask. Other cells work."
                            + " To end it, choose Kernel, Restart Kernel."),
            new Mistake(
                    "return 3;",
                    "A cell is no method: there is nothing to return from.",
                    "→   1 | return 3;",
                    "The value of the last line is shown by itself: write it without return and without a semicolon."),
            new Mistake(
                    "int large = 3;\nif (large > 2) {\n    return large;\n}",
                    "A cell is no method: there is nothing to return from.",
                    "→   3 |     return large;",
                    ""),
            new Mistake(
                    "new SimpleMatrix(2, 2, org.ejml.data.ZMatrixRMaj.class)",
                    "backprop works on dense real matrices (FDRM or DDRM), but this one is ZDRM",
                    "→   1 | new SimpleMatrix(2, 2, org.ejml.data.ZMatrixRMaj.class)",
                    "The cell has run; this happened when its last value was to be shown."),
            new Mistake(
                    "class Broken implements backprop.show.draw.Renderable {\n"
                            + "    public backprop.show.draw.Rendering rendering() {\n"
                            + "        return backprop.show.draw.Rendering.ofText(\"\" + List.of(1, 2).get(2));\n    }\n}\n"
                            + "new Broken()",
                    "There is no element 2: ",
                    "→   3 |         return backprop.show.draw.Rendering.ofText(\"\" + List.of(1, 2).get(2));",
                    "    at Broken.rendering (this cell, line 3)"),
            new Mistake(
                    "class Speechless {\n    public String toString() {\n        throw new IllegalStateException(\"no words\");\n"
                            + "    }\n}\nnew Speechless()",
                    "no words",
                    "→   3 |         throw new IllegalStateException(\"no words\");",
                    "    at Speechless.toString (this cell, line 3)"),
            new Mistake(
                    "class Gone {\n    public String toString() {\n        throw new NoClassDefFoundError(\"Lost\");\n    }\n}\n"
                            + "new Gone()",
                    "Java cannot load the class Lost.",
                    "→   3 |         throw new NoClassDefFoundError(\"Lost\");",
                    "The cell has run; this happened when its last value was to be shown."),
            new Mistake(
                    "class Mirror {\n    public String toString() { return \"\" + this; }\n}\nnew Mirror()",
                    "toString called itself again and again, until there was no room for another call.",
                    "→   2 |     public String toString() { return \"\" + this; }",
                    "The cell has run; this happened when its last value was to be shown."),
            new Mistake(
                    "Notebook.show(new Object() {\n    public String toString() {\n"
                            + "        try { Thread.sleep(60_000); } catch (InterruptedException e) { }\n        return \"\";\n    }\n});",
                    "Showing this value took more than 8 seconds, so it was given up.",
                    "→   3 |         try { Thread.sleep(60_000); } catch (InterruptedException e) { }",
                    ""),
            new Mistake(
                    "class Endless {\n    public String toString() {\n        while (true) { }\n    }\n}\nnew Endless()",
                    "Showing this Endless took more than 8 seconds, so it was given up."
                            + " Its code runs on and keeps a core busy: to end it, choose Kernel, Restart Kernel.",
                    "→   3 |         while (true) { }",
                    "Does a loop in what shows it, such as toString, never end?"),
            new Mistake(
                    "System.exit(0);",
                    "System.exit has ended the kernel, and all variables with it.",
                    "",
                    "A cell needs no exit: it ends after its last statement. Run the lesson from its first cell again."));

    @TestFactory
    Stream<DynamicTest> aMistakeIsExplainedAndTheNextCellWorks() throws IOException, InterruptedException {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < MISTAKES.size(); i++) {
            cells.add(MISTAKES.get(i).cell);
            cells.add("1_000 + " + i);
        }
        List<JsonNode> pages = pages(cells);
        return Stream.iterate(0, i -> i + 1).limit(MISTAKES.size()).map(i -> {
            Mistake mistake = MISTAKES.get(i);
            return DynamicTest.dynamicTest(mistake.sentence, () -> {
                explains(mistake, pages.get(2 * i));
                JsonNode next = pages.get(2 * i + 1);
                assertTrue(
                        Lessons.text(next.get("text")).endsWith(String.valueOf(1_000 + i)),
                        () -> next.toPrettyString());
                assertFalse(next.get("died").asBoolean());
            });
        });
    }

    @Test
    void whereErrorsAreNotExplainedTheKernelsOwnWordsStand() throws IOException, InterruptedException {
        List<JsonNode> pages = pages(List.of(
                "Notebook.explainErrors(false);",
                "int zero = 0;\n10 / zero",
                "Notebook.explainErrors(true);",
                "10 / zero"));
        String kernels = shown(pages.get(1));
        assertFalse(kernels.contains("A whole number was divided by zero."), kernels);
        assertTrue(kernels.contains("java.lang.ArithmeticException: / by zero"), kernels);
        assertTrue(shown(pages.get(3)).startsWith("A whole number was divided by zero."), shown(pages.get(3)));
    }

    @Test
    @Tag("ci")
    void aLookThatFillsTheMemoryIsGivenUpAndTheNextCellWorks() throws IOException, InterruptedException {
        String list = "        List<Object> all = new LinkedList<>();\n        while (true) ";
        List<String> loops = List.of("all.add(new double[100_000]);", "all.add(new int[4]);");
        List<String> cells = new ArrayList<>();
        for (String loop : loops)
            cells.add("class Greedy {\n    public String toString() {\n" + list + loop + "\n    }\n}\nnew Greedy()");
        cells.add("class Greedy implements backprop.show.draw.Renderable {\n"
                + "    public backprop.show.draw.Rendering rendering() {\n" + list + loops.get(1)
                + "\n    }\n}\nnew Greedy()");
        cells.add("Notebook.show(new Object() {\n    public String toString() {\n" + list + loops.get(1)
                + "\n    }\n});");
        List<JsonNode> pages =
                pages(cells.stream().flatMap(cell -> Stream.of(cell, "2 * 21")).toList());
        for (int i = 0; i < pages.size(); i += 2) {
            JsonNode page = pages.get(i);
            // Which of them comes first depends on the machine.
            assertTrue(
                    shown(page)
                            .matches(
                                    "(?s)(Showing this (Greedy|value) (fills the memory \\(\\d+ MB\\)|took more than).*"
                                            + "|The memory is full: .*)"),
                    page::toPrettyString);
            assertTrue(
                    lines(page).stream().anyMatch(line -> line.startsWith("→   4 |         while (true) ")),
                    page::toPrettyString);
            assertEquals("42", Lessons.text(pages.get(i + 1).get("text")), page::toPrettyString);
        }
    }

    @Test
    void aLookThatKeepsNothingOfTheMuchThatItMakesIsShown() throws IOException, InterruptedException {
        String look = "class Busy {\n    public String toString() {\n        long length = 0;\n"
                + "        for (int i = 0; i < 2000; i++) length += \"text\".repeat(250_000).length();\n"
                + "        return length + \" letters\";\n    }\n}\nnew Busy()";
        assertEquals(
                "2000000000 letters", Lessons.text(pages(List.of(look)).get(0).get("text")));
    }

    /** What cells put on the page, run one after the other below the first cell of a lesson. */
    static List<JsonNode> pages(List<String> cells) throws IOException, InterruptedException {
        JsonNode lesson = Lessons.read(Lessons.FOLDER.resolve("09-layers.ipynb"));
        List<String> all = new ArrayList<>(cells);
        all.add(0, Lessons.text(Lessons.codeCells(lesson).get(0).get("source")));
        var finished = Python.cells(Lessons.JSON.writeValueAsString(all));
        assertEquals(0, finished.exitCode(), finished.output());
        return Lessons.list(Lessons.JSON.readTree(finished.output())).subList(1, all.size());
    }

    private static String shown(JsonNode page) {
        return String.join("\n", lines(page));
    }

    private static List<String> lines(JsonNode page) {
        return Lessons.list(page.get("error")).stream().map(JsonNode::asText).toList();
    }

    private static void explains(Mistake mistake, JsonNode page) {
        List<String> lines = lines(page);
        String shown = shown(page);
        assertTrue(shown.startsWith(mistake.sentence), shown);
        assertTrue(mistake.marked.isEmpty() || lines.contains(mistake.marked), shown);
        assertTrue(mistake.trace.isEmpty() || lines.contains(mistake.trace), shown);
        if (lines.contains("The cell has run; this happened when its last value was to be shown."))
            assertFalse(shown.contains("at org.dflib.jjava."), shown);
        assertTrue(lines.size() <= MOST_LINES, shown);
    }
}
