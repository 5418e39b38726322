package backprop.train;

/** The argument checks of optimizers. */
final class Rates {
    private Rates() {}

    static double requireLearningRate(double rate) {
        return requireFromZeroUp("the learning rate", rate, "0.1");
    }

    static double requireFromZeroUp(String what, double number, String example) {
        if (!(number >= 0) || Double.isInfinite(number))
            throw new IllegalArgumentException(
                    what + " must be a number from 0 up, such as " + example + ", but it is " + number);
        return number;
    }

    /** The part of a running mean that stays. */
    static double requireDecay(String what, double number) {
        if (!(number >= 0 && number < 1))
            throw new IllegalArgumentException(
                    what + " must be at least 0 and less than 1, such as 0.9, but it is " + number);
        return number;
    }
}
