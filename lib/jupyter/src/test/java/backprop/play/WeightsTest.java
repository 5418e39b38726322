package backprop.play;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Sigmoid;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.Neurons;
import backprop.show.RecordingKernel;
import backprop.train.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WeightsTest {
    // Of the hand calculation, in the picture's order: w₁ w₃ w₂ w₄, w₅ w₇ w₆ w₈.
    private static final List<Double> START = List.of(0.15, 0.25, 0.20, 0.30, 0.40, 0.50, 0.45, 0.55);
    private static final int W5 = 4;
    private static final SimpleMatrix X = Matrices.row(0.05, 0.10);
    private static final SimpleMatrix T = Matrices.row(0.01, 0.99);

    @RegisterExtension
    final RecordingKernel kernel = new RecordingKernel();

    private static Network net(List<Double> weights) {
        double[] w = weights.stream().mapToDouble(weight -> weight).toArray();
        Affine hidden = new Affine(
                Matrices.matrix(Matrices.row(w[0], w[1]), Matrices.row(w[2], w[3])), Matrices.row(0.35, 0.35));
        Affine out = new Affine(
                Matrices.matrix(Matrices.row(w[4], w[5]), Matrices.row(w[6], w[7])), Matrices.row(0.60, 0.60));
        return new Network(new HalfSquaredError(), hidden, new Sigmoid(), out, new Sigmoid());
    }

    private Weights open() {
        return Weights.open(
                net(START),
                X,
                T,
                neurons -> neurons.named("i₁", "i₂", "h₁", "h₂", "o₁", "o₂")
                        .weightsNamed("w₁", "w₂", "w₃", "w₄", "w₅", "w₆", "w₇", "w₈"));
    }

    private static List<Double> with(int index, double weight) {
        List<Double> weights = new ArrayList<>(START);
        weights.set(index, weight);
        return weights;
    }

    private void set(Object values) {
        kernel.tell(Map.of("do", "set", "values", values));
    }

    private Object part(String name) {
        return ((Map<?, ?>) kernel.state("net")).get(name);
    }

    private String words(int weight) {
        return (String) ((Map<?, ?>) ((List<?>) part("weights")).get(weight)).get("words");
    }

    @Test
    void everyHandleIsThatOfItsWeight() {
        open();
        List<String> names = List.of("w₁", "w₃", "w₂", "w₄", "w₅", "w₇", "w₆", "w₈");
        assertEquals(START, part("values"));
        for (int k = 0; k < 8; k++) {
            assertTrue(words(k).startsWith(names.get(k) + " ("), words(k));
            assertTrue(words(k).contains("): " + START.get(k) + ", gradient "), words(k));
            for (double side : ((Map<?, ?>) ((List<?>) part("weights")).get(k))
                    .values().stream()
                            .filter(Double.class::isInstance)
                            .mapToDouble(Double.class::cast)
                            .toArray()) assertTrue(side > 0 && side < 1, "a part of the picture: " + side);
        }
        assertTrue(
                part("status").toString().contains("0.298371"), part("status").toString());
        assertTrue(part("svg").toString().startsWith("<svg "));
    }

    @Test
    void everythingFollowsAWeightThatIsMoved() {
        Weights weights = open();
        Network same = net(with(W5, 0));
        double loss = same.gradient(X, T);
        set(with(W5, 0));
        assertEquals("", kernel.trouble());
        assertEquals(with(W5, 0), part("values"));
        assertTrue(
                part("status").toString().contains(" " + String.format("%.6f", loss)),
                part("status").toString());
        same.params().forEach((name, param) -> {
            assertTrue(
                    Matrices.areIdentical(
                            param.value(), weights.net().param(name).value()),
                    name);
            assertTrue(
                    Matrices.areIdentical(
                            param.gradient(), weights.net().param(name).gradient()),
                    name);
        });
        assertEquals(
                Neurons.of("Weights by hand", same, X, T)
                        .named("i₁", "i₂", "h₁", "h₂", "o₁", "o₂")
                        .weightsNamed("w₁", "w₂", "w₃", "w₄", "w₅", "w₆", "w₇", "w₈")
                        .picture()
                        .svg(),
                part("svg"));
    }

    @Test
    void backAtTheStartAllIsAsItWas() {
        open();
        Object svg = part("svg");
        set(with(W5, -3.25));
        kernel.tell(Map.of("do", "back"));
        assertEquals(START, part("values"));
        assertEquals(svg, part("svg"));
    }

    @Test
    void whatIsNoSuchMessageIsAnsweredAndChangesNothing() {
        open();
        List<Object> text = new ArrayList<>(START);
        text.set(7, "0.5");
        List<Object> nothing = new ArrayList<>(START);
        nothing.set(0, null);
        kernel.assertRefusesAll(
                Map.of("do", "set"),
                Map.of("do", "set", "values", "text"),
                Map.of("do", "set", "values", Map.of()),
                Map.of("do", "set", "values", List.of()),
                Map.of("do", "set", "values", START.subList(0, 7)),
                Map.of("do", "set", "values", Collections.nCopies(1_000_000, 1.0)),
                Map.of("do", "set", "values", text),
                Map.of("do", "set", "values", nothing),
                Map.of("do", "set", "values", with(7, Double.NaN)),
                Map.of("do", "set", "values", with(7, Double.POSITIVE_INFINITY)),
                Map.of("do", "set", "values", with(7, 10.01)),
                Map.of("do", "dance"),
                Map.of(),
                "text",
                List.of(1.0));
        for (double most : new double[] {10, -10}) set(Collections.nCopies(8, most));
        assertEquals("", kernel.trouble());
    }

    @Test
    void netsThatCannotBeDraggedAreRefused() {
        Random random = new Random(1);
        Network large =
                new Network(new HalfSquaredError(), Affine.random(9, 9, 0.1, Precision.DOUBLE, random), new Sigmoid());
        double[] nine = new double[9];
        assertRefused(
                "a net with 81 weights has no room for their numbers; take a smaller one",
                () -> Weights.open(large, Matrices.row(nine), Matrices.row(nine), neurons -> neurons));
        assertRefused(
                "a weight to drag is -10 to 10, but this is none",
                () -> Weights.open(net(with(W5, 11)), X, T, neurons -> neurons));
    }

    @Test
    void whereWideNumbersHaveNoRoomTheOldOnesStay() {
        Affine layer = new Affine(Matrices.matrix(new double[2][3]), Matrices.row(0, 0, 0));
        Weights.open(new Network(new HalfSquaredError(), layer), Matrices.row(1, 1), Matrices.row(1, 1, 1), n -> n);
        List<Double> wide = Collections.nCopies(6, -9.87654321);
        set(wide);
        assertEquals(kernel.trouble().isEmpty() ? wide : Collections.nCopies(6, 0.0), part("values"));
        assertEquals(layer.W().value().get(0), ((List<?>) part("values")).get(0));
        for (int k = 0; k < 6; k++) assertTrue(words(k).matches("x. → y.: .*"), words(k));
    }

    @Test
    void whereThereAreNoWidgetsTheNetStandsWithItsWeights() {
        open();
        assertTrue(kernel.elsewhere.get(0).text().startsWith("Interactive: run this cell in JupyterLab"));
        assertTrue(
                kernel.displayed.get(0).contains("w₅ (h₁ → o₁) 0.4, gradient 0.082167"), kernel.displayed.toString());
        kernel.tell(Map.of("do", "shown"));
        assertEquals(List.of("place-1 No net above? Run this cell again."), kernel.updated);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aPageThatIsLoadedAnewGetsTheWeightsAsTheyAre() {
        open();
        set(with(W5, 0.25));
        Map<String, Object> states =
                (Map<String, Object>) kernel.ask("jupyter.widget.control", Map.of("method", "request_states"))
                        .get("states");
        assertTrue(states.get(kernel.shownWidget).toString().contains("w₅ (h₁ → o₁): 0.25"));
    }
}
