package backprop.errors;

import backprop.kernel.JJavaInternals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** What was thrown while a cell ran, as a page shows it. */
final class ExceptionReport {
    private final JShell shell;
    private final CellSources cells;
    private final Definitions definitions;
    // Cells run in other threads than their errors are written in.
    private volatile String trace = "";

    ExceptionReport(JShell shell, CellSources cells, Definitions definitions) {
        this.shell = shell;
        this.cells = cells;
        this.definitions = definitions;
    }

    ErrorExplanations.Shown shown(Throwable thrown) {
        return shown(thrown, Optional.empty());
    }

    /** @param otherwise the place to mark if the frames name none */
    private ErrorExplanations.Shown shown(Throwable thrown, Optional<CellSources.Place> otherwise) {
        List<StackTraceElement> frames = List.of(thrown.getStackTrace());
        String type = type(thrown);
        Explanation words = ExceptionExplanations.of(type, message(thrown), frames);
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        showPlace(text, frames, otherwise);
        text.advise(words.advice());
        if (type.equals(OutOfMemoryError.class.getName())) text.advise(freed());
        if (type.equals(NullPointerException.class.getName()))
            text.advise(definitions.emptied(ExceptionExplanations.nullVariable(message(thrown)), lines(frames)));
        if (type.equals(ClassCastException.class.getName())) text.advise(definitions.hiding(message(thrown), null));
        text.blank();
        addTrace(text, thrown);
        return new ErrorExplanations.Shown(ExceptionExplanations.simple(type), message(thrown), text.lines());
    }

    /** The lines of cells that a trace names. */
    private List<String> lines(List<StackTraceElement> frames) {
        return frames.stream()
                .flatMap(frame -> place(frame).stream())
                .map(cells::text)
                .toList();
    }

    /** What was thrown after all statements, while the kernel asked the value for its look. */
    ErrorExplanations.Shown shownWhileShowing(Throwable thrown, Snippet last) {
        for (Throwable each = thrown; each != null; each = each.getCause())
            each.setStackTrace(JJavaInternals.translated(shell, JJavaInternals.withoutKernel(each.getStackTrace())));
        ErrorExplanations.Shown shown = shown(thrown, cells.find(last.id(), 1));
        List<String> lines = new ArrayList<>(shown.lines());
        lines.add(1, "The cell has run; this happened when its last value was to be shown.");
        return new ErrorExplanations.Shown(shown.name(), shown.message(), lines);
    }

    /** A statement that wants to give something back, which a kernel cannot find then. */
    ErrorExplanations.Shown returned(Snippet snippet) {
        Explanation words = new Explanation(
                "A cell is no method: there is nothing to return from.",
                "The value of the last line is shown by itself: write it without return and without a semicolon.");
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        List<String> lines = snippet.source().lines().toList();
        int line = 0;
        while (line < lines.size() - 1 && !CompilerErrors.returns(lines.get(line))) line++;
        cells.find(snippet.id(), line + 1)
                .ifPresent(place -> text.show(cells, place, 0, cells.text(place).length()));
        text.advise(words.advice());
        return new ErrorExplanations.Shown("ReturnOutsideMethod", words.sentence(), text.lines());
    }

    private void showPlace(ErrorText text, List<StackTraceElement> frames, Optional<CellSources.Place> otherwise) {
        frames.stream()
                .flatMap(frame -> place(frame).stream())
                .findFirst()
                .or(() -> otherwise)
                .ifPresent(place -> text.show(cells, place, 0, cells.text(place).length()));
    }

    private Optional<CellSources.Place> place(StackTraceElement frame) {
        return ExceptionExplanations.isOfCell(frame)
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
            folded.addAll(StackTraceText.folded(frames));
            before = "Caused by: ";
        }
        trace = String.join("\n", whole);
        text.add(StackTraceText.shortened(folded));
    }

    private String line(StackTraceElement frame) {
        if (!ExceptionExplanations.isOfCell(frame)) return "    at " + frame;
        String method = Stream.of(frame.getClassName(), frame.getMethodName())
                .filter(name -> !name.isEmpty())
                .map(name -> name.startsWith("lambda$") ? "a lambda" : name)
                .collect(Collectors.joining("."));
        String where = place(frame)
                .map(place -> cells.name(place) + ", line " + place.line())
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
        return message == null || message.equals("null") ? "" : ExceptionExplanations.plain(message);
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

    private static boolean isPrimitive(VarSnippet variable) {
        return List.of("int", "double", "float", "long", "boolean", "char", "byte", "short")
                .contains(variable.typeName());
    }

    ErrorExplanations.Shown shown(UnresolvedReferenceException unresolved) {
        Explanation words = definitions.unusable(unresolved.getSnippet());
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        showPlace(text, List.of(unresolved.getStackTrace()), Optional.empty());
        text.advise(words.advice());
        text.blank();
        text.add(Stream.of(unresolved.getStackTrace()).map(this::line).toList());
        return new ErrorExplanations.Shown(
                UnresolvedReferenceException.class.getSimpleName(), words.sentence(), text.lines());
    }

    /** The whole trace of the last error. */
    String trace() {
        return trace;
    }
}
