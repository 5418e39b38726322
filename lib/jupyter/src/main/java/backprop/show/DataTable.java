package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tablesaw's tables, the middle rows left out where there are many. */
final class DataTable {
    private static final int MOST_ROWS = 30;
    private static final int EDGE_ROWS = 10;

    private DataTable() {}

    static Rendering render(Table table) {
        String name = table.name() == null ? "" : table.name();
        String head = table.columns().stream().map(DataTable::head).collect(Collectors.joining());
        return new Rendering(Html.table(name, head, body(table)), table.print(MOST_ROWS));
    }

    private static String head(Column<?> column) {
        return "<th scope=\"col\" style=\"text-align: " + (column instanceof NumericColumn ? "right" : "left") + "\">"
                + Html.escape(column.name()) + "</th>";
    }

    private static String body(Table table) {
        int count = table.rowCount();
        if (table.isEmpty()) return across(table, "no rows");
        if (count <= MOST_ROWS) return rows(table, 0, count);
        return rows(table, 0, EDGE_ROWS)
                + across(table, "… " + (count - 2 * EDGE_ROWS) + " more rows …")
                + rows(table, count - EDGE_ROWS, count);
    }

    private static String across(Table table, String words) {
        return "<tr><td colspan=\"" + Math.max(1, table.columnCount()) + "\">" + words + "</td></tr>";
    }

    private static String rows(Table table, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(row -> table.columns().stream()
                        .map(column -> cell(value(column, row)))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining());
    }

    // Tablesaw takes NaN for a missing value; here it is to be seen, unless the column has words for it.
    private static Object value(Column<?> column, int row) {
        if (column.isMissing(row) && !column.getString(row).isEmpty()) return column.getString(row);
        if (column instanceof DoubleColumn numbers) return numbers.getDouble(row);
        if (column instanceof FloatColumn numbers) return numbers.getFloat(row);
        return column.get(row);
    }

    /** A number as everywhere, anything else as its text. */
    static String cell(Object value) {
        if (value instanceof Number n && !(value instanceof Integer || value instanceof Long || value instanceof Short))
            return Html.cell(n.doubleValue(), n.toString());
        if (value instanceof Number n) return "<td style=\"text-align: right\">" + n + "</td>";
        return "<td style=\"text-align: left\">" + Html.escape(value == null ? "" : value.toString()) + "</td>";
    }
}
