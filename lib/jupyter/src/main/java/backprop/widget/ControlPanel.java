package backprop.widget;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Controls in a notebook, one below the other. */
public final class ControlPanel {
    private static final int PIXELS_PER_LETTER = 8;

    private final List<Control> controls;

    public ControlPanel(List<Control> controls) {
        this.controls = controls;
    }

    /**
     * Shows the controls below the running cell.
     *
     * @param moved called when the reader has moved one, which then has its new value
     * @param instead HTML that stands where there are no widgets, after a sentence that says what could be moved; may be empty
     */
    public void show(Runnable moved, String instead) {
        open(moved).display(new Rendering("<p>" + Html.escape(words()) + "</p>" + instead, words()));
    }

    private Widget open(Runnable moved) {
        int longest = controls.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        Map<String, Object> looks = Map.of(
                "layout", Widget.layout(Map.of("width", "480px")).reference(),
                "style",
                        Widget.style(Map.of("description_width", PIXELS_PER_LETTER * (longest + 1) + "px"))
                                .reference());
        return box(
                "VBox",
                controls.stream()
                        .map(control -> row(control.open(looks, widget -> {
                            control.take(widget);
                            moved.run();
                        })))
                        .toList());
    }

    private static Widget row(List<Widget> widgets) {
        return widgets.size() == 1 ? widgets.get(0) : box("HBox", widgets);
    }

    private static Widget box(String name, List<Widget> widgets) {
        return Widget.control(
                name, Map.of("children", widgets.stream().map(Widget::reference).toList()), Widget.NOTHING);
    }

    /** The text where there are no widgets. */
    String words() {
        return "Interactive: the picture below shows "
                + controls.stream().map(Control::toString).collect(Collectors.joining(", "))
                + ". Run this cell in JupyterLab, and you can move "
                + (controls.size() == 1 ? "it." : "them.");
    }
}
