package backprop.show;

/**
 * How an object looks on a page.
 *
 * @param html for a notebook: no scripts, and pictures inside it with their alt text
 * @param text for where there is no HTML
 */
public record Rendering(String html, String text) {}
