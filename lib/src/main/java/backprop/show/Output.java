package backprop.show;

import java.util.UUID;

/** A place on the page whose content can be replaced: for what changes while a cell runs. */
public final class Output {
    private final String id = UUID.randomUUID().toString();
    private boolean open;

    /** Shows an object in this place: the first time below the running cell, then instead of what was shown before. */
    public void show(Object object) {
        Rendering rendering = Renderings.of(object);
        if (open) Notebook.kernel().update(id, rendering);
        else Notebook.kernel().display(id, rendering);
        open = true;
    }
}
