package backprop.errors;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the compiler objects to, in words. It is known by the compiler's code, because its messages are in the reader's
 * language; where a message has to be read, there are words that do without.
 */
final class CompilerErrors {
    private static final Pattern CONVERSION =
            Pattern.compile("([\\w.<>\\[\\]]+) cannot be converted to ([\\w.<>\\[\\]]+)");
    private static final Pattern LOSSY = Pattern.compile("lossy conversion from (\\w+) to (\\w+)");
    private static final Pattern ABSTRACT =
            Pattern.compile("(\\S+) is not abstract and does not override abstract method (.+) in (\\S+)");
    private static final Pattern LAST_NAME = Pattern.compile("([\\p{L}_$][\\p{L}\\d_$]*)\\W*$");
    private static final Pattern ASSIGNMENT = Pattern.compile("[^=!<>]=[^=]");

    private static final Pattern RETURN = Pattern.compile("\\breturn\\b");

    private static final int LONG = 40;

    private CompilerErrors() {}

    /**
     * @param code the compiler's, such as {@code compiler.err.expected}
     * @param message the compiler's
     * @param marked the piece of the source that it is about; may be empty
     * @param line the line that it begins in
     * @param rest what stands in that line after the mark
     */
    static Explanation of(String code, String message, String marked, int line, String rest) {
        String name = lastName(marked);
        String cause = code.replace("compiler.err.", "");
        return switch (cause) {
            case "expected", "expected2", "expected3", "expected4" -> expected(message, line, rest);
            case "unclosed.str.lit" ->
                new Explanation(
                        "The text in line " + line + " has no closing quotation mark.", "Put a \" where it ends.");
            case "unclosed.char.lit", "empty.char.lit" ->
                new Explanation(
                        "Single quotation marks are for one character, and line " + line + " has something else.",
                        "A text stands in double ones: \"abc\".");
            case "cant.resolve", "cant.resolve.location", "cant.resolve.args", "cant.resolve.location.args" ->
                unknown(marked, name, line, cause.endsWith("args"));
            case "doesnt.exist" ->
                new Explanation(
                        "Line " + line + " names a package that Java does not know.",
                        "Check its spelling. The libraries are there when the lesson's first cell has run.");
            case "cant.apply.symbol", "cant.apply.symbols" ->
                new Explanation(
                        (name.isEmpty() ? "What line " + line + " calls" : name)
                                + " cannot be called with what stands in the brackets in line " + line + ".",
                        "Compare the number, the order and the types with what is required below.");
            case "prob.found.req" -> types(message, marked, line);
            case "does.not.override.abstract" -> missingMethod(message, line);
            case "missing.ret.stmt" ->
                new Explanation(
                        "The method can come to its end, in line " + line + ", without a return.",
                        "Every way through a method that is not void ends with return and a value.");
            case "var.might.not.have.been.initialized" ->
                new Explanation(
                        name + " has no value yet when line " + line + " uses it.",
                        "Give it one where it is declared.");
            case "unreported.exception.need.to.catch.or.throw" ->
                new Explanation(
                        "What line " + line + " calls may throw an exception that the method does not name.",
                        "Write throws and the name of the exception after the brackets of the method.");
            case "cant.deref" ->
                new Explanation(
                        "Line " + line + " asks a plain number or boolean for a method or a field, and it has none.",
                        "");
            case "operator.cant.be.applied", "operator.cant.be.applied.1", "incomparable.types" ->
                new Explanation("The operator in line " + line + " does not work on these types.", "");
            case "already.defined" ->
                new Explanation(
                        "The name is taken: line " + line + " defines it a second time.",
                        "Choose another name, or assign without the type.");
            case "cant.assign.val.to.final.var", "cant.assign.val.to.var" ->
                new Explanation(name + " is final, so line " + line + " cannot give it another value.", "");
            case "unreachable.stmt" ->
                new Explanation(
                        "Line " + line + " can never be reached.",
                        "A return, a break or a loop without end is before it.");
            case "not.stmt" ->
                new Explanation(
                        "What is marked in line " + line + " does nothing by itself.",
                        "Was it to be assigned, as in x = …, or called, as in f(…)?");
            case "premature.eof", "illegal.start.of.expr", "illegal.start.of.type", "illegal.start.of.stmt" ->
                new Explanation(
                        "Java cannot read line " + line + " where it is marked.",
                        "Look just before the mark: a bracket, an operator or a word may be missing, or too many.");
            default ->
                new Explanation(
                        "Line " + line + ": " + message.lines().findFirst().orElse(cause), "");
        };
    }

    private static Explanation expected(String message, int line, String rest) {
        if (!message.contains("';'"))
            return new Explanation("Line " + line + " lacks something where it is marked: " + message + ".", "");
        return rest.isBlank()
                ? new Explanation("Line " + line + " lacks the semicolon at its end.", "Write ; there.")
                : new Explanation(
                        "Java cannot read line " + line + " where it is marked.",
                        "A semicolon is missing there, or the word before it is misspelt.");
    }

    private static Explanation unknown(String marked, String name, int line, boolean method) {
        if (name.isEmpty()) return new Explanation("Line " + line + " has a name that Java does not know.", "");
        if (method && marked.endsWith(".length"))
            return new Explanation(
                    "There is no method length here, in line " + line + ".",
                    "The length of an array has no brackets: a.length");
        String what = method ? "a method " + name : name;
        if (marked.endsWith("." + name)) {
            String owner = marked.substring(0, marked.length() - name.length() - 1);
            return new Explanation(
                    (owner.length() > LONG || owner.contains("\n") ? "What stands before the dot" : owner) + " has no "
                            + (method ? "method " : "") + name + ", which line " + line + " asks it for.",
                    "Check the spelling; capital and small letters differ.");
        }
        return new Explanation(
                "Java does not know " + what + ", which line " + line + " uses.",
                "Check the spelling; capital and small letters differ. If a cell above makes " + name
                        + ", run that first.");
    }

    private static Explanation types(String message, String marked, int line) {
        Matcher lossy = LOSSY.matcher(message);
        if (lossy.find())
            return new Explanation(
                    "Line " + line + " has a " + lossy.group(1) + " where "
                            + ExceptionExplanations.article(lossy.group(2))
                            + " is needed, and that could lose a part of it.",
                    "Make the variable a " + lossy.group(1) + ", or write (" + lossy.group(2)
                            + ") before the value to cut it off.");
        Matcher conversion = CONVERSION.matcher(message);
        String sentence = conversion.find()
                ? "Line " + line + " has "
                        + ExceptionExplanations.article(ExceptionExplanations.withoutPackages(conversion.group(1)))
                        + " where "
                        + ExceptionExplanations.article(ExceptionExplanations.withoutPackages(conversion.group(2)))
                        + " is needed."
                : "The types in line " + line + " do not fit.";
        return new Explanation(
                sentence, ASSIGNMENT.matcher(marked).find() ? "To compare, write == ; a single = assigns." : "");
    }

    private static Explanation missingMethod(String message, int line) {
        Matcher found = ABSTRACT.matcher(message);
        if (!found.find())
            return new Explanation("The class in line " + line + " lacks a method that it promises.", "");
        String method = ExceptionExplanations.withoutPackages(found.group(2));
        return new Explanation(
                "The class " + found.group(1) + " has no method " + method + ", and "
                        + ExceptionExplanations.article(ExceptionExplanations.simple(found.group(3))) + " needs one.",
                "Write it into the class, with public before it.");
    }

    /** The name at the end of a piece of source; empty if there is none. */
    static String lastName(String marked) {
        Matcher found = LAST_NAME.matcher(marked);
        return found.find() ? found.group(1) : "";
    }

    /** Whether a statement, which the compiler has taken, returns something. */
    static boolean returns(String source) {
        return RETURN.matcher(source).find();
    }
}
