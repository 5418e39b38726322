/** Gradient checking: numerical gradients, and backpropagation compared with them. */
package backprop.check;
