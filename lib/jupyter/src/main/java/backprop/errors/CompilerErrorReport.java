package backprop.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** A statement that the compiler has refused, as a page shows it. */
final class CompilerErrorReport {
    // If there is one of these, the others only follow from it.
    private static final List<String> DECISIVE = List.of(
            "compiler.err.illegal.char",
            "compiler.err.illegal.nonascii.digit",
            "compiler.err.invalid.permits.clause",
            "compiler.err.non.sealed.with.no.sealed.supertype",
            "compiler.err.already.defined.static.single.import");

    private final JShell shell;
    private final CellSources cells;
    private final Definitions definitions;
    private final Snippet snippet;
    private final String source;
    private final int indent;

    CompilerErrorReport(JShell shell, CellSources cells, Definitions definitions, Snippet snippet) {
        this.shell = shell;
        this.cells = cells;
        this.definitions = definitions;
        this.snippet = snippet;
        this.source = snippet.source().stripLeading();
        this.indent = snippet.source().length() - source.length();
    }

    /** Empty if the compiler gives no reason. */
    Optional<ErrorExplanations.Shown> shown() {
        List<Diag> objections =
                decisive(shell.diagnostics(snippet).filter(Diag::isError).toList());
        if (objections.isEmpty()) return Optional.empty();
        ErrorText text = new ErrorText();
        for (Diag objection : objections) {
            if (!text.lines().isEmpty()) text.blank();
            object(text, objection);
        }
        return Optional.of(new ErrorExplanations.Shown(
                "CompilationException", objections.get(0).getMessage(null), text.lines()));
    }

    private List<Diag> decisive(List<Diag> objections) {
        for (String code : DECISIVE) {
            List<Diag> found = objections.stream()
                    .filter(objection -> objection.getCode().equals(code))
                    .toList();
            if (!found.isEmpty()) return found;
        }
        // A class that waits for this statement is unknown only because the statement is not right.
        List<Diag> others = objections.stream()
                .filter(objection -> !isUnknown(objection)
                        || !definitions.waits(
                                CompilerErrors.lastName(mark(objection).text()), snippet))
                .toList();
        return others.isEmpty() ? objections : others;
    }

    private static boolean isUnknown(Diag objection) {
        return objection.getCode().startsWith("compiler.err.cant.resolve");
    }

    private Mark mark(Diag objection) {
        // A whole method is no place; what it lacks is missing at its end.
        boolean atEnd = objection.getCode().equals("compiler.err.missing.ret.stmt");
        int from = inside(atEnd ? objection.getPosition() : objection.getStartPosition());
        int to = atEnd ? inside(from + 1) : Math.max(from, inside(objection.getEndPosition()));
        int line = CellSources.line(source, from);
        return new Mark(
                source, from, to, place(line).map(CellSources.Place::line).orElse(line));
    }

    private Optional<CellSources.Place> place(int line) {
        return cells.find(snippet.id(), line);
    }

    private void object(ErrorText text, Diag objection) {
        Mark mark = mark(objection);
        int line = CellSources.line(source, mark.from());
        Explanation words = words(objection, mark);
        text.say(words.sentence());
        place(line).ifPresent(found -> {
            // The first line of a statement may begin in the middle of the cell's line.
            int shift = line == 1
                    ? Math.max(
                            0,
                            cells.text(found).indexOf(source.lines().findFirst().orElse("")))
                    : 0;
            int column = shift - mark.lineStart();
            text.show(cells, found, column + mark.from(), column + Math.min(mark.to(), mark.lineEnd()));
        });
        text.advise(words.advice());
        text.add(javacs(objection.getMessage(null)));
    }

    private Explanation words(Diag objection, Mark mark) {
        String message = objection.getMessage(null);
        Explanation general = CompilerErrors.of(objection.getCode(), message, mark);
        if (DECISIVE.contains(objection.getCode())) return general;
        String hiding = definitions.hiding(mark.text() + "\n" + message, snippet);
        if (!hiding.isEmpty()) general = new Explanation(general.sentence(), hiding);
        String name = CompilerErrors.lastName(mark.text());
        if (!isUnknown(objection) || name.isEmpty()) return general;
        Optional<Explanation> better = definitions.unusable(name);
        if (better.isPresent()) return better.get();
        Optional<String> below = mark.text().endsWith("." + name) ? Optional.empty() : definitions.below(name);
        if (below.isPresent()) return new Explanation(general.sentence(), below.get());
        String advice = general.advice();
        return new Explanation(
                general.sentence(),
                meant(mark.from() + mark.text().lastIndexOf(name), name)
                        .map(near -> "Did you mean " + near + "? " + advice)
                        .orElse(advice));
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
}
