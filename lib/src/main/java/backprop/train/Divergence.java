package backprop.train;

/**
 * Where a run was stopped because there was nothing more to learn from: the loss of a mini-batch was NaN or infinite, or an
 * update left weights that are. The net has its last good weights back.
 *
 * @param iteration the iteration that broke, counted from 1
 * @param loss its loss; finite if it is the update that broke
 * @param weightsOf the iteration, counted from 1, that began with the weights that the net has now
 * @param advice what to try
 */
public record Divergence(int iteration, double loss, int weightsOf, String advice) {
    /** What happened, in a few words. */
    String what() {
        return Double.isFinite(loss)
                ? "the update of iteration " + iteration + " made weights NaN or infinite"
                : "the loss of iteration " + iteration + " is " + (Double.isNaN(loss) ? "NaN" : "infinite");
    }

    /** What happened, which weights the net has, and what to try. */
    @Override
    public String toString() {
        return "Stopped: " + what() + ". The net is back at the weights that iteration " + weightsOf + " began with. "
                + advice;
    }
}
