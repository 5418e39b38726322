package backprop.show;

import backprop.show.draw.Rendering;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A table as the page has it, read back. */
record HtmlTable(List<String> columns, List<List<String>> rows) {
    private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>");
    private static final Pattern HEAD = Pattern.compile("<th(?: [^>]*)?>(.*?)</th>");
    private static final Pattern CELL = Pattern.compile("<td[^>]*>(.*?)</td>");

    static HtmlTable of(Rendering rendering) {
        return new HtmlTable(
                inside(HEAD, rendering.html()),
                inside(ROW, rendering.html()).stream()
                        .map(row -> inside(CELL, row))
                        .filter(cells -> !cells.isEmpty())
                        .toList());
    }

    private static List<String> inside(Pattern tag, String html) {
        return tag.matcher(html)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    String get(int row, String column) {
        return rows.get(row).get(columns.indexOf(column));
    }

    /** The row whose first cell holds that. */
    int row(String first) {
        return rows.stream().map(row -> row.get(0)).toList().indexOf(first);
    }
}
