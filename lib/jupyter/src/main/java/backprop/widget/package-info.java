/** Interactive controls, made of ipywidgets: sliders, choices, checkboxes and players. */
package backprop.widget;
