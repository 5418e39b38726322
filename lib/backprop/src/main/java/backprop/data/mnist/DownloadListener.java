package backprop.data.mnist;

/**
 * Watches a download. It is called in the thread that waits for the download, for each 16 KB or less: it must be quick. One
 * registered as a service, as a notebook's is, watches {@link Mnist#load()}.
 */
public interface DownloadListener {
    /** Does nothing. */
    DownloadListener NONE = progress -> {};

    /** Bytes arrived, or the download began to wait, or ended; the last call has {@link DownloadProgress#finished()}. */
    void onProgress(DownloadProgress progress);
}
