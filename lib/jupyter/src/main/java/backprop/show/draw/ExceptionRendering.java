package backprop.show.draw;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Renders an exception in place of what could not be shown. */
public final class ExceptionRendering {
    private ExceptionRendering() {}

    public static Rendering of(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        String words = "✗ " + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        return new Rendering(
                "<div role=\"alert\" style=\"border-left: 4px solid #c62828; padding-left: 10px\"><strong>"
                        + Html.escape(words) + "</strong><details><summary>Where it happened</summary><pre>"
                        + Html.escape(trace.toString()) + "</pre></details></div>",
                words);
    }
}
