package backprop.show.draw;

import java.util.Locale;
import org.ejml.simple.SimpleMatrix;

/** Writes numbers, with as many digits as the reader chose. */
public final class Numbers {
    private static final int MOST_DIGITS = 17;

    private static volatile int digits = 6;

    private Numbers() {}

    /** How many significant digits {@link #format(double)} gives; 6 unless {@link #digits(int)} was called. */
    public static int digits() {
        return digits;
    }

    /** @throws IllegalArgumentException if a double has not so many significant digits, or it is not positive */
    public static void digits(int count) {
        if (count < 1 || count > MOST_DIGITS)
            throw new IllegalArgumentException(
                    "a double has 1 to " + MOST_DIGITS + " significant digits to show, not " + count);
        digits = count;
    }

    /** A number with up to {@link #digits()} significant digits: 0.5, 784, 3.51e-05, NaN. */
    public static String format(double value) {
        return format(value, digits);
    }

    /** A number with up to so many significant digits. */
    public static String format(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) return Double.toString(value);
        if (value == 0) return "0";
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e9) {
            String[] parts =
                    String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).split("e");
            return withoutTrailingZeros(parts[0]) + "e" + parts[1];
        }
        int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
        return withoutTrailingZeros(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    private static String withoutTrailingZeros(String number) {
        return number.contains(".") ? number.replaceAll("0+$", "").replaceAll("\\.$", "") : number;
    }

    /** Two digits with the sign: +0.012, −1.5e−11, 0. */
    public static String signed(double value) {
        if (value == 0) return "0";
        if (Double.isNaN(value)) return "NaN";
        return withMinus(String.format(Locale.ROOT, "%+.2g", value)
                .replaceFirst("e([+-])0(\\d)$", "e$1$2")
                .replace("e+", "e"));
    }

    /** A number with a minus sign as long as the plus, instead of a hyphen. */
    public static String withMinus(String number) {
        return number.replace('-', '−');
    }

    /** How many entries are NaN or infinite. */
    public static int notFinite(SimpleMatrix m) {
        int count = 0;
        for (int k = 0; k < m.getNumElements(); k++) if (!Double.isFinite(m.get(k))) count++;
        return count;
    }

    /** A share, in percent with one place. */
    public static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : Double.toString(share);
    }
}
