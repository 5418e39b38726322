package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.Value;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static List<String> numbers(Picture frame) {
        Matcher text =
                Pattern.compile("<text [^>]*>(∂ [^<]*|Σ [^<]*|[\\d.]+)</text>").matcher(frame.svg());
        return text.results().map(found -> found.group(1)).toList();
    }

    @Test
    void theStallIsToldInSevenSteps() {
        Steps steps = Steps.of(Examples.stall());
        assertEquals(
                List.of(
                        "Step 1 of 7, the inputs: price = 100, quantity = 2, tax = 1.1.",
                        "Step 2 of 7, forward 1 of 2: fruit price = price × quantity = 100 × 2 = 200.",
                        "Step 3 of 7, forward 2 of 2: total = fruit price × tax = 200 × 1.1 = 220.",
                        "Step 4 of 7, backward starts: At the end stands 1: total changes with itself one to one.",
                        "Step 5 of 7, backward 1 of 2: At the × of total, 1 comes from the right."
                                + " To fruit price: local derivative 1.1, times 1 from the right = 1.1."
                                + " To tax: local derivative 200, times 1 from the right = 200.",
                        "Step 6 of 7, backward 2 of 2: At the × of fruit price, 1.1 comes from the right."
                                + " To price: local derivative 2, times 1.1 from the right = 2.2."
                                + " To quantity: local derivative 100, times 1.1 from the right = 110.",
                        "Step 7 of 7, done: total is 220. The gradients: price 2.2, quantity 110, tax 200."),
                IntStream.range(0, steps.count()).mapToObj(steps::words).toList());
    }

    @Test
    void numbersAreSeenFromTheStepOnThatComputesThem() {
        Steps steps = Steps.of(Examples.stall());
        assertEquals(List.of("100", "2", "1.1"), numbers(steps.picture(0)));
        assertEquals(List.of("100", "2", "200", "1.1"), numbers(steps.picture(1)));
        assertEquals(List.of("100", "2", "200", "1.1", "220"), numbers(steps.picture(2)));
        assertEquals(List.of("100", "2", "200", "1.1", "220", "∂ 1"), numbers(steps.picture(3)));
        assertEquals(List.of("100", "2", "200", "1.1", "220", "∂ 1.1", "∂ 200", "∂ 1"), numbers(steps.picture(4)));
        assertEquals(
                List.of("100", "2", "200", "1.1", "220", "∂ 2.2", "∂ 110", "∂ 1.1", "∂ 200", "∂ 1"),
                numbers(steps.picture(5)));
        for (int step = 0; step < steps.count(); step++)
            assertTrue(steps.picture(step).spots().isEmpty(), "the pointer must not tell what is not known yet");
    }

    @Test
    void aFrameIsShrunkToThePageUnlessItWouldBecomeUnreadable() {
        Steps some = Steps.of(sum(7));
        assertTrue(some.picture(0).width() > 900 && some.picture(0).width() < 1350, "wider than a narrow page");
        assertFalse(html(some).contains("overflow-x"), "what is scrolled jumps back with every step");
        Steps many = Steps.of(sum(25));
        assertFalse(html(many).contains("overflow-x"), "a part is shown");
        assertTrue(Renderings.of(many.at(many.count() - 1)).html().contains("overflow-x"));
    }

    private static Value sum(int terms) {
        Value sum = Value.of("x", 1000.25);
        for (int i = 0; i < terms; i++) sum = sum.plus(Value.of("y" + i, 1000.25));
        return sum;
    }

    private static String html(Steps steps) {
        return Renderings.of(steps.at(0)).html();
    }

    @Test
    void theLastStepShowsWhatTheGraphShows() {
        for (Value result : List.of(Examples.stall(), Examples.softmax(), Examples.handCalculation())) {
            Steps steps = Steps.of(result);
            assertEquals(numbers(Graph.of(result).picture()), numbers(steps.picture(steps.count() - 1)));
        }
    }

    @Test
    void oneNodeIsLitAndNothingMoves() {
        Steps steps = Steps.of(Examples.twoFruits());
        Pattern lines = Pattern.compile("<path d='[^']*m-6-4l6 4l-6 4'");
        List<String> first = lines.matcher(steps.picture(0).svg())
                .results()
                .map(found -> found.group())
                .toList();
        assertEquals(9, first.size());
        for (int step = 0; step < steps.count(); step++) {
            Picture frame = steps.picture(step);
            int lit = frame.svg().split("fill='#ffe48a'", -1).length - 1;
            boolean atANode =
                    steps.words(step).contains("ward ") && !steps.words(step).contains("starts");
            assertEquals(atANode ? 1 : 0, lit, steps.words(step));
            assertEquals(
                    first,
                    lines.matcher(frame.svg())
                            .results()
                            .map(found -> found.group())
                            .toList());
            assertEquals(steps.picture(0).width(), frame.width());
            assertEquals(steps.picture(0).height(), frame.height());
        }
    }

    @Test
    void whereTwoPathsMeetTheSumIsSaid() {
        Value x = Value.of("x", 3);
        Steps steps = Steps.of(x.times(x).plus(x.times(Value.of("y", -2))));
        String last = steps.words(steps.count() - 2);
        assertTrue(
                last.endsWith("To x, the first time: local derivative 3, times 1 from the right = 3."
                        + " To x, once more: local derivative 3, times 1 from the right = 3."
                        + " x is used 3 times, so what came back is added: -2 + 3 + 3 = 4."),
                last);
        assertFalse(steps.picture(steps.count() - 3).svg().contains("Σ ∂"), "not yet");
        assertTrue(numbers(steps.picture(steps.count() - 2)).contains("Σ ∂ 4"));
        Steps negative = Steps.of(x.times(-2).plus(x.times(-5)));
        assertTrue(negative.words(negative.count() - 2).endsWith("what came back is added: -5 + (-2) = -7."));
    }

    @Test
    void theGraphNeedsNoBackwardBeforeAndKeepsItsGradients() {
        Value x = Value.of("x", 3);
        Value square = x.pow(2);
        Steps steps = Steps.of(square);
        assertTrue(numbers(steps.picture(steps.count() - 1)).contains("∂ 6"));
        assertEquals(0, x.gradient());
        assertTrue(steps.words(1).endsWith("x² = 3² = 9."), steps.words(1));
    }

    @Test
    void aStepIsAPictureWithItsWords() {
        Steps steps = Steps.of("<Stall>", Examples.stall());
        Rendering step = Renderings.of(steps.at(4));
        assertTrue(
                step.html()
                        .contains("alt=\"&lt;Stall&gt;, Step 5 of 7, backward 1 of 2: lit is the node × that computes"
                                + " total; values are seen at 5 lines, gradients at 3.\""),
                step.html());
        assertTrue(step.html().endsWith(">" + steps.words(4) + "</p>"), step.html());
        assertEquals(steps.words(4), step.text());
        assertTrue(Renderings.of(steps).html().contains("<details><summary>All 7 steps</summary><figure"));
    }

    @Test
    void ofAWideGraphAStepShowsThePartWhereItIs() {
        Steps steps = Steps.of(Examples.handCalculation());
        assertTrue(steps.picture(0).width() > 1800);
        Pattern moved = Pattern.compile("<svg x='(-?[\\d.]+)'");
        Pattern light = Pattern.compile("<(?:circle cx|rect x)='([\\d.]+)'[^>]*fill='#ffe48a'");
        int leaps = 0;
        double before = 0;
        for (int step = 0; step < steps.count() - 1; step++) {
            String svg = svg(steps.at(step));
            Matcher left = moved.matcher(svg);
            assertTrue(left.find(), svg);
            double offset = Double.parseDouble(left.group(1));
            Matcher lit = light.matcher(svg);
            if (lit.find()) {
                double x = Double.parseDouble(lit.group(1)) + offset;
                assertTrue(x > 60 && x < 840, steps.words(step) + " is at " + x);
            }
            if (offset != before) leaps++;
            before = offset;
        }
        assertTrue(leaps > 3 && leaps < 20, leaps + " leaps");
        assertTrue(svg(steps.at(0)).contains("<svg x='0'"), "the left end");
        int last = steps.count() - 1;
        assertEquals(steps.picture(last).svg(), svg(steps.at(last)), "all of it");
        assertFalse(svg(Steps.of(Examples.stall()).at(2)).contains("<svg x="), "a small graph is not cut");
    }

    private static String svg(Object shown) {
        Matcher source = Pattern.compile("svg\\+xml;base64,([^\"]*)\"")
                .matcher(Renderings.of(shown).html());
        assertTrue(source.find());
        return new String(Base64.getDecoder().decode(source.group(1)), StandardCharsets.UTF_8);
    }

    @Test
    void theFilmStripDrawsEveryNumberOnceAndListsAllWords() {
        Steps steps = Steps.of(Examples.stall());
        String svg = svg(steps.filmStrip());
        for (String number : List.of("∂ 2.2", "∂ 110", "∂ 1.1", "220"))
            assertEquals(2, svg.split(">" + number + "<", -1).length, number);
        assertEquals(8, svg.split("<use href='#b'/>", -1).length, "seven frames of the same graph");
        String html = Renderings.of(steps.filmStrip()).html();
        assertEquals(8, html.split("<li>", -1).length);
        assertTrue(html.contains("<li>fruit price = price × quantity = 100 × 2 = 200.</li>"), html);
    }

    @Test
    void everyFrameOfAFilmStripRefersToAllNumbersBefore() {
        Steps steps = Steps.of(Examples.handCalculation());
        String[] frames = svg(steps.filmStrip()).split("<g transform='translate\\(0 \\d+\\)'>");
        assertEquals(steps.count(), frames.length - 1);
        Pattern use = Pattern.compile("<use href='#([ks])(\\d+)'/>");
        for (int step = 0; step < steps.count(); step++) {
            int[] seen = new int[steps.count()];
            use.matcher(frames[step + 1]).results().forEach(found -> {
                int number = Integer.parseInt(found.group(2));
                if (found.group(1).equals("s")) seen[number]++;
                else for (int i = 0; i < 8; i++) seen[8 * number + i]++;
            });
            for (int i = 0; i < seen.length; i++) assertEquals(i < step ? 1 : 0, seen[i], step + " refers to " + i);
        }
    }

    @Test
    void theFilmStripOfTheHandCalculationIsSmall() {
        Steps steps = Steps.of(Examples.handCalculation());
        int size = Renderings.of(steps.filmStrip()).html().length();
        assertTrue(size < 80_000, size + " bytes for " + steps.count() + " steps");
    }

    @Test
    void whatHasNoStepsOrTooManyIsRefused() {
        assertRefused(
                "an input alone has no steps; compute something with it, such as x.times(2)",
                () -> Steps.of(Value.of("x", 1)));
        assertRefused(
                "this graph has 199 nodes, and the steps of more than 60 would tire anybody; Graph.of draws it at once",
                () -> Steps.of(Examples.sum(100)));
        Steps steps = Steps.of(Examples.stall());
        assertRefused("step 7 asked for, but there are 7, counted from 0", () -> steps.at(7));
        assertRefused("step -1 asked for, but there are 7, counted from 0", () -> steps.words(-1));
    }

    @Test
    void numbersThatAreNotFiniteAreStepsToo() {
        Steps steps = Steps.of(Value.of("x", -1).log().times(0));
        assertTrue(steps.words(1).endsWith("ln(x) = ln(-1) = NaN."), steps.words(1));
        assertTrue(steps.picture(1).svg().contains("stroke='#b3001b'"));
    }
}
