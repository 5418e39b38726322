package backprop.errors;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is thrown while a cell runs, in words. What the library throws has good words of its own, and keeps them. */
final class ExceptionExplanations {
    private static final Pattern INDEX =
            Pattern.compile("Index:? (-?\\d+)(?: out of bounds for length|,? Size:) (\\d+)");
    private static final Pattern IN_TEXT = Pattern.compile("(?:String )?index out of range: (-?\\d+)");
    private static final Pattern CAST =
            Pattern.compile("class ([\\w.$]+) cannot be cast to class ([\\w.$]+)", Pattern.DOTALL);
    private static final Pattern NULL = Pattern.compile("because (?:the return value of )?\"(.*?)\" is null");
    private static final Pattern PRODUCT = Pattern.compile("(\\d+) != (\\d+) The 'A' and 'B' matrices");
    private static final Pattern SAME_SHAPE = Pattern.compile("Must be same shape\\. (\\d+)x(\\d+) vs (\\d+)x(\\d+)");
    private static final Pattern ELEMENT =
            Pattern.compile("Specified element is out of bounds: \\(?(-?\\d+),? (-?\\d+)");
    private static final Pattern SHELL_CLASS = Pattern.compile("REPL[./]\\$JShell\\$\\w+[.$]");
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

    private ExceptionExplanations() {}

    /**
     * @param type the full name of the exception's class
     * @param message the exception's, or null
     * @param frames its trace
     */
    static Explanation of(String type, String message, List<StackTraceElement> frames) {
        String said = plain(message == null ? "" : message);
        return switch (simple(type)) {
            case "ArithmeticException" ->
                said.equals("/ by zero")
                        ? new Explanation(
                                "A whole number was divided by zero.",
                                "Look at what the divisor is there. Decimal numbers can be divided by zero:"
                                        + " 1.0 / 0 is Infinity.")
                        : other(type, said);
            case "ArrayIndexOutOfBoundsException" -> index(type, said, "array");
            case "StringIndexOutOfBoundsException" -> index(type, said, "text");
            case "IndexOutOfBoundsException" -> index(type, said, inText(frames) ? "text" : "list");
            case "NegativeArraySizeException" ->
                new Explanation("An array cannot have " + said + " elements.", "Look at how its length is computed.");
            case "StackOverflowError" -> stackOverflow(frames);
            case "OutOfMemoryError" ->
                new Explanation(
                        "The memory is full: there are " + Runtime.getRuntime().maxMemory() / 1_048_576 + " MB.",
                        "Make fewer or smaller arrays, or give the lessons more:"
                                + " BACKPROP_HEAP=2g python3 binder/lab.py");
            case "ClassCastException" -> cast(type, said);
            case "NullPointerException" -> nullPointer(said);
            case "NumberFormatException" -> NumberTexts.notANumber(said, frames);
            case "InputMismatchException" -> NumberTexts.mismatch(said, frames);
            case "NoSuchElementException" -> NumberTexts.end(frames).orElseGet(() -> other(type, said));
            case "NoClassDefFoundError" ->
                new Explanation(
                        "Java cannot load the class " + simple(said.replace('/', '.')) + ".",
                        "It may not fit a class that was defined anew. Choose Kernel, Restart Kernel, and run the cells"
                                + " from the first.");
            case "UndefinedMagicException" ->
                new Explanation(
                        said + ": a line that begins with % is a command to the kernel, and it does not know this one.",
                        "If the % is Java's, write it at the end of the line before.");
            case "ArrayStoreException" ->
                new Explanation(
                        "The array cannot hold an object of the class " + simple(said) + ".",
                        "It was made for another class, whatever its variable says.");
            case "NoSuchFileException", "FileNotFoundException" ->
                new Explanation(
                        "There is no file " + said.replace(" (No such file or directory)", "") + ".",
                        "Check its name. A name without a folder is looked for in the folder of the lesson.");
            case "UnsupportedOperationException" ->
                frames.stream().anyMatch(frame -> frame.getClassName().contains("ImmutableCollections"))
                        ? new Explanation(
                                "This list, set or map cannot be changed.",
                                "What List.of makes is fixed; new ArrayList<>(list) makes a copy that can grow.")
                        : other(type, said);
            case "ConcurrentModificationException" ->
                new Explanation(
                        "The list was changed while a loop went through it.",
                        "Collect the changes in a second list, or use list.removeIf(…).");
            case "MatrixDimensionException" -> shapes(type, said);
            case "IllegalArgumentException" -> element(type, said);
            case "ShowingGivenUpException" ->
                new Explanation(said, "Does a loop in what shows it, such as toString, never end?");
            default -> other(type, said);
        };
    }

    private static Explanation index(String type, String said, String what) {
        Matcher found = INDEX.matcher(said);
        if (found.find()) {
            int length = Integer.parseInt(found.group(2));
            String inside = length == 0
                    ? "the " + what + " is empty."
                    : "the " + what + " has " + length
                            + (length == 1 ? " element, number 0." : " elements, numbered 0 to " + (length - 1) + ".");
            return new Explanation(
                    "There is no element " + found.group(1) + ": " + inside,
                    "Counting begins at 0, so a loop runs while i < length.");
        }
        found = IN_TEXT.matcher(said);
        return found.find()
                ? new Explanation(
                        "The text has no character " + found.group(1) + ".",
                        "Counting begins at 0, so the last one is length() - 1.")
                : other(type, said);
    }

    private static boolean inText(List<StackTraceElement> frames) {
        return frames.stream().limit(5).anyMatch(frame -> frame.getClassName().equals("java.lang.String"));
    }

    private static Explanation stackOverflow(List<StackTraceElement> frames) {
        String advice = "A method that calls itself needs a case in which it does not.";
        // The frames at the top may be those of a method that was just called from there.
        for (StackTraceElement frame : frames)
            if (isOfCell(frame) && frames.stream().filter(frame::equals).count() > 2)
                return new Explanation(
                        frame.getMethodName()
                                + " called itself again and again, until there was no room for another call.",
                        advice);
        return new Explanation(
                "Methods called each other again and again, until there was no room for another call.", advice);
    }

    private static Explanation cast(String type, String said) {
        Matcher found = CAST.matcher(said);
        return found.find()
                ? new Explanation(
                        "This object is of the class " + simple(found.group(1)) + ", so it cannot be taken for "
                                + article(
                                        simple(found.group(1)).equals(simple(found.group(2)))
                                                ? found.group(2)
                                                : simple(found.group(2)))
                                + ".",
                        "A cast changes no object. Ask first: object instanceof " + simple(found.group(2)))
                : other(type, said);
    }

    private static Explanation nullPointer(String said) {
        Matcher found = NULL.matcher(said);
        // Java does not know what the variables of a method are called.
        String what = found.find() && !found.group(1).matches("<.*|null") ? found.group(1) : "Something here";
        return new Explanation(
                what + " is null: there is no object to work with.", "Look for where it should get its value.");
    }

    /** The variable that a message of a null pointer names; empty if it names none, or another. */
    static String nullVariable(String message) {
        Matcher found = NULL.matcher(plain(message));
        return found.find() ? found.group(1) : "";
    }

    private static Explanation shapes(String type, String said) {
        Matcher product = PRODUCT.matcher(said);
        if (product.find())
            return new Explanation(
                    "The shapes do not fit: the left matrix has " + count(product.group(1), "column")
                            + ", the right one " + count(product.group(2), "row")
                            + ", and for a product these two must be equal.",
                    "Print both matrices, or swap or transpose one of them.");
        Matcher same = SAME_SHAPE.matcher(said);
        return same.find()
                ? new Explanation(
                        "The shapes do not fit: one matrix is " + same.group(1) + " × " + same.group(2)
                                + ", the other " + same.group(3) + " × " + same.group(4)
                                + ", and here both must be the same.",
                        "Print both matrices, or transpose one of them.")
                : other(type, said);
    }

    private static Explanation element(String type, String said) {
        Matcher found = ELEMENT.matcher(said);
        return found.find()
                ? new Explanation(
                        "The matrix has no element in row " + found.group(1) + ", column " + found.group(2) + ".",
                        "Rows and columns are counted from 0.")
                : other(type, said);
    }

    private static Explanation other(String type, String said) {
        if (said.isBlank())
            return new Explanation("Something was thrown that says no more than its name: " + simple(type) + ".", "");
        return new Explanation(said, "");
    }

    private static String count(String number, String what) {
        return number + " " + what + (number.equals("1") ? "" : "s");
    }

    static String article(String noun) {
        return ("aeiouAEIOU".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    /** Whether a frame is of a statement in a cell: a kernel gives its number for the name of the file. */
    static boolean isOfCell(StackTraceElement frame) {
        return frame.getFileName() != null && frame.getFileName().startsWith("#");
    }

    /** A message without the names that the kernel gives to the classes around the reader's statements. */
    static String plain(String message) {
        return SHELL_CLASS.matcher(message).replaceAll("");
    }

    /** A text with the names of classes without their packages. */
    static String withoutPackages(String text) {
        return PACKAGE.matcher(text).replaceAll("");
    }

    static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
