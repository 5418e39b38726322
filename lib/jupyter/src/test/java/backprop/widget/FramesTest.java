package backprop.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.show.draw.Canvas;
import backprop.show.draw.Rendering;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesTest {
    private static final Pattern FILE =
            Pattern.compile("data-file=\"[^/]*/([^\"]*)\" data-free=\"(\\d)\" data-pictures=\"(\\d+)\"");

    @TempDir
    Path folder;

    private int free;
    private int pictures;
    private JsonNode file;

    private String record(List<Control> controls, Supplier<Rendering> picture) throws IOException {
        String html =
                Frames.record(folder, controls, picture, "<p>all steps</p>").html();
        Matcher found = FILE.matcher(html);
        assertTrue(found.find(), html);
        free = Integer.parseInt(found.group(2));
        pictures = Integer.parseInt(found.group(3));
        try (var in = new InflaterInputStream(Files.newInputStream(folder.resolve(found.group(1))))) {
            file = new ObjectMapper().readTree(in);
        }
        return html;
    }

    /** The frame of a table, as the page puts it together. */
    private String frame(int table, int index) {
        int frame = file.at("/tables/" + table + "/frames").get(index).asInt();
        JsonNode group = file.get("groups").get(file.get("group").get(frame).asInt());
        int row = file.get("row").get(frame).asInt();
        StringBuilder html = new StringBuilder(group.get("fixed").get(0).asText());
        for (int i = 0; i < group.get("columns").size(); i++) {
            JsonNode column = group.get("columns").get(i);
            int which = column.has("rows") ? column.get("rows").get(row).asInt() : 0;
            JsonNode piece = column.get("pieces").get(which);
            html.append(piece.isInt() ? file.get("long").get(piece.asInt()).asText() : piece.asText());
            html.append(group.get("fixed").get(i + 1).asText());
        }
        return html.toString();
    }

    private static Rendering text(String html) {
        return new Rendering(html, html);
    }

    @Test
    void everyPositionHasThePictureThatTheFunctionMakes() throws IOException {
        Slider price = new Slider("price", 0, 200, 10, 100);
        Choice<String> fruit = new Choice<>("fruit", "pear", List.of("apple", "pear"));
        Checkbox taxed = new Checkbox("tax", true);
        Supplier<Rendering> bill = () -> text(
                price.value() > 150
                        ? "<b>dear</b> x"
                        : "<p title='" + price.value() + "'>" + fruit.value() + " "
                                + (taxed.value() ? 1.1 * price.value() : price.value()) + "</p>");
        String html = record(List.of(price, fruit, taxed), bill);
        assertEquals(3, free);
        assertEquals(21 * 2 * 2, pictures);
        assertTrue(
                html.contains(
                        "<div class=\"backprop-frame\"><p title='100.0'>pear 110.00000000000001</p></div><p>all steps</p>"),
                html);
        assertEquals(List.of(100.0, "pear", true), List.of(price.value(), fruit.value(), taxed.value()));
        for (int p = 0; p <= 20; p++)
            for (int f = 0; f < 2; f++)
                for (int t = 0; t < 2; t++) {
                    price.positions().get(p).take().run();
                    fruit.positions().get(f).take().run();
                    taxed.positions().get(t).take().run();
                    assertEquals(bill.get().html(), frame(0, (p * 2 + f) * 2 + t));
                }
    }

    @Test
    void whereThereAreTooManyFewerAreAwayFromTheirStart() throws IOException {
        Slider a = new Slider("a", 0, 50, 1, 7), b = new Slider("b", 0, 40, 1, 8), c = new Slider("c", 0, 2, 1, 1);
        record(List.of(a, b, c), () -> text(a.value() + " " + b.value() + " " + c.value()));
        assertEquals(2, free);
        assertEquals("3.0 9.0 1.0", frame(0, 3 * 41 + 9));
        assertEquals("3.0 8.0 2.0", frame(1, 3 * 3 + 2));
        assertEquals("7.0 9.0 2.0", frame(2, 9 * 3 + 2));

        Slider fine = new Slider("fine", 0, 1, 1e-3, 0.5);
        record(List.of(fine, a, b), () -> text(fine.value() + " " + a.value() + " " + b.value()));
        assertEquals(1, free);
        assertEquals(1001 + 50 + 40, pictures, "the start is the same for all");
        assertEquals("0.003 7.0 8.0", frame(0, 3));
        assertEquals("0.5 7.0 40.0", frame(2, 40));
    }

    @Test
    void aStartBetweenTwoStepsIsAPosition() throws IOException {
        Slider x = new Slider("x", 0, 1, 0.4, 0.5);
        String html = record(List.of(x), () -> text("x=" + x.value()));
        assertEquals(
                List.of("x=0.0", "x=0.4", "x=0.5", "x=0.8", "x=1.0"),
                List.of(frame(0, 0), frame(0, 1), frame(0, 2), frame(0, 3), frame(0, 4)));
        assertTrue(
                html.contains("&quot;start&quot;:2,&quot;labels&quot;:[&quot;0&quot;,&quot;0.4&quot;,&quot;0.5&quot;"),
                html);
    }

    @Test
    void picturesAreKeptInWords() throws IOException {
        Player step = new Player("step", 1, 3);
        record(
                List.of(step),
                () -> new Canvas(90, 30)
                        .path("M1 2L3 " + step.value(), "stroke='#123456'")
                        .text(1, 2, "50% & \"" + step.value() + "\"")
                        .finish("step " + step.value(), "")
                        .rendering());
        String svg =
                "src=\"data:image/svg+xml;charset=utf-8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 30'";
        assertTrue(frame(0, 1).contains(svg), frame(0, 1));
        assertTrue(frame(0, 1).contains("<path d='M1 2L3 2' stroke='%23123456'/>"), frame(0, 1));
        assertTrue(frame(0, 1).contains("50%25 &amp;amp; &amp;quot;2&amp;quot;</text>"), frame(0, 1));
    }

    @Test
    void longPiecesAreKeptOnceForAll() throws IOException {
        Slider x = new Slider("x", 1, 4, 1, 1);
        String path = "<path d='" + "M1 2".repeat(100) + "'/>";
        record(List.of(x), () -> text((path + "<b>" + "word ".repeat(x.intValue()) + "</b>").repeat(2)));
        assertEquals(4, file.get("groups").size());
        assertEquals(1, file.get("long").size());
        for (int i = 0; i < 4; i++)
            assertEquals((path + "<b>" + "word ".repeat(i + 1) + "</b>").repeat(2), frame(0, i));
    }

    @Test
    void namesAreEscaped() throws IOException {
        Slider x = new Slider("\"<b>' \\", 0, 10, 1, 2);
        String html = record(List.of(x), () -> text(""));
        assertTrue(
                html.contains(
                        "[{&quot;name&quot;:&quot;\\&quot;&lt;b&gt;&#39; \\\\&quot;,&quot;kind&quot;:&quot;range&quot;"),
                html);
    }
}
