package backprop.lesson;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.check.GradientCheck;
import backprop.check.GradientReport;
import backprop.data.Batch;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class BugLabTest {
    private static final double ETA = 0.2;
    private final Batch samples = BugLab.samples();

    private GradientReport check(String name) {
        return GradientCheck.of(BugLab.net(name), samples.x(), samples.t());
    }

    private GradientReport checkStep(SuspectNet net, double eta) {
        return GradientCheck.ofStep(net, samples.x(), samples.t(), eta, () -> net.step(samples.x(), samples.t(), eta));
    }

    private static Set<String> wrong(GradientReport report) {
        return report.rows().stream()
                .filter(row -> !row.passes(1e-6))
                .map(GradientReport.Row::name)
                .collect(Collectors.toSet());
    }

    private static String netWith(Bug bug) {
        return BugLab.names().stream()
                .filter(name -> BugLab.bugOf(name) == bug)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyBugHasOneNet() {
        assertEquals(
                Set.of(Bug.values()), BugLab.names().stream().map(BugLab::bugOf).collect(Collectors.toSet()));
        assertRefused("there is no net G; there are [A, B, C, D, E, F]", () -> BugLab.net("G"));
    }

    @Test
    void theRightNetPassesBothChecks() {
        assertTrue(GradientCheck.of(BugLab.right(), samples.x(), samples.t()).passes(1e-8));
        assertTrue(checkStep(BugLab.right(), ETA).passes(1e-8));
    }

    @Test
    void allStartAlike() {
        double loss = BugLab.right().loss(samples.x(), samples.t());
        for (String name : BugLab.names()) assertEquals(loss, BugLab.net(name).loss(samples.x(), samples.t()), name);
    }

    @Test
    void everyBugLeavesItsRowsWrong() {
        Map<Bug, Set<String>> expected = new EnumMap<>(Map.of(
                Bug.NEW_WEIGHTS, Set.of(),
                Bug.NO_SLOPE, Set.of("W1", "b1", "W2", "b2"),
                Bug.TRANSPOSED, Set.of("W2"),
                Bug.FIRST_ROW, Set.of("b1", "b2", "b3"),
                Bug.NOT_DIVIDED, Set.of("W1", "b1", "W2", "b2", "W3", "b3"),
                Bug.WRONG_SIDE, Set.of("W1", "b1")));
        Map<Bug, Set<String>> found = new HashMap<>();
        for (String name : BugLab.names()) found.put(BugLab.bugOf(name), wrong(check(name)));
        assertEquals(expected, found);
    }

    @Test
    void everyBugLeavesItsMarks() {
        SimpleMatrix db = check(netWith(Bug.FIRST_ROW)).row("b3").backprop();
        SuspectNet right = BugLab.right();
        right.gradient(samples.x().rows(0, 1), samples.t().rows(0, 1));
        assertTrue(db.isIdentical(right.param("b3").gradient().divide(6), 1e-12), "the first of six samples");

        GradientReport.Row divided = check(netWith(Bug.NOT_DIVIDED)).row("W3");
        assertTrue(divided.backprop().isIdentical(divided.numerical().scale(6), 1e-8), "six times too large");

        GradientReport.Row turned = check(netWith(Bug.TRANSPOSED)).row("W2");
        assertTrue(turned.backprop().isIdentical(turned.numerical().transpose(), 1e-8));

        GradientReport.Row masked = check(netWith(Bug.WRONG_SIDE)).row("W1");
        assertEquals(0, masked.backprop().getColumn(0).elementMaxAbs(), "unit 1 is always on");
        assertTrue(masked.numerical().getColumn(0).elementMaxAbs() > 0.01);
        assertTrue(masked.backprop().getColumn(1).elementMaxAbs() > 0.01);
        assertEquals(0, masked.numerical().getColumn(1).elementMaxAbs(), "unit 2 is always off");
    }

    @Test
    void withOneSampleTheMissingSlopeIsAFactorForEachUnit() {
        GradientReport.Row row = GradientCheck.of(
                        BugLab.net(netWith(Bug.NO_SLOPE)),
                        samples.x().rows(0, 1),
                        samples.t().rows(0, 1))
                .row("W2");
        for (int unit = 0; unit < 4; unit++) {
            double factor = row.backprop().get(0, unit) / row.numerical().get(0, unit);
            assertTrue(factor >= 4);
            assertEquals(factor, row.backprop().get(2, unit) / row.numerical().get(2, unit), 1e-5 * factor);
        }
    }

    @Test
    void updatingTooEarlyShowsInTheStepAndShrinksWithTheLearningRate() {
        SuspectNet net = BugLab.net(netWith(Bug.NEW_WEIGHTS));
        GradientReport report = checkStep(net, ETA);
        assertEquals(Set.of("W1", "b1", "W2", "b2"), wrong(report));
        double atTenth = checkStep(net, ETA / 10).row("W2").relativeDifference();
        assertEquals(0.1, atTenth / report.row("W2").relativeDifference(), 0.02);
    }

    @Test
    void aCheckOfAStepPutsTheWeightsBack() {
        SuspectNet net = BugLab.right();
        List<SimpleMatrix> before =
                net.params().values().stream().map(p -> p.value().copy()).toList();
        checkStep(net, ETA);
        int i = 0;
        for (var param : net.params().values()) assertTrue(param.value().isIdentical(before.get(i++), 0));
    }

    @Test
    void everyNetLearnsOrSeemsTo() {
        for (String name : BugLab.names()) {
            SuspectNet net = BugLab.net(name);
            double first = net.step(samples.x(), samples.t(), ETA);
            for (int r = 1; r < 1000; r++) net.step(samples.x(), samples.t(), ETA);
            assertTrue(net.loss(samples.x(), samples.t()) < first / 2, name);
        }
    }
}
