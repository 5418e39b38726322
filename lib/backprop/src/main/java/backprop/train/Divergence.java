package backprop.train;

import java.util.Locale;

/**
 * Why a run was stopped: the loss of a mini-batch, or a weight, was NaN or infinite. The net's last good weights are
 * restored.
 *
 * @param iteration the iteration in which that was found, counted from 1
 * @param loss its loss; finite if only a weight was not
 * @param weightsOf the iteration, counted from 1, that began with the restored weights
 * @param goodLoss the loss of that one; NaN if these weights never had a finite loss
 * @param advice what to try
 */
public record Divergence(int iteration, double loss, int weightsOf, double goodLoss, String advice) {
    /** What happened, which weights were restored, and what to try. */
    @Override
    public String toString() {
        String what = Double.isFinite(loss)
                ? "at step " + iteration + " weights are NaN or infinite"
                : "the loss of step " + iteration + " is " + (Double.isNaN(loss) ? "NaN" : "infinite");
        return "Stopped: " + what + ". The net is back at the weights that step " + weightsOf + " began with"
                + (Double.isNaN(goodLoss) ? "" : String.format(Locale.ROOT, ", when the loss was %.4g", goodLoss))
                + ". " + advice;
    }
}
