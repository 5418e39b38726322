package backprop.widget;

import backprop.show.Notebook;
import backprop.show.draw.Numbers;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One of some given values that the reader picks: see {@link Notebook#interact}. Numbers are picked with a slider, for they
 * have an order, all else from a list.
 */
public final class Choice<T> extends Control {
    private final List<T> options;
    private int index;

    /**
     * @param name what is written beside it
     * @param start the option that is picked at first
     * @param options what there is to pick from, in this order
     * @throws IllegalArgumentException if the start is not among the options
     */
    public Choice(String name, T start, List<T> options) {
        super(name);
        this.options = List.copyOf(options);
        this.index = this.options.indexOf(start);
        if (index < 0)
            throw new IllegalArgumentException(
                    "the choice " + name + " starts at " + start + ", which is not among its options " + this.options);
    }

    /** What is picked. */
    public T value() {
        return options.get(index);
    }

    @Override
    String words() {
        return label(value()) + " (of " + options.stream().map(Choice::label).collect(Collectors.joining(", ")) + ")";
    }

    private static String label(Object option) {
        return option instanceof Number number ? Numbers.format(number.doubleValue()) : String.valueOf(option);
    }

    @Override
    List<Widget> open(Map<String, Object> looks, Consumer<Widget> moved) {
        boolean numbers = options.stream().allMatch(Number.class::isInstance);
        List<String> labels = options.stream().map(Choice::label).toList();
        Map<String, Object> traits = Map.of("description", name(), "_options_labels", labels, "index", index);
        return List.of(Widget.control(numbers ? "SelectionSlider" : "Dropdown", with(looks, traits), moved));
    }

    @Override
    void take(Widget widget) {
        if (widget.get("index") instanceof Number number
                && number.intValue() >= 0
                && number.intValue() < options.size()) index = number.intValue();
    }
}
