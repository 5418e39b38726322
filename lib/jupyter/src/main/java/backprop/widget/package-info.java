/**
 * Interactive controls, made of ipywidgets: sliders, choices, checkboxes and players; and what parts of the page are made of that
 * we write ourselves, {@link backprop.widget.PageWidget}.
 */
package backprop.widget;
