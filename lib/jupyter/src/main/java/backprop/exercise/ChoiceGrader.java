package backprop.exercise;

import java.util.List;

/** One word of several; see {@link Graders#choice}. */
record ChoiceGrader(List<String> options, String right) {
    Grade grade(String answer) {
        String word = answer.strip();
        String all = String.join(", ", options) + ".";
        if (word.isEmpty()) return Grade.open("Choose one of: " + all);
        if (options.stream().noneMatch(word::equalsIgnoreCase))
            return Grade.wrong("\"" + word + "\" is none of the words to choose from: " + all);
        return right.equalsIgnoreCase(word) ? Grade.right("") : Grade.wrong("It is another one of: " + all);
    }
}
