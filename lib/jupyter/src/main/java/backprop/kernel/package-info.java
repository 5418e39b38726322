/** The Java kernels, JJava and IJava: how something reaches the page, and what the page sends back. All reflection is here. */
package backprop.kernel;
