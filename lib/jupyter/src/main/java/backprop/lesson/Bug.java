package backprop.lesson;

/**
 * Mistakes that backward passes are written with. Shapes, types and a falling loss hide every one of them; a gradient check
 * finds them.
 */
public enum Bug {
    /**
     * A layer's weights are updated before the gradient goes back through them. The backward pass is right, the loop around
     * it is not.
     */
    NEW_WEIGHTS("new weights"),
    /** The gradient goes through the sigmoid unchanged: its slope y(1 − y) is missing. */
    NO_SLOPE("no slope"),
    /** dW is the transpose of what it should be. W is square, so that the shapes fit. */
    TRANSPOSED("transposed"),
    /** db is the first row of dY instead of the sum of all rows. */
    FIRST_ROW("first row"),
    /** The loss is a mean over N samples, but its gradient is not divided by N. */
    NOT_DIVIDED("no 1/N"),
    /** ReLU lets the gradient pass where the input was not positive, and stops it where it was. */
    WRONG_SIDE("wrong side");

    private final String label;

    Bug(String label) {
        this.label = label;
    }

    /** What a reader calls it. */
    public String label() {
        return label;
    }
}
