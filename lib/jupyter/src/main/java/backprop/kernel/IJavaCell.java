package backprop.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.channels.StdinChannel;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.DisplayStream;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;

/** The way of a cell's outputs to the page: what it prints is gathered, and stays in its order with all else. */
final class IJavaCell extends ShellReplyEnvironment {
    private final CellOutput output = new CellOutput(this, this::print);
    private final DisplayStream display;
    private final Thread kernels = Thread.currentThread();

    private IJavaCell(ShellReplyEnvironment cell, BaseKernel kernel) {
        super(
                (ShellChannel) cell.getShell(),
                (StdinChannel) KernelReflection.field(ShellReplyEnvironment.class, "stdin", cell),
                cell.getIopub(),
                cell.getContext());
        this.display = kernel.getIO().display;
    }

    /**
     * Stands before the kernel's handler of cells from the next one on. To be called while a cell runs.
     *
     * @throws RuntimeException where IJava is built otherwise
     */
    static void install(BaseKernel kernel) {
        ShellReplyEnvironment running =
                (ShellReplyEnvironment) KernelReflection.field(DisplayStream.class, "env", kernel.getIO().display);
        JupyterConnection connection =
                (JupyterConnection) KernelReflection.field(ShellChannel.class, "connection", running.getShell());
        ShellHandler<ExecuteRequest> kernels = connection.getHandler(MessageType.EXECUTE_REQUEST);
        KernelReflection.gatherText(kernel.getIO());
        connection.setHandler(
                MessageType.EXECUTE_REQUEST, (cell, message) -> new IJavaCell(cell, kernel).handle(kernels, message));
    }

    private void handle(ShellHandler<ExecuteRequest> kernels, Message<ExecuteRequest> message) {
        output.begin();
        PrintedText.instance().take();
        try {
            kernels.handle(this, message);
            PrintedText.instance().flush(output);
        } finally {
            resolveDeferrals();
        }
    }

    private void print(boolean error, String text) {
        send(new PublishStream(error ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text));
    }

    @Override
    public <T extends ContentType<T>> void publish(T content) {
        if (content instanceof PublishError error && error.getErrorName().equals("EvaluationInterruptedException"))
            CellThreads.stop();
        if (content instanceof PublishDisplayData && ofThisThread() != this) {
            ofThisThread().publish(content);
            return;
        }
        // What takes the place of something else has none among the text.
        if (!(content instanceof PublishUpdateDisplayData))
            PrintedText.instance().flush(output);
        // The kernel's own thread may be about to put something off, and only that.
        if (Thread.currentThread() == kernels) super.publish(content);
        else PrintedText.instance().send(() -> send(content));
    }

    private IJavaCell ofThisThread() {
        return (IJavaCell) CellOutput.ofThisThread().environment();
    }

    private <T extends ContentType<T>> void send(T content) {
        getIopub().sendMessage(new Message<>(getContext(), content.getType(), content));
    }

    /** Answers the page. What is shown from now on, by threads that the cell has started, still goes here. */
    @Override
    public void resolveDeferrals() {
        super.resolveDeferrals();
        KernelReflection.setPlace(display, this);
    }

    @Override
    public String readFromStdIn(String prompt, boolean isPassword) {
        PrintedText.instance().flush(output);
        return super.readFromStdIn(prompt, isPassword);
    }
}
