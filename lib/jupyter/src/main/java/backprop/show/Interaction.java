package backprop.show;

import backprop.kernel.ShowingGivenUpException;
import backprop.kernel.TimeLimit;
import backprop.show.draw.ExceptionRendering;
import backprop.show.draw.Png;
import backprop.show.draw.Rendering;
import backprop.widget.Control;
import backprop.widget.ControlPanel;
import backprop.widget.Frames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Controls, and below them a picture that follows them. */
final class Interaction {
    private final Notebook.Shown shown;
    private final Output picture = new Output();

    private Interaction(Notebook.Shown shown) {
        this.shown = shown;
    }

    /** @param instead HTML that stands in the place of the controls where there are no widgets */
    static void start(Notebook.Shown shown, List<Control> controls, String instead) {
        Interaction interaction = new Interaction(shown);
        Supplier<Rendering> frame = () -> interaction.now(interaction::render);
        Optional<Path> folder = Frames.folder();
        if (folder.isPresent()) {
            Supplier<Rendering> one = () -> interaction.now(() -> Png.asOneOfMany(interaction::render));
            interaction.picture.show(Frames.record(folder.get(), controls, one, instead));
            return;
        }
        Runnable moved = () -> interaction.picture.show(interaction.now(() -> Png.inAHurry(interaction::render)));
        new ControlPanel(controls).show(moved, instead);
        interaction.picture.show(frame.get());
    }

    private Rendering now(Supplier<Rendering> render) {
        try {
            return TimeLimit.show("the picture of these controls", render);
        } catch (ShowingGivenUpException e) {
            return ExceptionRendering.of(e);
        }
    }

    private Rendering render() {
        try {
            return Renderings.of(shown.show());
        } catch (Exception | Error e) {
            // In the place of the picture: the reader moves on, and the next picture takes it again.
            return ExceptionRendering.of(e);
        }
    }
}
