package backprop.show;

import backprop.check.Claims;
import backprop.check.Exercises;
import backprop.check.GradientReport;
import backprop.check.Verdict;
import backprop.graph.Value;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.History;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** How the objects of the lessons look on a page. Knows nothing of any kernel. */
public final class Renderings {
    private static final Map<Class<?>, Function<Object, Rendering>> BY_TYPE = new LinkedHashMap<>();

    static {
        register(SimpleMatrix.class, MatrixTable::render);
        register(Table.class, DataTable::render);
        register(Chart.class, chart -> ChartPicture.of(chart).rendering());
        register(Picture.class, Picture::rendering);
        register(Drawing.class, Drawing::rendering);
        register(Graph.class, graph -> graph.drawing().rendering());
        register(Steps.class, Steps::rendering);
        register(Value.class, Renderings::render);
        register(Regions.class, regions -> regions.picture().rendering());
        register(History.class, history -> Charts.training(history).rendering());
        register(GradientReport.class, report -> DataTable.render(report.table()));
        register(Claims.class, claims -> DataTable.render(claims.table()));
        register(Verdict.class, ExerciseMarks::render);
        register(Exercises.class, ExerciseMarks::render);
        register(Rendering.class, rendering -> rendering);
    }

    private Renderings() {}

    private static <T> void register(Class<T> type, Function<? super T, Rendering> render) {
        BY_TYPE.put(type, object -> render.apply(type.cast(object)));
    }

    private static Rendering render(Value value) {
        return value.inputs().isEmpty()
                ? plain(value.toString())
                : Graph.of(value).drawing().rendering();
    }

    private static Rendering plain(String text) {
        return new Rendering("<pre>" + Html.escape(text) + "</pre>", text);
    }

    /** The types that have a look of their own; subtypes share it. */
    static Set<Class<?>> types() {
        return BY_TYPE.keySet();
    }

    /** The look of any object: its own, or its text where it has none. */
    public static Rendering of(Object object) {
        for (var entry : BY_TYPE.entrySet())
            if (entry.getKey().isInstance(object)) return entry.getValue().apply(object);
        return plain(String.valueOf(object));
    }

    /** Matrices as tables, with their shape, the middle left out where they are large. */
    private static final class MatrixTable {
        private static final int MOST = 12;
        private static final int EDGE = 5;

        static Rendering render(SimpleMatrix m) {
            String shape = Matrices.shape(m)
                    + (Precision.of(m) == Precision.FLOAT ? " matrix of floats" : " matrix of doubles");
            StringBuilder html = new StringBuilder("<table><caption style=\"text-align: left; white-space: nowrap\">")
                    .append(shape)
                    .append("</caption><tbody>");
            StringBuilder text = new StringBuilder(shape);
            for (int i : shown(m.getNumRows())) {
                html.append("<tr>");
                text.append('\n');
                for (int j : shown(m.getNumCols())) {
                    boolean gap = i < 0 || j < 0;
                    String cell = gap ? "…" : Html.number(m.get(i, j));
                    html.append(gap ? "<td>" : "<td style=\"text-align: right\" title=\"" + m.get(i, j) + "\">")
                            .append(cell)
                            .append("</td>");
                    text.append(String.format("%14s", cell));
                }
                html.append("</tr>");
            }
            return new Rendering(html.append("</tbody></table>").toString(), text.toString());
        }

        // The indices to show, −1 for what is left out.
        static int[] shown(int count) {
            if (count <= MOST) return IntStream.range(0, count).toArray();
            int[] shown = new int[2 * EDGE + 1];
            for (int i = 0; i < EDGE; i++) {
                shown[i] = i;
                shown[shown.length - 1 - i] = count - 1 - i;
            }
            shown[EDGE] = -1;
            return shown;
        }
    }

    /** Tablesaw's tables, the middle rows left out where there are many. */
    private static final class DataTable {
        private static final int MOST_ROWS = 30;
        private static final int EDGE_ROWS = 10;

        static Rendering render(Table table) {
            StringBuilder html = new StringBuilder("<table><caption style=\"text-align: left; white-space: nowrap\">")
                    .append(Html.escape(table.name() == null ? "" : table.name()))
                    .append("</caption><thead><tr>");
            for (var column : table.columns())
                html.append("<th scope=\"col\" style=\"text-align: ")
                        .append(column instanceof NumericColumn ? "right" : "left")
                        .append("\">")
                        .append(Html.escape(column.name()))
                        .append("</th>");
            html.append("</tr></thead><tbody>");
            for (int row = 0; row < table.rowCount(); row++) {
                if (table.rowCount() > MOST_ROWS && row == EDGE_ROWS) {
                    int leftOut = table.rowCount() - 2 * EDGE_ROWS;
                    html.append("<tr><td colspan=\"")
                            .append(table.columnCount())
                            .append("\">… ")
                            .append(leftOut)
                            .append(" more rows …</td></tr>");
                    row += leftOut;
                }
                html.append("<tr>");
                for (var column : table.columns())
                    // Tablesaw takes NaN for a missing value; here it is to be seen.
                    html.append(
                            cell(column instanceof DoubleColumn numbers ? numbers.getDouble(row) : column.get(row)));
                html.append("</tr>");
            }
            if (table.isEmpty())
                html.append("<tr><td colspan=\"")
                        .append(Math.max(1, table.columnCount()))
                        .append("\">no rows</td></tr>");
            return new Rendering(html.append("</tbody></table>").toString(), table.print(MOST_ROWS));
        }

        private static String cell(Object value) {
            if (value instanceof Number n
                    && !(value instanceof Integer || value instanceof Long || value instanceof Short))
                return "<td style=\"text-align: right\" title=\"" + n + "\">" + Html.number(n.doubleValue()) + "</td>";
            if (value instanceof Number n) return "<td style=\"text-align: right\">" + n + "</td>";
            return "<td style=\"text-align: left\">" + Html.escape(value == null ? "" : value.toString()) + "</td>";
        }
    }
}
