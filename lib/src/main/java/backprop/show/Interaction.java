package backprop.show;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Controls on the page, and below them a picture that follows them. */
final class Interaction {
    private static final int PIXELS_PER_LETTER = 8;

    private final Notebook.Shown shown;
    private final List<Control> controls;
    private final Output picture = new Output();

    Interaction(Notebook.Shown shown, List<Control> controls) {
        this.shown = shown;
        this.controls = controls;
    }

    void start() {
        openWidgets().display(new Rendering("<p>" + Html.escape(words()) + "</p>", words()));
        picture.show(now());
    }

    private Widget openWidgets() {
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
                            picture.show(Picture.inAHurry(this::now));
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

    /** What is written where there are no widgets. */
    private String words() {
        return "Interactive: the picture below shows "
                + controls.stream().map(Control::toString).collect(Collectors.joining(", "))
                + ". Run this cell in JupyterLab, and you can move "
                + (controls.size() == 1 ? "it." : "them.");
    }

    private Rendering now() {
        try {
            return Renderings.of(shown.show());
        } catch (Exception | Error e) {
            // In the place of the picture: the reader moves on, and the next picture takes it again.
            return Trouble.of(e);
        }
    }
}
