package backprop.errors;

import backprop.kernel.KernelReflection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * Says what went wrong in a cell in our words instead of JJava's: stands before the kernel's handler of cells, and exchanges
 * the error on its way to the page.
 */
public final class JJavaErrorHandler implements ShellHandler<ExecuteRequest> {
    private static final long PATIENCE_MILLIS = 500;

    private final ShellHandler<ExecuteRequest> kernels;
    private final ErrorExplanations errors;
    private volatile Exchange running;

    private JJavaErrorHandler(ShellHandler<ExecuteRequest> kernels, ErrorExplanations errors) {
        this.kernels = kernels;
        this.errors = errors;
    }

    /**
     * Explains errors from now on. A kernel that is built in another way keeps its own words.
     *
     * @param kernel runs a cell, which loads the library
     */
    public static void install(BaseKernel kernel) {
        try {
            Object cell = new KernelReflection(CommMsgCommand.class, kernel.getIO().display).place();
            if (!(cell instanceof ShellReplyEnvironment running)) return;
            JShell shell = (JShell) kernel.getClass().getMethod("getJShell").invoke(kernel);
            JupyterConnection connection =
                    (JupyterConnection) KernelReflection.field(ShellChannel.class, "connection", running.getShell());
            // Else the first error would be the place to learn that it cannot be exchanged.
            stdin(running);
            ErrorExplanations errors = new ErrorExplanations(shell);
            JJavaErrorHandler ours = new JJavaErrorHandler(connection.getHandler(MessageType.EXECUTE_REQUEST), errors);
            connection.setHandler(MessageType.EXECUTE_REQUEST, ours);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> ours.lastWords(connection)));
            FullMemory.watch(() -> ours.say(ErrorExplanations.full(), connection));
            ErrorExplanations.use(errors);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // then the kernel's own words stand
        }
    }

    private static StdinChannel stdin(ShellReplyEnvironment cell) throws ReflectiveOperationException {
        return (StdinChannel) KernelReflection.field(ShellReplyEnvironment.class, "stdin", cell);
    }

    @Override
    public void handle(ShellReplyEnvironment cell, Message<ExecuteRequest> message) {
        Exchange exchange;
        try {
            exchange = new Exchange(cell);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        running = exchange;
        try {
            kernels.handle(exchange, message);
        } catch (Error e) {
            // The kernel's own thread would end with it, and no cell would run any more.
            exchange.publish(new PublishError(
                    e.getClass().getSimpleName(),
                    String.valueOf(e.getMessage()),
                    List.of("The kernel itself failed at this cell: " + e)));
            exchange.defer()
                    .replyError(
                            ExecuteReply.MESSAGE_TYPE.error(),
                            new ErrorReply(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), List.of()));
        } finally {
            running = null;
            exchange.resolveDeferrals();
        }
    }

    /** Java ends; if a cell has ended it, the page says so, or the reader would only see a kernel that has died. */
    private void lastWords(JupyterConnection connection) {
        if (Thread.getAllStackTraces().keySet().stream().anyMatch(JJavaErrorHandler::exits))
            say(ErrorExplanations.ended(), connection);
    }

    /** The last that the page hears of this kernel. */
    private void say(ErrorExplanations.Shown words, JupyterConnection connection) {
        Exchange cell = running;
        if (cell == null) return;
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
        return runsCell(thread)
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                                && frame.getMethodName().equals("exit"));
    }

    /** The way of a cell's outputs to the page. */
    private final class Exchange extends ShellReplyEnvironment {
        private Optional<ErrorExplanations.Shown> shown = Optional.empty();

        Exchange(ShellReplyEnvironment cell) throws ReflectiveOperationException {
            super((ShellChannel) cell.getShell(), stdin(cell), cell.getIopub(), cell.getContext());
        }

        @Override
        @SuppressWarnings("unchecked") // each content is of its own type
        public <T extends ContentType<T>> void publish(T content) {
            if (content instanceof PublishExecuteInput input) errors.begin(input.getCount(), input.getCode());
            if (!(content instanceof PublishError error) || !ErrorExplanations.isEnabled()) {
                super.publish(content);
                return;
            }
            shown = words(error);
            super.publish((T) shown.map(words -> new PublishError(words.name(), words.message(), words.lines()))
                    .orElse(error));
        }

        private Optional<ErrorExplanations.Shown> words(PublishError error) {
            try {
                return switch (error.getErrorName()) {
                    case "IncompleteSourceException" -> Optional.of(errors.unfinished(error.getErrorMessage()));
                    case "EvaluationInterruptedException" -> Optional.of(ErrorExplanations.stopped(runsOn()));
                    default -> errors.shown();
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

    /** Whether a cell's code is still running, although it was given the time to look at its interruption. */
    private static boolean runsOn() {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        for (Thread thread : Thread.getAllStackTraces().keySet())
            while (runsCell(thread)) {
                if (System.nanoTime() > end) return true;
                try {
                    thread.join(10);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return true;
                }
            }
        return false;
    }

    private static boolean runsCell(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace())
            if (frame.getClassName().startsWith("REPL.$JShell$")) return true;
        return false;
    }
}
