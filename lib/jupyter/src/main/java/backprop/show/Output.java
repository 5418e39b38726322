package backprop.show;

import backprop.kernel.CurrentKernel;
import backprop.show.draw.Rendering;
import java.util.function.Consumer;

/** A place on the page whose content can be replaced: for what changes while a cell runs. */
public final class Output {
    private Consumer<Rendering> place;

    /** Shows an object in this place: the first time below the running cell, then instead of what was shown before. */
    public void show(Object object) {
        Rendering rendering = Renderings.of(object);
        if (place == null) place = CurrentKernel.get().display(rendering);
        else place.accept(rendering);
    }
}
