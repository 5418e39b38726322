/** The MNIST digits: where they are downloaded from and kept, and the IDX format that they come in. */
package backprop.data.mnist;
