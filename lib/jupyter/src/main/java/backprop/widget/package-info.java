/** What the reader moves: sliders, choices, checkboxes and players, and the model of ipywidgets behind them. */
package backprop.widget;
