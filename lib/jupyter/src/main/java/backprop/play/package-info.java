/** What the reader draws, and a net that answers while they do. */
package backprop.play;
