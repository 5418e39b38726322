package backprop.exercise;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Several words of many; see {@link Graders#choices}. */
record ChoicesGrader(List<String> options, Set<String> right) {
    Grade grade(String answer) {
        Set<String> words = words(answer);
        Set<String> wanted = words(String.join(" ", right));
        String all = String.join(", ", options) + ".";
        if (words.isEmpty()) return Grade.open("Choose from: " + all);
        for (String word : words)
            if (options.stream().noneMatch(word::equalsIgnoreCase))
                return Grade.wrong("\"" + word + "\" is none of the words to choose from: " + all);
        if (words.equals(wanted)) return Grade.right("");
        long tooMany = words.stream().filter(word -> !wanted.contains(word)).count();
        long missing = wanted.stream().filter(word -> !words.contains(word)).count();
        return Grade.wrong(surplus(tooMany) + lack(missing));
    }

    private static Set<String> words(String text) {
        return new LinkedHashSet<>(Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,;\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    private static String surplus(long count) {
        if (count == 0) return "All that you name belong to it";
        return count + (count == 1 ? " that you name does" : " that you name do") + " not belong to it";
    }

    private static String lack(long count) {
        if (count == 0) return ", and none is missing.";
        return ", and " + count + (count == 1 ? " is" : " are") + " still missing.";
    }
}
