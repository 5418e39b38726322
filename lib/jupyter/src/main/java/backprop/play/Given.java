package backprop.play;

/** What came from the page, which may be anything, read as what it should be. */
final class Given {
    private Given() {}

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if it is none, or outside of these
     */
    static int whole(String name, Object given, int least, int most) {
        double number = number(name, given, least, most);
        if (number == (int) number) return (int) number;
        throw wrong(name, least, most);
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if it is none, or outside of these
     */
    static double number(String name, Object given, int least, int most) {
        if (given instanceof Number n && n.doubleValue() >= least && n.doubleValue() <= most) return n.doubleValue();
        throw wrong(name, least, most);
    }

    private static IllegalArgumentException wrong(String name, int least, int most) {
        return new IllegalArgumentException(name + " is " + least + " to " + most + ", but this is none");
    }
}
