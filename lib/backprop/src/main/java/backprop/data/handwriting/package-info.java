/** Digits that a program draws, for lessons without network: strokes of a pen, with the freedom of a hand. */
package backprop.data.handwriting;
