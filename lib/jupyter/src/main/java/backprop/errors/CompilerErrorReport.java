package backprop.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** A statement that the compiler has refused, as a page shows it. */
final class CompilerErrorReport {
    private final JShell shell;
    private final CellSources cells;
    private final Snippet snippet;
    private final String source;
    private final int indent;

    CompilerErrorReport(JShell shell, CellSources cells, Snippet snippet) {
        this.shell = shell;
        this.cells = cells;
        this.snippet = snippet;
        this.source = snippet.source().stripLeading();
        this.indent = snippet.source().length() - source.length();
    }

    /** Empty if the compiler gives no reason. */
    Optional<ErrorExplanations.Shown> shown() {
        List<Diag> objections = shell.diagnostics(snippet).filter(Diag::isError).toList();
        if (objections.isEmpty()) return Optional.empty();
        ErrorText text = new ErrorText();
        for (Diag objection : objections) {
            if (!text.lines().isEmpty()) text.blank();
            object(text, objection);
        }
        return Optional.of(new ErrorExplanations.Shown(
                "CompilationException", objections.get(0).getMessage(null), text.lines()));
    }

    private void object(ErrorText text, Diag objection) {
        int from = inside(objection.getStartPosition()), to = Math.max(from, inside(objection.getEndPosition()));
        // A whole method is no place; what it lacks is missing at its end.
        boolean atEnd = objection.getCode().equals("compiler.err.missing.ret.stmt");
        int start = atEnd ? inside(objection.getPosition()) : from;
        int end = atEnd ? start + 1 : to;
        int beginning = source.lastIndexOf('\n', start - 1) + 1;
        int ending = source.indexOf('\n', start) < 0 ? source.length() : source.indexOf('\n', start);
        int line = CellSources.line(source, start);
        Optional<CellSources.Place> place = cells.find(snippet.id(), line);
        Explanation words = words(
                objection,
                from,
                source.substring(from, to),
                place.map(CellSources.Place::line).orElse(line),
                source.substring(Math.min(end, ending), ending));
        text.say(words.sentence());
        place.ifPresent(found -> {
            // The first line of a statement may begin in the middle of the cell's line.
            int shift = line == 1
                    ? Math.max(
                            0,
                            cells.text(found).indexOf(source.lines().findFirst().orElse("")))
                    : 0;
            text.show(cells, found, shift + start - beginning, shift + Math.min(end, ending) - beginning);
        });
        text.advise(words.advice());
        text.add(javacs(objection.getMessage(null)));
    }

    private Explanation words(Diag objection, int from, String marked, int line, String rest) {
        Explanation general = CompilerErrors.of(objection.getCode(), objection.getMessage(null), marked, line, rest);
        String name = CompilerErrors.lastName(marked);
        if (!objection.getCode().startsWith("compiler.err.cant.resolve") || name.isEmpty()) return general;
        Optional<Explanation> better = defined(name);
        if (better.isPresent()) return better.get();
        return meant(from + marked.lastIndexOf(name), name)
                .map(near -> new Explanation(general.sentence(), "Did you mean " + near + "? " + general.advice()))
                .orElse(general);
    }

    // A kernel takes a class or a method whose types it does not know, and says nothing.
    private Optional<Explanation> defined(String name) {
        return shell.snippets()
                .filter(other -> other instanceof DeclarationSnippet declared
                        && declared.name().equals(name)
                        && shell.status(other) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .map(DeclarationSnippet.class::cast)
                .map(declared -> needed(shell, declared))
                .findFirst();
    }

    private Optional<String> meant(int position, String name) {
        List<String> names = shell.sourceCodeAnalysis().completionSuggestions(source, position, new int[1]).stream()
                .map(suggestion -> suggestion.continuation().replaceFirst("\\W.*", ""))
                .filter(suggested -> !suggested.isEmpty())
                .toList();
        return Spelling.nearest(name, names);
    }

    private int inside(long position) {
        return (int) Math.max(0, Math.min(position - indent, source.length()));
    }

    /** What the compiler says itself, without the places, which are marked. */
    private static List<String> javacs(String message) {
        List<String> lines = message.lines()
                .filter(line -> !line.strip().startsWith("location:"))
                .toList();
        List<String> said = new ArrayList<>(List.of("Java says: " + lines.get(0)));
        said.addAll(lines.subList(1, lines.size()));
        return said;
    }

    /** What a class or a method needs before it can be used. */
    static Explanation needed(JShell shell, DeclarationSnippet snippet) {
        return new Explanation(
                snippet.name() + " cannot be used yet: it needs the "
                        + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "))
                        + ", which no cell has defined.",
                "Check the spelling, or run the cell that defines it, and then this one again.");
    }
}
