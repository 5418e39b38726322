/**
 * Layers on matrices. A layer's {@code backward} stands under its {@code forward}, in the letters of the equation: dY is
 * the upstream gradient ∂L/∂Y, dX is ∂L/∂X.
 *
 * <p>A layer keeps references to what it needs from one forward to the next backward; it never modifies its arguments.
 * Layers are not thread-safe.
 */
package backprop.layer;
