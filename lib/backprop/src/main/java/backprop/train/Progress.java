package backprop.train;

import java.time.Duration;

/**
 * The progress of a training run.
 *
 * @param iteration updates done since the trainer was made
 * @param until the iteration that this run goes to
 * @param from the iteration that this run started at
 * @param epoch epochs done since the trainer was made, with their fraction
 * @param loss the loss of the newest mini-batch; NaN before the first one
 * @param samplesPerSecond training samples per second, without the time for evaluation
 * @param elapsed the time since this run's first iteration began
 * @param interrupted whether the run was stopped before its end
 * @param diverged whether the run was stopped because the loss, or a weight, is no longer finite; {@link History#divergence}
 *     says more
 */
public record Progress(
        int iteration,
        int until,
        int from,
        double epoch,
        double loss,
        double samplesPerSecond,
        Duration elapsed,
        boolean interrupted,
        boolean diverged) {

    /** Whether this run has ended. */
    public boolean finished() {
        return interrupted || diverged || iteration == until;
    }

    /** The fraction of this run that is done, from 0 to 1. */
    public double done() {
        return until == from ? 1 : (double) (iteration - from) / (until - from);
    }

    /** An estimate of the time that this run still takes. */
    public Duration remaining() {
        return iteration == from
                ? Duration.ZERO
                : Duration.ofNanos((long) ((double) elapsed.toNanos() * (until - iteration) / (iteration - from)));
    }
}
