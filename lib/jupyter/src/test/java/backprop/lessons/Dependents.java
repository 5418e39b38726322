package backprop.lessons;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which cells of a lesson have to be run again when some of them have changed. */
final class Dependents {
    // Text, comments, and what stands behind a dot are no mention of a variable.
    private static final Pattern NO_NAME =
            Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|//.*|\\.\\s*\\w+");
    private static final Pattern INNERMOST_BRACKETS = Pattern.compile("\\([^(){}]*\\)|\\{[^(){}]*\\}");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern CLASS = Pattern.compile("\\b(?:class|record|interface|enum)\\s+(\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\b(?!new |return |throw )[\\w<>,\\[\\]]+\\s+(\\w+)\\s*§");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)(?:\\[[^\\]]*])*\\s*[-+*/]?=(?!=)");
    private static final Pattern ASSIGNED = Pattern.compile("(?<![\\w>\\]]\\s)\\b" + VARIABLE.pattern());

    private Dependents() {}

    /** The cells, in order, that are changed or mention a name that a cell which is run again defines. */
    static List<Integer> of(List<JsonNode> cells, Set<Integer> changed) {
        List<Integer> again = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            String code = code(cells.get(i));
            if (!changed.contains(i) && found(NAME, code).stream().noneMatch(names::contains)) continue;
            again.add(i);
            names.addAll(defined(code));
        }
        return again;
    }

    /** Of some cells the one that is changed, and those that define, one by way of others, what some of them mention. */
    static List<Integer> leadingTo(Set<String> ids, int changed, List<JsonNode> cells, List<Integer> some) {
        LinkedList<Integer> needed = new LinkedList<>();
        Set<String> names = new HashSet<>();
        for (int k = some.size() - 1; k >= 0; k--) {
            JsonNode cell = cells.get(some.get(k));
            String code = code(cell);
            boolean named = ids.contains(Lessons.id(cell)) || some.get(k) == changed;
            if (!named && Collections.disjoint(defined(code), names)) continue;
            needed.addFirst(some.get(k));
            names.addAll(found(NAME, code));
        }
        return needed;
    }

    private static String code(JsonNode cell) {
        return NO_NAME.matcher(Lessons.source(cell)).replaceAll(" ");
    }

    /** The classes, methods and variables of a cell, and the variables of other cells to which it assigns something. */
    private static Set<String> defined(String code) {
        String outside = withoutBrackets(code);
        Set<String> names = found(CLASS, outside);
        names.addAll(found(METHOD, outside));
        names.addAll(found(VARIABLE, outside));
        names.addAll(found(ASSIGNED, code));
        return names;
    }

    /** What is in brackets is local. A pair leaves a mark where it was. */
    private static String withoutBrackets(String code) {
        String before = "";
        String outside = code;
        while (!outside.equals(before)) {
            before = outside;
            outside = INNERMOST_BRACKETS.matcher(before).replaceAll("§");
        }
        return outside;
    }

    private static Set<String> found(Pattern pattern, String code) {
        Set<String> names = new TreeSet<>();
        for (MatchResult match : pattern.matcher(code).results().toList())
            names.add(match.groupCount() == 0 ? match.group() : match.group(1));
        return names;
    }
}
