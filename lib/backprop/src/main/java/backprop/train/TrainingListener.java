package backprop.train;

/** Watches a training run. It is called in the training thread, after every iteration: it must be quick. */
public interface TrainingListener {
    /** Does nothing. */
    TrainingListener NONE = (progress, history) -> {};

    /**
     * @param progress where the run is; the last call of a run has {@link Progress#finished()}
     * @param history what was recorded so far; it grows as the run goes on
     */
    void onProgress(Progress progress, History history);
}
