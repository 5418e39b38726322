package backprop.check;

import java.util.Arrays;
import java.util.List;
import org.ejml.simple.SimpleMatrix;

/** Several numbers; see {@link Answers#numbers} and {@link Answers#numbersInAnyOrder}. */
record NumbersAnswer(double[] truth, boolean ordered) implements Answer {
    @Override
    public Judgement judge(Object given) {
        if (given == null) return Judgement.open("");
        double[] numbers = numbers(given);
        if (numbers == null) return Judgement.wrong(Answers.wrongType("double[]", given));
        if (numbers.length == 0 || Arrays.stream(numbers).allMatch(Double::isNaN))
            return Judgement.open("Fill in " + truth.length + " numbers.");
        if (numbers.length != truth.length)
            return Judgement.wrong(
                    "The answer has length " + numbers.length + ". " + truth.length + " numbers are wanted.");
        return compare(numbers);
    }

    private Judgement compare(double[] numbers) {
        double[] wanted = truth.clone();
        double[] found = numbers.clone();
        if (!ordered) {
            Arrays.sort(wanted);
            Arrays.sort(found);
        }
        int right = 0;
        int firstWrong = -1;
        for (int i = 0; i < wanted.length; i++)
            if (Answers.agree(wanted[i], found[i], Answers.TOLERANCE)) right++;
            else if (firstWrong < 0) firstWrong = i;
        if (right == wanted.length) return Judgement.right("");
        String words = right + " of " + wanted.length + " are right";
        if (ordered && right > 0)
            words += "; the first that is not is number " + (firstWrong + 1) + ", " + found[firstWrong];
        if (ordered && new NumbersAnswer(truth, false).compare(numbers).isRight())
            words = "These are the right numbers in another order";
        return Judgement.wrong(words + ".");
    }

    private static double[] numbers(Object given) {
        if (given instanceof double[] numbers) return numbers;
        if (given instanceof int[] numbers)
            return Arrays.stream(numbers).asDoubleStream().toArray();
        if (given instanceof SimpleMatrix m && (m.getNumRows() == 1 || m.getNumCols() == 1)) {
            double[] numbers = new double[m.getNumElements()];
            for (int i = 0; i < numbers.length; i++) numbers[i] = m.get(i);
            return numbers;
        }
        if (given instanceof List<?> list && list.stream().allMatch(Number.class::isInstance))
            return list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
        return null;
    }
}
