package backprop.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A number that remembers how it was computed. Arithmetic on values builds a computational graph; {@link #backward()} on the
 * result walks it from the end to the start and leaves in every node the derivative of the result with respect to that node
 * (reverse-mode automatic differentiation: S. Linnainmaa, 1970).
 *
 * <pre>{@code
 * Value x = Value.of("x", 3), y = Value.of("y", 2);
 * Value z = x.plus(y).pow(2);
 * z.backward();
 * x.gradient();   // 10.0 = 2(x + y)
 * }</pre>
 *
 * A value used twice is reached by two paths; its gradient is the sum over both.
 */
public final class Value {
    private final String operation;
    private final double value;
    private final List<Value> inputs;
    private final double[] localDerivatives;
    private String name;
    private double gradient;

    private Value(String name, String operation, double value, List<Value> inputs, double... localDerivatives) {
        this.name = name;
        this.operation = operation;
        this.value = value;
        this.inputs = inputs;
        this.localDerivatives = localDerivatives;
    }

    /** An input of the graph, with a name to be shown. */
    public static Value of(String name, double value) {
        return new Value(name, "", value, List.of());
    }

    /** A constant of the graph: an input that has no name. */
    public static Value of(double value) {
        return of("", value);
    }

    /** What a layer computed from some values. */
    static Value computed(String operation, double value, List<Value> inputs, double... localDerivatives) {
        return new Value("", operation, value, inputs, localDerivatives);
    }

    /** Names this node, for display, and returns it, so that a formula can be named as it is written. */
    public Value named(String newName) {
        name = newName;
        return this;
    }

    /** x + y; ∂/∂x = 1, ∂/∂y = 1. */
    public Value plus(Value y) {
        return new Value("", "+", value + y.value, List.of(this, y), 1, 1);
    }

    /** x + c with a constant. */
    public Value plus(double c) {
        return plus(of(c));
    }

    /** x − y; ∂/∂x = 1, ∂/∂y = −1. */
    public Value minus(Value y) {
        return new Value("", "−", value - y.value, List.of(this, y), 1, -1);
    }

    /** x − c with a constant. */
    public Value minus(double c) {
        return minus(of(c));
    }

    /** x·y; ∂/∂x = y, ∂/∂y = x. */
    public Value times(Value y) {
        return new Value("", "×", value * y.value, List.of(this, y), y.value, value);
    }

    /** x·c with a constant. */
    public Value times(double c) {
        return times(of(c));
    }

    /** x/y; ∂/∂x = 1/y, ∂/∂y = −x/y². Division by zero gives what IEEE 754 says: an infinity or NaN. */
    public Value dividedBy(Value y) {
        return new Value("", "/", value / y.value, List.of(this, y), 1 / y.value, -value / (y.value * y.value));
    }

    /** x/c with a constant. */
    public Value dividedBy(double c) {
        return dividedBy(of(c));
    }

    /** y = 1/x; ∂y/∂x = −1/x² = −y². */
    public Value reciprocal() {
        double y = 1 / value;
        return new Value("", "1/x", y, List.of(this), -y * y);
    }

    /** −x; ∂/∂x = −1. */
    public Value negate() {
        return new Value("", "× −1", -value, List.of(this), -1);
    }

    /** xⁿ; ∂/∂x = n·xⁿ⁻¹. */
    public Value pow(double n) {
        String shown = n == (int) n ? Integer.toString((int) n) : Double.toString(n);
        return new Value("", "^" + shown, Math.pow(value, n), List.of(this), n == 0 ? 0 : n * Math.pow(value, n - 1));
    }

    /** y = eˣ; ∂y/∂x = y. */
    public Value exp() {
        double y = Math.exp(value);
        return new Value("", "exp", y, List.of(this), y);
    }

    /** ln x; ∂/∂x = 1/x. */
    public Value log() {
        return new Value("", "ln", Math.log(value), List.of(this), 1 / value);
    }

    /** y = 1/(1 + e⁻ˣ); ∂y/∂x = y(1 − y). */
    public Value sigmoid() {
        double y = 1 / (1 + Math.exp(-value));
        return new Value("", "σ", y, List.of(this), y * (1 - y));
    }

    /** y = tanh x; ∂y/∂x = 1 − y². */
    public Value tanh() {
        double y = Math.tanh(value);
        return new Value("", "tanh", y, List.of(this), 1 - y * y);
    }

    /** max(0, x); ∂/∂x = 1 where x &gt; 0, otherwise 0. */
    public Value relu() {
        return new Value("", "ReLU", value <= 0 ? 0 : value, List.of(this), value <= 0 ? 0 : 1);
    }

    /**
     * Computes the derivative of this value with respect to every node that it was computed from: in reverse topological
     * order, each input accumulates local derivative × gradient of the node. Calling it again gives the same gradients.
     */
    public void backward() {
        List<Value> order = inTopologicalOrder();
        for (Value node : order) node.gradient = 0;
        gradient = 1;
        for (int i = order.size() - 1; i >= 0; i--) {
            Value node = order.get(i);
            for (int k = 0; k < node.inputs.size(); k++)
                node.inputs.get(k).gradient += node.localDerivatives[k] * node.gradient;
        }
    }

    /** All nodes that this one depends on and itself, every node after its inputs. */
    public List<Value> inTopologicalOrder() {
        List<Value> order = new ArrayList<>();
        Set<Value> seen = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>();
        Set<Value> expanded = new HashSet<>();
        open.push(this);
        // With a stack of our own, not by recursion: a long sum is a deep graph.
        while (!open.isEmpty()) {
            Value node = open.peek();
            if (expanded.add(node)) {
                for (int k = node.inputs.size() - 1; k >= 0; k--) {
                    Value input = node.inputs.get(k);
                    if (!expanded.contains(input)) open.push(input);
                }
            } else {
                open.pop();
                if (seen.add(node)) order.add(node);
            }
        }
        return Collections.unmodifiableList(order);
    }

    /** The number itself. */
    public double value() {
        return value;
    }

    /** The derivative of the value that {@link #backward()} was last called on with respect to this one; 0 before. */
    public double gradient() {
        return gradient;
    }

    /** The name to be shown, or an empty string. */
    public String name() {
        return name;
    }

    /** The sign of the operation that computed this value, or an empty string for an input. */
    public String operation() {
        return operation;
    }

    /** The nodes that this one was computed from, in the order of the formula. */
    public List<Value> inputs() {
        return inputs;
    }

    /** The derivative of this node with respect to its k-th input, the other inputs held fixed. */
    public double localDerivative(int k) {
        return localDerivatives[k];
    }

    @Override
    public String toString() {
        return (name.isEmpty() ? "" : name + " = ") + value;
    }
}
