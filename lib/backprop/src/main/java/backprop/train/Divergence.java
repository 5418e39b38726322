package backprop.train;

import java.util.Locale;

/**
 * Where a run was stopped because there was nothing more to learn from: the loss of a mini-batch, or a weight, was NaN or
 * infinite. The net has its last good weights back.
 *
 * @param iteration the iteration that broke, counted from 1
 * @param loss its loss; finite if it was a weight that broke
 * @param weightsOf the iteration, counted from 1, that began with the weights that the net has now
 * @param goodLoss the loss of that one; NaN if these weights never had a finite loss
 * @param advice what to try
 */
public record Divergence(int iteration, double loss, int weightsOf, double goodLoss, String advice) {
    /** What happened, which weights the net has, and what to try. */
    @Override
    public String toString() {
        String what = Double.isFinite(loss)
                ? "at iteration " + iteration + " weights are NaN or infinite"
                : "the loss of iteration " + iteration + " is " + (Double.isNaN(loss) ? "NaN" : "infinite");
        return "Stopped: " + what + ". The net is back at the weights that iteration " + weightsOf + " began with"
                + (Double.isNaN(goodLoss) ? "" : String.format(Locale.ROOT, ", when the loss was %.4g", goodLoss))
                + ". " + advice;
    }
}
