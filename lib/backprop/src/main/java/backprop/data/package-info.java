/** What a net learns from: data sets, mini-batches, IDX files, MNIST, and digits drawn by our own program, toy data in the plane. */
package backprop.data;
