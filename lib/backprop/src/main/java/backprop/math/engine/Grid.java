package backprop.math.engine;

/**
 * Square windows on a picture, at every place or side by side. A picture lies line after line, pixel after pixel, the channels
 * of a pixel side by side.
 *
 * @param width of the picture, in pixels
 * @param channels of a pixel
 * @param side of a window, in pixels
 * @param step from one window to the next, in pixels
 * @param down how many windows there are, one below the other
 * @param across how many there are, one beside the other
 */
public record Grid(int width, int channels, int side, int step, int down, int across) {
    /** Where a line of a window begins in the picture. */
    int start(int i, int j, int line) {
        return ((i * step + line) * width + j * step) * channels;
    }

    /** Where a window begins in the picture. */
    int start(int i, int j) {
        return start(i, j, 0);
    }

    /** Where the pixels of a window lie, seen from its start, line by line. */
    int[] pixels() {
        int[] pixels = new int[side * side];
        for (int k = 0; k < pixels.length; k++) pixels[k] = (k / side * width + k % side) * channels;
        return pixels;
    }

    /** The numbers in a line of a window. */
    int run() {
        return side * channels;
    }
}
