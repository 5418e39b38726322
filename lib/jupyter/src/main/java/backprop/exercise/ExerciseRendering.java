package backprop.exercise;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.util.List;
import java.util.Locale;

/** How exercises look on a page: the verdict on an answer, and the marks of a lesson. Marks are signs and words, not colours alone. */
final class ExerciseRendering {
    private ExerciseRendering() {}

    static Rendering render(Verdict verdict) {
        Mark state = verdict.judgement().state();
        StringBuilder html = new StringBuilder(box(state))
                .append("<strong>")
                .append(state.mark())
                .append(" Exercise ")
                .append(verdict.number())
                .append(", ")
                .append(Html.escape(verdict.title()))
                .append(": ")
                .append(state.words())
                .append(".</strong> ")
                .append(Html.escape(verdict.judgement().words()))
                .append(" <small style=\"white-space: nowrap\">(")
                .append(verdict.done())
                .append(" of ")
                .append(verdict.marks().size())
                .append(" done)</small>");
        appendHints(html, verdict.hints(), 0);
        return new Rendering(html.append("</div>").toString(), verdict.toString());
    }

    // Each hint is folded into the one before it, so that nobody sees the last one first.
    private static void appendHints(StringBuilder html, List<String> hints, int level) {
        if (level == hints.size()) return;
        html.append("<details><summary>Hint ")
                .append(level + 1)
                .append(" of ")
                .append(hints.size())
                .append("</summary>")
                .append(Html.escape(hints.get(level)));
        appendHints(html, hints, level + 1);
        html.append("</details>");
    }

    static Rendering render(Exercises exercises) {
        List<Mark> marks = exercises.marks();
        long done = marks.stream().filter(mark -> mark == Mark.RIGHT).count();
        StringBuilder html = new StringBuilder("<table><caption style=\"text-align: left; white-space: nowrap\">")
                .append(Html.escape(exercises.lesson()))
                .append(", exercises: ")
                .append(done)
                .append(" of ")
                .append(marks.size())
                .append(" done</caption><tbody>");
        for (int i = 0; i < marks.size(); i++)
            html.append("<tr><td>")
                    .append(marks.get(i).mark())
                    .append("</td><td style=\"text-align: left\">")
                    .append(i + 1)
                    .append(". ")
                    .append(Html.escape(exercises.titles().get(i)))
                    .append("</td><td style=\"text-align: left\">")
                    .append(marks.get(i).words().toLowerCase(Locale.ROOT))
                    .append("</td></tr>");
        return new Rendering(html.append("</tbody></table>").toString(), exercises.toString());
    }

    private static String box(Mark state) {
        String colour = switch (state) {
            case RIGHT -> "#2e7d32";
            case WRONG -> "#c62828";
            case OPEN -> "#757575";
        };
        return "<div style=\"border-left: 4px solid " + colour + "; padding-left: 10px\">";
    }
}
