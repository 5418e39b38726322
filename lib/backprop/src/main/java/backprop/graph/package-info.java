/** Computational graphs of single numbers: every node knows its value, and learns its derivative on the way back. */
package backprop.graph;
