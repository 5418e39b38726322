package backprop.show;

import backprop.graph.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a value is computed, as one writes it, with no more brackets than needed.
 *
 * @param precedence how tightly its last operation binds
 */
record Formula(String text, int precedence) {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int POWER = 3;
    private static final int ATOM = 4;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** A name may be a sum itself, such as 1 − t. */
    static Formula name(String name) {
        boolean isSum = name.replaceAll("\\([^()]*\\)", "").matches(".*\\S [+−-] .*");
        return new Formula(name, isSum ? SUM : ATOM);
    }

    static Formula of(double number) {
        return new Formula(ValueGraph.number(number), number < 0 ? 0 : ATOM);
    }

    static Formula of(Value value, List<Formula> inputs) {
        if (!value.name().isEmpty()) return name(value.name());
        return inputs.isEmpty() ? of(value.value()) : of(value.operation(), inputs);
    }

    static Formula of(String operation, List<Formula> inputs) {
        int own = precedence(operation);
        Formula first = inputs.get(0);
        String text = switch (operation) {
            case "+" -> first.within(own) + " + " + inputs.get(1).within(own);
            case "−", "×", "/" ->
                first.within(own) + " " + operation + " " + inputs.get(1).within(own + 1);
            case "1/x" -> "1/" + first.within(own + 1);
            case "× −1" -> "−" + first.within(own);
            default ->
                own == POWER
                        ? first.within(ATOM) + power(operation)
                        : operation + inputs.stream().map(Formula::text).collect(Collectors.joining(", ", "(", ")"));
        };
        return new Formula(text, own);
    }

    private static int precedence(String operation) {
        return switch (operation) {
            case "+", "−" -> SUM;
            case "×", "/", "1/x", "× −1" -> PRODUCT;
            default -> operation.startsWith("^") ? POWER : ATOM;
        };
    }

    /** With brackets where something around it binds more tightly. */
    private String within(int outer) {
        return precedence >= outer ? text : "(" + text + ")";
    }

    /** As it stands behind a plus sign. */
    String inSum() {
        return within(SUM);
    }

    /** Of ^2 the ², but ^0.5 stays as it is. */
    static String power(String operation) {
        String digits = operation.substring(1);
        if (!digits.matches("-?\\d{1,3}")) return operation;
        StringBuilder raised = new StringBuilder();
        for (char c : digits.toCharArray()) raised.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
        return raised.toString();
    }
}
