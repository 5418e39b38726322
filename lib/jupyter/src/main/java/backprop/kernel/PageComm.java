package backprop.kernel;

import java.util.Map;

/** A line to a part of the page, open both ways. */
public interface PageComm {
    /** By which the page knows it. */
    String id();

    /**
     * Sends a message to the page. Threads may do so at the same time.
     *
     * @param data that JSON can write: texts, booleans, finite numbers, and lists and maps of them
     */
    void send(Map<String, Object> data);
}
