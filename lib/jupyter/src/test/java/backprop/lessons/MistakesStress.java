package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells that fill the memory to the last byte, which takes Java a while: the kernel must not be left neither dead nor alive. */
class MistakesStress {
    @Test
    void aKernelWhoseMemoryStaysFullIsStartedAnew() throws IOException, InterruptedException {
        List<JsonNode> pages = MistakesIT.pages(List.of(
                "List<int[]> small = new ArrayList<>();\nwhile (true) small.add(new int[20]);",
                "1 + 1",
                "List<Object> nested = new ArrayList<>();\nwhile (true) {\n"
                        + "    List<Object> outer = new ArrayList<>();\n    outer.add(nested);\n    nested = outer;\n}",
                "2 + 2"));
        for (int i = 0; i < pages.size(); i += 2)
            assertTrue(
                    pages.get(i).get("died").asBoolean()
                            || pages.get(i).get("name").asText().equals("OutOfMemoryError"),
                    pages.get(i).toPrettyString());
        assertEquals("2", pages.get(1).get("text").asText());
        assertEquals("4", pages.get(3).get("text").asText());
    }
}
