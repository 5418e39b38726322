package backprop.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.Batch;
import backprop.data.ToyData;
import backprop.graph.Value;
import backprop.kernel.CurrentKernel;
import backprop.kernel.Kernel;
import backprop.show.draw.Rendering;
import backprop.train.TwoLayerNet;
import backprop.widget.Slider;
import java.time.Duration;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Arrays, lists, maps, sets, optionals and batches show themselves. */
class CollectionTableTest {
    private final Kernel before = CurrentKernel.get();

    @AfterEach
    void reconnect() {
        CurrentKernel.set(before);
    }

    private static String html(Object object) {
        return Renderings.of(object).html();
    }

    private static String text(Object object) {
        return Renderings.of(object).text();
    }

    private static HtmlTable table(Object object) {
        return HtmlTable.of(Renderings.of(object));
    }

    @Test
    void arraysOfAllTypesAreRowsWithTheirIndices() {
        Map<Object, List<String>> arrays = new LinkedHashMap<>();
        arrays.put(new int[] {3, -1, 2_000_000_000}, List.of("3", "-1", "2000000000"));
        arrays.put(new long[] {3, 1L << 60}, List.of("3", "1152921504606846976"));
        arrays.put(new short[] {3, -7}, List.of("3", "-7"));
        arrays.put(new byte[] {3, -128}, List.of("3", "-128"));
        arrays.put(new double[] {0.1 + 0.2, 1e-9, Double.NaN}, List.of("0.3", "1e-09", "NaN"));
        arrays.put(new float[] {0.5f, 784}, List.of("0.5", "784"));
        arrays.put(new char[] {'a', '<'}, List.of("a", "&lt;"));
        arrays.put(new boolean[] {true, false}, List.of("true", "false"));
        arrays.put(new Double[] {0.25, null}, List.of("0.25", "null"));
        arrays.put(new Object[] {1, 2.5}, List.of("1", "2.5"));
        arrays.forEach((array, cells) -> {
            HtmlTable shown = table(array);
            assertEquals(List.of(cells), shown.rows(), html(array));
            assertEquals(
                    IntStream.range(0, cells.size()).mapToObj(Integer::toString).toList(), shown.columns());
        });
        assertEquals("int[3]\n             3             1             4", text(new int[] {3, 1, 4}));
        assertTrue(html(new double[] {0.1 + 0.2}).contains("title=\"0.30000000000000004\">0.3</td>"));
    }

    @Test
    void theMiddleOfManyIsLeftOutAndWhatIsBrokenThereCounted() {
        double[] losses = IntStream.range(0, 10_000).asDoubleStream().toArray();
        losses[5000] = Double.NaN;
        losses[5001] = Double.POSITIVE_INFINITY;
        HtmlTable shown = table(losses);
        assertEquals(List.of("0", "1", "2", "3", "4", "…", "9995", "9996", "9997", "9998", "9999"), shown.columns());
        assertEquals(
                List.of(List.of("0", "1", "2", "3", "4", "… 9990 more", "9995", "9996", "9997", "9998", "9999")),
                shown.rows());
        String broken = "[10000], 2 of 10000 entries NaN or infinite";
        assertTrue(html(losses).contains(">double" + broken + "</caption>"));
        float[] floats = new float[10_000];
        floats[77] = Float.NaN;
        floats[78] = Float.NEGATIVE_INFINITY;
        assertTrue(text(floats).startsWith("float" + broken + "\n"));
        assertFalse(table(new int[12]).rows().get(0).contains("…"));
        List<Integer> many = IntStream.range(0, 20).boxed().toList();
        for (Object list : List.of(many, new LinkedList<>(many), many.toArray()))
            assertEquals("… 10 more", table(list).rows().get(0).get(5), html(list));
    }

    @Test
    void equalRowsOfNumbersAreAGrid() {
        int[][] counts = {{1, 2, 3}, {4, 5, 6}};
        String heads =
                "<thead><tr><td></td><th scope=\"col\" style=\"text-align: right\">0</th><th scope=\"col\" style=\"text-align: right\">1</th>";
        for (Object grid : List.of(
                counts,
                new double[][] {{1, 2, 3}, {4, 5, 6}},
                List.of(List.of(1, 2, 3), List.of(4, 5, 6)),
                List.of(counts[0], counts[1]),
                new List<?>[] {List.of(1, 2, 3), List.of(4, 5, 6)})) {
            assertTrue(html(grid).contains(heads), html(grid));
            assertTrue(html(grid).contains("<tr><th scope=\"row\" style=\"text-align: left\">1</th>"), html(grid));
            List<List<String>> rows = table(grid).rows();
            assertEquals(List.of(List.of("1", "2", "3"), List.of("4", "5", "6")), rows.subList(1, 3), html(grid));
        }
        assertTrue(text(counts).startsWith("int[2][]\n             1             2"), text(counts));

        List<List<String>> rows = table(new int[100][784]).rows();
        assertEquals(12, rows.size());
        assertEquals("… 774 more", rows.get(1).get(5));
        assertEquals(List.of("… 90 more"), rows.get(6));
        assertTrue(html(new int[1000][1000]).length() < 20_000);
    }

    @Test
    void rowsOfDifferentLengthsAreShownToo() {
        String ragged = "int[3][]\n             1\n\n             2             3";
        assertEquals(ragged, text(new int[][] {{1}, {}, {2, 3}}));
        String html = html(new int[][] {new int[20], new int[30], null});
        assertTrue(html.contains(">int[20]</caption>") && html.contains(">int[30]</caption>"), html);
        assertTrue(html.contains(">null</td>"), html);
        assertTrue(html(new double[2][3][4]).contains(">double[3][]</caption>"));
    }

    @Test
    void textsAndObjectsStandOneBelowTheOther() {
        for (Object words : List.of(new String[] {"a", "<b>"}, List.of("a", "<b>"), new Object[] {"a", "<b>"})) {
            String html = html(words);
            assertTrue(html.contains("<th scope=\"row\" style=\"text-align: left\">1</th>"), html);
            assertTrue(html.contains("<pre style=\"font-family: monospace\">&lt;b&gt;</pre>"), html);
        }
        assertEquals("String[2]\n0: a\n1: b", text(new String[] {"a", "b"}));
        String layers = text(new TwoLayerNet(4, 3, 2, 1).layers());
        assertEquals("list of 3\n0: Affine: W (4 × 3), b (1 × 3)\n1: Relu\n2: Affine: W (3 × 2), b (1 × 2)", layers);
        assertTrue(text(new TwoLayerNet(4, 3, 2, 1).params()).startsWith("map of 4\nW1: W (4 × 3)\nb1: b (1 × 3)\n"));
        assertEquals("list of 2\n0: a = 2.0\n1: 3.0", text(List.of(Value.of("a", 2), Value.of(3))));
        assertTrue(html(List.of("x".repeat(1_000_000))).length() < 2000);
    }

    @Test
    void mapsSetsAndOthersSayWhatTheyAre() {
        assertEquals("map of 2\na: 1\nb: 0.5", text(new TreeMap<>(Map.of("a", 1, "b", 0.5))));
        assertEquals("map of 1\nint[2]: null", text(Collections.singletonMap(new int[] {1, 2}, null)));
        assertEquals("set of 3\n             1             2             3", text(new TreeSet<>(Set.of(3, 1, 2))));
        assertFalse(html(new TreeSet<>(Set.of(3, 1, 2))).contains("<th"), "a set has no places");
        assertEquals("set of 1\na", text(Set.of("a")));
        assertEquals("collection of 1\n             7", text(new ArrayDeque<>(List.of(7))));
        assertEquals("collection of 1\nx", text(Map.of("k", "x").values()));
        Map<Integer, Integer> many = new TreeMap<>();
        for (int i = 0; i < 1000; i++) many.put(i, i * i);
        assertTrue(text(many).endsWith("\n9: 81\n… 990 more"), text(many));
        EnumMap<TimeUnit, double[]> byUnit = new EnumMap<>(Map.of(TimeUnit.DAYS, new double[] {1, 2}));
        assertEquals("map of 1\nDAYS: double[2]\n             1             2", text(byUnit));
    }

    @Test
    void emptyOnesSaySo() {
        for (Object empty : List.of(List.of(), Map.of(), Set.of(), new int[0], new String[0], new double[0][5])) {
            assertTrue(html(empty).contains("<td>no entries</td>"), html(empty));
            assertTrue(text(empty).endsWith("\nno entries"), text(empty));
        }
        assertEquals("Optional.empty", text(Optional.empty()));
        assertEquals("OptionalDouble[0.5]", text(OptionalDouble.of(0.5)));
    }

    @Test
    void whatIsInsideHasItsOwnLook() {
        SimpleMatrix m = new SimpleMatrix(new double[][] {{1, 2}, {3, 4}});
        String matrix = html(m);
        for (Object nest :
                List.of(List.of(m), new SimpleMatrix[] {m}, Map.of("W", m), Set.of(m), Optional.of(m), List.of(m, "b")))
            assertTrue(html(nest).contains(matrix), html(nest));
        assertTrue(html(Map.of("losses", new double[] {1, 2})).contains(html(new double[] {1, 2})));
        assertTrue(html(List.of(Charts.lines("t", "x", "y"))).contains("<img alt="));
        Batch batch = ToyData.xor().all();
        String shown = html(batch);
        assertTrue(shown.contains(">batch of 4 samples</caption>"), shown);
        assertTrue(shown.contains(html(batch.x())) && shown.contains(html(batch.t())), shown);
        assertTrue(text(batch).startsWith("batch of 4 samples\nx: 4 × 2 matrix of "), text(batch));
    }

    @Test
    void whatIsDeepInsideIsNamed() {
        List<?> deep = List.of(List.of(List.of(1, 2), new SimpleMatrix(2, 3), "a"));
        assertEquals("list of 1\n0: list of 3\n0: list of 2\n1: 2 × 3 matrix of doubles\n2: a", text(deep));
        Object tower = new SimpleMatrix(100, 100);
        for (int i = 0; i < 20; i++) tower = Collections.nCopies(1000, tower);
        assertTrue(html(tower).length() < 20_000);
        assertTrue(html(Collections.nCopies(12, new SimpleMatrix(100, 100))).length() < 200_000);
    }

    @Test
    void whatHoldsItselfIsShown() {
        List<Object> list = new ArrayList<>(List.of("a"));
        list.add(list);
        assertEquals("list of 2\n0: a\n1: list of 2\n0: a\n1: list of 2", text(list));
        Object[] array = new Object[1];
        array[0] = array;
        assertEquals("Object[1]\n0: Object[1]\n0: Object[1]", text(array));
        Map<Object, Object> map = new HashMap<>();
        map.put("me", map);
        assertEquals("map of 1\nme: map of 1\nme: map of 1", text(map));
        List<Object> byAnother = new ArrayList<>();
        byAnother.add(Optional.of(byAnother));
        assertEquals("list of 1\n0: optional\nlist of 1", text(byAnother));
    }

    /** Its toString calls itself for ever. */
    private record Chain(List<Object> next) {}

    @Test
    void whatFailsIsSaidInItsPlace() {
        List<Object> failing = new AbstractList<>() {
            @Override
            public Object get(int index) {
                if (index == 1) throw new IllegalStateException("<not> yet");
                return index;
            }

            @Override
            public int size() {
                return 3;
            }
        };
        assertEquals("list of 3\n0: 0\n1: ✗ IllegalStateException: <not> yet\n2: 2", text(failing));
        List<Object> sizeless = new AbstractList<>() {
            @Override
            public Object get(int index) {
                return index;
            }

            @Override
            public int size() {
                throw new UnsupportedOperationException("endless");
            }
        };
        assertEquals("✗ UnsupportedOperationException: endless", text(sizeless));
        assertEquals("list of 2\n0: ✗ UnsupportedOperationException: endless\n1: 1", text(List.of(sizeless, 1)));
        Chain chain = new Chain(new ArrayList<>());
        chain.next.add(chain);
        assertEquals("list of 2\n0: ✗ StackOverflowError\n1: 1", text(List.of(chain, 1)));
        assertEquals("map of 1\n✗ StackOverflowError: 1", text(new MapOfOne(chain)));
    }

    /** A map whose key fails. */
    private static final class MapOfOne extends AbstractMap<Object, Object> {
        private final Object key;

        MapOfOne(Object key) {
            this.key = key;
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return Collections.singleton(new SimpleEntry<>(key, 1));
        }
    }

    @Test
    void hugeOnesAreQuick() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertTrue(text(Collections.nCopies(Integer.MAX_VALUE, 1)).contains("… 2147483637 more"));
            assertTrue(text(new byte[50_000_000]).contains("… 49999990 more"));
            assertTrue(text(Collections.nCopies(1_000_000_000, new int[1000])).contains("… 999999990 more"));
        });
    }

    @Test
    void sliderFunctionsMayReturnThem() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        Slider n = new Slider("n", 1, 5, 1, 2);
        Notebook.interact(() -> new int[(int) n.value()], n);
        assertEquals("int[2]\n             0             0", kernel.last());
        kernel.move("n", "value", 3);
        assertEquals("int[3]\n             0             0             0", kernel.last());
        Notebook.show(Map.of("a", new double[] {1}));
        assertTrue(kernel.displayed.get(1).endsWith("map of 1\na: double[1]\n             1"));
    }

    /** The kernels look for a type of the last line's object, each in a way of its own. */
    @Test
    void bothKernelsFindTheirLook() {
        var jjava = new org.dflib.jjava.jupyter.kernel.display.Renderer();
        var jjavaText = org.dflib.jjava.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN;
        var ijava = new io.github.spencerpark.jupyter.kernel.display.Renderer();
        var ijavaText = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.TEXT_PLAIN;
        Renderings.installInto(new RecordingKernel() {
            @Override
            public void render(Class<?> type, Function<Object, Rendering> look) {
                jjava.createRegistration(type)
                        .preferring(jjavaText)
                        .register((value, context) -> context.renderIfRequested(
                                jjavaText, () -> look.apply(value).text()));
                ijava.createRegistration(type)
                        .preferring(ijavaText)
                        .register((value, context) -> context.renderIfRequested(
                                ijavaText, () -> look.apply(value).text()));
            }
        });
        for (Object object : List.of(
                new int[1],
                new double[1][1],
                new String[] {"a"},
                new SimpleMatrix[1],
                List.of(1),
                Arrays.asList(1, 2),
                new LinkedList<>(List.of("a")),
                new TreeMap<>(Map.of(1, 2)),
                Map.of(1, 2),
                new TreeSet<>(Set.of(1)),
                Optional.of(1),
                Collections.unmodifiableCollection(List.of(1)),
                new Batch(new SimpleMatrix(1, 1), new SimpleMatrix(1, 1)))) {
            assertEquals(text(object), jjava.render(object).getData(jjavaText));
            assertEquals(text(object), ijava.render(object).getData(ijavaText));
        }
    }

    @Test
    void whatHasTextsOfItsOwnKeepsThem() {
        assertEquals("<pre style=\"font-family: monospace\">a</pre>", html("a"));
        assertEquals("<pre style=\"font-family: monospace\">3</pre>", html(3));
        Date date = new Date(0);
        assertEquals(date.toString(), text(date), "it can be cloned, as arrays can");
        assertEquals(new IntSummaryStatistics().toString(), text(new IntSummaryStatistics()));
    }
}
