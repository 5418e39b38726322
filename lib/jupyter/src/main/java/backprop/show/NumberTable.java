package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A small table below a picture: all its rows, and every number in full. */
final class NumberTable {
    private NumberTable() {}

    /**
     * @param head what the columns are
     * @param rows the first cell names its row; what reads as a number stands at the right
     */
    static Rendering of(List<String> head, List<List<String>> rows) {
        String names = head.stream()
                .map(name -> "<th scope=\"col\">" + Html.escape(name) + "</th>")
                .collect(Collectors.joining());
        String html = rows.stream().map(NumberTable::row).collect(Collectors.joining());
        String text = Stream.concat(Stream.of(head), rows.stream())
                .map(row -> String.join(" | ", row))
                .collect(Collectors.joining("\n"));
        return new Rendering("<table><thead><tr>" + names + "</tr></thead><tbody>" + html + "</tbody></table>", text);
    }

    private static String row(List<String> row) {
        String name = "<th scope=\"row\" style=\"text-align: left\">" + Html.escape(row.get(0)) + "</th>";
        return row.stream().skip(1).map(NumberTable::cell).collect(Collectors.joining("", "<tr>" + name, "</tr>"));
    }

    private static String cell(String text) {
        boolean number = text.matches("-?(\\d.*|NaN|Infinity)") && !text.contains(" ");
        return "<td style=\"text-align: " + (number ? "right" : "left") + "\">" + Html.escape(text) + "</td>";
    }
}
