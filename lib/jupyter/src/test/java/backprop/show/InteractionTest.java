package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.Value;
import backprop.show.draw.ExceptionRendering;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.widget.Checkbox;
import backprop.widget.Choice;
import backprop.widget.Player;
import backprop.widget.Slider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InteractionTest {
    @RegisterExtension
    final RecordingKernel kernel = new RecordingKernel();

    @Test
    void thePictureFollowsTheSlider() {
        Slider price = new Slider("price", 0, 200, 10, 100);
        Slider quantity = new Slider("quantity", 0, 10, 1, 2);
        Notebook.interact(() -> "total " + price.value() * quantity.value(), price, quantity);
        assertEquals("total 200.0", kernel.last());
        kernel.move("quantity", "value", 3.0);
        assertEquals("total 300.0", kernel.last());
        kernel.move("price", "value", 50);
        assertEquals("total 150.0", kernel.last());
        assertEquals(1, kernel.displayed.size(), "one place on the page");
        String place = kernel.displayed.get(0).split(" ")[0];
        assertTrue(kernel.updated.stream().allMatch(update -> update.startsWith(place + " ")));
    }

    @Test
    void controlsStandOneBelowTheOtherInTheirOrder() {
        Player step = new Player("step", 0, 5);
        Slider x = new Slider("x", -6, 6, 0.5, 0);
        Notebook.interact(x::value, step, x);
        Map<String, Object> box = kernel.states.get(kernel.shownWidget);
        assertEquals("VBoxModel", box.get("_model_name"));
        List<?> rows = (List<?>) box.get("children");
        assertEquals(2, rows.size());
        assertEquals("IPY_MODEL_" + kernel.widget("x"), rows.get(1));
        Map<String, Object> row = kernel.states.get(rows.get(0).toString().replace("IPY_MODEL_", ""));
        assertEquals("HBoxModel", row.get("_model_name"), "a player is a button and a slider");
        assertEquals(2, ((List<?>) row.get("children")).size());
    }

    @Test
    void aSliderIsOpenedAsItStands() {
        Notebook.interact(() -> "", new Slider("x", -6, 6, 0.5, 1.5));
        Map<String, Object> state = kernel.states.get(kernel.widget("x"));
        assertEquals("FloatSliderModel", state.get("_model_name"));
        assertEquals("FloatSliderView", state.get("_view_name"));
        assertEquals("@jupyter-widgets/controls", state.get("_model_module"));
        assertEquals(
                List.of(-6.0, 6.0, 0.5, 1.5),
                List.of(state.get("min"), state.get("max"), state.get("step"), state.get("value")));
    }

    @Test
    void stepsAreCountedNotAdded() {
        Slider x = new Slider("x", 0, 1, 0.1, 0.5);
        Notebook.interact(x::value, x);
        kernel.move("x", "value", 0.1 + 0.2);
        assertEquals("0.3", kernel.last());
        kernel.move("x", "value", 5.0);
        assertEquals("1.0", kernel.last(), "the ends hold");
        assertEquals(1, x.intValue());
    }

    @Test
    void severalThingsAreShownTogether() {
        Slider x = new Slider("x", 0, 1, 0.1, 0.5);
        Notebook.interact(() -> Notebook.together("x is", x.value(), new SimpleMatrix(1, 2)), x);
        kernel.move("x", "value", 0.3);
        assertTrue(kernel.last().startsWith("x is\n0.3\n1 × 2 matrix of doubles"), kernel.last());
        String html = Notebook.together("a < b", "b").html();
        assertTrue(
                html.contains(
                        "<pre style=\"font-family: monospace\">a &lt; b</pre></div><div style=\"display: inline-block"),
                html);
        assertRefused("there is nothing to show together", Notebook::together);
    }

    @Test
    void choicesAreListsOrSlidersOfNumbers() {
        Choice<String> activation = new Choice<>("activation", "tanh", List.of("sigmoid", "tanh", "relu"));
        Choice<Double> rate = new Choice<>("learning rate", 0.1, List.of(0.01, 0.1, 1.0));
        Notebook.interact(() -> activation.value() + " " + rate.value(), activation, rate);
        assertEquals("tanh 0.1", kernel.last());
        Map<String, Object> list = kernel.states.get(kernel.widget("activation"));
        assertEquals("DropdownModel", list.get("_model_name"));
        assertEquals(List.of("sigmoid", "tanh", "relu"), list.get("_options_labels"));
        assertEquals(
                "SelectionSliderModel",
                kernel.states.get(kernel.widget("learning rate")).get("_model_name"));
        kernel.move("activation", "index", 2.0);
        kernel.move("learning rate", "index", 0);
        assertEquals("relu 0.01", kernel.last());
        kernel.move("activation", "index", 3);
        assertEquals("relu 0.01", kernel.last(), "there is no fourth");
    }

    @Test
    void checkboxesAndPlayersAreRead() {
        Checkbox shown = new Checkbox("gradients", false);
        Player step = new Player("step", 0, 3);
        Notebook.interact(() -> shown.value() + " " + step.value(), shown, step);
        assertEquals("false 0", kernel.last());
        kernel.move("gradients", "value", true);
        kernel.move("step", "value", 2.0);
        assertEquals("true 2", kernel.last());
        kernel.move("step", "value", 9);
        assertEquals("true 3", kernel.last());
    }

    @Test
    void stepsArePlayedFromTheFirstOn() {
        Value z = Value.of("x", 3).times(Value.of("y", 2)).named("z");
        Notebook.play(Steps.of(z));
        assertEquals(1, kernel.states.get(kernel.widget("step")).get("min"));
        assertTrue(kernel.last().startsWith("Step 1 of 5, the inputs: x = 3, y = 2."), kernel.last());
        kernel.move("step", "value", 2);
        assertTrue(kernel.last().startsWith("Step 2 of 5, forward 1 of 1: z = x × y = 3 × 2 = 6."), kernel.last());
        String elsewhere = kernel.elsewhere.get(0).html();
        assertTrue(elsewhere.contains("<details><summary>All steps</summary><figure"), elsewhere);
        assertTrue(elsewhere.contains("<li>z = x × y = 3 × 2 = 6.</li>"), elsewhere);
    }

    @Test
    void whatTheFunctionThrowsStandsInItsPlaceAndTheSliderLives() {
        Slider x = new Slider("x", 0, 10, 1, 2);
        Notebook.interact(
                () -> {
                    if (x.value() == 7) throw new IllegalArgumentException("not <b>seven</b>");
                    if (x.value() == 8) throw new StackOverflowError();
                    return "x is " + x.value();
                },
                x);
        kernel.move("x", "value", 7);
        assertEquals("✗ IllegalArgumentException: not <b>seven</b>", kernel.last());
        kernel.move("x", "value", 8);
        assertEquals("✗ StackOverflowError", kernel.last());
        kernel.move("x", "value", 3);
        assertEquals("x is 3.0", kernel.last());
        String html = ExceptionRendering.of(new IllegalArgumentException("not <b>seven</b>"))
                .html();
        assertTrue(html.contains("not &lt;b&gt;seven&lt;/b&gt;") && !html.contains("<b>"), html);
        assertTrue(html.contains("role=\"alert\"") && html.contains("InteractionTest"), "says where");
    }

    @Test
    void aPictureThatCannotBeDrawnIsTrouble() {
        Slider x = new Slider("x", 0, 10, 1, 2);
        Notebook.interact(() -> new Picture(null, 1, 1, "nothing", ""), x);
        assertTrue(kernel.last().startsWith("✗ NullPointerException"), kernel.last());
    }

    @Test
    void otherMessagesOfThePageChangeNothing() {
        Slider x = new Slider("x", 0, 10, 1, 2);
        Notebook.interact(x::value, x);
        kernel.send("x", Map.of("method", "custom", "content", Map.of()));
        kernel.send("x", Map.of("method", "update"));
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("value", null);
        kernel.send("x", Map.of("method", "update", "state", nothing));
        kernel.move("x", "value", "ten");
        assertEquals("2.0", kernel.last());
    }

    @Test
    void withoutWidgetsASentenceSaysWhatCouldBeMoved() {
        Slider x = new Slider("x <script>", 0, 10, 1, 2);
        Choice<Double> h = new Choice<>("h", 1e-5, List.of(1e-5, 0.1));
        Notebook.interact(() -> "", x, new Checkbox("slope", true), h);
        Rendering words = kernel.elsewhere.get(0);
        assertEquals(
                "Interactive: the picture below shows x <script> 2 (0 to 10), slope yes (or no), h 1e-05 (of 1e-05, 0.1)."
                        + " Run this cell in JupyterLab, and you can move them.",
                words.text());
        assertFalse(words.html().contains("<script>"), words.html());
    }

    @Test
    void inAPageThatIsLoadedAnewASentenceTakesTheirPlace() {
        Slider x = new Slider("x", 0, 10, 1, 2);
        Notebook.interact(x::value, x);
        Map<String, Object> told = kernel.ask("jupyter.widget.control", Map.of("method", "request_states"));
        assertEquals("update_states", told.get("method"));
        Map<?, ?> panel = (Map<?, ?>) ((Map<?, ?>) told.get("states")).get(kernel.shownWidget);
        assertEquals("HTMLModel", panel.get("model_name"));
        assertEquals(
                "The page was loaded anew. Run this cell again, and the picture below can be moved.",
                ((Map<?, ?>) panel.get("state")).get("value"));
    }

    @Test
    void runAgainItGoesOnFromWhereTheSliderStands() {
        Slider x = new Slider("x", 0, 10, 1, 2);
        Notebook.interact(x::value, x);
        kernel.move("x", "value", 6);
        kernel.states.clear();
        Notebook.interact(x::value, x);
        assertEquals(6.0, kernel.states.get(kernel.widget("x")).get("value"));
    }

    @Test
    void impossibleControlsAreRefused() {
        assertRefused(
                "the slider x must go from a smaller number to a larger one, but it goes from 5.0 to 1.0",
                () -> new Slider("x", 5, 1, 1, 2));
        assertRefused(
                "the slider x must go from a smaller number to a larger one, but it goes from NaN to 1.0",
                () -> new Slider("x", Double.NaN, 1, 1, 0));
        assertRefused(
                "the slider x must go from a smaller number to a larger one, but it goes from 0.0 to Infinity",
                () -> new Slider("x", 0, Double.POSITIVE_INFINITY, 1, 0));
        assertRefused(
                "the step of the slider x must be positive and fit 1 to 10000 times between 0.0 and 1.0, but it is 0.0",
                () -> new Slider("x", 0, 1, 0, 0));
        assertRefused(
                "the step of the slider x must be positive and fit 1 to 10000 times between 0.0 and 1.0, but it is 1.0E-5",
                () -> new Slider("x", 0, 1, 1e-5, 0));
        assertRefused(
                "the slider x must start between 0.0 and 1.0, but it starts at 2.0",
                () -> new Slider("x", 0, 1, 0.1, 2));
        assertRefused(
                "the choice c starts at z, which is not among its options [a, b]",
                () -> new Choice<>("c", "z", List.of("a", "b")));
        assertRefused(
                "the player p must count up from a smaller number to a larger one, not from 2 to 2",
                () -> new Player("p", 2, 2));
        assertRefused(
                "there is no control to move; without one, Notebook.show is enough", () -> Notebook.interact(() -> ""));
    }
}
