package backprop.show;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.util.List;

/** A small table below a picture: all its rows, and every number in full. */
final class NumberTable {
    private NumberTable() {}

    /**
     * @param head what the columns are
     * @param rows the first cell names its row; what reads as a number stands at the right
     */
    static Rendering of(List<String> head, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (String name : head)
            html.append("<th scope=\"col\">").append(Html.escape(name)).append("</th>");
        html.append("</tr></thead><tbody>");
        StringBuilder text = new StringBuilder(String.join(" | ", head));
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\" style=\"text-align: left\">")
                    .append(Html.escape(row.get(0)))
                    .append("</th>");
            for (String cell : row.subList(1, row.size()))
                html.append("<td style=\"text-align: ")
                        .append(isNumber(cell) ? "right" : "left")
                        .append("\">")
                        .append(Html.escape(cell))
                        .append("</td>");
            html.append("</tr>");
            text.append('\n').append(String.join(" | ", row));
        }
        return new Rendering(html.append("</tbody></table>").toString(), text.toString());
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?(\\d.*|NaN|Infinity)") && !cell.contains(" ");
    }
}
