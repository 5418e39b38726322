package backprop.kernel;

import backprop.show.draw.Rendering;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A Java kernel, as far as showing things goes. */
public interface Kernel {
    /** What an output with a widget in it is called. */
    String WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";

    /** How objects of a type, and of its subtypes, look from now on as the last line of a cell. */
    void render(Class<?> type, Function<Object, Rendering> look);

    /** How objects of all other types look as the last line of a cell. */
    void renderOthers(Function<Object, String> text);

    /**
     * Puts something below the cell that this thread belongs to.
     *
     * @return puts something else in its place, also when the cell was stopped or has ended
     */
    Consumer<Rendering> display(Rendering rendering);

    /**
     * Opens a comm to the page, to a new part of the target that its libraries have registered. While a message is received,
     * between cells, {@link #display} goes where it went when the comm was opened.
     *
     * @param data what the target needs to begin with
     * @param metadata of the message that opens the comm
     * @param received called with every message from the page
     * @return the comm, for messages to the page
     */
    PageComm openComm(
            String target,
            Map<String, Object> data,
            Map<String, Object> metadata,
            Consumer<Map<String, Object>> received);

    /**
     * Answers what the page asks: each message on a comm that the page has opened to a target, by one message.
     *
     * @param answer of the data of a message
     */
    void serve(String target, UnaryOperator<Map<String, Object>> answer);

    /**
     * Puts a widget below the cell that this thread belongs to.
     *
     * @param id of the comm of its model
     * @param elsewhere what is seen where there are no widgets
     */
    void displayWidget(String id, Rendering elsewhere);

    /** The output that shows a widget. */
    static Map<String, Object> widgetView(String id) {
        return Map.of("model_id", id, "version_major", 2, "version_minor", 0);
    }
}
