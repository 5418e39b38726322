/** Computational graphs of single numbers: every node holds its value, and after the backward pass its gradient. */
package backprop.graph;
