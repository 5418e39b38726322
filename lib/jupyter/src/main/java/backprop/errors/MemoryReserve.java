package backprop.errors;

/** Memory that is kept for the moment when a cell has taken all the rest: without any, nothing could be said or freed. */
final class MemoryReserve {
    private static final int BYTES = 16 << 20;

    private byte[] reserve = new byte[BYTES];

    /** Something went wrong, and this may be why. */
    void release() {
        reserve = null;
    }

    /** Whether the reserve is whole again; if not, the next cell would find no memory either. */
    boolean isRestored() {
        try {
            if (reserve == null) reserve = new byte[BYTES];
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
