package backprop.show.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every colour that is written in this package: what it is for, and whether it can be read there. */
class ContrastTest {
    /** Letters and lines that mean something, on white. */
    private static final Set<String> INKS = Set.of(
            "0060a0", "b34700", "007a55", "8f3f77", "333333", "004a80", "8a3500", "005c40", "b3001b", "222222",
            "5b6472", "a8330f", "2f5488", "7d6012");

    /** What black letters stand on. */
    private static final Set<String> GROUNDS = Set.of(
            "e8f0fb", "fdf3d8", "ffe1e1", "ffe48a", "eef4fa", "4a90d0", "e68a3c", "b0b0b0", "d6e6f5", "fbe3cf",
            "d9efe3", "a3c4e3", "ecbb90", "9ccfb4");

    /** Letters that have a ground of their own. */
    private static final Map<String, String> PAIRS = Map.of("8a0014", "ffe9ec");

    /** Grid lines and frames, which only help, the bar beside a verdict, which is told in words, and weights as pixels. */
    private static final Set<String> ORNAMENTS =
            Set.of("bbbbbb", "dddddd", "2e7d32", "c62828", "757575", "00224e", "8a8779", "fee838");

    private static final Pattern HEX = Pattern.compile("(?:0x|#)([0-9a-fA-F]{6})\\b");

    @Test
    void theRatioIsThatOfTheStandard() {
        assertEquals(21, Contrast.of(Color.BLACK, Color.WHITE), 1e-9);
        assertEquals(1, Contrast.of(Color.RED, Color.RED), 1e-9);
        assertEquals(4.54, Contrast.of(new Color(0x767676), Color.WHITE), 0.005);
        assertEquals(Contrast.of(Color.WHITE, Color.BLUE), Contrast.of(Color.BLUE, Color.WHITE), 1e-9);
    }

    @Test
    void blackOrWhiteIsReadableOnEveryGrey() {
        for (int v = 0; v < 256; v++) {
            Color ground = new Color(v, v, v);
            assertReadable(Contrast.readableOn(ground), ground);
        }
        assertEquals(Color.WHITE, Contrast.readableOn(Color.BLUE));
        assertEquals(Color.BLACK, Contrast.readableOn(Color.YELLOW));
    }

    @Test
    void everyColourIsKnownHere() throws IOException {
        Set<String> known = new TreeSet<>(INKS);
        known.addAll(GROUNDS);
        known.addAll(ORNAMENTS);
        known.addAll(PAIRS.keySet());
        known.addAll(PAIRS.values());
        Map<String, String> unknown = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("lib/jupyter/src/main/java/backprop"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = HEX.matcher(Files.readString(file));
                while (matcher.find())
                    if (!known.contains(matcher.group(1).toLowerCase()))
                        unknown.put(matcher.group(1), file.getFileName().toString());
            }
        }
        assertEquals(Map.of(), unknown, "add new colours to the set that says what they are for");
    }

    @Test
    void inksAreReadableOnWhite() {
        for (String ink : INKS) assertReadable(color(ink), Color.WHITE);
    }

    @Test
    void blackIsReadableOnTheGrounds() {
        for (String ground : GROUNDS) assertReadable(Color.BLACK, color(ground));
    }

    @Test
    void lettersAreReadableOnTheirOwnGround() {
        PAIRS.forEach((ink, ground) -> assertReadable(color(ink), color(ground)));
    }

    private static Color color(String hex) {
        return new Color(Integer.parseInt(hex, 16));
    }

    private static void assertReadable(Color ink, Color ground) {
        double ratio = Contrast.of(ink, ground);
        assertTrue(ratio >= Contrast.FOR_TEXT, ink + " on " + ground + " has " + ratio + " : 1");
    }
}
