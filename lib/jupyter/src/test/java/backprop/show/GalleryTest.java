package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.handwriting.SyntheticDigits;
import backprop.show.draw.Drawing;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import java.util.List;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class GalleryTest {
    private static Picture dot(int width, int height, int rgb, String alt, String caption) {
        return Picture.draw(width, height, alt, caption, g -> {
            g.setColor(new java.awt.Color(rgb));
            g.fillRect(0, 0, width, height);
        });
    }

    private final Picture red = dot(100, 50, 0xff0000, "Red.", "One.");
    private final Picture blue = dot(200, 80, 0x0000ff, "Blue.", "Two.");

    @Test
    void beforeStandsLeftOfAfterAndAltTextsAreJoined() {
        Picture both = Gallery.beforeAndAfter("Colours", red, blue);
        assertEquals("Colours. Before: Red. After: Blue.", both.alt());
        assertEquals("One. Two.", both.caption());
        assertEquals(100 + 16 + 200, both.width());
        assertEquals(34 + 24 + 80, both.height());
        int y = 2 * (34 + 24 + 10);
        assertEquals(0xffff0000, both.image().getRGB(2 * 50, y));
        assertEquals(0xff0000ff, both.image().getRGB(2 * (100 + 16 + 50), y));
        assertTrue(hasInk(both, 0, 34, 100, 24), "the word before");
        assertTrue(hasInk(both, 116, 34, 100, 24), "the word after");
    }

    private static boolean hasInk(Picture picture, int left, int top, int width, int height) {
        for (int y = 2 * top; y < 2 * (top + height); y++)
            for (int x = 2 * left; x < 2 * (left + width); x++)
                if (picture.image().getRGB(x, y) == 0xff000000) return true;
        return false;
    }

    @Test
    void widePicturesStandOneBelowTheOther() {
        Picture both = Gallery.beforeAndAfter("Wide", dot(700, 50, 1, "a", ""), dot(700, 50, 2, "b", ""));
        assertEquals(700, both.width());
        assertEquals(34 + 2 * (24 + 50), both.height());
    }

    @Test
    void aLongTitleStaysInside() {
        Picture both = Gallery.beforeAndAfter("A long title, ".repeat(20), red, red);
        assertTrue(hasInkLike(both, 0, both.width() - 8), "there is a title");
        assertTrue(!hasInkLike(both, both.width() - 7, both.width()), "it ends before the edge");
    }

    private static boolean hasInkLike(Picture picture, int from, int to) {
        for (int y = 0; y < 2 * 30; y++)
            for (int x = 2 * from; x < 2 * to; x++) if ((picture.image().getRGB(x, y) & 0xff) < 0x80) return true;
        return false;
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
        Drawing a = new Drawing(
                "<svg/>",
                100,
                40,
                "A.",
                "C.",
                List.of(new Drawing.Spot(1, 2, 3, 4, "here")),
                List.of(new Drawing.Fold("more", Rendering.ofText("text"))));
        Drawing both = Gallery.beforeAndAfter("<Two>", a, a);
        assertEquals("<Two>. Before: A. After: A.", both.alt());
        assertEquals("C.", both.caption(), "said once");
        assertEquals(new Drawing.Spot(1, 60, 3, 4, "before: here"), both.spots().get(0));
        assertEquals(
                new Drawing.Spot(117, 60, 3, 4, "after: here"), both.spots().get(1));
        assertEquals(
                List.of("more, before", "more, after"),
                both.folds().stream().map(Drawing.Fold::summary).toList());
        assertTrue(
                both.svg().contains("&lt;Two&gt;")
                        && both.svg().contains("<svg x='116' y='58' width='100' height='40'><svg/></svg>"),
                both.svg());
        Drawing wide = new Drawing("<svg/>", 700, 40, "W.", "");
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
        assertEquals(0xffff0000, three.image().getRGB(2 * 50, 2 * (34 + 80 + 10)));
        assertRefused("a gallery has at least one column, not 0", () -> Gallery.of("None", 0, red));
        assertRefused("a gallery shows at least one picture", () -> Gallery.of("None", 1, new Picture[0]));
        Picture digits = Pictures.digits("Digits", SyntheticDigits.generate(1, 1), 0);
        assertEquals(digits.width(), Gallery.of("One", 5, digits).width());
    }
}
