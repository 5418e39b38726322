package backprop.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** Watches the JShell that a kernel runs cells with, and says what went wrong in the last one. */
final class ShellErrors {
    private final JShell shell;
    private final Cells cells = new Cells();
    private SnippetEvent failed;
    private volatile String trace = "";

    /**
     * What a page is to show instead of what the kernel would say.
     *
     * @param name of the error's class, without its package
     * @param message Java's own
     * @param lines for the page
     */
    record Shown(String name, String message, List<String> lines) {}

    ShellErrors(JShell shell) {
        this.shell = shell;
        shell.onSnippetEvent(this::watch);
    }

    /** A cell begins to run. */
    void begin(int number, String source) {
        cells.begin(number, source);
        failed = null;
    }

    private void watch(SnippetEvent event) {
        // Others are what becomes of earlier statements because of this one.
        if (event.causeSnippet() != null) return;
        cells.add(event.snippet().id(), event.snippet().source());
        if (event.exception() != null || event.status() == Snippet.Status.REJECTED) failed = event;
    }

    /** What the running cell failed with; empty where there are no better words than the kernel's. */
    Optional<Shown> shown() {
        if (failed == null) return Optional.empty();
        if (failed.exception() instanceof EvalException thrown)
            // Its name has a space when the kernel has stopped the cell.
            return thrown.getExceptionClassName().contains(" ") ? Optional.empty() : Optional.of(thrown(thrown));
        if (failed.exception() instanceof UnresolvedReferenceException unresolved)
            return Optional.of(unresolved(unresolved));
        List<Diag> objections =
                shell.diagnostics(failed.snippet()).filter(Diag::isError).toList();
        return objections.isEmpty() ? Optional.empty() : Optional.of(rejected(objections));
    }

    // ------------------------------------------------------------------------------------------ thrown while it ran

    private Shown thrown(EvalException thrown) {
        List<StackTraceElement> frames = List.of(thrown.getStackTrace());
        String type = thrown.getExceptionClassName();
        Words words = ThrownWords.of(type, message(thrown), frames);
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        showPlace(text, frames);
        text.advise(words.advice());
        if (type.equals(OutOfMemoryError.class.getName())) text.advise(freed());
        if (type.equals(NullPointerException.class.getName())) text.advise(ofNewClass(message(thrown)));
        text.blank();
        addTrace(text, thrown);
        return new Shown(ThrownWords.simple(type), message(thrown), text.lines());
    }

    private void showPlace(ErrorText text, List<StackTraceElement> frames) {
        frames.stream()
                .flatMap(frame -> place(frame).stream())
                .findFirst()
                .ifPresent(place -> text.show(cells, place, 0, cells.text(place).length()));
    }

    private Optional<Cells.Place> place(StackTraceElement frame) {
        return ThrownWords.isOfCell(frame)
                ? cells.find(frame.getFileName().substring(1), frame.getLineNumber())
                : Optional.empty();
    }

    private void addTrace(ErrorText text, Throwable thrown) {
        List<String> whole = new ArrayList<>();
        List<String> folded = new ArrayList<>();
        String before = "";
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String message = message(each);
            String head = before + type(each) + (message.isEmpty() ? "" : ": " + message);
            List<String> frames =
                    Stream.of(each.getStackTrace()).map(this::line).toList();
            Stream.of(whole, folded).forEach(lines -> lines.addAll(head.lines().toList()));
            whole.addAll(frames);
            folded.addAll(Trace.folded(frames));
            before = "Caused by: ";
        }
        trace = String.join("\n", whole);
        text.add(Trace.shortened(folded));
    }

    private String line(StackTraceElement frame) {
        if (!ThrownWords.isOfCell(frame)) return "    at " + frame;
        String method = Stream.of(frame.getClassName(), frame.getMethodName())
                .filter(name -> !name.isEmpty())
                .map(name -> name.startsWith("lambda$") ? "a lambda" : name)
                .collect(Collectors.joining("."));
        String where = place(frame)
                .map(place -> (cells.isRunning(place) ? "this cell" : "cell [" + place.cell() + "]") + ", line "
                        + place.line())
                .orElse("an earlier cell");
        return "    at " + (method.isEmpty() ? where : method + " (" + where + ")");
    }

    private static String type(Throwable thrown) {
        return thrown instanceof EvalException inCell
                ? inCell.getExceptionClassName()
                : thrown.getClass().getName();
    }

    private static String message(Throwable thrown) {
        // The kernel makes a text of everything, also of no message.
        String message = thrown.getMessage();
        return message == null || message.equals("null") ? "" : ThrownWords.plain(message);
    }

    /** The whole trace of the last error that was thrown. */
    String trace() {
        return trace;
    }

    /**
     * Lets go of what the variables of the running cell hold: a list that has filled the memory would else stay, and the
     * kernel would not live long.
     */
    private String freed() {
        List<String> names = shell.variables()
                .filter(variable ->
                        cells.find(variable.id(), 1).filter(cells::isRunning).isPresent())
                .filter(variable -> !isPrimitive(variable))
                .map(VarSnippet::name)
                .toList();
        names.forEach(name -> shell.eval(name + " = null;"));
        return names.isEmpty()
                ? ""
                : "So that the next cell has room, the variables of this one are null now: " + String.join(", ", names)
                        + ".";
    }

    // That running a cell can empty a variable of another one is a thing of notebooks, which no Java book tells.
    private String ofNewClass(String message) {
        String name = ThrownWords.nullVariable(message);
        return shell.variables()
                .filter(variable -> variable.name().equals(name))
                .map(VarSnippet::typeName)
                .filter(type -> shell.types().anyMatch(defined -> defined.name().equals(type)))
                .map(type -> "Each time that the cell that defines " + type + " is run, " + name
                        + " becomes null: run the cell that fills it again.")
                .findFirst()
                .orElse("");
    }

    private static boolean isPrimitive(VarSnippet variable) {
        return List.of("int", "double", "float", "long", "boolean", "char", "byte", "short")
                .contains(variable.typeName());
    }

    // ---------------------------------------------------------------------------------------------- did not compile

    private Shown rejected(List<Diag> objections) {
        ErrorText text = new ErrorText();
        for (Diag objection : objections) {
            if (!text.lines().isEmpty()) text.blank();
            object(text, objection);
        }
        return new Shown("CompilationException", objections.get(0).getMessage(null), text.lines());
    }

    private void object(ErrorText text, Diag objection) {
        String source = failed.snippet().source();
        int from = inside(source, objection.getStartPosition()), to = inside(source, objection.getEndPosition());
        // A whole class or method is no place; what it lacks is missing at its end.
        boolean atEnd = objection.getCode().equals("compiler.err.missing.ret.stmt");
        int start = atEnd ? inside(source, objection.getPosition()) : from;
        int beginning = source.lastIndexOf('\n', start - 1) + 1;
        int ending = source.indexOf('\n', start) < 0 ? source.length() : source.indexOf('\n', start);
        int line = 1
                + (int) source.substring(0, start)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        Optional<Cells.Place> place = cells.find(failed.snippet().id(), line);
        String message = objection.getMessage(null);
        String marked = source.substring(from, Math.max(from, to));
        Words general = CompilerWords.of(
                objection.getCode(),
                message,
                marked,
                place.map(Cells.Place::line).orElse(line),
                source.substring(Math.min(Math.max(start, to), ending), ending));
        boolean unknown = objection.getCode().startsWith("compiler.err.cant.resolve");
        String name = CompilerWords.lastName(marked);
        Words words = !unknown || name.isEmpty()
                ? general
                : defined(name)
                        .or(() -> meant(source, from, marked, name)
                                .map(near -> new Words(
                                        general.sentence(), "Did you mean " + near + "? " + general.advice())))
                        .orElse(general);
        text.say(words.sentence());
        place.ifPresent(found -> {
            int shift = line == 1 ? indent(found, source) : 0;
            text.show(
                    cells,
                    found,
                    shift + start - beginning,
                    shift + Math.min(atEnd ? start + 1 : to, ending) - beginning);
        });
        text.advise(words.advice());
        text.add(javacs(message));
    }

    // A kernel takes a class or a method whose types it does not know, and says nothing.
    private Optional<Words> defined(String name) {
        return shell.snippets()
                .filter(snippet -> snippet instanceof DeclarationSnippet declared
                        && declared.name().equals(name)
                        && shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .map(DeclarationSnippet.class::cast)
                .map(this::needed)
                .findFirst();
    }

    private Words needed(DeclarationSnippet snippet) {
        return new Words(
                snippet.name() + " cannot be used yet: it needs the "
                        + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "))
                        + ", which no cell has defined.",
                "Check the spelling, or run the cell that defines it, and then this one again.");
    }

    private Optional<String> meant(String source, int from, String marked, String name) {
        List<String> names = shell
                .sourceCodeAnalysis()
                .completionSuggestions(source, from + marked.lastIndexOf(name), new int[1])
                .stream()
                .map(suggestion -> suggestion.continuation().replaceFirst("\\W.*", ""))
                .filter(suggested -> !suggested.isEmpty())
                .toList();
        return Spelling.nearest(name, names);
    }

    // The first line of a statement may begin in the middle of the cell's line.
    private int indent(Cells.Place place, String source) {
        return Math.max(0, cells.text(place).indexOf(source.lines().findFirst().orElse("")));
    }

    private static int inside(String source, long position) {
        return (int) Math.max(0, Math.min(position, source.length()));
    }

    /** What the compiler says itself, without the places, which are marked. */
    private static List<String> javacs(String message) {
        List<String> lines = message.lines()
                .filter(line -> !line.strip().startsWith("location:"))
                .toList();
        List<String> said = new ArrayList<>(List.of("Java says: " + lines.get(0)));
        said.addAll(Trace.shortened(lines.subList(1, lines.size())));
        return said;
    }

    private Shown unresolved(UnresolvedReferenceException unresolved) {
        Words words = needed(unresolved.getSnippet());
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        showPlace(text, List.of(unresolved.getStackTrace()));
        text.advise(words.advice());
        text.blank();
        text.add(Stream.of(unresolved.getStackTrace()).map(this::line).toList());
        return new Shown(UnresolvedReferenceException.class.getSimpleName(), words.sentence(), text.lines());
    }

    // ---------------------------------------------------------------------------------------------------- unfinished

    /**
     * A cell whose code ends too early.
     *
     * @param code what is left of the cell from the statement on that does not end
     */
    Shown unfinished(String code) {
        String source = cells.source();
        int place = Unfinished.place(code);
        boolean atEnd = place == code.length();
        int at = Math.max(0, source.lastIndexOf(code)) + place - (atEnd ? 1 : 0);
        int line =
                1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = at - source.lastIndexOf('\n', at - 1) - 1;
        Words words = Unfinished.of(code, place, line);
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        text.show(cells, new Cells.Place(cells.running(), line), column, column + 1);
        text.advise(words.advice());
        return new Shown("IncompleteSourceException", words.sentence(), text.lines());
    }

    // ------------------------------------------------------------------------------------------------------- stopped

    /**
     * A cell that was stopped.
     *
     * @param runsOn whether its code does not end for that
     */
    static Shown stopped(boolean runsOn) {
        ErrorText text = new ErrorText();
        text.say(
                runsOn ? "The cell was stopped, but its code runs on and keeps a core busy." : "The cell was stopped.");
        if (runsOn)
            text.advise(
                    "Java cannot end a loop that does not ask. Other cells work. To end it, choose Kernel, Restart Kernel."
                            + "\nA loop that can be stopped: while (!Thread.interrupted()) { … }");
        return new Shown("EvaluationInterruptedException", "stopped", text.lines());
    }

    /** A cell that has ended Java, and the kernel with it. */
    static Shown ended() {
        ErrorText text = new ErrorText();
        text.say("System.exit has ended the kernel, and all variables with it.");
        text.advise(
                "A cell needs no exit: it ends after its last statement. Run the lesson from its first cell again.");
        return new Shown("SystemExit", "the kernel has ended", text.lines());
    }
}
