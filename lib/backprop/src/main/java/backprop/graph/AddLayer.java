package backprop.graph;

/** The addition node of a computational graph, z = x + y. Both local derivatives are 1: the gradient passes through. */
public final class AddLayer implements BinaryLayer {
    /** z = x + y. Nothing is remembered: the derivatives do not depend on the inputs. */
    @Override
    public double forward(double x, double y) {
        return x + y;
    }

    /**
     * dx = dz and dy = dz.
     *
     * @param dz the upstream gradient, ∂L/∂z
     */
    @Override
    public InputGradient backward(double dz) {
        return new InputGradient(dz, dz);
    }

    @Override
    public String sign() {
        return "+";
    }
}
