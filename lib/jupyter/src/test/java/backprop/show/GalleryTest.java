package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.handwriting.SyntheticDigits;
import backprop.show.draw.Canvas;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.show.draw.TextMetrics;
import java.awt.Font;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class GalleryTest {
    private static Picture dot(int width, int height, String color, String alt, String caption) {
        return new Canvas(width, height)
                .rect(0, 0, width, height, "fill='" + color + "'")
                .finish(alt, caption);
    }

    private final Picture red = dot(100, 50, "red", "Red.", "One.");
    private final Picture blue = dot(200, 80, "blue", "Blue.", "Two.");

    private static void assertStandsAt(int x, int y, Picture part, Picture whole) {
        String there = "<svg x='" + x + "' y='" + y + "' width='" + part.width() + "' height='" + part.height() + "'>"
                + part.svg();
        assertTrue(whole.svg().contains(there), whole.svg());
    }

    @Test
    void beforeStandsLeftOfAfterAndAltTextsAreJoined() {
        Picture both = Gallery.beforeAndAfter("Colours", red, blue);
        assertEquals("Colours. Before: Red. After: Blue.", both.alt());
        assertEquals("One. Two.", both.caption());
        assertEquals(100 + 16 + 200, both.width());
        assertEquals(34 + 24 + 80, both.height());
        assertStandsAt(0, 34 + 24, red, both);
        assertStandsAt(100 + 16, 34 + 24, blue, both);
        assertTrue(both.svg().contains("<text x='12' y='52' font-weight='bold' font-size='14'>before</text>"));
        assertTrue(both.svg().contains("<text x='128' y='52' font-weight='bold' font-size='14'>after</text>"));
    }

    @Test
    void widePicturesStandOneBelowTheOther() {
        Picture both = Gallery.beforeAndAfter("Wide", dot(700, 50, "red", "a", ""), dot(700, 50, "red", "b", ""));
        assertEquals(700, both.width());
        assertEquals(34 + 2 * (24 + 50), both.height());
    }

    @Test
    void aLongTitleStaysInsideAndIsNotTooSmallToRead() {
        Picture both = Gallery.beforeAndAfter("A long title, ".repeat(20), red, red);
        Matcher title =
                Pattern.compile("font-size='9'>(A long title, A long[^<]*…)<").matcher(both.svg());
        assertTrue(title.find(), both.svg());
        Font small = TextMetrics.TITLE.deriveFont(9f);
        assertTrue(TextMetrics.width(small, title.group(1)) < both.width(), title.group(1));
    }

    @Test
    void regionsAndChartsCanBeComparedToo() {
        XYChart chart = Charts.lines("Chart", "x", "y");
        Charts.addFunction(chart, "f", 0, 1, v -> v);
        assertTrue(Gallery.beforeAndAfter("Two", chart, chart).alt().startsWith("Two. Before: Chart: Chart. "));
        Regions regions = Regions.of("Half", (x, y) -> x, backprop.data.ToyData.xor(), 0, 1);
        assertTrue(Gallery.beforeAndAfter("Two", regions, regions).alt().contains(" After: Regions: Half. "));
        Picture map = HeatMap.of("Map", SimpleMatrix.identity(2));
        assertTrue(Gallery.beforeAndAfter("Two", map, map).alt().contains(" After: Heat map: Map. "));
    }

    @Test
    void drawingsKeepTheirSpotsAndFolds() {
        Picture a = new Picture(
                "<svg/>",
                100,
                40,
                "A.",
                "C.",
                List.of(new Picture.Spot(1, 2, 3, 4, "here")),
                List.of(new Picture.Fold("more", Rendering.ofText("text"))),
                false);
        Picture both = Gallery.beforeAndAfter("<Two>", a, a);
        assertEquals("<Two>. Before: A. After: A.", both.alt());
        assertEquals("C.", both.caption(), "said once");
        assertEquals(new Picture.Spot(1, 60, 3, 4, "before: here"), both.spots().get(0));
        assertEquals(
                new Picture.Spot(117, 60, 3, 4, "after: here"), both.spots().get(1));
        assertEquals(
                List.of("more, before", "more, after"),
                both.folds().stream().map(Picture.Fold::summary).toList());
        assertTrue(
                both.svg().contains("&lt;Two&gt;")
                        && both.svg().contains("<svg x='116' y='58' width='100' height='40'><svg/></svg>"),
                both.svg());
        Picture wide = new Picture("<svg/>", 700, 40, "W.", "");
        assertEquals(700, Gallery.beforeAndAfter("t", wide, wide).width());
        assertEquals(34 + 2 * (24 + 40), Gallery.beforeAndAfter("t", wide, wide).height());
    }

    @Test
    void picturesStandInRows() {
        Picture three = Gallery.of("Three", 2, red, blue, red);
        assertEquals("Three, 3 pictures. Red. Blue. Red.", three.alt());
        assertEquals("One. Two.", three.caption());
        assertEquals(100 + 16 + 200, three.width());
        assertEquals(34 + 80 + 50, three.height());
        assertStandsAt(0, 34 + 80, red, three);
        assertRefused("a gallery has at least one column, not 0", () -> Gallery.of("None", 0, red));
        assertRefused("a gallery shows at least one picture", () -> Gallery.of("None", 1, new Picture[0]));
        Picture digits = Pictures.digits("Digits", SyntheticDigits.generate(1, 1), 0);
        assertEquals(digits.width(), Gallery.of("One", 5, digits).width());
    }
}
