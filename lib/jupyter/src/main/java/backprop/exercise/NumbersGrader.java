package backprop.exercise;

import java.util.Arrays;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** Several numbers; see {@link Graders#numbers} and {@link Graders#numbersInAnyOrder}. */
record NumbersGrader(double[] truth, boolean ordered) implements Grader {
    @Override
    public Grade grade(Object answer) {
        if (answer == null) return Grade.open("");
        double[] numbers = numbers(answer);
        if (numbers == null) return Grade.wrong(Graders.wrongType("double[]", answer));
        if (numbers.length == 0 || Arrays.stream(numbers).allMatch(Double::isNaN))
            return Grade.open("Fill in " + truth.length + " numbers.");
        if (numbers.length != truth.length)
            return Grade.wrong(
                    "The answer has length " + numbers.length + ". " + truth.length + " numbers are wanted.");
        return compare(numbers);
    }

    private Grade compare(double... numbers) {
        double[] wanted = truth.clone();
        double[] found = numbers.clone();
        if (!ordered) {
            Arrays.sort(wanted);
            Arrays.sort(found);
        }
        int right = 0;
        int firstWrong = -1;
        for (int i = 0; i < wanted.length; i++)
            if (Graders.agree(wanted[i], found[i], Graders.TOLERANCE)) right++;
            else if (firstWrong < 0) firstWrong = i;
        if (right == wanted.length) return Grade.right("");
        if (ordered && new NumbersGrader(truth, false).compare(numbers).isRight())
            return Grade.wrong("These are the right numbers in another order.");
        String first = ordered && right > 0
                ? "; the first that is not is number " + (firstWrong + 1) + ", " + found[firstWrong]
                : "";
        return Grade.wrong(right + " of " + wanted.length + " are right" + first + ".");
    }

    private static double[] numbers(Object answer) {
        if (answer instanceof double[] numbers) return numbers;
        if (answer instanceof int[] numbers)
            return Arrays.stream(numbers).asDoubleStream().toArray();
        if (answer instanceof SimpleMatrix m && (m.getNumRows() == 1 || m.getNumCols() == 1)) {
            double[] numbers = new double[m.getNumElements()];
            for (int i = 0; i < numbers.length; i++) numbers[i] = m.get(i);
            return numbers;
        }
        if (answer instanceof List<?> list && list.stream().allMatch(Number.class::isInstance))
            return list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
        return null;
    }
}
