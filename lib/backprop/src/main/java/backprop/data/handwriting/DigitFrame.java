package backprop.data.handwriting;

/**
 * The form of MNIST's pictures: the digit, in its own proportions, scaled to fit 20 × 20 pixels, and moved by whole pixels to
 * the middle of a frame of 28 × 28 by its centre of mass; grey, 0 for paper to 255 for ink, unsigned, row by row (Y. LeCun, L.
 * Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", 1998).
 */
public final class DigitFrame {
    /** The width and the height of the frame in pixels. */
    public static final int SIDE = 28;

    private static final int BOX = 20;

    /** The pixel that the centre of mass is moved to, in both directions. */
    private static final int CENTRE = 14;

    /** What is paler is no part of the digit: the smooth edge of a line. */
    private static final int FAINTEST = 32;

    private DigitFrame() {}

    /**
     * Brings a picture into this form.
     *
     * @param ink a square picture, row by row, 0 for paper to 255 for ink, unsigned
     * @return 28 × 28 pixels; all paper if there is nothing on the picture
     * @throws IllegalArgumentException if the picture is not square
     */
    public static byte[] of(byte[] ink) {
        int side = (int) Math.round(Math.sqrt(ink.length));
        if (side * side != ink.length)
            throw new IllegalArgumentException("a square picture does not have " + ink.length + " pixels");
        int left = side;
        int right = 0;
        int top = side;
        int bottom = 0;
        for (int i = 0; i < ink.length; i++) {
            if ((ink[i] & 0xff) < FAINTEST) continue;
            left = Math.min(left, i % side);
            right = Math.max(right, i % side + 1);
            top = Math.min(top, i / side);
            bottom = Math.max(bottom, i / side + 1);
        }
        if (left >= right) return new byte[SIDE * SIDE];
        double step = (double) Math.max(right - left, bottom - top) / BOX;
        double[] grey = new double[SIDE * SIDE];
        for (int y = 0; y < BOX; y++)
            for (int x = 0; x < BOX; x++)
                grey[y * SIDE + x] = mean(ink, side, left + x * step, top + y * step, step) / 255;
        return centred(grey);
    }

    /** The mean of the picture over a square, with the parts of pixels that lie in it; outside there is paper. */
    private static double mean(byte[] ink, int side, double left, double top, double width) {
        double sum = 0;
        for (int y = (int) top; y < Math.min(side, top + width); y++) {
            double high = Math.min(y + 1, top + width) - Math.max(y, top);
            for (int x = (int) left; x < Math.min(side, left + width); x++) {
                double wide = Math.min(x + 1, left + width) - Math.max(x, left);
                sum += (ink[y * side + x] & 0xff) * high * wide;
            }
        }
        return sum / (width * width);
    }

    /** The picture, from 0 to 1, moved by whole pixels; what moves out of the frame is lost. */
    static byte[] centred(double[] grey) {
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int i = 0; i < grey.length; i++) {
            mass += grey[i];
            massX += grey[i] * (i % SIDE);
            massY += grey[i] * (i / SIDE);
        }
        int right = (int) Math.round(CENTRE - massX / mass);
        int down = (int) Math.round(CENTRE - massY / mass);
        byte[] image = new byte[SIDE * SIDE];
        for (int y = Math.max(0, down); y < Math.min(SIDE, SIDE + down); y++) {
            for (int x = Math.max(0, right); x < Math.min(SIDE, SIDE + right); x++)
                image[y * SIDE + x] = (byte) Math.round(255 * grey[(y - down) * SIDE + x - right]);
        }
        return image;
    }
}
