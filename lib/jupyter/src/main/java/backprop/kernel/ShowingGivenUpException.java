package backprop.kernel;

/** To show something took too long, or too much memory. */
public final class ShowingGivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param where the code was */
    ShowingGivenUpException(String message, StackTraceElement[] where) {
        super(message);
        setStackTrace(where);
    }
}
