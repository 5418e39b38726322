package backprop.data.handwriting;

import java.util.Arrays;

/**
 * A square sheet of pixels to draw lines on, with smooth grey edges. Coordinates are pixels; whole numbers are the
 * centres of pixels.
 */
final class Ink {
    /** Width of the grey edge of a line; at this width about as many pixels are quite white as in MNIST. */
    private static final double EDGE = 1.4;

    /** Keeps a line without length, a dot, from dividing by zero. */
    private static final double SHORTEST_SQUARED = 1e-9;

    private final int side;

    /** How far each pixel lies inside the line around it; negative outside. */
    private final double[] depth;

    Ink(int side) {
        this.side = side;
        depth = new double[side * side];
        Arrays.fill(depth, -side);
    }

    /** Draws a line whose half width changes evenly from one end to the other; its ends are round. */
    void line(double x0, double y0, double radius0, double x1, double y1, double radius1) {
        double reach = Math.max(radius0, radius1) + EDGE / 2;
        int left = Math.max(0, (int) Math.ceil(Math.min(x0, x1) - reach));
        int right = Math.min(side - 1, (int) Math.floor(Math.max(x0, x1) + reach));
        int top = Math.max(0, (int) Math.ceil(Math.min(y0, y1) - reach));
        int bottom = Math.min(side - 1, (int) Math.floor(Math.max(y0, y1) + reach));
        double dx = x1 - x0;
        double dy = y1 - y0;
        double perSquare = 1 / Math.max(SHORTEST_SQUARED, dx * dx + dy * dy);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double px = column - x0;
                double py = row - y0;
                double t = Math.min(1, Math.max(0, (px * dx + py * dy) * perSquare));
                double ex = px - t * dx;
                double ey = py - t * dy;
                double inside = radius0 + t * (radius1 - radius0) - Math.sqrt(ex * ex + ey * ey);
                int pixel = row * side + column;
                depth[pixel] = Math.max(depth[pixel], inside);
            }
        }
    }

    /** How much of a pixel is inked: 0 for none of it, 1 for all, in between along the edges. */
    double coverage(int pixel) {
        return Math.min(1, Math.max(0, 0.5 + depth[pixel] / EDGE));
    }
}
