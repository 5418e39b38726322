package backprop.graph;

/**
 * What a node with two inputs sends back.
 *
 * @param dx ∂L/∂x, for the first input
 * @param dy ∂L/∂y, for the second input
 */
public record InputGradient(double dx, double dy) {}
