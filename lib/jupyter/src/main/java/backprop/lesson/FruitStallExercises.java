package backprop.lesson;

import static backprop.exercise.Graders.binaryLayer;
import static backprop.exercise.Graders.choices;
import static backprop.exercise.Graders.number;
import static backprop.exercise.Graders.when;

import backprop.check.NumericalGradient;
import backprop.exercise.Exercise;
import backprop.exercise.Exercises;
import backprop.graph.Value;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lesson 1, a fruit stall. */
public final class FruitStallExercises {
    private FruitStallExercises() {}

    /** The exercises, all open. */
    public static Exercises exercises() {
        return new Exercises("Lesson 1", fiveApples(), voucher(), square(), discount(), divide());
    }

    private static Exercise<?> fiveApples() {
        return new Exercise<>("Five apples", number(80 * 1.05))
                .mistake(5 * 1.05, "That is the derivative with respect to the price. The quantity is asked for.")
                .mistake(5 * 80, "That is the derivative with respect to the tax. The quantity is asked for.")
                .mistake(5 * 80 * 1.05, "That is the whole bill. By how much does it rise for each apple more?")
                .mistake(80, "That is an apple without its tax.")
                .hint("What would one apple more cost, tax included?")
                .hint("A multiplication swaps: the derivative with respect to one factor is the product of the others.")
                .hint("The quantity has two other factors beside it: the price, 80, and the tax, 1.05.");
    }

    private static Exercise<?> voucher() {
        return new Exercise<>("A voucher", choices(List.of("price", "quantity", "tax", "none"), Set.of("none")))
                .mistake(
                        when(String.class, FruitStallExercises::namesAnInput),
                        "A derivative says by how much the bill changes. Does that change, when every bill is 30"
                                + " lower?")
                .hint("Compare the bills for 2 and for 3 apples, each with the voucher. How far are they apart?")
                .hint("Taking 30 away is an addition of −30. What does an addition do to what comes back?");
    }

    private static boolean namesAnInput(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT).matches("((price|quantity|tax)[,;\\s]*)+");
    }

    private static Exercise<?> discount() {
        return new Exercise<>("A discount for quantity", number(NumericalGradient.of(q -> (100 - 5 * q) * q * 1.1, 2)))
                .mistake(
                        99,
                        "That is the path with the price held fixed. The quantity reaches the bill on a second path.")
                .mistake(
                        -11,
                        "That is the path through the discount alone. The quantity reaches the bill on a second path.")
                .mistake(80, "The tax is missing.")
                .mistake(0, "Nothing has come back to amount yet. Has backward() been called on the bill?")
                .mistake(110, "That is the derivative without the discount.")
                .mistake(198, "That is the bill itself.")
                .hint("The bill is (100 − 5 · quantity) · quantity · 1.1.")
                .hint("Use the same Value for the quantity in both places: its gradient is the sum of the two paths.")
                .hint(
                        "Value.of(100).minus(amount.times(5)) is the price of an apple; multiply it by amount and by 1.1, then call backward().");
    }

    private static Exercise<?> square() {
        return new Exercise<>("How far off", number(3.5 * 3.5 - (9 + 6 * 0.5)))
                .mistake(3, "That is the predicted change. By how much does it miss the real one?")
                .mistake(3.25, "That is the real change. By how much does the prediction miss it?")
                .mistake(-0.25, "The size is right. Is the real change larger or smaller than the predicted one?")
                .hint("Compute three numbers: the area at 3, the area at 3.5, and what the slope at 3 predicts.")
                .hint("The slope at 3 is 6, so half a unit more should add 3. How much does it really add?");
    }

    private static Exercise<?> divide() {
        return new Exercise<>("A node that divides", binaryLayer(Value::dividedBy))
                .hint("Nudge: 6/3 is 2. How much do 6.001/3 and 6/3.001 differ from it, for each unit of the nudge?")
                .hint("With respect to x, z = x/y is a multiplication by the fixed number 1/y.")
                .hint(
                        "With respect to y the slope of 1/y is −1/y², and x multiplies it. And both are multiplied by what comes back, dz.");
    }
}
