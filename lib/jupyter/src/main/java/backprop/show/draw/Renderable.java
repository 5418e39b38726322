package backprop.show.draw;

/** Something that knows how it looks on a page. The types of other libraries are in {@link backprop.show.Renderings}. */
public interface Renderable {
    /** How it looks now. */
    Rendering rendering();
}
