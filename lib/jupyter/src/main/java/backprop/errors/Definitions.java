package backprop.errors;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * What cells have defined, and what came of it later: a definition may wait for another one, lose its value when that is
 * replaced, or hide a class of the library. A kernel says nothing then; no Java book tells of it, for it is a thing of
 * notebooks.
 */
final class Definitions {
    private final JShell shell;
    private final CellSources cells;
    private final Map<String, String> losses = new HashMap<>();

    Definitions(JShell shell, CellSources cells) {
        this.shell = shell;
        this.cells = cells;
    }

    /** A statement was run, or what became of an earlier one because of it. */
    void watch(SnippetEvent event) {
        boolean works = event.status() == Snippet.Status.VALID;
        if (works && event.snippet().subKind() == Snippet.SubKind.ASSIGNMENT_SUBKIND)
            losses.remove(((ExpressionSnippet) event.snippet()).name());
        if (!(event.snippet() instanceof DeclarationSnippet definition)) return;
        // What was replaced works again at once, but a variable is null then.
        if (works && (event.causeSnippet() == null || !(definition instanceof VarSnippet)))
            losses.remove(definition.name());
        else if (event.causeSnippet() instanceof DeclarationSnippet cause
                && event.status().isActive())
            losses.put(
                    definition.name(),
                    losses.getOrDefault(
                            cause.name(), "when cell [" + cells.running() + "] defined another " + cause.name()));
    }

    /** Why the definition of a name cannot be used; empty if it can, or there is none. */
    Optional<Explanation> unusable(String name) {
        return waiting(name).map(this::unusable);
    }

    private Optional<DeclarationSnippet> waiting(String name) {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .map(DeclarationSnippet.class::cast)
                .filter(snippet -> snippet.name().equals(name))
                .findFirst();
    }

    /** Why a definition cannot be used. */
    Explanation unusable(DeclarationSnippet definition) {
        String name = definition.name(), loss = losses.get(name);
        if (loss != null && definition instanceof VarSnippet) {
            String hiding = hiding(definition.source(), definition);
            return new Explanation(
                    name + " lost its value " + loss + ".",
                    hiding.isEmpty() ? "Run the cell that fills " + name + " again." + objection(definition) : hiding);
        }
        Set<String> missing = missing(definition, new LinkedHashSet<>(List.of(name)));
        String first = missing.stream().map(Definitions::name).findFirst().orElse("");
        String needs = "it needs the " + String.join(" and the ", missing), lost = losses.get(first);
        if (lost != null)
            return new Explanation(
                    name + " cannot be used yet: " + needs + ", which lost its value " + lost + ".",
                    "Run the cell that fills " + first + " again.");
        if (loss != null || missing.isEmpty())
            return new Explanation(
                    name
                            + (loss == null ? " cannot be used" : " stopped working " + loss)
                            + (missing.isEmpty() ? "." : ": " + needs + "."),
                    "Mend it, and run its cell again." + objection(definition));
        return below(first)
                .map(advice -> new Explanation(
                        name + " cannot be used yet: " + needs + ", which this cell defines further down.", advice))
                .orElse(new Explanation(
                        name + " cannot be used yet: " + needs + ", which no cell has defined.",
                        "Check the spelling, or run the cell that defines it, and then this one again."));
    }

    /** What a definition lacks at last, through others that wait as well; those named in {@code seen} wait for each other. */
    private Set<String> missing(DeclarationSnippet definition, Set<String> seen) {
        Set<String> missing = new LinkedHashSet<>();
        shell.unresolvedDependencies(definition).forEach(needed -> {
            Optional<DeclarationSnippet> other = waiting(name(needed));
            if (other.isEmpty() || other.get() instanceof VarSnippet) missing.add(needed);
            else if (seen.add(name(needed))) missing.addAll(missing(other.get(), seen));
        });
        return missing;
    }

    /** Whether the definition of a name waits for a statement's, so that the statement cannot wait for it. */
    boolean waits(String name, Snippet statement) {
        return statement instanceof DeclarationSnippet definition
                && waiting(name)
                        .filter(other -> shell.unresolvedDependencies(other)
                                .anyMatch(needed -> name(needed).equals(definition.name())))
                        .isPresent();
    }

    /** A name without its kind and its parameters: of "method later(int)" it is "later". */
    private static String name(String dependency) {
        return dependency.replaceFirst("^\\w+ ", "").replaceFirst("\\(.*", "");
    }

    private String objection(Snippet snippet) {
        return shell.diagnostics(snippet)
                .filter(Diag::isError)
                .findFirst()
                .map(objection -> " Java says of it: " + CompilerErrors.firstLine(objection.getMessage(null)))
                .orElse("");
    }

    /** What to do about a name that the running cell defines, but not yet. */
    Optional<String> below(String name) {
        String quoted = Pattern.quote(name);
        return cells.lineBelow(Pattern.compile("\\b(?:class|interface|record|enum)\\s+" + quoted + "\\b|\\w[>\\]]*\\s+"
                        + quoted + "\\s*(?:=[^=]|\\([^()]*\\)\\s*(?:throws[\\s\\w,.]+)?\\{)"))
                .map(line -> "A cell runs from the top: move what line " + line + " defines above the mark.");
    }

    /**
     * Why a variable is null: its class was replaced.
     *
     * @param named the variable that Java says is null; if it is not a cell's, it has come from one
     * @param lines in which it is then looked for
     */
    String emptied(String named, List<String> lines) {
        boolean known = shell.variables().anyMatch(variable -> variable.name().equals(named));
        return shell.variables()
                .filter(variable ->
                        losses.containsKey(variable.name()) && shell.status(variable) == Snippet.Status.VALID)
                .filter(variable -> known
                        ? variable.name().equals(named)
                        : lines.stream().anyMatch(line -> mentions(line, variable.name()))
                                && shell.varValue(variable).equals("null"))
                .map(VarSnippet::name)
                .findFirst()
                .map(name -> name + " lost its value " + losses.get(name) + ": run the cell that fills it again.")
                .orElse("");
    }

    /**
     * That a class of a cell hides an imported one of the same name; empty if a text mentions none that does.
     *
     * @param statement that the text is about, which knows what it defines itself
     */
    String hiding(String text, Snippet statement) {
        return shell.types()
                .filter(type -> mentions(text, type.name()))
                .filter(type -> !(statement instanceof DeclarationSnippet defined
                        && defined.name().equals(type.name())))
                .flatMap(type -> imported(type.name())
                        .map(hidden -> type.name() + " is here the class of "
                                + cells.find(type.id(), 1).map(cells::name).orElse("an earlier cell") + ", which hides "
                                + hidden + "."))
                .findFirst()
                .map(sentence -> sentence
                        + "\nFor that one write its full name, or rename yours and choose Kernel, Restart Kernel.")
                .orElse("");
    }

    private Stream<String> imported(String type) {
        ClassLoader library = Definitions.class.getClassLoader();
        return Stream.concat(
                        shell.imports().filter(each -> !each.isStatic()).map(ImportSnippet::fullname),
                        Stream.of("java.lang.*"))
                .map(name -> name.replaceFirst("\\*$", type))
                .filter(name -> name.endsWith("." + type))
                .filter(name -> library.getResource(name.replace('.', '/') + ".class") != null)
                .limit(1);
    }

    /** Whether a text has a name by itself, and not as the end of a longer one. */
    private static boolean mentions(String text, String name) {
        return Pattern.compile("(?<![\\w$.])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text)
                .find();
    }
}
