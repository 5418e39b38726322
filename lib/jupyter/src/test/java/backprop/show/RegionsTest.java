package backprop.show;

import static backprop.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Dataset;
import backprop.data.ToyData;
import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.show.draw.Picture;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private static Regions leftHalf() {
        return Regions.of("Left", (x1, x2) -> x1 < 0.5 ? 1 : 0, ToyData.and(), -0.5, 1.5);
    }

    @Test
    void sharesOfThePlaneAndOfThePoints() {
        Regions regions = leftHalf();
        assertEquals(0.5, regions.share(1), 1e-2);
        assertEquals(1, regions.share(0) + regions.share(1), 1e-12);
        assertEquals(1, regions.right()); // of the four corners only (1, 0)
        assertEquals(0.25, regions.accuracy());
        assertEquals("Left: 25 % right (1 of 4)", regions.toString());
        assertRefused("there are the classes 0 to 1, but not 2", () -> regions.share(2));
    }

    @Test
    void theAltTextSaysWhatIsToBeSeen() {
        assertEquals(
                "Regions: Left. Across: x₁, up: x₂, both from -0.5 to 1.5. Share of the plane: class 0 50.0 %, class 1 50.0 %."
                        + " Points in the region of their class: 1 of 4."
                        + " (0, 0) is of class 0 and lies in the region of class 1;"
                        + " (0, 1) is of class 0 and lies in the region of class 1;"
                        + " (1, 0) is of class 0 and lies in the region of class 0;"
                        + " (1, 1) is of class 1 and lies in the region of class 0.",
                leftHalf().picture().alt());
        String many = Regions.of("Moons", (x1, x2) -> 0, ToyData.moons(30, 0, 1), -2, 2)
                .alt();
        assertTrue(many.endsWith("Points in the region of their class: 15 of 30."), many);
    }

    @Test
    void aHundredPercentIsSaidOnlyWhereAllAreRight() {
        Dataset data = ToyData.moons(2000, 0, 1);
        double first = data.batch(0).x().get(0);
        Regions regions = Regions.of(
                "One wrong",
                (x1, x2) -> x1 == first || Math.abs(Math.hypot(x1 - 0.5, x2 - 0.25) - 1) < 1e-9 ? 1 : 0,
                data,
                -2,
                2);
        assertEquals("99 % right (1999 of 2000)", regions.score());
    }

    @Test
    void aNetIsAskedOnceAndItsOutputsMeanClasses() {
        Affine half =
                new Affine(new SimpleMatrix(new double[][] {{1}, {0}}), new SimpleMatrix(new double[][] {{0.25}}));
        Network net = new Network(new HalfSquaredError(), half);
        Regions one = Regions.of("One output", net, ToyData.xor(), -0.5, 1.5);
        assertEquals(1 - 0.75 / 2, one.share(1), 1e-2); // x₁ + 0.25 ≥ 0.5
        half.W().value().set(0, 0, 0);
        assertEquals(1 - 0.75 / 2, one.share(1), 1e-2, "what the net learns later changes nothing");

        SimpleMatrix W = new SimpleMatrix(new double[][] {{1, 0, 0}, {0, 1, 0}});
        SimpleMatrix x = Matrices.map(new SimpleMatrix(5, 2), zero -> 1);
        for (Precision precision : Precision.values()) {
            Network three = new Network(
                    new HalfSquaredError(), new Affine(Matrices.to(precision, W), Matrices.zeros(1, 3, precision)));
            Dataset data =
                    Dataset.of("three", Matrices.to(precision, x), Matrices.to(precision, new SimpleMatrix(5, 3)));
            Regions regions = Regions.of("Three outputs", three, data, -1, 1);
            assertEquals(0.375, regions.share(0), 1e-2); // x₁ the largest of x₁, x₂ and 0
            assertEquals(0.375, regions.share(1), 1e-2);
            assertEquals(0.25, regions.share(2), 1e-2);
        }
    }

    @Test
    void aNetThatHasDivergedHasNoRegions() {
        Network net = new TwoLayerNet(2, 3, 2, Precision.DOUBLE, 1);
        Dataset data = Dataset.of(
                "points", new SimpleMatrix(new double[][] {{0, Double.NaN}, {1, 1}}), new SimpleMatrix(2, 1));
        assertEquals(
                "Not drawn: 1 of the 2 points, the first of them (0, NaN).",
                Regions.of("t", net, data, -1, 1).picture().caption());
        net.param("W1").value().fill(Double.NaN);
        assertRefused(
                "there are no classes: of the 6 numbers in W1, 6 are NaN or infinite",
                () -> Regions.of("t", net, data, -1, 1));
    }

    @Test
    void everyClassLooksDifferentWithoutItsColour() {
        Picture picture = leftHalf().picture();
        BufferedImage ground = Embedded.image(picture);
        assertNotEquals(brightness(ground, 20, 240, 60), brightness(ground, 420, 240, 60));
        assertTrue(picture.svg().contains("<rect width='100%' height='100%' fill='white'/>"), "white ground");
    }

    // The range between the darkest and the lightest pixel: 0 for plain paper, more where it is hatched.
    private static int brightness(BufferedImage image, int left, int top, int side) {
        int darkest = 255;
        int lightest = 0;
        for (int y = top; y < top + side; y++)
            for (int x = left; x < left + side; x++) {
                int green = image.getRGB(x, y) >> 8 & 0xff;
                darkest = Math.min(darkest, green);
                lightest = Math.max(lightest, green);
            }
        return lightest - darkest;
    }

    @Test
    void aGalleryShowsAllItsPictures() {
        Regions good = Regions.of("Good", (x1, x2) -> x1 + x2 >= 1.5 ? 1 : 0, ToyData.and(), -0.5, 1.5);
        Picture gallery = Gallery.of("Two of them", 2, leftHalf(), good);
        assertTrue(gallery.alt().startsWith("Regions, 2 pictures: Two of them. Left. Across"), gallery.alt());
        assertTrue(gallery.alt().contains("Good.") && gallery.alt().contains("4 of 4"), gallery.alt());
        assertEquals(
                2 * gallery.width(),
                Gallery.of("Four", 4, good, good, good, good).width());
        assertTrue(Renderings.of(good).html().startsWith("<figure"));
        var chart = Charts.addFunction(Charts.lines("A line", "x", "y"), "line", 0, 1, v -> v);
        Picture charts = Gallery.of("Charts", 2, chart, chart, chart);
        assertTrue(charts.alt().startsWith("Charts, 3 charts. Chart: A line. Across: x; up: y."), charts.alt());
        assertRefused("a gallery has at least one column, not 0", () -> Gallery.of("None", 0, good));
        assertRefused("a gallery shows at least one picture", () -> Gallery.of("None", 1, new Regions[0]));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Dataset wide = Dataset.of("wide", new SimpleMatrix(2, 3), new SimpleMatrix(2, 1));
        assertRefused("a plane has two coordinates, but wide has 3", () -> Regions.of("", (a, b) -> 0, wide, 0, 1));
        Dataset many = Dataset.of("many", new SimpleMatrix(2, 2), new SimpleMatrix(2, 5));
        assertRefused(
                "up to 4 classes can be told apart in a picture, not 5", () -> Regions.of("", (a, b) -> 0, many, 0, 1));
        assertRefused(
                "XOR is empty: there are no points to draw",
                () -> Regions.of("", (a, b) -> 0, ToyData.xor().slice(0, 0), 0, 1));
        assertRefused(
                "the plane is drawn from a smaller number to a larger one, not from 1.0 to 1.0",
                () -> Regions.of("", (a, b) -> 0, ToyData.xor(), 1, 1));
        Network deep = new Network(new HalfSquaredError(), Affine.random(3, 1, 1, Precision.DOUBLE, new Random(1)));
        assertRefused(
                "Affine: W is 3 × 1, so x must have 3 columns, but x is 1 × 2",
                () -> Regions.of("", deep, ToyData.xor(), 0, 1));
    }
}
