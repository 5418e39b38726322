package backprop.widget;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.show.RecordingKernel;
import backprop.show.draw.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PageWidgetTest {
    @RegisterExtension
    final RecordingKernel kernel = new RecordingKernel();

    private final List<String> heard = new ArrayList<>();

    private final PageWidget.Listener listener = new PageWidget.Listener() {
        @Override
        public void told(PageWidget widget, Map<String, Object> message) throws Exception {
            heard.add("told " + message);
            if (message.containsKey("fail")) throw new java.io.IOException("no <paper>");
            if (message.containsKey("overflow")) throw new StackOverflowError();
        }

        @Override
        public void changed(PageWidget widget, Map<String, Object> changes) {
            heard.add("changed " + changes + ", now " + widget.get("word"));
        }
    };

    private PageWidget open() {
        PageWidget widget =
                PageWidget.open(PageWidgetTest.class, "tiny", Map.of("word", Map.of("en", "hello")), listener);
        widget.display(new Rendering("<p>elsewhere</p>", "elsewhere"));
        return widget;
    }

    @Test
    void thePageGetsTheModuleItsLooksAndTheState() {
        open();
        assertEquals(Map.of("en", "hello"), kernel.state("word"));
        assertTrue(kernel.state("_esm").toString().startsWith("export default {"));
        assertTrue(kernel.state("_esm").toString().contains("\nfunction conversation("), "and what all may use");
        assertTrue(kernel.state("_css").toString().startsWith("/* What our widgets"));
        assertTrue(kernel.state("_css").toString().endsWith("}\n.tiny { color: red; }\n"));
        assertEquals("anywidget", kernel.state("_model_module"));
        assertEquals("anywidget", kernel.state("_view_module"));
        assertEquals("elsewhere", kernel.elsewhere.get(0).text());
        assertRefused(
                "there is no other.js beside backprop.widget.PageWidgetTest",
                () -> PageWidget.open(PageWidgetTest.class, "other", Map.of(), listener));
    }

    @Test
    void theStateIsSeenByBoth() {
        PageWidget widget = open();
        widget.set("word", Map.of("en", "tomorrow"));
        assertEquals(Map.of("en", "tomorrow", "count", 1), kernel.state("word"));
        assertEquals(kernel.state("word"), widget.get("word"));
        widget.set("word", Map.of("en", "tomorrow"));
        assertEquals(Map.of("en", "tomorrow", "count", 2), kernel.state("word"), "the page sees that it is another");
        kernel.change("word", "today");
        assertEquals("today", widget.get("word"));
        kernel.tell(Map.of("a", 1.0));
        kernel.tell("a text");
        assertEquals(List.of("changed {word=today}, now today", "told {a=1.0}", "told {}"), heard);
    }

    @Test
    void whatTheListenerThrowsIsSaidAndTheWidgetLives() {
        open();
        kernel.tell(Map.of("fail", true));
        assertEquals("✗ IOException: no <paper>", kernel.trouble());
        Object first = kernel.state("trouble");
        kernel.tell(Map.of("fail", true));
        assertEquals("✗ IOException: no <paper>", kernel.trouble());
        assertNotEquals(first, kernel.state("trouble"), "the page sees that it is another");
        kernel.tell(Map.of("overflow", true));
        assertEquals("✗ StackOverflowError", kernel.trouble());
        kernel.tell(Map.of());
        assertEquals("", kernel.trouble());
    }
}
