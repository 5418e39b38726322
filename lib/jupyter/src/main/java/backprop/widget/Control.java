package backprop.widget;

import backprop.show.Notebook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Something on the page that the reader moves and a picture follows: see {@link Notebook#interact}. In a program, or where
 * the page has no widgets, it stays where it starts.
 */
public abstract sealed class Control permits Slider, Choice, Checkbox, Player {
    private final String name;

    Control(String name) {
        this.name = name;
    }

    /** What is written beside it. */
    public final String name() {
        return name;
    }

    /** Where it stands and where it could stand, such as "2 (0 to 10)". */
    abstract String words();

    /**
     * Makes it appear in the page.
     *
     * @param looks traits that all controls of a picture share
     * @return its widgets, from left to right; what they say comes back through {@link #take}
     */
    abstract List<Widget> open(Map<String, Object> looks, Consumer<Widget> moved);

    /** Takes over what the reader has set. */
    abstract void take(Widget widget);

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
