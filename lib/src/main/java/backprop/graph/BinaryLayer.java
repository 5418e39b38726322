package backprop.graph;

/** A node of a computational graph with two inputs, z = f(x, y), that can also send a derivative back. */
public interface BinaryLayer {
    /** The output z. What backward needs is remembered. */
    double forward(double x, double y);

    /**
     * How the final result changes with each input, for the inputs of the last forward.
     *
     * @param dz how the final result changes with this node's output z
     * @throws IllegalStateException before the first forward, if the inputs are needed
     */
    InputGradient backward(double dz);
}
