package backprop.exercise;

import org.ejml.simple.SimpleMatrix;

/** A number; see {@link Graders#number(double, double)}. */
record NumberGrader(double truth, double tolerance) implements Grader {
    // Nearer than this, the thought was right and the digits are missing.
    private static final double NEARLY = 0.01;

    @Override
    public Grade grade(Object answer) {
        if (answer == null) return Grade.open("");
        Double number = number(answer);
        if (number == null) return Grade.wrong(Graders.wrongType("number", answer));
        if (number.isNaN())
            return Grade.open("There is no number yet, only NaN. (Computed, NaN comes from 0/0 or ∞ − ∞.)");
        return Graders.agree(truth, number, tolerance) ? Grade.right("") : Grade.wrong(feedback(number));
    }

    private String feedback(double number) {
        if (Double.isInfinite(number))
            return "The answer is infinite: something is divided by zero, or too large for a double.";
        if (Graders.agree(truth, -number, tolerance)) return "The size is right, the sign is not.";
        if (number != 0 && Graders.agree(truth, 1 / number, tolerance))
            return "It is the other way round: 1 over this.";
        if (truth != 0 && Math.abs(number - truth) < NEARLY * Math.abs(truth))
            return "That is close. Give more digits, or let Java compute it.";
        return "It is not " + number + ".";
    }

    /** The number that an answer stands for, or null. */
    private static Double number(Object answer) {
        if (answer instanceof Number number) return number.doubleValue();
        if (answer instanceof SimpleMatrix m && m.getNumElements() == 1) return m.get(0);
        if (answer instanceof String text)
            try {
                return Double.valueOf(text.strip());
            } catch (NumberFormatException notANumber) {
                return null;
            }
        return null;
    }
}
