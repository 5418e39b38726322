/** Is backpropagation right? Numerical gradients, and a comparison with them. */
package backprop.check;
