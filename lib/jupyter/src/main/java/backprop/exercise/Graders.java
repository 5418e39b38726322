package backprop.exercise;

import backprop.check.GradientCheck;
import backprop.graph.Value;
import backprop.layer.Layer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * The usual kinds of answers. Each judges what an answer does, not how it was found, and says what is wrong in words that
 * point at the cause: the sign, a factor, the shape, the entry.
 */
public final class Graders {
    /** How exact a number must be, relative to its size: what nudging reaches, and pencil and paper with some digits not. */
    public static final double TOLERANCE = 1e-6;

    private Graders() {}

    /** A number, to a relative {@value #TOLERANCE}; any {@link Number}, 1 × 1 matrix or text of digits. */
    public static Grader number(double truth, Mistake... mistakes) {
        return number(truth, TOLERANCE, mistakes);
    }

    /**
     * A number.
     *
     * @param tolerance relative to the size of the truth
     * @param mistakes typical wrong answers, recognised with the same tolerance
     */
    public static Grader number(double truth, double tolerance, Mistake... mistakes) {
        return new NumberGrader(truth, tolerance, List.of(mistakes));
    }

    /** Several numbers in their order: an array, a list or a matrix of one row or column. */
    public static Grader numbers(double... truth) {
        return new NumbersGrader(truth, true);
    }

    /** Several numbers in any order. */
    public static Grader numbersInAnyOrder(double... truth) {
        return new NumbersGrader(truth, false);
    }

    /**
     * One of several words; upper and lower case are the same.
     *
     * @param words what to say to the wrong ones
     */
    public static Grader choice(List<String> options, String right, Map<String, String> words) {
        return that(String.class, given -> {
            String word = given.strip().toLowerCase(Locale.ROOT);
            if (word.isEmpty()) return Grade.open("Choose one of: " + String.join(", ", options) + ".");
            if (options.stream().noneMatch(option -> option.equalsIgnoreCase(word)))
                return Grade.wrong("\"" + given.strip() + "\" is none of the words to choose from: "
                        + String.join(", ", options) + ".");
            if (right.equalsIgnoreCase(word)) return Grade.right("");
            return Grade.wrong(words.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(word))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("It is another one of: " + String.join(", ", options) + "."));
        });
    }

    /** Several words out of many, in any order, with commas or spaces between them; upper and lower case are the same. */
    public static Grader choices(List<String> options, Set<String> right) {
        List<String> known =
                options.stream().map(o -> o.toLowerCase(Locale.ROOT)).toList();
        Set<String> wanted = new LinkedHashSet<>();
        right.forEach(word -> wanted.add(word.toLowerCase(Locale.ROOT)));
        return that(String.class, given -> {
            Set<String> words = new LinkedHashSet<>(
                    Arrays.asList(given.strip().toLowerCase(Locale.ROOT).split("[,;\\s]+")));
            words.remove("");
            if (words.isEmpty()) return Grade.open("Choose from: " + String.join(", ", options) + ".");
            for (String word : words)
                if (!known.contains(word))
                    return Grade.wrong("\"" + word + "\" is none of the words to choose from: "
                            + String.join(", ", options) + ".");
            if (words.equals(wanted)) return Grade.right("");
            long tooMany = words.stream().filter(word -> !wanted.contains(word)).count();
            long missing = wanted.stream().filter(word -> !words.contains(word)).count();
            return Grade.wrong((tooMany == 0
                            ? "All that you name belong to it"
                            : tooMany + (tooMany == 1 ? " that you name does" : " that you name do")
                                    + " not belong to it")
                    + (missing == 0
                            ? ", and none is missing."
                            : ", and " + missing + (missing == 1 ? " is" : " are") + " still missing."));
        });
    }

    /** A matrix, entry by entry to a relative {@value #TOLERANCE}; float or double, also {@code double[][]}. */
    public static Grader matrix(SimpleMatrix truth) {
        return new MatrixGrader(truth);
    }

    /** A function of one number, {@link DoubleUnaryOperator}, compared at many points between the two ends. */
    public static Grader function(DoubleUnaryOperator truth, double from, double to) {
        return FunctionGrader.ofOne(truth, from, to);
    }

    /** A function of two numbers, {@link DoubleBinaryOperator}, each between the two ends. */
    public static Grader function(DoubleBinaryOperator truth, double from, double to) {
        return FunctionGrader.ofTwo(truth, from, to);
    }

    /** A function of a matrix, {@link Function} or {@link UnaryOperator}, compared for each of the inputs. */
    public static Grader matrixFunction(UnaryOperator<SimpleMatrix> truth, SimpleMatrix... inputs) {
        List<SimpleMatrix> kept = Arrays.stream(inputs).map(SimpleMatrix::copy).toList();
        return that(Function.class, given -> {
            for (SimpleMatrix input : kept) {
                SimpleMatrix x = input.copy();
                @SuppressWarnings("unchecked")
                Object result = ((Function<Object, Object>) given).apply(x);
                Grade judgement = new MatrixGrader(truth.apply(input.copy())).judge(result);
                if (!judgement.isRight()) return judgement;
                if (!x.isIdentical(input, 0))
                    return Grade.wrong(
                            "The result is right, but your function has changed its argument. Work on a copy.");
            }
            return Grade.right("");
        });
    }

    /**
     * A layer that the reader wrote: its forward, its backward and the gradients of its parameters are compared with those
     * of a right one for random batches, and by {@link GradientCheck}.
     *
     * @param truth makes a right layer, whose parameters have the values that the check cell gives to the reader's
     * @param rows samples in a batch
     * @param columns features of a sample
     */
    public static Grader layer(Supplier<Layer> truth, int rows, int columns) {
        return new LayerGrader(truth, rows, columns);
    }

    /**
     * A node with two inputs that the reader wrote: its forward and both derivatives, compared at several places.
     *
     * @param truth the same out of {@link Value}s
     */
    public static Grader binaryLayer(BinaryOperator<Value> truth) {
        return new BinaryLayerGrader(truth);
    }

    /** The same answer, with words for some that are typical and wrong. */
    public static Grader unless(Grader right, Slip... slips) {
        return given -> {
            Grade judgement = right.judge(given);
            if (judgement.state() != Mark.WRONG) return judgement;
            for (Slip slip : slips) if (slip.like().judge(given).isRight()) return Grade.wrong(slip.words());
            return judgement;
        };
    }

    /**
     * Anything else.
     *
     * @param type what the answer must be; null is still open, and another type is told so
     */
    public static <T> Grader that(Class<T> type, Function<? super T, Grade> judge) {
        return given -> {
            if (given == null) return Grade.open("");
            if (!type.isInstance(given)) return Grade.wrong(wrongType(type.getSimpleName(), given));
            return judge.apply(type.cast(given));
        };
    }

    static String wrongType(String wanted, Object given) {
        Class<?> type = given.getClass();
        return "The answer must be a " + wanted + ", but it is "
                + (type.isHidden() ? "a lambda of another type." : "of the type " + type.getSimpleName() + ".");
    }

    /** Whether two numbers agree relative to the size of the first; to 10⁻⁹ where that is 0. NaN agrees with nothing. */
    static boolean agree(double truth, double given, double tolerance) {
        return given == truth || Math.abs(given - truth) <= (truth == 0 ? 1e-9 : tolerance * Math.abs(truth));
    }
}
