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
    private static final Pattern NULL = Pattern.compile("<null(?:type)?> cannot be converted to (\\w+)");
    private static final Pattern LOSSY = Pattern.compile("lossy conversion from (\\w+) to (\\w+)");
    private static final Pattern ABSTRACT =
            Pattern.compile("(\\S+) is not abstract and does not override abstract method (.+) in (\\S+)");
    private static final Pattern LAST_NAME = Pattern.compile("([\\p{L}_$][\\p{L}\\d_$]*)\\W*$");
    private static final Pattern ASSIGNMENT = Pattern.compile("[^=!<>]=[^=]");

    private static final Pattern RETURN = Pattern.compile("\\breturn\\b");
    private static final String SEALED =
            "Java reads a cell statement by statement. Write the classes into the braces, and"
                    + " all is one statement: sealed interface Shape { record Circle(double r) implements Shape {} … }."
                    + " Then it is Shape.Circle.";
    private static final int LONG = 40;

    private CompilerErrors() {}

    /**
     * @param code the compiler's, such as {@code compiler.err.expected}
     * @param message the compiler's
     * @param mark what it is about
     */
    static Explanation of(String code, String message, Mark mark) {
        String marked = mark.text(), name = lastName(marked);
        int line = mark.line();
        String cause = code.replace("compiler.err.", "");
        return switch (cause) {
            case "expected", "expected2", "expected3", "expected4" -> SyntaxErrors.expected(message, mark);
            case "illegal.char", "illegal.nonascii.digit" ->
                LookAlikes.of(mark.source().codePointAt(mark.from()), line);
            case "unclosed.str.lit" ->
                new Explanation(
                        "The text in line " + line + " has no closing quotation mark.",
                        SyntaxErrors.otherQuote(mark.rest()).orElse("Put a \" where it ends."));
            case "unclosed.char.lit", "empty.char.lit" ->
                new Explanation(
                        "Single quotation marks are for one character, and line " + line + " has something else.",
                        SyntaxErrors.otherQuote(mark.wholeLine()).orElse("A text stands in double ones: \"abc\"."));
            case "cant.resolve", "cant.resolve.location", "cant.resolve.args", "cant.resolve.location.args" ->
                unknown(marked, name, line, cause.endsWith("args"));
            case "doesnt.exist" ->
                new Explanation(
                        "Line " + line + " names a package that Java does not know.",
                        "Check its spelling. The libraries are there when the lesson's first cell has run.");
            case "cant.apply.symbol", "cant.apply.symbols" ->
                new Explanation(
                        called(mark) + " cannot be called with what stands in the brackets in line " + line + ".",
                        ("Compare the number, the order and the types with what is required below. "
                                        + (message.contains("differ in length")
                                                ? SyntaxErrors.decimalComma(mark.rest(), -1)
                                                : ""))
                                .strip());
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
            case "int.number.too.large" -> SyntaxErrors.tooLarge(mark);
            case "illegal.digit.in.octal.literal" -> SyntaxErrors.octal(line);
            case "type.found.req" ->
                new Explanation(
                        "Line " + line + " has " + marked + " where a class is needed.",
                        "The classes for numbers are Double, Integer, Long: List<Double>");
            case "sealed.class.must.have.subclasses" ->
                new Explanation(
                        "Line " + line + " does not name the classes that it permits.",
                        "In a cell it must: sealed interface Shape permits Circle, Square {}. " + SEALED);
            case "invalid.permits.clause" ->
                new Explanation(
                        "This Java cannot read the permits in line " + line
                                + ": it knows one of the classes already, and another one only later.",
                        SEALED);
            case "cant.inherit.from.sealed" ->
                new Explanation(
                        "The sealed class or interface that line " + line + " names does not permit this class.",
                        "The cell that defines it has to name the class behind permits. " + SEALED);
            case "non.sealed.sealed.or.final.expected", "non.sealed.or.sealed.expected" ->
                new Explanation(
                        "A class below a sealed one must say whether it may be extended itself, and in line " + line
                                + " it does not.",
                        "Write final before class, or make it a record.");
            case "non.sealed.with.no.sealed.supertype" ->
                new Explanation(
                        "This Java cannot read non-sealed where a statement begins, as in line " + line + ".", SEALED);
            case "invalid.canonical.constructor.in.record" ->
                new Explanation(
                        "Java does not take the constructor of the record in line " + line + ".",
                        message.contains("access") ? "In a cell it needs the word public before it." : "");
            case "already.defined.static.single.import" ->
                new Explanation(
                        "A cell has defined a class, and another cell has imported one of the same name.",
                        "Take the import away or call yours otherwise, then choose Kernel, Restart Kernel: until then no"
                                + " cell can be compiled.");
            case "premature.eof", "illegal.start.of.expr", "illegal.start.of.type", "illegal.start.of.stmt" ->
                new Explanation(
                        "Java cannot read line " + line + " where it is marked.",
                        "Look just before the mark: a bracket, an operator or a word may be missing, or too many.");
            default -> new Explanation("Line " + line + ": " + firstLine(message), "");
        };
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
        Matcher empty = NULL.matcher(message);
        if (empty.find())
            return new Explanation(
                    "Line " + line + " has null where " + ExceptionExplanations.article(empty.group(1)) + " is needed.",
                    "Only objects can be null; " + ExceptionExplanations.article(empty.group(1))
                            + " always has a value.");
        Matcher conversion = CONVERSION.matcher(message);
        String sentence = conversion.find()
                ? "Line " + line + " has " + noun(conversion.group(1), conversion.group(2)) + " where "
                        + noun(conversion.group(2), conversion.group(1)) + " is needed."
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

    /** A type with its article, and with its package only if that is all in which it differs from the other one. */
    private static String noun(String type, String other) {
        String plain = ExceptionExplanations.withoutPackages(type);
        return ExceptionExplanations.article(plain.equals(ExceptionExplanations.withoutPackages(other)) ? type : plain);
    }

    static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static String called(Mark mark) {
        String marked = mark.text();
        // All of new A(new B()) is marked, which ends with another name.
        String called = marked.matches("(?s)new .*[)}]") ? marked.replaceFirst("(?s)[(<].*", "") : lastName(marked);
        return called.isEmpty() ? "What line " + mark.line() + " calls" : called;
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
