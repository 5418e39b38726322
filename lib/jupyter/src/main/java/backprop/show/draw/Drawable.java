package backprop.show.draw;

/** Something that is shown as one picture. */
public interface Drawable extends Renderable {
    /** The picture alone, of what there is now. */
    Picture picture();

    @Override
    default Rendering rendering() {
        return picture().rendering();
    }
}
