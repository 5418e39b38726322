package backprop.exercise;

import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** A number; see {@link Graders#number}. */
record NumberGrader(double truth, double tolerance, List<Mistake> mistakes) implements Grader {
    // Nearer than this, the thought was right and the digits are missing.
    private static final double NEARLY = 0.01;

    @Override
    public Grade judge(Object given) {
        if (given == null) return Grade.open("");
        Double number = number(given);
        if (number == null) return Grade.wrong(Graders.wrongType("number", given));
        if (number.isNaN())
            return Grade.open("There is no number yet, only NaN. (Computed, NaN comes from 0/0 or ∞ − ∞.)");
        if (Graders.agree(truth, number, tolerance)) return Grade.right("");
        return Grade.wrong(whatIsWrongWith(number));
    }

    private String whatIsWrongWith(double number) {
        for (Mistake mistake : mistakes) if (Graders.agree(mistake.number(), number, tolerance)) return mistake.words();
        if (Double.isInfinite(number))
            return "The answer is infinite: something is divided by zero, or too large for a double.";
        if (Graders.agree(truth, -number, tolerance)) return "The size is right, the sign is not.";
        if (number != 0 && Graders.agree(truth, 1 / number, tolerance))
            return "It is the other way round: 1 over this.";
        if (truth != 0 && Math.abs(number - truth) < NEARLY * Math.abs(truth))
            return "That is close. Give more digits, or let Java compute it.";
        return "It is not " + number + ".";
    }

    /** The number that an object stands for, or null. */
    static Double number(Object given) {
        if (given instanceof Number number) return number.doubleValue();
        if (given instanceof SimpleMatrix m && m.getNumElements() == 1) return m.get(0);
        if (given instanceof String text)
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException notANumber) {
                return null;
            }
        return null;
    }
}
