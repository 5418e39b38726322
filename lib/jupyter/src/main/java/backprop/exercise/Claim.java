package backprop.exercise;

import java.math.BigDecimal;
import org.ejml.simple.SimpleMatrix;

/**
 * A number of a document beside the same computed here.
 *
 * @param what it is
 * @param said by the document
 * @param computed here
 * @param agrees whether the two are the same
 */
public record Claim(String what, String said, String computed, boolean agrees) {
    private static final double TOLERANCE = 1e-12;

    /** A number with all its digits: agrees to a relative 10⁻¹². */
    public Claim(String what, double said, double computed) {
        this(what, text(said), text(computed), Graders.agree(said, computed, TOLERANCE));
    }

    /** A number as it is printed: agrees if the computed one, rounded to as many decimals, is the same. */
    public Claim(String what, String said, double computed) {
        this(what, said, text(computed), rounds(computed, new BigDecimal(said)));
    }

    /** A matrix: agrees if every entry does, to a relative 10⁻¹². */
    public Claim(String what, double[][] said, SimpleMatrix computed) {
        this(what, text(new SimpleMatrix(said)), text(computed), same(new SimpleMatrix(said), computed));
    }

    private static boolean rounds(double computed, BigDecimal said) {
        if (Double.isNaN(computed) || Double.isInfinite(computed)) return false;
        BigDecimal half = said.ulp().divide(BigDecimal.valueOf(2));
        return said.subtract(BigDecimal.valueOf(computed)).abs().compareTo(half) <= 0;
    }

    private static boolean same(SimpleMatrix a, SimpleMatrix b) {
        if (a.getNumRows() != b.getNumRows() || a.getNumCols() != b.getNumCols()) return false;
        for (int i = 0; i < a.getNumElements(); i++) if (!Graders.agree(a.get(i), b.get(i), TOLERANCE)) return false;
        return true;
    }

    // Rows between brackets, as the documents write them: [[2 3 4][3 4 5]], and [2 2 2] for a single one.
    private static String text(SimpleMatrix m) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < m.getNumRows(); i++) {
            text.append('[');
            for (int j = 0; j < m.getNumCols(); j++) {
                text.append(j == 0 ? "" : " ").append(text(m.get(i, j)));
            }
            text.append(']');
        }
        return m.getNumRows() == 1 ? text.toString() : "[" + text + "]";
    }

    // As documents print numbers: 0.0000351 and not 3.51E-5.
    private static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e9) return Long.toString((long) number);
        boolean plain = Math.abs(number) >= 1e-7 && Math.abs(number) < 1e7;
        return plain ? new BigDecimal(Double.toString(number)).toPlainString() : Double.toString(number);
    }
}
