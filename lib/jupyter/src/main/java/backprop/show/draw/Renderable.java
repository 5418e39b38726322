package backprop.show.draw;

/** An object that renders itself. Renderers for other types are in {@link backprop.show.Renderings}. */
public interface Renderable {
    /** Renders its current state. */
    Rendering rendering();
}
