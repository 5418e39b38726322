package backprop.show;

import backprop.data.Batch;
import backprop.graph.Value;
import backprop.show.draw.ExceptionRendering;
import backprop.show.draw.Html;
import backprop.show.draw.Numbers;
import backprop.show.draw.Rendering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Arrays, collections, maps, optionals and batches as tables, the middle left out where they are large. Numbers stand side by
 * side, and equal rows of them one below the other, as in a matrix; anything else has a row of its own, with its own look.
 */
final class CollectionTable {
    // What is so deep inside is only named: it may be much, or, in a list that holds itself, without end.
    private static final int DEEPEST = 2;
    private static final int LONGEST_TEXT = 1000;

    /**
     * What is shown of a collection.
     *
     * @param inRow whether numbers stand side by side
     * @param heads the index or key of each item; all empty where there are none
     * @param items what cannot be had is an {@link ExceptionRendering}, what is left out is counted in the middle
     */
    private record Content(String caption, boolean inRow, List<String> heads, List<Object> items) {
        boolean isRow() {
            return inRow && items.stream().allMatch(CollectionTable::isNumber);
        }
    }

    private record LeftOut(int count) {
        @Override
        public String toString() {
            return "… " + count + " more";
        }
    }

    private CollectionTable() {}

    /** Whether it is as short as a number. */
    private static boolean isNumber(Object item) {
        return item == null
                || item instanceof Number
                || item instanceof Boolean
                || item instanceof Character
                || item instanceof LeftOut;
    }

    /** Shows anything else as text. */
    static Rendering render(Object object) {
        return render(object, 0);
    }

    private static Rendering render(Object object, int depth) {
        try {
            Content content = contentOf(object);
            if (content != null) return depth < DEEPEST ? table(content, depth) : Rendering.ofText(content.caption());
            if (depth == 0) return Rendering.ofText(String.valueOf(object));
            // A list of values would be as many graphs.
            if (object instanceof Value || Renderings.look(object).isEmpty())
                return Rendering.ofText(cut(String.valueOf(object)));
            return atDepth(Renderings.of(object), depth);
        } catch (RuntimeException | StackOverflowError e) {
            return ExceptionRendering.of(e);
        }
    }

    private static Content safely(Object object) {
        try {
            return contentOf(object);
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    /** A key. */
    private static String words(Object key) {
        try {
            Content content = contentOf(key);
            return cut(content == null ? String.valueOf(key) : content.caption());
        } catch (RuntimeException | StackOverflowError e) {
            return ExceptionRendering.of(e).text();
        }
    }

    private static Rendering atDepth(Rendering rendering, int depth) {
        return depth < DEEPEST
                ? rendering
                : Rendering.ofText(cut(rendering.text().lines().findFirst().orElse("")));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /** Null for what is no collection. */
    private static Content contentOf(Object object) {
        if (object instanceof Batch batch)
            return new Content(
                    "batch of " + batch.size() + " samples", false, List.of("x", "t"), List.of(batch.x(), batch.t()));
        if (object instanceof Optional<?> optional)
            return optional.map(value -> new Content("optional", false, List.of(""), List.of((Object) value)))
                    .orElse(null);
        if (object instanceof List<?> list) return indexed("list of " + list.size(), list.size(), list::get);
        if (object instanceof Collection<?> items)
            return first(
                    (items instanceof Set ? "set of " : "collection of ") + items.size(),
                    true,
                    items.size(),
                    items,
                    item -> "",
                    item -> item);
        if (object instanceof Map<?, ?> map)
            return first(
                    "map of " + map.size(),
                    false,
                    map.size(),
                    map.entrySet(),
                    entry -> words(entry.getKey()),
                    Map.Entry::getValue);
        if (object instanceof Object[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof double[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof float[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof int[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof long[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof short[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof byte[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof char[] a) return array(a, a.length, i -> a[i]);
        if (object instanceof boolean[] a) return array(a, a.length, i -> a[i]);
        return null;
    }

    private static Content array(Object array, int length, IntFunction<?> get) {
        long broken = array instanceof double[] || array instanceof float[]
                ? IntStream.range(0, length)
                        .filter(i -> !Double.isFinite(((Number) get.apply(i)).doubleValue()))
                        .count()
                : 0;
        String type = array.getClass().getSimpleName().replaceFirst("\\[", "[" + length);
        return indexed(type + MatrixTable.broken(broken, length), length, get);
    }

    private static Content indexed(String caption, int size, IntFunction<?> get) {
        int[] shown = MatrixTable.shown(size);
        List<String> heads = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        for (int i : shown) {
            heads.add(i < 0 ? "…" : Integer.toString(i));
            items.add(i < 0 ? new LeftOut(size - shown.length + 1) : item(get, i));
        }
        return new Content(caption, true, heads, items);
    }

    private static Object item(IntFunction<?> get, int i) {
        try {
            return get.apply(i);
        } catch (RuntimeException | StackOverflowError e) {
            return ExceptionRendering.of(e);
        }
    }

    /** What has no places has no end to show either: the items left out are the last. */
    private static <T> Content first(
            String caption, boolean inRow, int size, Collection<T> all, Function<T, String> head, Function<T, ?> item) {
        List<String> heads = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        int most =
                (int) Arrays.stream(MatrixTable.shown(size)).filter(i -> i >= 0).count();
        for (T next : all) {
            if (items.size() == most) break;
            heads.add(head.apply(next));
            items.add(item.apply(next));
        }
        if (size > most) {
            heads.add("");
            items.add(new LeftOut(size - most));
        }
        return new Content(caption, inRow, heads, items);
    }

    private static Rendering table(Content content, int depth) {
        if (content.items().isEmpty())
            return new Rendering(
                    Html.table(content.caption(), "", "<tr><td>no entries</td></tr>"),
                    content.caption() + "\nno entries");
        if (content.isRow()) return grid(content.caption(), content.heads(), List.of(""), List.of(content.items()));
        List<Content> rows = rows(content);
        if (rows.isEmpty()) return list(content, depth);
        return grid(
                content.caption(),
                longest(rows).heads(),
                content.heads(),
                rows.stream().map(Content::items).toList());
    }

    /** The items as rows of one grid; empty if they are none. */
    private static List<Content> rows(Content content) {
        List<Content> rows = new ArrayList<>();
        for (Object item : content.items()) {
            Content row = item instanceof LeftOut ? new Content("", true, List.of(), List.of(item)) : safely(item);
            if (row == null || !row.isRow()) return List.of();
            rows.add(row);
        }
        List<String> columns = longest(rows).heads();
        boolean equal =
                rows.stream().map(Content::heads).allMatch(heads -> heads.equals(columns.subList(0, heads.size())));
        return equal && content.inRow() ? rows : List.of();
    }

    private static Content longest(List<Content> rows) {
        return Collections.max(rows, Comparator.comparingInt(row -> row.heads().size()));
    }

    private static Rendering grid(String caption, List<String> columns, List<String> names, List<List<Object>> rows) {
        StringBuilder html = new StringBuilder();
        StringBuilder text = new StringBuilder(caption);
        for (int i = 0; i < rows.size(); i++) {
            html.append("<tr>").append(head(names, i));
            text.append('\n');
            for (Object item : rows.get(i)) {
                html.append(cell(item));
                text.append(String.format("%14s", text(item)));
            }
            html.append("</tr>");
        }
        String heads = areEmpty(columns)
                ? ""
                : (areEmpty(names) ? "" : "<td></td>")
                        + columns.stream()
                                .map(column -> "<th scope=\"col\" style=\"text-align: right\">" + column + "</th>")
                                .collect(Collectors.joining());
        return new Rendering(Html.table(caption, heads, html.toString()), text.toString());
    }

    private static Rendering list(Content content, int depth) {
        StringBuilder html = new StringBuilder();
        StringBuilder text = new StringBuilder(content.caption());
        for (int i = 0; i < content.items().size(); i++) {
            Object item = content.items().get(i);
            Rendering rendering =
                    isNumber(item) ? new Rendering(cell(item), text(item)) : inCell(render(item, depth + 1));
            html.append("<tr>")
                    .append(head(content.heads(), i))
                    .append(rendering.html())
                    .append("</tr>");
            String head = content.heads().get(i);
            text.append('\n').append(head.isEmpty() ? "" : head + ": ").append(rendering.text());
        }
        return new Rendering(Html.table(content.caption(), "", html.toString()), text.toString());
    }

    private static Rendering inCell(Rendering rendering) {
        return new Rendering("<td style=\"text-align: left\">" + rendering.html() + "</td>", rendering.text());
    }

    private static boolean areEmpty(List<String> heads) {
        return heads.stream().allMatch(String::isEmpty);
    }

    private static String head(List<String> heads, int i) {
        return areEmpty(heads)
                ? ""
                : "<th scope=\"row\" style=\"text-align: left\">" + Html.escape(heads.get(i)) + "</th>";
    }

    private static String cell(Object item) {
        return DataTable.cell(item == null ? "null" : item);
    }

    private static String text(Object item) {
        return item instanceof Double || item instanceof Float
                ? Numbers.format(((Number) item).doubleValue())
                : String.valueOf(item);
    }
}
