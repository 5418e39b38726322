package backprop.lesson;

import backprop.graph.BinaryLayer;
import backprop.graph.InputGradient;
import backprop.graph.MulLayer;
import backprop.graph.Value;
import org.junit.jupiter.api.Test;

class FruitStallExercisesTest {
    private final Verdicts verdicts = new Verdicts(FruitStallExercises.exercises());

    @Test
    void fiveApples() {
        verdicts.right(1, 84);
        verdicts.right(1, 80 * 1.05);
        verdicts.open(1, Double.NaN);
        verdicts.wrong(1, 5.25, "with respect to the price");
        verdicts.wrong(1, 400, "with respect to the tax");
        verdicts.wrong(1, 420, "the whole bill");
    }

    @Test
    void voucher() {
        verdicts.right(2, "none");
        verdicts.open(2, "");
        verdicts.wrong(2, "price, quantity", "every bill is 30 lower");
        verdicts.wrong(2, "all", "none of the words");
    }

    @Test
    void howFarOff() {
        verdicts.right(3, 0.25);
        verdicts.open(3, Double.NaN);
        verdicts.wrong(3, 3.25, "the real change");
        verdicts.wrong(3, 3, "the predicted change");
        verdicts.wrong(3, -0.25, "larger or smaller");
    }

    @Test
    void discount() {
        Value amount = Value.of(2);
        Value.of(100).minus(amount.times(5)).times(amount).times(1.1).backward();
        verdicts.right(4, amount.gradient());
        verdicts.right(4, 1.1 * (100 - 10 * 2));
        verdicts.open(4, Double.NaN);
        verdicts.wrong(4, 99, "second path");
        verdicts.wrong(4, 110, "without the discount");
        verdicts.wrong(4, 80, "tax is missing");
        verdicts.wrong(4, 0, "Has backward() been called");
    }

    @Test
    void divide() {
        verdicts.right(5, divide((x, y) -> 1 / y, (x, y) -> -x / (y * y)));
        verdicts.wrong(5, divide((x, y) -> 1 / y, (x, y) -> x / (y * y)), "dy has the wrong sign");
        verdicts.wrong(5, divide((x, y) -> y, (x, y) -> x), "dx is not 3.0");
        verdicts.wrong(5, new MulLayer(), "forward is not right");
        verdicts.open(5, null);
    }

    private interface Local {
        double derivative(double x, double y);
    }

    private static BinaryLayer divide(Local byX, Local byY) {
        return new BinaryLayer() {
            private double x;
            private double y;

            @Override
            public double forward(double newX, double newY) {
                x = newX;
                y = newY;
                return x / y;
            }

            @Override
            public InputGradient backward(double dz) {
                return new InputGradient(dz * byX.derivative(x, y), dz * byY.derivative(x, y));
            }
        };
    }
}
