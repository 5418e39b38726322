package backprop.errors;

import backprop.kernel.CellThreads;
import backprop.kernel.JJavaCell;
import backprop.kernel.JJavaInternals;
import backprop.kernel.TimeLimit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * Says what went wrong in a cell in our words instead of JJava's: stands before the kernel's handler of cells, and exchanges
 * the error on its way to the page.
 */
public final class JJavaErrorHandler implements ShellHandler<ExecuteRequest> {
    private static final long PATIENCE_MILLIS = 500;

    // Held here, because to look a class up takes memory.
    private static final Runtime JAVA = Runtime.getRuntime();
    private static final Class<?> NO_MEMORY = OutOfMemoryError.class;

    private final BaseKernel kernel;
    private final JupyterConnection connection;
    private final ShellHandler<ExecuteRequest> kernels;
    private final ErrorExplanations errors;
    private volatile Exchange running;
    private boolean hearsOfExit;

    private JJavaErrorHandler(BaseKernel kernel, JupyterConnection connection, ErrorExplanations errors) {
        this.kernel = kernel;
        this.connection = connection;
        this.kernels = connection.getHandler(MessageType.EXECUTE_REQUEST);
        this.errors = errors;
    }

    /**
     * Explains errors from now on. A kernel that is built in another way keeps its own words.
     *
     * @param kernel runs a cell, which loads the library
     */
    public static void install(BaseKernel kernel) {
        try {
            ShellReplyEnvironment cell = JJavaInternals.runningCell(kernel);
            JupyterConnection connection = JJavaInternals.connection(cell);
            // Else the first error would be the place to learn that it cannot be exchanged.
            JJavaInternals.stdin(cell);
            ErrorExplanations errors = new ErrorExplanations(JJavaInternals.shell(kernel));
            JJavaCell.gatherText(kernel);
            JJavaErrorHandler handler = new JJavaErrorHandler(kernel, connection, errors);
            connection.setHandler(MessageType.EXECUTE_REQUEST, handler);
            Thread.getAllStackTraces()
                    .keySet()
                    .forEach(thread -> thread.setUncaughtExceptionHandler(handler::uncaught));
            ErrorExplanations.use(errors);
        } catch (RuntimeException | LinkageError e) {
            // then the kernel's own words stand
        }
    }

    @Override
    public void handle(ShellReplyEnvironment cell, Message<ExecuteRequest> message) {
        if (message.getContent().getCode().contains("exit")) hearOfExit();
        Exchange exchange = new Exchange(cell);
        running = exchange;
        exchange.begin();
        try {
            kernels.handle(exchange, message);
            exchange.end();
        } catch (Error e) {
            // The kernel's own thread would end with it, and no cell would run any more.
            errors.reserve().release();
            exchange.fail(e);
        } finally {
            if (TimeLimit.fillsMemory() || !errors.reserve().isRestored()) end();
            running = null;
            exchange.resolveDeferrals();
        }
    }

    /** A thread of the kernel that finds no memory would end alone, and the page would wait for it for ever. */
    private void uncaught(Thread thread, Throwable error) {
        if (error.getClass() == NO_MEMORY) end();
        thread.getThreadGroup().uncaughtException(thread, error);
    }

    /** From now on, a cell that ends Java says so, or the reader would only see a kernel that has died. */
    private void hearOfExit() {
        if (hearsOfExit) return;
        hearsOfExit = true;
        JAVA.addShutdownHook(new Thread(() -> {
            if (Thread.getAllStackTraces().keySet().stream().anyMatch(JJavaErrorHandler::exits))
                say(ErrorExplanations.ended());
        }));
    }

    /** Ends the kernel, so that Jupyter starts it anew. */
    private void end() {
        errors.reserve().release();
        try {
            say(ErrorExplanations.full());
        } finally {
            JAVA.halt(1);
        }
    }

    /** The last that the page hears of this kernel. */
    private void say(ErrorExplanations.Shown words) {
        Exchange cell = running;
        if (cell == null || !ErrorExplanations.isEnabled()) return;
        cell.publish(new PublishError(words.name(), words.message(), words.lines()));
        cell.resolveDeferrals();
        // Closing sends what is still on its way. It waits for the other end, which need not be there.
        Thread closing = new Thread(connection::close);
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean exits(Thread thread) {
        return CellThreads.runsCell(thread)
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                                && frame.getMethodName().equals("exit"));
    }

    /** The way of a cell's outputs to the page. */
    private final class Exchange extends JJavaCell {
        private Optional<ErrorExplanations.Shown> shown = Optional.empty();

        Exchange(ShellReplyEnvironment cell) {
            super(cell, kernel);
        }

        /** The kernel has failed, and not the cell. */
        void fail(Error error) {
            String name = error.getClass().getSimpleName();
            String message = String.valueOf(error.getMessage());
            publish(new PublishError(name, message, List.of("The kernel itself failed at this cell: " + error)));
            defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), new ErrorReply(name, message, List.of()));
        }

        @Override
        @SuppressWarnings("unchecked") // each content is of its own type
        public <T extends ContentType<T>> void publish(T content) {
            if (content instanceof PublishExecuteInput input) errors.begin(input.getCount(), input.getCode());
            if (!(content instanceof PublishError error) || !ErrorExplanations.isEnabled()) {
                super.publish(content);
                if (content instanceof PublishExecuteInput input) warn(Magics.inText(input.getCode()));
                return;
            }
            shown = words(error);
            super.publish((T) shown.map(words -> new PublishError(words.name(), words.message(), words.lines()))
                    .orElse(error));
        }

        private void warn(String sentence) {
            if (!sentence.isEmpty() && ErrorExplanations.isEnabled())
                super.publish(new PublishStream(PublishStream.StreamType.ERR, sentence));
        }

        private Optional<ErrorExplanations.Shown> words(PublishError error) {
            try {
                return switch (error.getErrorName()) {
                    case "IncompleteSourceException" -> Optional.of(errors.unfinished(error.getErrorMessage()));
                    case "EvaluationInterruptedException" ->
                        Optional.of(ErrorExplanations.stopped(CellThreads.afterStop()));
                    default -> errors.shown(error.getErrorName());
                };
            } catch (RuntimeException | Error e) {
                // The kernel's words are better than none, and without an answer the cell would never end.
                return Optional.empty();
            }
        }

        @Override
        public void replyError(MessageType<?> type, ErrorReply reply) {
            super.replyError(
                    type,
                    shown.map(words -> new ErrorReply(words.name(), words.message(), words.lines()))
                            .orElse(reply));
        }
    }
}
