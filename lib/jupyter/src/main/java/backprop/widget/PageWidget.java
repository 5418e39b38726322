package backprop.widget;

import backprop.show.draw.ExceptionRendering;
import backprop.show.draw.Rendering;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A part of the page that we write ourselves: a module of plain JavaScript, and a state that Java and the page share. The page
 * runs the module by anywidget, a part of JupyterLab without Python.
 *
 * <p>The module lies beside a class, as a resource, with its looks: {@code pad.js} and {@code pad.css}. It gives away
 * {@code {render({ model, el })}}, which fills the element {@code el} and may return what clears up. There {@code
 * model.get(name)} reads the state, {@code model.on("change:name", …)} hears of its changes, {@code model.set(name, value)}
 * with {@code model.save_changes()} changes it, and {@code model.send({…})} tells Java something. What all modules
 * may use stands in {@code page.js}, and the looks of an element of the class {@code backprop-page} in {@code page.css}.
 *
 * <p>What a {@link Listener} throws does no harm: the part {@code trouble} of the state then holds {@code words}. They are empty
 * once a later message has been answered.
 */
public final class PageWidget {
    private static final String TROUBLE = "trouble";

    private final Listener listener;
    private Widget widget;
    private final AtomicInteger count = new AtomicInteger();
    private boolean inTrouble;

    /** Is told what the reader does in the page: one message after the other, between cells. */
    public interface Listener {
        /** The module has sent a message. It comes from outside, and may hold anything. */
        void told(PageWidget widget, Map<String, Object> message) throws Exception;

        /** The module has changed these parts of the state, which {@link #get} now gives. They may hold anything. */
        default void changed(PageWidget widget, Map<String, Object> changes) throws Exception {}
    }

    private PageWidget(Listener listener) {
        this.listener = listener;
    }

    /**
     * Makes a widget; {@link #display} shows it.
     *
     * @param beside the class that the resources lie beside
     * @param module their name without its ending
     * @param state to begin with: texts, booleans, finite numbers, and lists and maps of them
     */
    public static PageWidget open(Class<?> beside, String module, Map<String, Object> state, Listener listener) {
        Map<String, Object> traits = new HashMap<>(state);
        for (String part : new String[] {"model", "view"}) {
            traits.put("_" + part + "_module", "anywidget");
            traits.put("_" + part + "_module_version", "~0.11.*");
        }
        traits.put("_model_name", "AnyModel");
        traits.put("_view_name", "AnyView");
        traits.put("_anywidget_id", beside.getName() + "." + module);
        traits.put("_esm", text(beside, module + ".js") + text(PageWidget.class, "page.js"));
        traits.put("_css", text(PageWidget.class, "page.css") + text(beside, module + ".css"));
        traits.put(TROUBLE, Map.of("words", ""));
        PageWidget opened = new PageWidget(listener);
        opened.widget = new Widget(traits, true, opened.new Messages());
        return opened;
    }

    private static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) throw new IllegalArgumentException("there is no " + name + " beside " + beside.getName());
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of the state. The page may have put anything there. */
    public Object get(String name) {
        return widget.get(name);
    }

    /**
     * Changes a part of the state, in the page, too. The page hears of it even if the part was the same before: a {@code count}
     * in it tells them apart. Threads may do so at the same time.
     */
    public void set(String name, Map<String, Object> part) {
        Map<String, Object> counted = new HashMap<>(part);
        counted.put("count", count.incrementAndGet());
        widget.set(Map.of(name, counted));
    }

    /**
     * Shows the widget below the running cell.
     *
     * @param elsewhere what is seen where there are no widgets
     */
    public void display(Rendering elsewhere) {
        widget.display(elsewhere);
    }

    private final class Messages implements Widget.Listener {
        @Override
        public void changed(Widget from, Map<String, Object> changes) {
            answer(() -> listener.changed(PageWidget.this, changes));
        }

        @Override
        public void told(Widget from, Map<String, Object> content) {
            answer(() -> listener.told(PageWidget.this, content));
        }

        private void answer(Answer answer) {
            try {
                answer.give();
                if (inTrouble) set(TROUBLE, Map.of("words", ""));
                inTrouble = false;
            } catch (Exception | Error e) {
                inTrouble = true;
                set(TROUBLE, Map.of("words", ExceptionRendering.of(e).text()));
            }
        }
    }

    @FunctionalInterface
    private interface Answer {
        void give() throws Exception;
    }
}
