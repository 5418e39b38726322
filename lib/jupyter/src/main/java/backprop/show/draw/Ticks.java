package backprop.show.draw;

import java.util.stream.IntStream;

/** The ticks of an axis, at round numbers. */
public final class Ticks {
    private static final int ABOUT = 5;
    private static final int MOST = 12;

    private Ticks() {}

    /** The multiples of 1, 2 or 5 times a power of ten between two numbers, about five of them. */
    public static double[] of(double from, double to) {
        return of(from, to, 0);
    }

    /** @param closest how far they are apart at least */
    public static double[] of(double from, double to, double closest) {
        double step = Math.max(closest, step(to - from));
        double first = Math.ceil(from / step - 1e-9);
        // Between numbers that nearly agree there may be no multiple, and for infinitely small steps no number at all.
        int count = (int) Math.max(0, Math.min(MOST, Math.floor(to / step + 1e-9) - first + 1));
        return IntStream.range(0, count)
                .mapToDouble(i -> (first + i) * step)
                .distinct()
                .toArray();
    }

    private static double step(double range) {
        double rough = range / ABOUT;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) if (factor * power >= rough * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }
}
