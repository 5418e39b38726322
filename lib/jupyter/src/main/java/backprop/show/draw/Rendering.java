package backprop.show.draw;

/**
 * A rendered object.
 *
 * @param html for a notebook: no scripts, and pictures inside it with their alt text
 * @param text for where there is no HTML
 */
public record Rendering(String html, String text) implements Renderable {
    /** Plain text, in the letters of code: pages that Jupyter exports would take others. */
    public static Rendering ofText(String text) {
        return new Rendering("<pre style=\"font-family: monospace\">" + Html.escape(text) + "</pre>", text);
    }

    @Override
    public Rendering rendering() {
        return this;
    }
}
