/** Networks and how they learn: mini-batch, gradient, update, repeat. */
package backprop.train;
