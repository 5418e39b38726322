package backprop.play;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Batch;
import backprop.data.Dataset;
import backprop.data.ToyData;
import backprop.data.handwriting.SyntheticDigits;
import backprop.layer.Affine;
import backprop.math.Matrices;
import backprop.show.RecordingKernel;
import backprop.show.draw.Rendering;
import backprop.train.Network;
import backprop.train.Sgd;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaneTest {
    @RegisterExtension
    final RecordingKernel kernel = new RecordingKernel();

    private void put(double x1, double x2, int label) {
        kernel.tell(Map.of("do", "put", "x1", x1, "x2", x2, "label", label));
    }

    private void learn(double rate, int steps) {
        kernel.tell(Map.of("do", "learn", "rate", rate, "steps", steps));
    }

    private void form(int units, int layers, String activation) {
        kernel.tell(Map.of("do", "form", "units", units, "layers", layers, "activation", activation));
    }

    private void wish(String wish) {
        kernel.tell(Map.of("do", wish));
    }

    private Object part(String name) {
        return ((Map<?, ?>) kernel.state("plane")).get(name);
    }

    private byte[] ground() {
        return Base64.getDecoder().decode((String) part("ground"));
    }

    @Test
    void theNetLearnsThePointsAndItsBorderAndLinesMove() {
        Plane.open(ToyData.xor());
        byte[] ground = ground();
        Object lines = part("lines");
        assertTrue(
                part("status").toString().startsWith("Step 0: loss "),
                part("status").toString());
        for (int i = 0; i < 20; i++) learn(1, 100);
        assertEquals("Step 2,000: ", part("status").toString().substring(0, 12));
        assertTrue(
                part("status").toString().endsWith("; 4 of 4 points right."),
                part("status").toString());
        assertNotEquals(lines, part("lines"));
        int moved = 0;
        for (int i = 0; i < ground.length; i++) if (ground[i] / 64 != ground()[i] / 64) moved++;
        assertTrue(moved > ground.length / 10, moved + " cells have another class");
    }

    @Test
    void aStepIsOneOfGradientDescentOnAllPoints() {
        Dataset moons = ToyData.moons(20, 0.1, 3);
        Plane plane = Plane.open(moons);
        PlaneNet same = new PlaneNet(new PlaneNet.Form(4, 1, "tanh"), 2, 1);
        Batch all = plane.points().all();
        assertTrue(Matrices.areIdentical(moons.all().x(), all.x()));
        Sgd sgd = new Sgd(0.3);
        for (int i = 0; i < 7; i++) {
            same.net().gradient(all);
            sgd.update(same.net());
        }
        learn(0.3, 7);
        assertSameWeights(same.net(), plane.net());
    }

    private static void assertSameWeights(Network one, Network other) {
        one.params()
                .forEach((name, param) -> assertTrue(
                        Matrices.areIdentical(param.value(), other.param(name).value()), name));
    }

    @Test
    void theGroundIsWhatTheNetSaysThere() {
        Plane plane = Plane.open(ToyData.ring(60, 0.05, 1));
        learn(1, 100);
        byte[] ground = ground();
        assertEquals(Plane.SIDE * Plane.SIDE, ground.length);
        double cell = 2.0 * Plane.REACH / Plane.SIDE;
        int[] classes = new int[2];
        for (int row = 0; row < Plane.SIDE; row += 5)
            for (int column = 0; column < Plane.SIDE; column += 7) {
                SimpleMatrix x = Matrices.row(
                        -Plane.REACH + cell * (column + 0.5), Plane.REACH - cell * (row + 0.5)); // from above
                double p = Matrices.softmax(plane.net().predict(x)).get(1);
                int label = p > 0.5 ? 1 : 0;
                classes[label]++;
                double sureness = Math.abs(2 * p - 1);
                assertEquals(64 * label + 63 * sureness, ground[row * Plane.SIDE + column], 0.500001);
            }
        assertTrue(classes[0] > 0 && classes[1] > 0, "both classes are there");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theLinesAreWhereTheUnitsAreUndecidedFromEdgeToEdge() {
        Plane plane = Plane.open(ToyData.ring(60, 0.05, 1));
        learn(1, 50);
        Affine first = (Affine) plane.net().layers().get(0);
        List<List<Double>> lines = (List<List<Double>>) part("lines");
        assertEquals(4, lines.size());
        for (int unit = 0; unit < 4; unit++) {
            List<Double> line = lines.get(unit);
            for (int end = 0; end < 4; end += 2) {
                double x1 = line.get(end);
                double x2 = line.get(end + 1);
                assertEquals(0, first.forward(Matrices.row(x1, x2)).get(unit), 1e-9);
                assertEquals(Plane.REACH, Math.max(Math.abs(x1), Math.abs(x2)), 1e-9, "at the edge");
            }
        }
        first.b().value().set(1, 1e6);
        first.W().value().set(0, 2, 0);
        first.W().value().set(1, 2, 0);
        first.W().value().set(0, 3, 1);
        first.W().value().set(1, 3, 0);
        first.b().value().set(3, -1);
        put(0, 0, 0);
        lines = (List<List<Double>>) part("lines");
        assertEquals(List.of(), lines.get(1), "far outside");
        assertEquals(List.of(), lines.get(2), "no line at all");
        assertEquals(List.of(1.0, -2.0, 1.0, 2.0), lines.get(3), "upright");
    }

    @Test
    void pointsAreSetTakenBackAndCleared() {
        Plane plane = Plane.open(ToyData.xor());
        put(0.5, -1.25, 1);
        assertEquals("A square at (0.5, -1.25).", part("words").toString());
        assertEquals(5, plane.points().size());
        assertEquals(-1.25, plane.points().all().x().get(4, 1));
        wish("undo");
        assertEquals(4, plane.points().size());
        wish("clear");
        assertEquals("Step 0. There are no points yet.", part("status"));
        assertEquals(List.of(), part("points"));
        assertRefused("there are no points yet: click into the plane, or take a set of points", () -> plane.points());
        wish("undo");
        assertEquals("✗ IllegalArgumentException: there are no points to take back", kernel.trouble());
        learn(0.1, 10);
        assertTrue(kernel.trouble().contains("there are no points yet"), kernel.trouble());
        for (Object set : (List<?>) kernel.state("sets")) {
            kernel.tell(Map.of("do", "set", "name", set));
            assertEquals("", kernel.trouble());
            assertTrue(plane.points().size() >= 4, set.toString());
        }
    }

    @Test
    void aThirdClassBringsAThirdOutputAndTakesItAway() {
        Plane plane = Plane.open(ToyData.xor());
        learn(0.1, 10);
        put(1, 1.5, 2);
        assertEquals("A triangle at (1, 1.5). The net has 3 outputs now, and begins anew.", part("words"));
        assertEquals(3, plane.points().outputs());
        assertTrue(
                part("status").toString().startsWith("Step 0: "), part("status").toString());
        for (int i = 0; i < 40; i++) learn(1, 100);
        assertTrue(
                part("status").toString().endsWith("; 5 of 5 points right."),
                part("status").toString());
        wish("undo");
        assertTrue(part("words").toString().endsWith("The net has 2 outputs now, and begins anew."));
        assertEquals(2, plane.points().outputs());
    }

    @Test
    void aRewindGoesBackToTheSameStartAndAnotherStartIsAnother() {
        Plane plane = Plane.open(ToyData.moons(20, 0.1, 3));
        byte[] start = ground();
        learn(0.5, 100);
        byte[] learnt = ground();
        wish("rewind");
        assertArrayEquals(start, ground());
        learn(0.5, 100);
        assertArrayEquals(learnt, ground(), "and the same way from there");
        wish("another");
        byte[] another = ground();
        assertFalse(Arrays.equals(start, another));
        learn(0.5, 1);
        wish("rewind");
        assertArrayEquals(another, ground());
        assertEquals(20, plane.points().size());
    }

    @Test
    void theNetHasTheFormThatIsAskedFor() {
        Plane plane = Plane.open(ToyData.xor());
        for (String activation : PlaneNet.ACTIVATIONS) {
            form(7, 3, activation);
            assertEquals(7, plane.net().layers().size());
            assertEquals(
                    activation.toLowerCase(Locale.ROOT),
                    plane.net().layers().get(5).name().toLowerCase(Locale.ROOT));
            assertEquals(7, plane.net().param("W3").value().getNumRows());
            assertEquals(7, ((List<?>) part("lines")).size());
            learn(0.5, 20);
            assertEquals("", kernel.trouble());
        }
        assertEquals(List.of(7, 3, "ReLU"), List.of(part("units"), part("layers"), part("activation")));
    }

    @Test
    void aBorderOfThreeUnitsClosesAroundADiscOneOfTwoDoesNot() {
        Plane.open(ToyData.ring(60, 0.05, 1));
        for (int units = 1; units <= 3; units++) {
            form(units, 1, "tanh");
            for (int i = 0; i < 50; i++) learn(0.5, 100);
            assertEquals(
                    units == 3,
                    part("status").toString().endsWith("; 60 of 60 points right."),
                    units + " units: " + part("status"));
        }
    }

    @Test
    void oneClassOnlyIsLearntToo() {
        Plane.open(ToyData.xor());
        wish("clear");
        put(0, 0, 1);
        put(0, 0, 1);
        for (int i = 0; i < 10; i++) learn(1, 100);
        assertEquals("", kernel.trouble());
        assertTrue(
                part("status").toString().endsWith("; 2 of 2 points right."),
                part("status").toString());
    }

    @Test
    void numbersThatAreNoLongerFiniteAreSaidAndTheNetIsAsBefore() {
        Plane plane = Plane.open(ToyData.ring(60, 0.05, 1));
        form(8, 3, "ReLU");
        plane.net()
                .params()
                .values()
                .forEach(param ->
                        Matrices.assignInPlace(param.value(), param.value().scale(1e120)));
        SimpleMatrix weights = plane.net().param("W1").value().copy();
        learn(10, 100);
        assertEquals(
                "✗ ArithmeticException: at step 1 the numbers are no longer finite: take a smaller rate, or rewind",
                kernel.trouble());
        assertTrue(Matrices.areIdentical(weights, plane.net().param("W1").value()));
        wish("rewind");
        learn(0.1, 10);
        assertEquals("", kernel.trouble());
    }

    @Test
    void whatIsNoSuchMessageIsAnsweredAndThePlaneLivesOn() {
        Plane plane = Plane.open(ToyData.xor());
        String megabyte = "A".repeat(1_000_000);
        Map<String, Object> nothing = new HashMap<>(Map.of("do", "put", "x1", 0.5, "label", 1));
        nothing.put("x2", null);
        kernel.assertRefusesAll(
                nothing,
                Map.of("do", "put", "x1", Double.NaN, "x2", 0.5, "label", 1),
                Map.of("do", "put", "x1", 2.01, "x2", 0.5, "label", 1),
                Map.of("do", "put", "x1", "0.5", "x2", 0.5, "label", 1),
                Map.of("do", "put", "x1", List.of(0.5), "x2", 0.5, "label", 1),
                Map.of("do", "put", "x1", 0.5, "x2", 0.5, "label", 3),
                Map.of("do", "put", "x1", 0.5, "x2", 0.5, "label", 0.5),
                Map.of("do", "set", "name", "cats"),
                Map.of("do", "set", "name", megabyte),
                Map.of("do", "set"),
                Map.of("do", "form", "units", 0, "layers", 1, "activation", "tanh"),
                Map.of("do", "form", "units", 9, "layers", 1, "activation", "tanh"),
                Map.of("do", "form", "units", 4, "layers", 1e9, "activation", "tanh"),
                Map.of("do", "form", "units", 4, "layers", 1, "activation", "softmax"),
                Map.of("do", "form", "units", 4, "layers", 1, "activation", megabyte),
                Map.of("do", "learn", "rate", Double.POSITIVE_INFINITY, "steps", 1),
                Map.of("do", "learn", "rate", -0.1, "steps", 1),
                Map.of("do", "learn", "rate", 0.1, "steps", 1_000_000),
                Map.of("do", "learn", "rate", 0.1),
                Map.of("do", megabyte),
                Map.of(),
                "text",
                List.of(1.0));
        assertEquals(4, plane.points().size());
        put(1, 1, 1);
        assertEquals("", kernel.trouble());
        assertEquals(5, plane.points().size());
    }

    @Test
    void noMoreThanThreeHundredPointsAreKept() {
        Plane plane = Plane.open(ToyData.ring(299, 0.05, 1));
        put(0, 0, 0);
        assertEquals("", kernel.trouble());
        put(0, 0, 0);
        assertEquals("✗ IllegalArgumentException: there are 300 points already; more are not kept", kernel.trouble());
        assertEquals(300, plane.points().size());
    }

    @Test
    void otherDataAreRefused() {
        assertRefused(
                "a plane takes two inputs and two or three classes, but Synthetic digits has 784 inputs and 10 classes",
                () -> Plane.open(SyntheticDigits.generate(10, 1)));
        assertRefused("a plane takes 1 to 300 points, but Ring has 301", () -> Plane.open(ToyData.ring(301, 0.05, 1)));
        assertRefused(
                "a coordinate is -2 to 2, but this is none",
                () -> Plane.open(Dataset.of(
                        "far",
                        Matrices.matrix(new double[] {0, 0}, new double[] {5, 0}),
                        Matrices.matrix(new double[] {0}, new double[] {1}))));
    }

    @Test
    void whereThereAreNoWidgetsTheRegionsOfALearntNetStand() {
        Plane.open(ToyData.ring(60, 0.05, 1));
        assertTrue(kernel.elsewhere.get(0).text().startsWith("Interactive: run this cell in JupyterLab"));
        assertTrue(
                kernel.displayed.get(0).contains("Points in the region of their class: 60 of 60."),
                kernel.displayed.toString());
        assertTrue(part("status").toString().startsWith("Step 0: "), "the reader's net has learnt nothing yet");
        wish("shown");
        assertEquals(List.of("place-1 No plane above? Run this cell again."), kernel.updated);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aPageThatIsLoadedAnewGetsThePlaneAsItIs() {
        Plane.open(ToyData.xor());
        put(1.5, 1.5, 0);
        learn(0.1, 10);
        Map<String, Object> states =
                (Map<String, Object>) kernel.ask("jupyter.widget.control", Map.of("method", "request_states"))
                        .get("states");
        Map<String, Object> plane = (Map<String, Object>) states.get(kernel.shownWidget);
        assertEquals(kernel.states.get(kernel.shownWidget), plane.get("state"));
        assertTrue(plane.get("state").toString().contains("of 5 points right"));
    }

    @Test
    void aRecordedSessionGoesFromTheStartToALearntBorder() {
        Plane plane = Plane.open(ToyData.ring(60, 0.05, 1));
        List<Rendering> moments = plane.session();
        assertEquals(21, moments.size());
        assertTrue(
                moments.get(0).text().startsWith("Regions: Step 0: "),
                moments.get(0).text());
        assertTrue(
                moments.get(1).text().startsWith("Regions: Step 50: "),
                moments.get(1).text());
        assertTrue(
                moments.get(20).text().matches("Regions: Step 1,000: loss 0\\.\\d+; 60 of 60 points right\\. .*"),
                moments.get(20).text());
    }
}
