/**
 * How pictures are drawn and look: {@link backprop.show.draw.Canvas} draws a {@link backprop.show.draw.Picture};
 * {@link backprop.show.draw.Colors}, {@link backprop.show.draw.TextMetrics} and {@link backprop.show.draw.Numbers} say in which
 * colours, letters and digits; {@link backprop.show.draw.SugiyamaLayout} places graphs.
 */
package backprop.show.draw;
