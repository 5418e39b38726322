/** Saving and loading parameters: the safetensors format, and files that are written as a whole or not at all. */
package backprop.io;
