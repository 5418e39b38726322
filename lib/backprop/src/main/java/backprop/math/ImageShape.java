package backprop.math;

/**
 * How the picture lies that a row of a matrix holds: line after line, pixel after pixel, and the channels of a pixel side by
 * side (channels last). Then the pixels below a kernel's line are consecutive numbers, and so are a pixel's answers to all
 * kernels. PyTorch has one channel after the other.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels numbers for each pixel: 1 for grey, 3 for colours, K after a convolution with K kernels
 */
public record ImageShape(int height, int width, int channels) {
    /**
     * @throws IllegalArgumentException if one of them is not positive, or they are more numbers than fit into a row
     */
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1)
            throw new IllegalArgumentException("a picture needs at least one line, column and channel, but this one is "
                    + height + " × " + width + " × " + channels);
        if ((long) height * width > Integer.MAX_VALUE / channels)
            throw new IllegalArgumentException("a picture of " + height + " × " + width + " × " + channels
                    + " has more numbers than fit into a row");
    }

    /** The numbers of a picture: the columns of a matrix with one in each row. */
    public int size() {
        return height * width * channels;
    }

    /** The column of a pixel's number: {@code (y · width + x) · channels + channel}. */
    public int column(int y, int x, int channel) {
        return (y * width + x) * channels + channel;
    }

    /** As in messages: {@code 28 × 28 × 1}. */
    @Override
    public String toString() {
        return height + " × " + width + " × " + channels;
    }
}
