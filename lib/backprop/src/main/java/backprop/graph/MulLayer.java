package backprop.graph;

/**
 * The multiplication node of a computational graph, z = x·y. Its local derivatives are the inputs swapped: ∂z/∂x = y,
 * ∂z/∂y = x.
 */
public final class MulLayer implements BinaryLayer {
    private double x = Double.NaN;
    private double y = Double.NaN;
    private boolean forwardDone;

    /** z = x·y. Both inputs are remembered: backward needs them. */
    @Override
    public double forward(double x, double y) {
        this.x = x;
        this.y = y;
        forwardDone = true;
        return x * y;
    }

    /**
     * dx = dz·y and dy = dz·x.
     *
     * @param dz the upstream gradient, ∂L/∂z
     * @throws IllegalStateException before the first forward
     */
    @Override
    public InputGradient backward(double dz) {
        if (!forwardDone)
            throw new IllegalStateException(
                    "MulLayer: backward was called before forward; call forward(x, y) first, it remembers x and y");
        return new InputGradient(dz * y, dz * x);
    }

    @Override
    public String sign() {
        return "×";
    }
}
