package backprop.widget;

import backprop.kernel.CurrentKernel;
import backprop.show.draw.Rendering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A widget of ipywidgets 8, with the traits as the reader has changed them. */
final class Widget {
    /** For widgets that the reader does not move. */
    static final Consumer<Widget> NOTHING = widget -> {};

    private static final String TARGET = "jupyter.widget";
    // The version of the protocol that these messages follow (ipywidgets, packages/schema/messages.md).
    private static final Map<String, Object> PROTOCOL = Map.of("version", "2.1.0");

    private final Map<String, Object> traits;
    private final String id;

    private Widget(String model, String view, Map<String, Object> traits, Consumer<Widget> moved) {
        this.traits = new HashMap<>(traits);
        name("model", model);
        name("view", view);
        this.id = CurrentKernel.get()
                .openComm(
                        TARGET,
                        Map.of("state", this.traits, "buffer_paths", List.of()),
                        PROTOCOL,
                        message -> received(message, moved));
    }

    /** Names the JavaScript class of a part of this widget, such as {@code base/LayoutModel}. */
    private void name(String part, String path) {
        String[] names = path.split("/");
        traits.put("_" + part + "_module", "@jupyter-widgets/" + names[0]);
        traits.put("_" + part + "_module_version", "2.0.0");
        traits.put("_" + part + "_name", names[1]);
    }

    /**
     * A control such as {@code FloatSlider}.
     *
     * @param traits what differs from the defaults
     * @param moved called when the reader has changed a trait
     */
    static Widget control(String name, Map<String, Object> traits, Consumer<Widget> moved) {
        return new Widget("controls/" + name + "Model", "controls/" + name + "View", traits, moved);
    }

    /** Sizes, for the trait {@code layout} of controls. */
    static Widget layout(Map<String, Object> traits) {
        return new Widget("base/LayoutModel", "base/LayoutView", traits, NOTHING);
    }

    /** Looks, for the trait {@code style} of controls. */
    static Widget style(Map<String, Object> traits) {
        return new Widget("controls/DescriptionStyleModel", "base/StyleView", traits, NOTHING);
    }

    /** Links a trait of two widgets in the browser. */
    static void link(Widget source, Widget target, String trait) {
        control(
                "Link",
                Map.of(
                        "source", List.of(source.reference(), trait),
                        "target", List.of(target.reference(), trait)),
                NOTHING);
    }

    private void received(Map<String, Object> message, Consumer<Widget> moved) {
        if (!"update".equals(message.get("method")) || !(message.get("state") instanceof Map<?, ?> changes)) return;
        changes.forEach((trait, value) -> traits.put(trait.toString(), value));
        moved.accept(this);
    }

    Object get(String trait) {
        return traits.get(trait);
    }

    /** This widget as a trait of another one. */
    String reference() {
        return "IPY_MODEL_" + id;
    }

    /** Displays the widget in the notebook. */
    void display(Rendering elsewhere) {
        CurrentKernel.get().displayWidget(id, elsewhere);
    }
}
