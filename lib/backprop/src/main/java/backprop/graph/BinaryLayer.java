package backprop.graph;

import java.util.List;

/** A node of a computational graph with two inputs, z = f(x, y), that can also send a derivative back. */
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
     * This node at the end of a computational graph: runs forward on the two values, and asks backward of 1 for the local
     * derivatives. What comes out remembers both, so that a whole network of layers draws itself and runs backward:
     *
     * <pre>{@code
     * Value total = new MulLayer().apply(new MulLayer().apply(price, quantity), tax);
     * total.backward();
     * }</pre>
     *
     * @throws IllegalArgumentException if backward hands nothing back
     */
    default Value apply(Value x, Value y) {
        double z = forward(x.value(), y.value());
        InputGradient local = backward(1);
        if (local == null)
            throw new IllegalArgumentException(
                    sign() + ": backward(1) gave null; it must give an InputGradient with both derivatives");
        return Value.computed(sign(), z, List.of(x, y), local.dx(), local.dy());
    }

    /** What stands in the node of a drawn graph: the name of the class, unless a layer has a better one. */
    default String sign() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "f" : name;
    }
}
