package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
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
            for (var column : table.columns()) html.append(cell(value(column, row)));
            html.append("</tr>");
        }
        if (table.isEmpty())
            html.append("<tr><td colspan=\"")
                    .append(Math.max(1, table.columnCount()))
                    .append("\">no rows</td></tr>");
        return new Rendering(html.append("</tbody></table>").toString(), table.print(MOST_ROWS));
    }

    // Tablesaw takes NaN for a missing value; here it is to be seen.
    private static Object value(Column<?> column, int row) {
        if (column instanceof DoubleColumn numbers) return numbers.getDouble(row);
        if (column instanceof FloatColumn numbers) return numbers.getFloat(row);
        return column.get(row);
    }

    private static String cell(Object value) {
        if (value instanceof Number n && !(value instanceof Integer || value instanceof Long || value instanceof Short))
            return Html.cell(n.doubleValue(), n.toString());
        if (value instanceof Number n) return "<td style=\"text-align: right\">" + n + "</td>";
        return "<td style=\"text-align: left\">" + Html.escape(value == null ? "" : value.toString()) + "</td>";
    }
}
