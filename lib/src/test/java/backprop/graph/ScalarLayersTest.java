package backprop.graph;

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
}
