package backprop.graph;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScalarLayersTest {
    @Test
    void fruitStall() {
        MulLayer fruit = new MulLayer();
        MulLayer tax = new MulLayer();
        assertEquals(200, fruit.forward(100, 2));
        assertEquals(220, tax.forward(200, 1.1), 1e-12);
        InputGradient atTax = tax.backward(1);
        InputGradient atFruit = fruit.backward(atTax.dx());
        assertEquals(1.1, atTax.dx(), 1e-12);
        assertEquals(200, atTax.dy(), 1e-12);
        assertEquals(2.2, atFruit.dx(), 1e-12);
        assertEquals(110, atFruit.dy(), 1e-12);
    }

    @Test
    void additionPassesTheGradientOn() {
        AddLayer add = new AddLayer();
        assertEquals(5, add.forward(2, 3));
        assertEquals(new InputGradient(1.5, 1.5), add.backward(1.5));
    }

    @Test
    void backwardBeforeForwardIsRefused() {
        String message = assertThrows(IllegalStateException.class, () -> new MulLayer().backward(1))
                .getMessage();
        assertTrue(message.contains("call forward(x, y) first"), message);
    }

    @Test
    void layersBuildAGraphOfValues() {
        Value price = Value.of("price", 100);
        Value quantity = Value.of("quantity", 2);
        Value tax = Value.of("tax", 1.1);
        Value total = new MulLayer().apply(new MulLayer().apply(price, quantity), tax);
        total.backward();
        assertEquals(220, total.value(), 1e-12);
        assertEquals(2.2, price.gradient(), 1e-12);
        assertEquals(110, quantity.gradient(), 1e-12);
        assertEquals(200, tax.gradient(), 1e-12);
        assertEquals("×", total.operation());
        assertEquals("+", new AddLayer().apply(price, tax).operation());
    }

    private static BinaryLayer difference(InputGradient local) {
        return new BinaryLayer() {
            @Override
            public double forward(double x, double y) {
                return x - y;
            }

            @Override
            public InputGradient backward(double dz) {
                return local;
            }
        };
    }

    @Test
    void aLayerWithoutANameHasASignToo() {
        Value z = difference(new InputGradient(1, -1)).apply(Value.of(5), Value.of(3));
        assertEquals("f", z.operation());
        assertEquals(2, z.value());
        assertEquals(-1, z.localDerivative(1));
    }

    @Test
    void anUnfinishedBackwardIsRefused() {
        assertRefused(
                "f: backward(1) gave null; it must give an InputGradient with both derivatives",
                () -> difference(null).apply(Value.of(1), Value.of(2)));
    }
}
