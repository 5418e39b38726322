package backprop.show;

import backprop.graph.Value;

/** The graphs of the lessons, with their backward pass done. */
final class Examples {
    private Examples() {}

    static Value stall() {
        Value total = Value.of("price", 100)
                .times(Value.of("quantity", 2))
                .named("fruit price")
                .times(Value.of("tax", 1.1))
                .named("total");
        total.backward();
        return total;
    }

    static Value twoFruits() {
        Value apples = Value.of("apple price", 100).times(Value.of("apples", 2));
        Value oranges = Value.of("orange price", 150).times(Value.of("oranges", 3));
        Value bill = apples.plus(oranges).times(Value.of("tax", 1.1)).named("bill");
        bill.backward();
        return bill;
    }

    static Value sigmoid() {
        Value y = Value.of("x", 0.5).negate().exp().plus(1).reciprocal().named("y");
        y.backward();
        return y;
    }

    static Value square() {
        Value z = Value.of("x", 3).plus(Value.of("y", 2)).pow(2);
        z.backward();
        return z;
    }

    static Value softmax() {
        Value[] e = {
            Value.of("a₁", 0.3).exp(),
            Value.of("a₂", 2.9).exp(),
            Value.of("a₃", 4).exp()
        };
        Value loss = e[1].dividedBy(e[0].plus(e[1]).plus(e[2])).log().negate().named("L");
        loss.backward();
        return loss;
    }

    /** The hand calculation of lesson 6. */
    static Value handCalculation() {
        Value[] w = new Value[9];
        double[] weights = {0, 0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55};
        for (int k = 1; k < w.length; k++) w[k] = Value.of("w" + k, weights[k]);
        Value i1 = Value.of("i1", 0.05);
        Value i2 = Value.of("i2", 0.10);
        Value b1 = Value.of("b1", 0.35);
        Value b2 = Value.of("b2", 0.60);
        Value h1 = neuron(w[1], i1, w[2], i2, b1).named("h1");
        Value h2 = neuron(w[3], i1, w[4], i2, b1).named("h2");
        Value o1 = neuron(w[5], h1, w[6], h2, b2).named("o1");
        Value o2 = neuron(w[7], h1, w[8], h2, b2).named("o2");
        Value error = halfSquare(Value.of("t1", 0.01), o1)
                .named("E1")
                .plus(halfSquare(Value.of("t2", 0.99), o2).named("E2"))
                .named("E");
        error.backward();
        return error;
    }

    private static Value neuron(Value w, Value x, Value v, Value y, Value b) {
        return w.times(x).plus(v.times(y)).plus(b).sigmoid();
    }

    private static Value halfSquare(Value target, Value out) {
        return target.minus(out).pow(2).times(0.5);
    }

    /** A sum of inputs, one by one. */
    static Value sum(int terms) {
        Value sum = Value.of("x0", 0);
        for (int i = 1; i < terms; i++) sum = sum.plus(Value.of("x" + i, i));
        sum.backward();
        return sum;
    }
}
