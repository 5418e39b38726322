package backprop.widget;

import backprop.kernel.CurrentKernel;
import backprop.kernel.PageComm;
import backprop.show.draw.Rendering;
import java.util.Collections;
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

    private static final String RUN_AGAIN =
            "The page was loaded anew. Run this cell again, and the picture below can be moved.";

    private final Map<String, Object> traits;
    private final boolean outlives;
    private final Listener listener;
    private final PageComm comm;

    /** Is told what the page does. */
    interface Listener {
        /** The page has changed these traits, which {@link #get} now gives. */
        void changed(Widget widget, Map<String, Object> changes);

        /** The page has sent a message of its own; what is no map of names comes as an empty one. */
        void told(Widget widget, Map<String, Object> content);
    }

    /**
     * @param traits all of them, with the names of the JavaScript classes
     * @param outlives whether it goes on in a page that was loaded anew; if not, a sentence takes its place
     */
    Widget(Map<String, Object> traits, boolean outlives, Listener listener) {
        this.outlives = outlives;
        this.traits = Collections.synchronizedMap(new HashMap<>(traits));
        this.listener = listener;
        this.comm = CurrentKernel.get()
                .openComm(TARGET, Map.of("state", traits, "buffer_paths", List.of()), PROTOCOL, this::received);
    }

    private static Widget ofJupyter(String model, String view, Map<String, Object> traits, Consumer<Widget> moved) {
        Map<String, Object> all = new HashMap<>(traits);
        name(all, "model", model);
        name(all, "view", view);
        return new Widget(all, false, new Listener() {
            @Override
            public void changed(Widget widget, Map<String, Object> changes) {
                moved.accept(widget);
            }

            @Override
            public void told(Widget widget, Map<String, Object> content) {
                // these widgets have nothing to tell
            }
        });
    }

    /** Names the JavaScript class of a part of a widget, such as {@code base/LayoutModel}. */
    private static void name(Map<String, Object> traits, String part, String path) {
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
        return ofJupyter("controls/" + name + "Model", "controls/" + name + "View", traits, moved);
    }

    /** Sizes, for the trait {@code layout} of controls. */
    static Widget layout(Map<String, Object> traits) {
        return ofJupyter("base/LayoutModel", "base/LayoutView", traits, NOTHING);
    }

    /** Looks, for the trait {@code style} of controls. */
    static Widget style(Map<String, Object> traits) {
        return ofJupyter("controls/DescriptionStyleModel", "base/StyleView", traits, NOTHING);
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

    private void received(Map<String, Object> message) {
        if ("update".equals(message.get("method")) && message.get("state") instanceof Map<?, ?> state) {
            Map<String, Object> changes = texts(state);
            traits.putAll(changes);
            listener.changed(this, changes);
        }
        if ("custom".equals(message.get("method")))
            listener.told(this, message.get("content") instanceof Map<?, ?> content ? texts(content) : Map.of());
    }

    private static Map<String, Object> texts(Map<?, ?> json) {
        Map<String, Object> named = new HashMap<>();
        json.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    Object get(String trait) {
        return traits.get(trait);
    }

    /** Changes traits, in the page, too. */
    void set(Map<String, Object> changes) {
        traits.putAll(changes);
        comm.send(Map.of("method", "update", "state", changes, "buffer_paths", List.of()));
    }

    /** This widget as a trait of another one. */
    String reference() {
        return "IPY_MODEL_" + comm.id();
    }

    /** Displays the widget in the notebook. */
    void display(Rendering elsewhere) {
        Reloading.remember(comm.id(), this);
        CurrentKernel.get().displayWidget(comm.id(), elsewhere);
    }

    /** What a page that was loaded anew is told of this widget. */
    Map<String, Object> reloaded() {
        synchronized (traits) {
            return new HashMap<>(outlives ? traits : runAgain());
        }
    }

    private static Map<String, Object> runAgain() {
        Map<String, Object> sentence = new HashMap<>();
        sentence.put("value", RUN_AGAIN);
        name(sentence, "model", "controls/HTMLModel");
        name(sentence, "view", "controls/HTMLView");
        return sentence;
    }
}
