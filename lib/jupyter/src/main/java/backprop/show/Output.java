package backprop.show;

import backprop.kernel.CurrentKernel;
import backprop.show.draw.Rendering;
import java.util.function.Consumer;

/** An output below a cell whose content can be replaced while the cell runs. */
public final class Output {
    private Consumer<Rendering> place;

    /** Shows an object: the first time below the running cell, then in place of the one before. */
    public void show(Object object) {
        Rendering rendering = Renderings.inTime(object);
        if (place == null) place = CurrentKernel.get().display(rendering);
        else place.accept(rendering);
    }
}
