package backprop.exercise;

import backprop.check.GradientCheck;
import backprop.graph.BinaryLayer;
import backprop.graph.Value;
import backprop.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ejml.simple.SimpleMatrix;

/**
 * The usual kinds of graders. Each compares values, not derivations, and its feedback points at the cause: the sign, a
 * factor, the shape, the entry.
 */
public final class Graders {
    /** The relative tolerance: met by numerical derivatives, not by rounded hand calculations. */
    public static final double TOLERANCE = 1e-6;

    private Graders() {}

    /** A number, to a relative {@value #TOLERANCE}; any {@link Number}, 1 × 1 matrix or text of digits. */
    public static MistakeGrader<Number> number(double truth) {
        return number(truth, TOLERANCE);
    }

    /**
     * A number.
     *
     * @param tolerance relative to the number, for the right one and for mistakes
     */
    public static MistakeGrader<Number> number(double truth, double tolerance) {
        return new MistakeGrader<>(number -> new NumberGrader(number.doubleValue(), tolerance), truth);
    }

    /** Several numbers in their order: an array, a list or a matrix of one row or column. */
    public static MistakeGrader<Grader> numbers(double... truth) {
        return withMistakes(new NumbersGrader(truth, true));
    }

    /** Several numbers in any order. */
    public static MistakeGrader<Grader> numbersInAnyOrder(double... truth) {
        return withMistakes(new NumbersGrader(truth, false));
    }

    /** One of several words; upper and lower case are the same. */
    public static MistakeGrader<String> choice(List<String> options, String right) {
        return new MistakeGrader<>(word -> custom(String.class, new ChoiceGrader(options, word)::grade), right);
    }

    /** Several words out of many, in any order, with commas or spaces between them; upper and lower case are the same. */
    public static MistakeGrader<Grader> choices(List<String> options, Set<String> right) {
        return custom(String.class, new ChoicesGrader(options, right)::grade);
    }

    /** A matrix, entry by entry to a relative {@value #TOLERANCE}; float or double, also {@code double[][]}. */
    public static MistakeGrader<SimpleMatrix> matrix(SimpleMatrix truth) {
        return new MistakeGrader<>(MatrixGrader::new, truth);
    }

    /** A function of one number, {@link DoubleUnaryOperator}, compared at many points of the interval. */
    public static MistakeGrader<DoubleUnaryOperator> function(DoubleUnaryOperator truth, double from, double to) {
        return new MistakeGrader<>(f -> FunctionGrader.ofOne(f, from, to), truth);
    }

    /** A function of two numbers, {@link DoubleBinaryOperator}, each from the interval. */
    public static MistakeGrader<DoubleBinaryOperator> function(DoubleBinaryOperator truth, double from, double to) {
        return new MistakeGrader<>(f -> FunctionGrader.ofTwo(f, from, to), truth);
    }

    /** A function of a matrix, {@link Function} or {@link UnaryOperator}, compared for each of the inputs. */
    public static MistakeGrader<UnaryOperator<SimpleMatrix>> matrixFunction(
            UnaryOperator<SimpleMatrix> truth, SimpleMatrix... inputs) {
        List<SimpleMatrix> kept = Arrays.stream(inputs).map(SimpleMatrix::copy).toList();
        return new MistakeGrader<>(f -> matrixFunction(f, kept), truth);
    }

    private static Grader matrixFunction(UnaryOperator<SimpleMatrix> truth, List<SimpleMatrix> inputs) {
        return custom(Function.class, (Function<SimpleMatrix, Object> f) -> {
            for (SimpleMatrix input : inputs) {
                SimpleMatrix x = input.copy();
                Grade grade = new MatrixGrader(truth.apply(input.copy())).grade(f.apply(x));
                if (!grade.isRight()) return grade;
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
     * @param truth makes a right layer, with the parameter values that the check cell gives to the reader's
     * @param rows samples in a batch
     * @param columns features of a sample
     */
    public static MistakeGrader<Grader> layer(Supplier<Layer> truth, int rows, int columns) {
        return custom(Layer.class, new LayerGrader(truth, rows, columns)::grade);
    }

    /**
     * A node with two inputs that the reader wrote: its forward and both derivatives, compared at several points.
     *
     * @param truth the same function of {@link Value}s
     */
    public static MistakeGrader<Grader> binaryLayer(BinaryOperator<Value> truth) {
        return custom(BinaryLayer.class, new BinaryLayerGrader(truth)::grade);
    }

    /**
     * Anything else.
     *
     * @param type of the answer, its type arguments not checked; null is still open
     */
    @SuppressWarnings("unchecked")
    public static <T> MistakeGrader<Grader> custom(Class<? super T> type, Function<T, Grade> grade) {
        return withMistakes(answer -> {
            if (answer == null) return Grade.open("");
            if (!type.isInstance(answer)) return Grade.wrong(wrongType(type.getSimpleName(), answer));
            return grade.apply((T) answer);
        });
    }

    /** Any answer that passes a test: for mistakes that have more than one form. */
    public static <T> Grader when(Class<T> type, Predicate<T> test) {
        return custom(type, (T answer) -> test.test(answer) ? Grade.right("") : Grade.wrong(""));
    }

    private static MistakeGrader<Grader> withMistakes(Grader right) {
        return new MistakeGrader<>(grader -> grader, right);
    }

    static String wrongType(String wanted, Object answer) {
        Class<?> type = answer.getClass();
        return "The answer must be a " + wanted + ", but it is "
                + (type.isHidden() ? "a lambda of another type." : "of the type " + type.getSimpleName() + ".");
    }

    /** Whether two numbers agree relative to the size of the first; to 10⁻⁹ where that is 0. NaN agrees with nothing. */
    public static boolean agree(double truth, double answer, double tolerance) {
        return answer == truth || Math.abs(answer - truth) <= (truth == 0 ? 1e-9 : tolerance * Math.abs(truth));
    }
}
