package backprop.widget;

import backprop.show.Notebook;
import backprop.show.draw.Numbers;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A choice of one of several values: see {@link Notebook#interact}. Numbers get a slider, other values a dropdown list. */
public final class Choice<T> extends Control {
    private final List<T> options;
    private int index;

    /**
     * @param name the label
     * @param start the option selected at first
     * @param options the values, in this order
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

    /** The selected option. */
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
        List<String> labels = options.stream().map(Choice::label).toList();
        Map<String, Object> traits = Map.of("description", name(), "_options_labels", labels, "index", index);
        return List.of(Widget.control(areNumbers() ? "SelectionSlider" : "Dropdown", with(looks, traits), moved));
    }

    private boolean areNumbers() {
        return options.stream().allMatch(Number.class::isInstance);
    }

    @Override
    void take(Widget widget) {
        if (widget.get("index") instanceof Number number
                && number.intValue() >= 0
                && number.intValue() < options.size()) index = number.intValue();
    }

    @Override
    List<Position> positions() {
        return IntStream.range(0, options.size())
                .mapToObj(i -> new Position(label(options.get(i)), () -> index = i))
                .toList();
    }

    @Override
    int position() {
        return index;
    }

    @Override
    String kind() {
        return areNumbers() ? "range" : "select";
    }
}
