package backprop.errors;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code that the compiler cannot read, in words: often a number or a text that is written as in prose. */
final class SyntaxErrors {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("(?<![\\d.])(\\d+),(\\d+)(?![\\d.])");
    private static final Pattern OTHER_QUOTE = Pattern.compile("[“”„‟«»‘’]");

    private SyntaxErrors() {}

    /** Something is missing that would go on or end what was begun. */
    static Explanation expected(String message, Mark mark) {
        int line = mark.line();
        if (Magics.isCommand(mark.below()))
            return new Explanation(
                    "Line " + (line + 1)
                            + " begins with %, so the kernel takes it for a command of its own; and what line " + line
                            + " begins has no end.",
                    "If the % is Java's, write it at the end of line " + line
                            + ". If the command is meant, end the line before it with a semicolon.");
        int column = mark.from() - mark.lineStart();
        if (mark.wholeLine().substring(0, column).matches(".*\\b0")
                && mark.wholeLine().substring(column).matches("\\d.*")) return octal(line);
        String comma = decimalComma(mark.wholeLine(), column);
        if (comma.isEmpty() && !message.contains("';'"))
            return new Explanation("Line " + line + " lacks something where it is marked: " + message + ".", "");
        return mark.rest().isBlank()
                ? new Explanation("Line " + line + " lacks the semicolon at its end.", "Write ; there.")
                : new Explanation(
                        "Java cannot read line " + line + " where it is marked.",
                        otherQuote(mark.wholeLine())
                                .orElse(
                                        comma.isEmpty()
                                                ? "A semicolon is missing there, or the word before it is misspelt."
                                                : comma));
    }

    /** What to say if a number with a comma stands somewhere in code, or at a place of it that is not negative. */
    static String decimalComma(String code, int at) {
        return DECIMAL_COMMA
                .matcher(code)
                .results()
                .filter(found -> at < 0 || found.start() <= at && at <= found.end())
                .map(found -> "If " + found.group() + " is one number, write " + found.group(1) + "." + found.group(2)
                        + ": in Java a comma ends it.")
                .findFirst()
                .orElse("");
    }

    /** What to say if a quotation mark of prose stands in code. */
    static Optional<String> otherQuote(String code) {
        Matcher found = OTHER_QUOTE.matcher(code);
        return found.find()
                ? Optional.of(found.group() + " begins and ends no text in Java: type "
                        + LookAlikes.typed(found.group()) + " instead.")
                : Optional.empty();
    }

    /** A number such as 08. */
    static Explanation octal(int line) {
        return new Explanation(
                "A whole number that begins with 0 is octal in Java, and has no digit 8 or 9, as in line " + line + ".",
                "Leave the 0 away.");
    }

    /** A whole number that its type cannot hold. */
    static Explanation tooLarge(Mark mark) {
        String number = mark.source().substring(mark.from()).replaceFirst("(?s)\\W.*", "");
        boolean isLong = number.matches(".*[lL]");
        return new Explanation(
                number + " in line " + mark.line() + " is too large for " + (isLong ? "a long" : "an int") + ".",
                isLong
                        ? "A long ends at 9,223,372,036,854,775,807. A double goes on, with 15 digits: write .0 for the L."
                        : "A whole number is an int unless it says otherwise, and an int ends at 2,147,483,647. For a long"
                                + " write " + number + "L, for a double " + number + ".0");
    }
}
