package backprop.data.mnist;

/**
 * Watches a download. It is called in the thread that waits for the download, for each 16 KB or less: it must be quick. One
 * that is listed as a service, as a notebook's is, watches {@link Mnist#load()}.
 */
public interface DownloadListener {
    /** For a download that nobody watches. */
    DownloadListener NONE = progress -> {};

    /** Something came, or the download began to wait, or ended; the last call has {@link DownloadProgress#finished()}. */
    void onProgress(DownloadProgress progress);
}
