package backprop.graph;

/**
 * What a node with two inputs hands back: how the final result changes with each of them.
 *
 * @param dx the derivative with respect to the first input
 * @param dy the derivative with respect to the second input
 */
public record InputGradient(double dx, double dy) {}
