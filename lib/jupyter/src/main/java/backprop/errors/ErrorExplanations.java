package backprop.errors;

import backprop.kernel.CellThreads;
import java.util.List;
import java.util.Optional;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;

/** Watches the JShell that a kernel runs cells with, and says what went wrong in the last one. */
public final class ErrorExplanations {
    private static final String RUNS_ON =
            "Java cannot end a loop that does not ask. Other cells work. To end it, choose Kernel, Restart Kernel."
                    + "\nA loop that can be stopped: while (!Thread.interrupted()) { … }";

    private static volatile ErrorExplanations current;
    private static volatile boolean enabled = true;

    private final JShell shell;
    private final CellSources cells = new CellSources();
    private final MemoryReserve reserve = new MemoryReserve();
    private final Definitions definitions;
    private final ExceptionReport whileRunning;
    private SnippetEvent failed;
    private SnippetEvent last;
    private volatile Throwable whileShowing;

    /**
     * What a page is to show instead of what the kernel would say.
     *
     * @param name of the error's class, without its package
     * @param message Java's own
     * @param lines for the page
     */
    record Shown(String name, String message, List<String> lines) {}

    ErrorExplanations(JShell shell) {
        this.shell = shell;
        this.definitions = new Definitions(shell, cells);
        this.whileRunning = new ExceptionReport(shell, cells, definitions);
        shell.onSnippetEvent(this::watch);
    }

    /** A cell begins to run. */
    void begin(int number, String source) {
        cells.begin(number, source);
        failed = null;
        last = null;
        whileShowing = null;
    }

    /** What has failed while the value of a cell was shown. */
    public static void failedToShow(Throwable thrown) {
        if (current == null) return;
        if (thrown instanceof OutOfMemoryError) current.reserve.release();
        current.whileShowing = thrown;
    }

    private void watch(SnippetEvent event) {
        if (event.exception() != null) reserve.release();
        definitions.watch(event);
        // Others are what becomes of earlier statements because of this one.
        if (event.causeSnippet() != null) return;
        cells.add(event.snippet().id(), event.snippet().source());
        last = event;
        if (event.exception() != null || event.status() == Snippet.Status.REJECTED) failed = event;
    }

    /** Given up as soon as a statement fails. */
    MemoryReserve reserve() {
        return reserve;
    }

    /**
     * What the running cell failed with; empty where there are no better words than the kernel's.
     *
     * @param name of the class of what the kernel has caught
     */
    Optional<Shown> shown(String name) {
        if (failed == null) return shownAfterwards(name);
        if (failed.exception() instanceof EvalException thrown)
            // Its name has a space when the kernel has stopped the cell.
            return thrown.getExceptionClassName().contains(" ")
                    ? Optional.empty()
                    : Optional.of(whileRunning.shown(thrown));
        if (failed.exception() instanceof UnresolvedReferenceException unresolved)
            return Optional.of(whileRunning.shown(unresolved));
        return new CompilerErrorReport(shell, cells, definitions, failed.snippet()).shown();
    }

    // All statements were done.
    private Optional<Shown> shownAfterwards(String name) {
        if (last == null) return Optional.empty();
        if (whileShowing != null && whileShowing.getClass().getSimpleName().equals(name))
            return Optional.of(whileRunning.shownWhileShowing(whileShowing, last.snippet()));
        return CompilerErrors.returns(last.snippet().source())
                ? Optional.of(whileRunning.returned(last.snippet()))
                : Optional.empty();
    }

    static void use(ErrorExplanations explanations) {
        current = explanations;
    }

    /** Whether errors are explained, or left to the kernel's own words. */
    public static void enable(boolean explain) {
        enabled = explain;
    }

    static boolean isEnabled() {
        return enabled;
    }

    /** The whole trace of the last error; empty if there was none, or the kernel writes its errors itself. */
    public static String lastTrace() {
        return current == null ? "" : current.trace();
    }

    /** The whole trace of the last error that was thrown. */
    String trace() {
        return whileRunning.trace();
    }

    /**
     * A cell whose code ends too early.
     *
     * @param code what is left of the cell from the statement on that does not end
     */
    Shown unfinished(String code) {
        String source = cells.source();
        int place = IncompleteSource.place(code);
        boolean atEnd = place == code.length();
        int at = Math.max(0, source.lastIndexOf(code)) + place - (atEnd ? 1 : 0);
        int line = CellSources.line(source, at);
        int column = at - source.lastIndexOf('\n', at - 1) - 1;
        Explanation words = IncompleteSource.of(code, place, line);
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        text.show(cells, new CellSources.Place(cells.running(), line), column, column + 1);
        text.advise(words.advice());
        return new Shown("IncompleteSourceException", words.sentence(), text.lines());
    }

    /** A cell that was stopped, and what is left of it. */
    static Shown stopped(CellThreads.Rest rest) {
        Explanation words = switch (rest) {
            case NOTHING -> new Explanation("The cell was stopped.", "");
            case WAITING -> new Explanation("The cell was stopped, but its code goes on.", RUNS_ON);
            case BUSY -> new Explanation("The cell was stopped, but its code runs on and keeps a core busy.", RUNS_ON);
            case BUSY_THREAD ->
                new Explanation(
                        "The cell was stopped, but a thread that a cell has started runs on and keeps a core"
                                + " busy.",
                        RUNS_ON);
        };
        return shown("EvaluationInterruptedException", "stopped", words);
    }

    /** A cell that has ended Java, and the kernel with it. */
    static Shown ended() {
        Explanation words = new Explanation(
                "System.exit has ended the kernel, and all variables with it.",
                "A cell needs no exit: it ends after its last statement. Run the lesson from its first cell again.");
        return shown("SystemExit", "the kernel has ended", words);
    }

    /** A cell that has filled the memory so that the kernel had to end. */
    static Shown full() {
        Explanation words = new Explanation(
                "The memory was full, and the kernel could not go on: it has ended, and all variables with it.",
                "Does a loop add to a list without end? Mend the cell, and run the lesson from its first cell again.");
        return shown("OutOfMemoryError", "the kernel has ended", words);
    }

    private static Shown shown(String name, String message, Explanation words) {
        ErrorText text = new ErrorText();
        text.say(words.sentence());
        text.advise(words.advice());
        return new Shown(name, message, text.lines());
    }
}
