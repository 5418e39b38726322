package backprop.kernel;

/** To show something took too long. */
public final class ShowingTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ShowingTimeoutException(String message) {
        super(message);
    }
}
