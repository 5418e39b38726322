package backprop.widget;

import backprop.show.Notebook;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A checkbox: see {@link Notebook#interact}. */
public final class Checkbox extends Control {
    private boolean value;

    /** @param start whether it is ticked at first */
    public Checkbox(String name, boolean start) {
        super(name);
        value = start;
    }

    /** Whether it is ticked. */
    public boolean value() {
        return value;
    }

    @Override
    String words() {
        return value ? "yes (or no)" : "no (or yes)";
    }

    @Override
    List<Widget> open(Map<String, Object> looks, Consumer<Widget> moved) {
        Map<String, Object> traits = Map.of("description", name(), "value", value, "indent", true);
        return List.of(Widget.control("Checkbox", with(looks, traits), moved));
    }

    @Override
    void take(Widget widget) {
        value = Boolean.TRUE.equals(widget.get("value"));
    }

    @Override
    List<Position> positions() {
        return List.of(new Position("no", () -> value = false), new Position("yes", () -> value = true));
    }

    @Override
    int position() {
        return value ? 1 : 0;
    }

    @Override
    String kind() {
        return "checkbox";
    }
}
