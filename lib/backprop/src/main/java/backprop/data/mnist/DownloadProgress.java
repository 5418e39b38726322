package backprop.data.mnist;

import java.util.Locale;

/**
 * The progress of a download of several files.
 *
 * @param state what the download does
 * @param file the file that is being downloaded, or an empty string
 * @param from the server that it comes from, or an empty string
 * @param bytes received so far, of all files
 * @param size the bytes of all files
 */
public record DownloadProgress(State state, String file, String from, long bytes, long size) {
    private static final double MEGABYTE = 1e6;

    /** The states of a download. */
    public enum State {
        /** Another program downloads the same files. */
        WAITING,
        /** A file is being downloaded. */
        LOADING,
        /** All files are there. */
        DONE,
        /** The download failed, or the thread was interrupted. */
        FAILED
    }

    /** Whether the download has ended. */
    public boolean finished() {
        return state == State.DONE || state == State.FAILED;
    }

    /** The fraction that is done, from 0 to 1. */
    public double done() {
        return size == 0 ? state == State.DONE ? 1 : 0 : (double) bytes / size;
    }

    /** The progress as a sentence. */
    public String message() {
        return switch (state) {
            case WAITING -> "another program is downloading the files; this one waits and then uses them.";
            case LOADING ->
                String.format(
                        Locale.ROOT, "%.1f of %.1f MB, %s from %s", bytes / MEGABYTE, size / MEGABYTE, file, from);
            case DONE ->
                size == 0
                        ? "another program has downloaded the files."
                        : String.format(Locale.ROOT, "done, %.1f MB.", bytes / MEGABYTE);
            case FAILED -> "not completed.";
        };
    }
}
