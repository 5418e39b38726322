package backprop.graph;

import java.util.List;

/** A node of a computational graph with two inputs, z = f(x, y), and its backward pass. */
public interface BinaryLayer {
    /** The output z. What backward needs is remembered. */
    double forward(double x, double y);

    /**
     * ∂L/∂x and ∂L/∂y at the inputs of the last forward.
     *
     * @param dz the upstream gradient, ∂L/∂z
     * @throws IllegalStateException before the first forward, if the inputs are needed
     */
    InputGradient backward(double dz);

    /**
     * Adds this node to a computational graph: forward gives its value, backward(1) its local derivatives. The result can be
     * drawn, and run backward through all nodes before it:
     *
     * <pre>{@code
     * Value total = new MulLayer().apply(new MulLayer().apply(price, quantity), tax);
     * total.backward();
     * }</pre>
     *
     * @throws IllegalArgumentException if backward returns null
     */
    default Value apply(Value x, Value y) {
        double z = forward(x.value(), y.value());
        InputGradient local = backward(1);
        if (local == null)
            throw new IllegalArgumentException(
                    sign() + ": backward(1) gave null; it must give an InputGradient with both derivatives");
        return Value.computed(sign(), z, List.of(x, y), local.dx(), local.dy());
    }

    /** The label of this node in a drawn graph; by default the name of its class. */
    default String sign() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "f" : name;
    }
}
