package backprop.widget;

import backprop.show.Notebook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An interactive control that a picture follows: see {@link Notebook#interact}. In a program, or where there are no widgets,
 * it keeps its initial value.
 */
public abstract sealed class Control permits Slider, Choice, Checkbox, Player {
    private final String name;

    Control(String name) {
        this.name = name;
    }

    /** The label. */
    public final String name() {
        return name;
    }

    /** The value and the range, such as "2 (0 to 10)". */
    abstract String words();

    /**
     * Opens its widgets in the notebook.
     *
     * @param looks traits that all controls of a picture share
     * @return its widgets, from left to right; {@link #take} receives their changes
     */
    abstract List<Widget> open(Map<String, Object> looks, Consumer<Widget> moved);

    /** Takes over what the reader has set. */
    abstract void take(Widget widget);

    /** All values it can be given, in the order in which it moves through them; the one that it has now is among them. */
    abstract List<Position> positions();

    /** Where the value that it has now stands among its {@link #positions}. */
    abstract int position();

    /** The kind of native control that a page without a kernel has for it. */
    abstract String kind();

    /**
     * A value that a control can be given.
     *
     * @param label what the page says when it has it
     * @param take gives it to the control
     */
    record Position(String label, Runnable take) {}

    static Map<String, Object> with(Map<String, Object> looks, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(looks);
        all.putAll(more);
        return all;
    }

    @Override
    public String toString() {
        return name + " " + words();
    }
}
