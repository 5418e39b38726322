package backprop.show;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Controls on the page, and below them a picture that follows them. */
final class Interaction {
    private static final int PIXELS_PER_LETTER = 8;

    private final Notebook.Shown shown;
    private final List<Control> controls;
    private final Drawing.Fold[] folds;
    private final Output picture = new Output();

    /** @param folds what unfolds, in the place of the controls, where there are none */
    Interaction(Notebook.Shown shown, List<Control> controls, Drawing.Fold... folds) {
        this.shown = shown;
        this.controls = controls;
        this.folds = folds;
    }

    void start() {
        String more = Stream.of(folds).map(Drawing.Fold::html).collect(Collectors.joining());
        openWidgets().display(new Rendering("<p>" + Html.escape(words()) + "</p>" + more, words()));
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
