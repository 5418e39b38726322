package backprop.widget;

import backprop.show.Notebook;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A slider over whole numbers with a play button that steps through them: see {@link Notebook#interact}. */
public final class Player extends Control {
    private static final int MILLISECONDS_PER_STEP = 1200;

    private final int first;
    private final int last;
    private int value;

    /**
     * @param name the label
     * @param first the left end, where it starts
     * @param last the right end
     * @throws IllegalArgumentException if first is not below last
     */
    public Player(String name, int first, int last) {
        super(name);
        if (first >= last)
            throw new IllegalArgumentException("the player " + name
                    + " must count up from a smaller number to a larger one, not from " + first + " to " + last);
        this.first = first;
        this.last = last;
        this.value = first;
    }

    /** The current value. */
    public int value() {
        return value;
    }

    @Override
    String words() {
        return value + " (" + first + " to " + last + ")";
    }

    @Override
    List<Widget> open(Map<String, Object> looks, Consumer<Widget> moved) {
        Map<String, Object> range = Map.of("min", first, "max", last, "step", 1, "value", value);
        Widget play = Widget.control("Play", with(range, Map.of("interval", MILLISECONDS_PER_STEP)), Widget.NOTHING);
        Map<String, Object> traits = with(range, Map.of("description", name(), "behavior", "drag-tap"));
        Widget slider = Widget.control("IntSlider", with(looks, traits), moved);
        // Linked in the browser, so that playing does not wait for the kernel.
        Widget.link(play, slider, "value");
        return List.of(play, slider);
    }

    @Override
    void take(Widget widget) {
        if (widget.get("value") instanceof Number number) value = Math.max(first, Math.min(last, number.intValue()));
    }

    @Override
    List<Position> positions() {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> new Position(String.valueOf(i), () -> value = i))
                .toList();
    }

    @Override
    int position() {
        return value - first;
    }

    @Override
    String kind() {
        return "player";
    }
}
