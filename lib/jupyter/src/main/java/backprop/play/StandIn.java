package backprop.play;

import backprop.show.Output;
import backprop.show.draw.Html;
import backprop.show.draw.Picture;
import backprop.show.draw.Rendering;
import backprop.widget.PageWidget;

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
}
