package backprop.kernel;

import backprop.kernel.PrintedAmount.Piece;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What cells print, on its way to the page. The kernels send a message for each print, and of thousands a second most are
 * lost. Here a line that comes alone is sent at once, and what follows it is gathered and sent a few times a second, in its
 * order, as much as Jupyter takes; who prints more waits.
 */
final class PrintedText {
    // Jupyter Server drops all text of a kernel that sends more than 3 MB in 3 s, by its defaults, however late it
    // looks.
    private static final double MOST_AT_ONCE = 700_000;
    private static final double BYTES_PER_NANO = 400_000e-9;
    // What a message takes beside its text. So there are never more at once than the 1,000 that a kernel's socket holds
    // for a slow reader, nor in 3 s more than the 3,000 from which Jupyter Server drops them.
    private static final int OF_MESSAGE = 700;

    private static final PrintedText INSTANCE = new PrintedText(BYTES_PER_NANO);

    private static final long BETWEEN_MESSAGES = TimeUnit.MILLISECONDS.toNanos(200);
    // So long the rest of a line, which comes from another print, is waited for.
    private static final long REST_OF_LINE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SOME_PATIENCE = 5; // seconds
    private static final int LONGEST_MESSAGE = 1 << 16;
    private static final int MOST_WAITING = 1 << 18;

    // A socket breaks when a thread that is using it is interrupted, as the reader's threads may be, so none of them
    // does.
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "sender");
        thread.setDaemon(true);
        return thread;
    });
    private final PrintStream out = stream(false);
    private final PrintStream err = stream(true);

    private final double bytesPerNano;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private long added;
    private long sent;
    private boolean timed;
    private long nextMessage = System.nanoTime();
    private double allowed = MOST_AT_ONCE;
    private long allowedAt = nextMessage;

    /** @param bytesPerNano how fast it sends, in the long run */
    PrintedText(double bytesPerNano) {
        this.bytesPerNano = bytesPerNano;
    }

    /** As there is one {@code System.out}, there is one of these. */
    static PrintedText instance() {
        return INSTANCE;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** Becomes what programs print to. */
    void take() {
        System.setOut(out);
        System.setErr(err);
    }

    private PrintStream stream(boolean error) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] text, int from, int length) {
                        if (length > 0) add(error, text, from, length);
                    }

                    @Override
                    public void flush() {
                        sendIfDue();
                    }
                },
                false,
                StandardCharsets.UTF_8);
    }

    private void add(boolean error, byte[] text, int from, int length) {
        CellOutput cell = CellOutput.ofThisThread();
        synchronized (this) {
            if (!cell.printed.takes(cell, error, text, from, length)) return;
            Piece last = waiting.peekLast();
            if (last == null || !last.continues(cell, error)) waiting.add(last = new Piece(cell, error));
            last.bytes.write(text, from, length);
            added += length;
            if (added - sent > MOST_WAITING) sendUntil(added - MOST_WAITING);
            else if (text[from + length - 1] == '\n') sendIfDue();
            else sendLater();
        }
    }

    /** Sends what the cell has printed before something else of it goes to the page, or before it ends. */
    synchronized void flush(CellOutput cell) {
        for (Piece piece : cell.printed.takeEnd()) {
            waiting.add(piece);
            added += piece.bytes.size();
        }
        sendUntil(added);
    }

    private synchronized void sendIfDue() {
        long now = System.nanoTime();
        if (now - nextMessage < 0) {
            sendLater();
            return;
        }
        nextMessage = now + BETWEEN_MESSAGES;
        sender.execute(this::send);
    }

    private void sendLater() {
        if (timed || waiting.isEmpty()) return;
        timed = true;
        long wait = Math.max(nextMessage - System.nanoTime(), untilAllowed());
        sender.schedule(this::sendInTime, Math.max(wait, REST_OF_LINE), TimeUnit.NANOSECONDS);
    }

    private synchronized void sendInTime() {
        timed = false;
        send();
    }

    /** Waits until so much was sent, in its whole history. */
    private void sendUntil(long amount) {
        boolean interrupted = false;
        while (sent < amount) {
            sender.execute(this::send);
            try {
                CellThreads.endIfStopped();
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(untilAllowed(), LONGEST_WAIT));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** Sends as much as Jupyter takes now. Called by the sender alone. */
    private synchronized void send() {
        long now = System.nanoTime();
        long before = sent;
        allowed = Math.min(MOST_AT_ONCE, allowed + bytesPerNano * (now - allowedAt));
        allowedAt = now;
        while (!waiting.isEmpty() && allowed > 0) {
            Piece piece = waiting.remove();
            byte[] bytes = piece.bytes.toByteArray();
            int length = wholeCharacters(bytes, Math.min(bytes.length, LONGEST_MESSAGE));
            if (length < bytes.length) {
                Piece rest = new Piece(piece.cell, piece.error);
                rest.bytes.write(bytes, length, bytes.length - length);
                waiting.addFirst(rest);
            }
            sent += length;
            allowed -= OF_MESSAGE + inJson(bytes, length);
            piece.cell.print(piece.error, new String(bytes, 0, length, StandardCharsets.UTF_8));
        }
        nextMessage = now + BETWEEN_MESSAGES;
        if (sent > before) notifyAll();
        sendLater();
    }

    /** Sends something that is no text, after all that was sent before. */
    void send(Runnable other) {
        Future<?> sending = sender.submit(other);
        boolean interrupted = false;
        while (true) {
            try {
                sending.get(SOME_PATIENCE, TimeUnit.SECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                break; // as with what a kernel sends, nobody hears of it
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private long untilAllowed() {
        return (long) Math.max(1_000_000, -allowed / bytesPerNano);
    }

    /** The most bytes that do not end within a character; all if there is no end of a character. */
    private static int wholeCharacters(byte[] utf8, int length) {
        if (length == utf8.length) return length;
        int start = length;
        while (start > 0 && (utf8[start] & 0xC0) == 0x80) start--;
        return start == 0 ? length : start;
    }

    /** How many bytes a text is in a message of the kernels, whose JSON is safe for HTML. */
    private static int inJson(byte[] utf8, int length) {
        int json = 0;
        for (int i = 0; i < length; i++)
            json += switch (utf8[i]) {
                case '\n', '\t', '"', '\\' -> 2;
                case '<', '>', '&', '=', '\'' -> 6;
                default -> utf8[i] >= 0 && utf8[i] < ' ' ? 6 : 1;
            };
        return json;
    }
}
