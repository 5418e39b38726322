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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A widget that answers the reader's wishes, and a picture below it, for pages that cannot show the widget; where it is shown,
 * the picture is folded away.
 */
final class Interactive {
    private final Output below = new Output();
    private final PageWidget widget;
    private final Rendering picture;
    private final String missing;

    /**
     * @param type the class that its module lies beside, with the same name
     * @param answer is told what the reader wishes, with the whole message, which may hold anything; what it throws is said
     * @param missing what to say where the widget was shown, and is no longer there
     */
    Interactive(
            Class<?> type,
            Map<String, Object> state,
            BiConsumer<String, Map<String, Object>> answer,
            Rendering picture,
            String missing) {
        this.picture = picture;
        this.missing = missing;
        String module = type.getSimpleName().toLowerCase(Locale.ROOT);
        widget = PageWidget.open(type, module, state, (from, message) -> {
            String wish = String.valueOf(message.get("do"));
            if (wish.equals("shown")) fold();
            else answer.accept(wish, message);
        });
    }

    private void fold() {
        below.show(new Rendering(new Picture.Fold(missing, picture).html(), missing));
    }

    /** Changes a part of the state that the page knows. */
    void set(String name, Map<String, Object> part) {
        widget.set(name, part);
    }

    /**
     * Shows both.
     *
     * @param instead what is said in place of the widget
     */
    void show(String instead) {
        widget.display(paragraph(instead));
        below.show(picture);
    }

    /**
     * Shows both or, for pages without a kernel, a session that is played for them: see {@link Frames}.
     *
     * @param recorded says what was recorded, and where it can be played
     * @param session gives its pictures, in order
     */
    void show(String instead, String recorded, Supplier<List<Rendering>> session) {
        Optional<Path> folder = Frames.folder();
        if (folder.isPresent()) showRecorded(folder.get(), recorded, session.get());
        else show(instead);
    }

    static void showRecorded(Path folder, String recorded, List<Rendering> session) {
        new Output().show(paragraph(recorded));
        Player moment = new Player("moment", 1, session.size());
        new Output().show(Frames.record(folder, List.of(moment), () -> session.get(moment.value() - 1), ""));
    }

    private static Rendering paragraph(String words) {
        return new Rendering("<p>" + Html.escape(words) + "</p>", words);
    }
}
