package backprop.play;

import backprop.show.Output;
import backprop.show.draw.Html;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.widget.Frames;
import backprop.widget.PageWidget;
import backprop.widget.Player;
import java.nio.file.Path;
import java.util.List;

/** A picture below a widget, for pages that cannot show the widget; where it is shown, the picture is folded away. */
final class StandIn {
    private final Output below = new Output();
    private final Rendering picture;
    private final String missing;

    /** @param missing what to say where the widget was shown, and is no longer there */
    StandIn(Rendering picture, String missing) {
        this.picture = picture;
        this.missing = missing;
    }

    /**
     * Shows both.
     *
     * @param instead what is said in place of the widget
     */
    void showBelow(PageWidget widget, String instead) {
        widget.display(new Rendering("<p>" + Html.escape(instead) + "</p>", instead));
        below.show(picture);
    }

    /** The page has shown the widget. */
    void fold() {
        below.show(new Rendering(new Picture.Fold(missing, picture).html(), missing));
    }

    /**
     * Shows a session that was played for pages without a kernel: see {@link Frames}.
     *
     * @param words say what was recorded, and where it can be played
     * @param session its pictures, in order
     */
    static void showRecorded(Path folder, String words, List<Rendering> session) {
        new Output().show(new Rendering("<p>" + Html.escape(words) + "</p>", words));
        Player moment = new Player("moment", 1, session.size());
        new Output().show(Frames.record(folder, List.of(moment), () -> session.get(moment.value() - 1), ""));
    }
}
