package backprop.errors;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** Characters that mean something in prose or come from another keyboard, and are nothing to Java: what to type instead. */
final class LookAlikes {
    private static final Map<Integer, String> INSTEAD = new HashMap<>();

    static {
        type("−–—‐‑‒⁻", "-");
        type("·⋅∙•×∗", "*");
        type("÷∕⁄", "/");
        type("≤", "<=");
        type("≥", ">=");
        type("≠", "!=");
        type("≡", "==");
        type("←", "=");
        type("→⇒", "->");
        type("∧", "&&");
        type("∨", "||");
        type("¬", "!");
        type("“”„‟«»″〝〞「」『』", "\"");
        type("‘’‚‛‹›", "'");
        type("′″‴", "a word, as in slope,");
        type("、，", ",");
        type("。", ".");
        type("【〔", "[");
        type("】〕", "]");
        type("《〈", "<");
        type("》〉", ">");
        type("⊙", "a.elementMult(b) for matrices a and b");
        type("√", "Math.sqrt(x)");
        type("∛", "Math.cbrt(x)");
        type("‖", "a.normF() for a matrix a");
        type("²", "x * x or Math.pow(x, 2)");
        type("³", "Math.pow(x, 3)");
        type("¹⁰⁴⁵⁶⁷⁸⁹⁺", "Math.pow(x, n)");
        type("½", "1.0 / 2");
        type("⅓", "1.0 / 3");
        type("¼", "1.0 / 4");
        type("⅙", "1.0 / 6");
        type("≈", "Math.abs(a - b) < 1e-9");
        type("∞", "Double.POSITIVE_INFINITY");
        type("±", "a + b and a - b");
        type("∂∇", "d, as in dx,");
        type("°", "Math.toRadians(degrees)");
        type("∑", "a loop that adds, or stream.sum()");
        type("…⋯", "what it stands for");
        type("#", "// for a comment");
        type("`", "\" for a text");
    }

    private LookAlikes() {}

    private static void type(String characters, String instead) {
        characters.codePoints().forEach(c -> INSTEAD.put(c, instead));
    }

    /** Of a character that Java cannot read where it stands in a line. */
    static Explanation of(int character, int line) {
        String shown = Character.toString(character);
        if (Character.isWhitespace(character) || Character.isSpaceChar(character))
            return new Explanation("Line " + line + " has a space that is not Java's.", "Type a space instead.");
        if (Character.getType(character) == Character.FORMAT)
            return new Explanation(
                    "Line " + line + " has a character that cannot be seen.",
                    "Delete it, or type that piece of the line anew.");
        String instead = instead(character);
        if (instead.isEmpty())
            return new Explanation(
                    shown + " is not a character of Java's: line " + line + " cannot be read there.",
                    "It may stand in a text or in a comment only.");
        return new Explanation(shown + " in line " + line + " is not Java's: type " + instead + " instead.", "");
    }

    /** What a text says if each look-alike of one character is that character; other characters stay. */
    static String typed(String text) {
        StringBuilder typed = new StringBuilder();
        text.codePoints().forEach(c -> {
            String instead = instead(c);
            typed.append(instead.length() == 1 ? instead : Character.toString(c));
        });
        return typed.toString();
    }

    private static String instead(int character) {
        String known = INSTEAD.get(character);
        if (known != null) return known;
        // Forms of letters, digits and marks: full width, lower, in a circle.
        String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
        return plain.length() == 1 && plain.charAt(0) > ' ' && plain.charAt(0) < 127 && plain.charAt(0) != character
                ? plain
                : "";
    }
}
