package backprop.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.NumericalGradient;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    void twoFruitStall() {
        Value applePrice = Value.of("apple price", 100);
        Value apples = Value.of("apples", 2);
        Value orangePrice = Value.of("orange price", 150);
        Value oranges = Value.of("oranges", 3);
        Value tax = Value.of("tax", 1.1);
        Value total = applePrice.times(apples).plus(orangePrice.times(oranges)).times(tax);
        total.backward();
        assertEquals(715, total.value(), 1e-9);
        assertEquals(2.2, applePrice.gradient(), 1e-12);
        assertEquals(110, apples.gradient(), 1e-12);
        assertEquals(3.3, orangePrice.gradient(), 1e-12);
        assertEquals(165, oranges.gradient(), 1e-12);
        assertEquals(650, tax.gradient(), 1e-12);
    }

    @Test
    void squareOfASum() {
        Value x = Value.of("x", 3);
        Value y = Value.of("y", 2);
        Value t = x.plus(y).named("t");
        t.pow(2).backward();
        assertEquals(10, x.gradient());
        assertEquals(10, y.gradient());
        assertEquals("t = 5.0", t.toString());
    }

    @Test
    void aValueUsedTwiceGetsTheSum() {
        Value x = Value.of("x", 3);
        x.times(x).plus(x).backward();
        assertEquals(7, x.gradient()); // 2x + 1
    }

    @Test
    void backwardTwiceGivesTheSame() {
        Value x = Value.of("x", 3);
        Value y = x.times(x);
        y.backward();
        y.backward();
        assertEquals(6, x.gradient());
    }

    @Test
    void everyOperationAgreesWithNudging() {
        checkOperation(v -> v.plus(2));
        checkOperation(v -> v.minus(2));
        checkOperation(v -> Value.of(2).minus(v));
        checkOperation(v -> v.times(3));
        checkOperation(v -> v.dividedBy(4));
        checkOperation(v -> Value.of(4).dividedBy(v));
        checkOperation(Value::reciprocal);
        checkOperation(Value::negate);
        checkOperation(v -> v.pow(3));
        checkOperation(v -> v.pow(0.5));
        checkOperation(v -> v.pow(0));
        checkOperation(Value::exp);
        checkOperation(Value::log);
        checkOperation(Value::sigmoid);
        checkOperation(Value::tanh);
        checkOperation(Value::relu);
        checkOperation(v -> v.minus(5).relu());
    }

    private static void checkOperation(UnaryOperator<Value> f) {
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            double x = 0.2 + 3 * random.nextDouble(); // positive, for the logarithm and the root
            Value input = Value.of("x", x);
            f.apply(input).backward();
            double numerical = NumericalGradient.of(v -> f.apply(Value.of(v)).value(), x);
            assertEquals(numerical, input.gradient(), 1e-6 * Math.max(1, Math.abs(numerical)));
        }
    }

    @Test
    void anythingToThePowerOfZeroIsFlat() {
        Value zero = Value.of("x", 0);
        zero.pow(0).backward();
        assertEquals(0, zero.gradient());
    }

    @Test
    void aGraphOfAHundredThousandNodesNeedsNoDeepStack() {
        Value x = Value.of("x", 1);
        Value sum = x;
        for (int i = 0; i < 100_000; i++) sum = sum.plus(x);
        sum.backward();
        assertEquals(100_001, x.gradient());
    }

    @Test
    void inputsComeBeforeWhatUsesThem() {
        Value x = Value.of("x", 1);
        Value y = x.times(x).plus(x.exp());
        var order = y.inTopologicalOrder();
        assertSame(y, order.get(order.size() - 1));
        for (Value node : order)
            for (Value input : node.inputs()) assertTrue(order.indexOf(input) < order.indexOf(node));
    }
}
