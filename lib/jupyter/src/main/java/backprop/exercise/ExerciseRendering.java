package backprop.exercise;

import backprop.show.draw.Html;
import backprop.show.draw.Rendering;
import java.util.List;
import java.util.Locale;

/** Renders exercises. Marks are signs and words, not colours alone. */
final class ExerciseRendering {
    private ExerciseRendering() {}

    static Rendering render(Verdict verdict) {
        Mark mark = verdict.grade().mark();
        String html = "<div style=\"border-left: 4px solid " + colour(mark) + "; padding-left: 10px\"><strong>"
                + mark.symbol() + " Exercise " + verdict.number() + ", " + Html.escape(verdict.title()) + ": "
                + mark.label() + ".</strong> " + Html.escape(verdict.grade().feedback())
                + " <small style=\"white-space: nowrap\">(" + verdict.done() + " of "
                + verdict.marks().size() + " done)</small>" + hints(verdict.hints(), 0) + "</div>";
        return new Rendering(html, verdict.toString());
    }

    private static String colour(Mark mark) {
        return switch (mark) {
            case RIGHT -> "#2e7d32";
            case WRONG -> "#c62828";
            case OPEN -> "#757575";
        };
    }

    // Each hint is folded into the one before it, so that nobody sees the last one first.
    private static String hints(List<String> hints, int from) {
        if (from == hints.size()) return "";
        return "<details><summary>Hint " + (from + 1) + " of " + hints.size() + "</summary>"
                + Html.escape(hints.get(from)) + hints(hints, from + 1) + "</details>";
    }

    static Rendering render(Exercises exercises) {
        List<Mark> marks = exercises.marks();
        StringBuilder html = new StringBuilder("<table><caption style=\"text-align: left; white-space: nowrap\">"
                + Html.escape(exercises.lesson()) + ", exercises: " + Mark.countRight(marks) + " of " + marks.size()
                + " done</caption><tbody>");
        for (int i = 0; i < marks.size(); i++)
            html.append(row(i + 1, exercises.titles().get(i), marks.get(i)));
        return new Rendering(html.append("</tbody></table>").toString(), exercises.toString());
    }

    private static String row(int number, String title, Mark mark) {
        return "<tr><td>" + mark.symbol() + "</td><td style=\"text-align: left\">" + number + ". " + Html.escape(title)
                + "</td><td style=\"text-align: left\">" + mark.label().toLowerCase(Locale.ROOT) + "</td></tr>";
    }
}
