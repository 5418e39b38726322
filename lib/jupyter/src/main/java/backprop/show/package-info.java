/**
 * Visualization: charts, tables, matrices, computational graphs and their steps, pictures of digits, weights, neurons,
 * activations and decision regions, live training, and the sliders that move them.
 *
 * <p>{@link backprop.show.Renderings} renders objects as HTML and text, independent of the kernel; {@link
 * backprop.show.Notebook} shows them in whichever kernel runs.
 */
package backprop.show;
