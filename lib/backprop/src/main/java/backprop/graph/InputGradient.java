package backprop.graph;

/**
 * The gradients that a node with two inputs returns.
 *
 * @param dx ∂L/∂x, for the first input
 * @param dy ∂L/∂y, for the second input
 */
public record InputGradient(double dx, double dy) {}
