package backprop.errors;

import java.util.List;
import java.util.Optional;

/** Texts that are read as numbers and are none, in words. */
final class NumberTexts {
    private NumberTexts() {}

    /** A text that is no number. */
    static Explanation notANumber(String said, List<StackTraceElement> frames) {
        String reader = frames.stream()
                .map(frame -> ExceptionExplanations.simple(frame.getClassName()))
                .filter(name -> name.equals("Integer") || name.equals("Long"))
                .findFirst()
                .orElse("");
        boolean whole = !reader.isEmpty();
        String text = said.replaceFirst("^For input string: ", "").replaceFirst(" under radix \\d+$", "");
        if (text.equals("empty String")) text = "\"\"";
        String meant = LookAlikes.typed(text).replaceAll("[_\\s]", "").replace(',', '.');
        if (whole && text.matches("\"[+-]?\\d+\""))
            return new Explanation(
                    "The number " + text + " is too large for " + (reader.equals("Long") ? "a long." : "an int."),
                    "Double.parseDouble reads it, and keeps 15 digits.");
        // 1,000 may be a thousand or one.
        boolean isNumber = meant.matches("\"[+-]?\\d+(\\.\\d+)?\"") && !text.matches(".*,\\d{3}\"");
        return new Explanation(
                "The text " + text + " is not a " + (whole ? "whole " : "") + "number.",
                !isNumber
                        ? ""
                        : whole && meant.contains(".")
                                ? "Double.parseDouble reads decimal numbers, such as " + meant + "."
                                : "As Java writes it, it is " + meant + ".");
    }

    /** The method of a Scanner that has failed; empty if it was none. */
    private static String reader(List<StackTraceElement> frames) {
        return frames.stream()
                .takeWhile(frame -> frame.getClassName().equals("java.util.Scanner"))
                .reduce((first, second) -> second)
                .map(StackTraceElement::getMethodName)
                .orElse("");
    }

    /** A Scanner that has found something else. */
    static Explanation mismatch(String said, List<StackTraceElement> frames) {
        String reader = reader(frames);
        if (!said.isEmpty())
            return new Explanation(
                    "The number " + said.replaceFirst("^For input string: ", "") + " is too large for " + reader + ".",
                    "nextLong and nextDouble read larger ones.");
        return new Explanation(
                "What comes next in the text is nothing that " + reader + " reads.",
                "scanner.next() shows it."
                        + (reader.matches("next(Double|Float|BigDecimal)")
                                ? " Whether a number is written 3.14 or 3,14 is for the scanner's locale to say:"
                                        + " useLocale(Locale.US) reads 3.14, useLocale(Locale.GERMANY) 3,14."
                                : ""));
    }

    /** A Scanner whose text has ended; empty if it was none. */
    static Optional<Explanation> end(List<StackTraceElement> frames) {
        String reader = reader(frames);
        return reader.isEmpty()
                ? Optional.empty()
                : Optional.of(new Explanation(
                        "The text has ended: " + reader + " finds nothing more.",
                        "Ask before: scanner.has" + reader.replaceFirst("n", "N") + "()"));
    }
}
