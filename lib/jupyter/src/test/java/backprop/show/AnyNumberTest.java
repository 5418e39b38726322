package backprop.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Dataset;
import backprop.graph.Value;
import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.layer.Affine;
import backprop.layer.MeanSquaredError;
import backprop.show.draw.Numbers;
import backprop.show.draw.Rendering;
import backprop.show.draw.Ticks;
import backprop.train.History;
import backprop.train.Network;
import backprop.train.Sgd;
import backprop.train.Trainer;
import backprop.widget.Choice;
import backprop.widget.Slider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Every look copes with every double; the charts are in {@link PlottedChartTest}. */
class AnyNumberTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern DRAWING = Pattern.compile("data:image/svg\\+xml;base64,([^\"']*)");

    private final Kernel usual = CurrentKernel.get();

    @AfterEach
    void reconnect() {
        CurrentKernel.set(usual);
    }

    private static SimpleMatrix row(double[] values) {
        return new SimpleMatrix(1, values.length, true, values);
    }

    private static Network linear(double[] weights) {
        return new Network(new MeanSquaredError(), new Affine(row(weights).transpose(), new SimpleMatrix(1, 1)));
    }

    private static Value sum(double[] values) {
        return Arrays.stream(values).mapToObj(Value::of).reduce(Value.of(1), Value::plus);
    }

    private static Dataset plane(double[] values) {
        SimpleMatrix x = new SimpleMatrix(values.length, 2);
        for (int i = 0; i < values.length; i++) x.setRow(i, 0, values[i], values[values.length - 1 - i]);
        return Dataset.of("points", x, new SimpleMatrix(values.length, 1));
    }

    @Test
    void tablesPicturesGraphsAndNetsShowAnyNumbers() {
        for (double[] values : PlottedChartTest.numbers()) {
            List<Supplier<Object>> looks = List.of(
                    () -> row(values),
                    () -> Table.create("t", DoubleColumn.create("x", values)),
                    () -> HeatMap.of("t", row(values)),
                    () -> HeatMap.of("t", row(values).kron(new SimpleMatrix(20, 20).plus(1))),
                    () -> sum(values),
                    () -> Activations.of("t", linear(values), row(values)),
                    () -> Neurons.of("t", linear(values)),
                    () -> Neurons.of("t", linear(values), row(values), new SimpleMatrix(1, 1)),
                    () -> Graph.of(linear(values), row(values), new SimpleMatrix(1, 1)),
                    () -> Regions.of("t", (a, b) -> a, plane(values), -1, 1));
            for (int i = 0; i < looks.size(); i++) {
                String what = "look " + i + " of " + Arrays.toString(values);
                Supplier<Object> look = looks.get(i);
                Rendering shown = assertTimeoutPreemptively(SOON, () -> Renderings.of(look.get()), what);
                Matcher drawings = DRAWING.matcher(shown.html());
                while (drawings.find()) {
                    String svg = new String(Base64.getDecoder().decode(drawings.group(1)));
                    assertFalse(
                            Pattern.compile("='[^']*(NaN|Infinity|--)")
                                    .matcher(svg)
                                    .find(),
                            what + svg);
                }
            }
        }
    }

    @Test
    void planesHaveTicksWhereverTheyLie() {
        for (double[] ends :
                new double[][] {{-1e300, 1e300}, {0, 1e-300}, {1, Math.nextUp(1)}, {1e15, 1e15 + 1}, {-1e-5, 1e-5}})
            assertTimeoutPreemptively(
                    SOON,
                    () -> Regions.of("t", (a, b) -> a, plane(new double[] {1, 2}), ends[0], ends[1])
                            .picture());
        assertArrayEquals(new double[] {0, 5e299, 1e300}, Ticks.of(0, 1.4e300, 5e299), 1e285);
        assertTrue(Ticks.of(0, Double.MAX_VALUE).length < 12);
        assertTrue(Ticks.of(1, Math.nextUp(1)).length < 12);
    }

    @Test
    void pointsThatHaveNoPlaceInThePlaneAreSaid() {
        double[] values = {0.5, Double.NaN, 0.25};
        assertEquals(
                "Not drawn: 1 of the 3 points, the first of them (NaN, NaN).",
                Regions.of("t", (a, b) -> a, plane(values), -1, 1).picture().caption());
    }

    @Test
    void slidersMoveInStepsOfAnySize() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        for (double step : new double[] {1e-300, 1e-20, 1e-5, 1, 1e6, 1e15, 1e300}) {
            Slider slider = new Slider("s" + step, 0, 10 * step, step, step);
            Notebook.interact(slider::value, slider);
            kernel.move("s" + step, "value", 3 * step);
            assertEquals(3 * step, slider.value(), 1e-12 * step);
        }
        Choice<Double> any = new Choice<>("any", Double.NaN, List.of(Double.NaN, 1e300, -1e-300, 0.0));
        Notebook.interact(any::value, any);
        kernel.move("any", "index", 1);
        assertEquals("1.0E300", kernel.last());
    }

    @Test
    void aRunThatDivergesShowsItself() {
        List<Rendering> shown = new ArrayList<>();
        CurrentKernel.set(new RecordingKernel() {
            @Override
            void shown(Rendering rendering) {
                shown.add(rendering);
            }
        });
        SimpleMatrix x = new SimpleMatrix(new double[][] {{1e3}, {2e3}, {-1e3}});
        for (int iterations : new int[] {3, 20, 1000}) {
            Network net = new Network(
                    new MeanSquaredError(), new Affine(new SimpleMatrix(1, 1).plus(1), new SimpleMatrix(1, 1)));
            Dataset data = Dataset.of("line", x, x.scale(3));
            History history = new Trainer(net, new Sgd(100), data, data, 3, 1).run(iterations, new LiveTraining());
            assertTrue(Arrays.stream(history.losses()).max().orElseThrow() > 1e20, "it diverges");
            Rendering look = assertTimeoutPreemptively(SOON, () -> Renderings.of(history));
            assertTrue(look.html().contains("<img"));
            assertFalse(history.toString().matches("(?s).*\\d{20}.*"), history.toString());
        }
        for (Rendering live : shown) assertFalse(live.text().matches("(?s).*\\d{20}.*"), live.text());
        assertTrue(
                shown.get(shown.size() - 1).text().contains("e+"),
                shown.get(shown.size() - 1).text());
    }

    @Test
    void numbersAreShortInWords() {
        for (double[] values : PlottedChartTest.numbers())
            for (double value : values)
                for (int digits = 1; digits <= 17; digits++)
                    assertTrue(
                            Numbers.format(value, digits).length() <= digits + 8,
                            () -> Numbers.format(value) + " is long");
        assertEquals("1e+15", Numbers.format(1e15));
        assertEquals("-1e-300", Numbers.format(-1e-300));
        assertEquals("+1.0e300", Numbers.signed(1e300));
    }
}
