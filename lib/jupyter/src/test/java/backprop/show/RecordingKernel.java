package backprop.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.kernel.PageComm;
import backprop.show.draw.Rendering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A kernel that writes down what it is asked to show, and a page that can be played by a test. Registered as an extension it is
 * the current kernel during each test.
 */
public class RecordingKernel implements Kernel, BeforeEachCallback, AfterEachCallback {
    private Kernel before;

    @Override
    public void beforeEach(ExtensionContext context) {
        before = CurrentKernel.get();
        CurrentKernel.set(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        CurrentKernel.set(before);
    }

    @Override
    public void render(Class<?> type, Function<Object, Rendering> look) {
        // nothing is shown by itself
    }

    @Override
    public void renderOthers(Function<Object, String> text) {
        // nothing is shown by itself
    }

    /** The place, a space and the text of everything displayed, and of everything that replaced it. */
    public final List<String> displayed = new ArrayList<>();

    public final List<String> updated = new ArrayList<>();

    /** What stands on the page instead of widgets. */
    public final List<Rendering> elsewhere = new ArrayList<>();

    /** The widget that was put onto the page last. */
    public String shownWidget;

    /** What the page knows of each widget, by its id. */
    public final Map<String, Map<String, Object>> states = new LinkedHashMap<>();

    private final Map<String, Consumer<Map<String, Object>>> receivers = new HashMap<>();
    private final Map<String, UnaryOperator<Map<String, Object>>> served = new HashMap<>();

    @Override
    public Consumer<Rendering> display(Rendering rendering) {
        String place = "place-" + (displayed.size() + 1) + " ";
        displayed.add(place + rendering.text());
        shown(rendering);
        return next -> {
            updated.add(place + next.text());
            shown(next);
        };
    }

    /** For tests that need more than the text. */
    void shown(Rendering rendering) {}

    @Override
    @SuppressWarnings("unchecked")
    public PageComm openComm(
            String target,
            Map<String, Object> data,
            Map<String, Object> metadata,
            Consumer<Map<String, Object>> received) {
        String id = "widget-" + (states.size() + 1);
        states.put(id, new HashMap<>((Map<String, Object>) data.get("state")));
        receivers.put(id, received);
        return new PageComm() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void send(Map<String, Object> sent) {
                states.get(id).putAll((Map<String, Object>) sent.get("state"));
            }
        };
    }

    @Override
    public void serve(String target, UnaryOperator<Map<String, Object>> answer) {
        served.put(target, answer);
    }

    /** What the page gets that asks on a comm to that target. */
    public Map<String, Object> ask(String target, Map<String, Object> question) {
        return served.get(target).apply(question);
    }

    @Override
    public void displayWidget(String id, Rendering rendering) {
        shownWidget = id;
        elsewhere.add(rendering);
    }

    /** The id of the only widget with that description. */
    String widget(String description) {
        List<String> found = states.keySet().stream()
                .filter(id -> description.equals(states.get(id).get("description")))
                .toList();
        if (found.size() != 1) throw new AssertionError(found.size() + " widgets are called " + description);
        return found.get(0);
    }

    /** The reader changes a trait in the page. */
    void move(String description, String trait, Object value) {
        send(description, Map.of("method", "update", "state", Map.of(trait, value), "buffer_paths", List.of()));
    }

    void send(String description, Map<String, Object> message) {
        receivers.get(widget(description)).accept(message);
    }

    /** The module of the widget that was shown last tells Java something; where it is no map, as it is. */
    public void tell(Object content) {
        receivers.get(shownWidget).accept(Map.of("method", "custom", "content", content));
    }

    /** The module of the widget that was shown last changes a part of the state. */
    public void change(String name, Object value) {
        states.get(shownWidget).put(name, value);
        receivers
                .get(shownWidget)
                .accept(Map.of("method", "update", "state", Map.of(name, value), "buffer_paths", List.of()));
    }

    /** A part of the state of the widget that was shown last, as the page knows it. */
    public Object state(String name) {
        return states.get(shownWidget).get(name);
    }

    /** What the widget that was shown last says about a message that it cannot answer; empty once it has answered another. */
    public String trouble() {
        return (String) ((Map<?, ?>) state("trouble")).get("words");
    }

    /** Tells the widget that was shown last what is no message for it: each time it says so in a sentence, and stays as it is. */
    public void assertRefusesAll(Object... messages) {
        Map<String, Object> before = new HashMap<>(states.get(shownWidget));
        for (Object message : messages) {
            tell(message);
            String which = String.format("%.100s: %s", message, trouble());
            assertTrue(
                    trouble().startsWith("✗ IllegalArgumentException: ")
                            && trouble().length() < 200,
                    which);
            assertNotEquals(before.put("trouble", state("trouble")), state("trouble"), "the page hears of it");
            assertEquals(before, states.get(shownWidget), which);
        }
    }

    /** What was shown last in the place of the picture. */
    String last() {
        List<String> all = updated.isEmpty() ? displayed : updated;
        String last = all.get(all.size() - 1);
        return last.substring(last.indexOf(' ') + 1);
    }
}
