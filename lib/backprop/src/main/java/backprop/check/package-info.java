/** Checks: numerical gradients, backpropagation compared with them, exercises, and what documents claim. */
package backprop.check;
