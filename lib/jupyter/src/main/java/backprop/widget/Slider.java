package backprop.widget;

import backprop.show.Notebook;
import backprop.show.draw.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A slider for a number: see {@link Notebook#interact}. */
public final class Slider extends Control {
    private static final double MOST_STEPS = 10_000;
    private static final int DECIMALS = 15;
    private static final int DIGITS = 6;
    private static final double ROUNDING = 1e-6;

    private final double from;
    private final double to;
    private final double step;
    private double value;

    /**
     * @param name the label
     * @param from the left end
     * @param to the right end
     * @param step between neighbouring values
     * @param start the initial value
     * @throws IllegalArgumentException if from is not below to, the step is not positive or does not fit 1 to 10,000 times
     *     between them, or the start is not between them
     */
    public Slider(String name, double from, double to, double step, double start) {
        super(name);
        if (!(from < to) || Double.isInfinite(to - from))
            throw new IllegalArgumentException("the slider " + name
                    + " must go from a smaller number to a larger one, but it goes from " + from + " to " + to);
        if (!(step > 0) || step > to - from || (to - from) / step > MOST_STEPS)
            throw new IllegalArgumentException("the step of the slider " + name + " must be positive and fit 1 to "
                    + Math.round(MOST_STEPS) + " times between " + from + " and " + to + ", but it is " + step);
        if (!(start >= from && start <= to))
            throw new IllegalArgumentException("the slider " + name + " must start between " + from + " and " + to
                    + ", but it starts at " + start);
        this.from = from;
        this.to = to;
        this.step = step;
        this.value = start;
    }

    /** The current value. */
    public double value() {
        return value;
    }

    /** The current value, rounded to a whole number. */
    public int intValue() {
        return (int) Math.round(value);
    }

    @Override
    String words() {
        return Numbers.format(value) + " (" + Numbers.format(from) + " to " + Numbers.format(to) + ")";
    }

    @Override
    List<Widget> open(Map<String, Object> looks, Consumer<Widget> moved) {
        Map<String, Object> traits = Map.of(
                "description", name(),
                "min", from,
                "max", to,
                "step", step,
                "value", value,
                "readout_format", ".6~g",
                "behavior", "drag-tap");
        return List.of(Widget.control("FloatSlider", with(looks, traits), moved));
    }

    @Override
    void take(Widget widget) {
        if (!(widget.get("value") instanceof Number number)) return;
        // The browser adds up steps and arrives at 0.30000000000000004; here they are counted.
        value = counted(Math.round((number.doubleValue() - from) / step));
    }

    /** The value after so many steps from the left end. */
    private double counted(long steps) {
        double counted = BigDecimal.valueOf(from)
                .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(steps)))
                .setScale(Math.max(DECIMALS, DIGITS - (int) Math.floor(Math.log10(step))), RoundingMode.HALF_EVEN)
                .doubleValue();
        return Math.max(from, Math.min(to, counted));
    }

    @Override
    List<Position> positions() {
        return values().stream()
                .map(v -> new Position(Numbers.format(v), () -> value = v))
                .toList();
    }

    @Override
    int position() {
        return values().headSet(value).size();
    }

    // It may start between two steps, and the last step may not reach the right end.
    private NavigableSet<Double> values() {
        NavigableSet<Double> values = LongStream.rangeClosed(0, (long) Math.ceil((to - from) / step - ROUNDING))
                .mapToObj(this::counted)
                .collect(Collectors.toCollection(TreeSet::new));
        values.add(value);
        return values;
    }

    @Override
    String kind() {
        return "range";
    }
}
