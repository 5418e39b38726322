/** What the reader draws or sets, and a net that answers while they do. */
package backprop.play;
