package backprop.kernel;

import java.util.function.LongSupplier;

/**
 * One turn of the loop in which a kernel looks for messages. By itself it sleeps 50 ms between two of them, and who draws would
 * see it; so for some seconds after a message of the page it sleeps less.
 */
final class Attention implements LongSupplier {
    private static final String LOOP = "Loop";
    private static final String BODY = "loopBody";
    private static final long SHORT_SLEEP_MILLIS = 2;
    private static final long SECONDS = 10;

    private final LongSupplier turn;
    private volatile long since;

    private Attention(LongSupplier turn) {
        this.turn = turn;
    }

    /** To be called by the thread that has received a message. Does nothing where a kernel is built otherwise. */
    static void pay() {
        Thread loop = Thread.currentThread();
        if (!loop.getClass().getSimpleName().equals(LOOP)) return;
        try {
            LongSupplier turn = (LongSupplier) KernelReflection.field(loop.getClass(), BODY, loop);
            Attention attention = turn instanceof Attention paid ? paid : new Attention(turn);
            attention.since = System.nanoTime();
            if (attention != turn) KernelReflection.setField(loop.getClass(), BODY, loop, attention);
        } catch (RuntimeException e) {
            // then it answers as slowly as it does by itself
        }
    }

    /** @return how long to sleep, in milliseconds; a kernel ends at a negative number */
    @Override
    public long getAsLong() {
        long sleep = turn.getAsLong();
        return System.nanoTime() - since < SECONDS * 1_000_000_000 ? Math.min(sleep, SHORT_SLEEP_MILLIS) : sleep;
    }
}
