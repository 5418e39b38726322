/**
 * What a reader sees: charts, tables, matrices, computational graphs and their steps, pictures of digits, weights, neurons,
 * activations and decision regions, live training, and the sliders that move them.
 *
 * <p>{@link backprop.show.Renderings} turns objects into HTML and text and knows no kernel; {@link backprop.show.Notebook}
 * brings them onto the page of whichever kernel runs.
 */
package backprop.show;
