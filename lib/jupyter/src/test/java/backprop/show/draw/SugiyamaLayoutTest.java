package backprop.show.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SugiyamaLayoutTest {
    private record Case(List<SugiyamaLayout.Box> boxes, List<SugiyamaLayout.Link> links) {
        SugiyamaLayout placed() {
            return new SugiyamaLayout(boxes, links);
        }
    }

    /** What takes room, with a name for messages. */
    private record Area(String name, double left, double top, double right, double bottom) {
        boolean overlaps(Area other) {
            double shared = 1e-6;
            return left < other.right - shared
                    && other.left < right - shared
                    && top < other.bottom - shared
                    && other.top < bottom - shared;
        }
    }

    private static SugiyamaLayout.Box box(boolean leftmost) {
        return new SugiyamaLayout.Box(32, 32, 16, 16, 16, true, leftmost);
    }

    private static SugiyamaLayout.Link link(int from, int to) {
        return new SugiyamaLayout.Link(from, to, 60, 17, 19);
    }

    // Every box but the last leads somewhere; inputs first, as in the graph of a formula.
    private static Case random(int size, long seed) {
        Random random = new Random(seed);
        List<SugiyamaLayout.Box> boxes = new ArrayList<>();
        List<SugiyamaLayout.Link> links = new ArrayList<>();
        List<Integer> unused = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean input = i < size / 2;
            boxes.add(new SugiyamaLayout.Box(
                    20 + random.nextInt(60), 20, 13 + random.nextInt(20), 13 + random.nextInt(20), 10, false, false));
            if (!input) {
                int ports = 1 + random.nextInt(3);
                for (int k = 0; k < ports; k++) {
                    int from = unused.isEmpty() || random.nextInt(4) == 0
                            ? random.nextInt(i)
                            : unused.remove(random.nextInt(unused.size()));
                    unused.remove((Integer) from);
                    links.add(new SugiyamaLayout.Link(from, i, 20 + random.nextInt(80), 17, 19));
                }
            }
            unused.add(i);
        }
        for (int from : unused) if (from != size - 1) links.add(new SugiyamaLayout.Link(from, size - 1, 40, 17, 19));
        return new Case(boxes, links);
    }

    // A chain of additions: ((a + b) + c) + …
    private static Case chain(int operations) {
        List<SugiyamaLayout.Box> boxes = new ArrayList<>(List.of(box(false)));
        List<SugiyamaLayout.Link> links = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            int before = boxes.size() - 1;
            boxes.add(box(false));
            boxes.add(box(false));
            links.add(link(before, before + 2));
            links.add(link(before + 1, before + 2));
        }
        return new Case(boxes, links);
    }

    // A full tree of operations with two inputs each.
    private static Case tree(int levels) {
        List<SugiyamaLayout.Box> boxes = new ArrayList<>();
        List<SugiyamaLayout.Link> links = new ArrayList<>();
        List<Integer> row = new ArrayList<>();
        for (int i = 0; i < 1 << levels; i++) {
            row.add(boxes.size());
            boxes.add(box(false));
        }
        while (row.size() > 1) {
            List<Integer> next = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                links.add(link(row.get(i), boxes.size()));
                links.add(link(row.get(i + 1), boxes.size()));
                next.add(boxes.size());
                boxes.add(box(false));
            }
            row = next;
        }
        return new Case(boxes, links);
    }

    private static Stream<Case> cases() {
        return Stream.concat(
                Stream.of(chain(1), chain(40), tree(2), tree(5)),
                IntStream.range(0, 40).mapToObj(seed -> random(2 + 3 * seed, seed)));
    }

    private static List<Area> areas(Case graph, SugiyamaLayout placed) {
        List<Area> areas = new ArrayList<>();
        for (int i = 0; i < graph.boxes.size(); i++) {
            SugiyamaLayout.Box box = graph.boxes.get(i);
            SugiyamaLayout.Point at = placed.box(i);
            double half = box.bodyWidth() / 2;
            areas.add(new Area("box " + i, at.x() - half, at.y() - box.up(), at.x() + half, at.y() + box.down()));
        }
        for (int k = 0; k < graph.links.size(); k++) {
            SugiyamaLayout.Link link = graph.links.get(k);
            SugiyamaLayout.Point at = placed.label(k);
            double half = link.width() / 2;
            areas.add(new Area("words " + k, at.x() - half, at.y() - link.up(), at.x() + half, at.y() + link.down()));
        }
        return areas;
    }

    @Test
    void nothingLiesOnAnythingElseOrOutside() {
        cases().forEach(graph -> {
            SugiyamaLayout placed = graph.placed();
            List<Area> areas = areas(graph, placed);
            for (int i = 0; i < areas.size(); i++) {
                Area area = areas.get(i);
                for (Area other : areas.subList(i + 1, areas.size()))
                    assertTrue(!area.overlaps(other), () -> area + " and " + other);
                assertTrue(
                        area.left > -1e-6
                                && area.top > -1e-6
                                && area.right < placed.width() + 1e-6
                                && area.bottom < placed.height() + 1e-6,
                        () -> area + " is outside");
            }
        });
    }

    @Test
    void everyLinkPointsRightWithItsWordsInBetween() {
        cases().forEach(graph -> {
            SugiyamaLayout placed = graph.placed();
            for (int k = 0; k < graph.links.size(); k++) {
                SugiyamaLayout.Link link = graph.links.get(k);
                double from = placed.box(link.from()).x();
                double words = placed.label(k).x();
                double to = placed.box(link.to()).x();
                assertTrue(from < words && words < to, "link " + k + ": " + from + ", " + words + ", " + to);
            }
        });
    }

    @Test
    void linesRunThroughTheirWordsAndStayInThePicture() {
        cases().forEach(graph -> {
            SugiyamaLayout placed = graph.placed();
            for (int k = 0; k < graph.links.size(); k++) {
                String path = placed.path(k);
                List<double[]> points = points(path);
                for (int i = 1; i < points.size(); i++)
                    assertTrue(points.get(i)[0] >= points.get(i - 1)[0] - 0.11, "runs back: " + path);
                double words = placed.label(k).y();
                int piece = 1;
                while (points.get(piece)[0] < placed.label(k).x()) piece++;
                double from = points.get(piece - 1)[1];
                double to = points.get(piece)[1];
                assertTrue(
                        Math.abs(from - words) < 0.11 && Math.abs(to - words) < 0.11,
                        () -> "not through its words at " + words + ": " + path);
                for (double[] point : points)
                    assertTrue(point[1] > -0.1 && point[1] < placed.height() + 0.1, "outside: " + path);
            }
        });
    }

    // The ends of the pieces: M x y, H x, C x y x y x y.
    private static List<double[]> points(String path) {
        List<double[]> points = new ArrayList<>();
        for (String piece : path.split("(?=[MHC])")) {
            double[] numbers = Arrays.stream(piece.substring(1).split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            points.add(
                    piece.charAt(0) == 'H'
                            ? new double[] {numbers[0], points.get(points.size() - 1)[1]}
                            : new double[] {numbers[numbers.length - 2], numbers[numbers.length - 1]});
        }
        return points;
    }

    @Test
    void treesHaveNoCrossingsAndKeepTheOrderOfTheFormula() {
        for (Case graph : List.of(chain(1), chain(40), tree(1), tree(5))) {
            SugiyamaLayout placed = graph.placed();
            assertEquals(0, placed.crossings());
            for (int k = 0; k + 1 < graph.links.size(); k++)
                if (graph.links.get(k).to() == graph.links.get(k + 1).to())
                    assertTrue(placed.label(k).y() < placed.label(k + 1).y(), "the first input above");
        }
    }

    @Test
    void theMainLineOfAChainIsStraight() {
        Case graph = chain(30);
        SugiyamaLayout placed = graph.placed();
        for (int i = 4; i < graph.boxes.size(); i += 2)
            assertEquals(placed.box(2).y(), placed.box(i).y(), 0.05, "operation " + i / 2);
    }

    @Test
    void crossingsThatCanBeAvoidedAre() {
        // two operations that both need the same two inputs, then two of their own, listed against each other
        List<SugiyamaLayout.Box> boxes = new ArrayList<>();
        for (int i = 0; i < 7; i++) boxes.add(box(false));
        List<SugiyamaLayout.Link> links =
                List.of(link(0, 4), link(3, 4), link(1, 5), link(2, 5), link(5, 6), link(4, 6));
        assertEquals(0, new SugiyamaLayout(boxes, links).crossings());
    }

    @Test
    void inputsCanBeKeptInTheFirstColumn() {
        List<SugiyamaLayout.Box> boxes = List.of(box(true), box(true), box(true), box(false), box(false));
        List<SugiyamaLayout.Link> links = List.of(link(0, 3), link(1, 3), link(3, 4), link(2, 4));
        SugiyamaLayout placed = new SugiyamaLayout(boxes, links);
        assertEquals(placed.box(0).x(), placed.box(2).x(), 1e-9);
        List<SugiyamaLayout.Box> near = List.of(box(false), box(false), box(false), box(false), box(false));
        placed = new SugiyamaLayout(near, links);
        assertEquals(placed.box(3).x(), placed.box(2).x(), 1e-9, "otherwise right before its use");
    }

    @Test
    void oneThingUsedManyTimesOverALongWayIsPlaced() {
        int uses = 200;
        List<SugiyamaLayout.Box> boxes = new ArrayList<>(List.of(box(true)));
        List<SugiyamaLayout.Link> links = new ArrayList<>();
        for (int i = 1; i <= uses; i++) {
            boxes.add(box(false));
            links.add(link(i - 1, i));
            links.add(link(0, i));
        }
        SugiyamaLayout placed = new SugiyamaLayout(boxes, links);
        assertTrue(placed.height() > uses * 36, "all words have room");
    }
}
