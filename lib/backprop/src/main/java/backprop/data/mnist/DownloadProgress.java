package backprop.data.mnist;

import java.util.Locale;

/**
 * Where a download of some files is.
 *
 * @param state what it does
 * @param file the file that comes, while one does, otherwise empty
 * @param from the server that it comes from, while one does, otherwise empty
 * @param bytes how much of all files has come
 * @param size how much that will be in the end
 */
public record DownloadProgress(State state, String file, String from, long bytes, long size) {
    private static final double MEGABYTE = 1e6;

    /** What a download does. */
    public enum State {
        /** Another program fetches the same files. */
        WAITING,
        /** A file comes. */
        LOADING,
        /** All files are there. */
        DONE,
        /** The files could not be had, or the thread was interrupted. */
        FAILED
    }

    /** Whether nothing more will come. */
    public boolean finished() {
        return state == State.DONE || state == State.FAILED;
    }

    /** The part that is done, from 0 to 1. */
    public double done() {
        return size == 0 ? state == State.DONE ? 1 : 0 : (double) bytes / size;
    }

    /** All of it in a sentence. */
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
