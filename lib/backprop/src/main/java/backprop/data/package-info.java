/** Training data: data sets and their mini-batches, images, one-hot labels, and toy data in the plane. */
package backprop.data;
