package backprop.kernel;

import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** The way of a cell's outputs to the page: what it prints is gathered, and stays in its order with all else. */
public class JJavaCell extends ShellReplyEnvironment {
    private final DisplayStream display;
    private final Thread kernels = Thread.currentThread();
    private CellOutput output;

    /**
     * @param cell the kernel's
     * @throws RuntimeException where JJava is built otherwise
     */
    public JJavaCell(ShellReplyEnvironment cell, BaseKernel kernel) {
        super((ShellChannel) cell.getShell(), JJavaInternals.stdin(cell), cell.getIopub(), cell.getContext());
        this.display = kernel.getIO().display;
    }

    /**
     * Gathers what cells print from the next one on. To be called while a cell runs.
     *
     * @throws RuntimeException where JJava is built otherwise
     */
    public static void gatherText(BaseKernel kernel) {
        KernelReflection.gatherText(kernel.getIO());
    }

    /** From now on all text goes here. */
    public void begin() {
        output = new CellOutput(this, this::print);
        output.begin();
        PrintedText.instance().take();
    }

    /** Sends what has not been sent. */
    public void end() {
        PrintedText.instance().flush(output);
    }

    private void print(boolean error, String text) {
        send(new PublishStream(error ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text));
    }

    @Override
    public <T extends ContentType<T>> void publish(T content) {
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

    private JJavaCell ofThisThread() {
        return (JJavaCell) CellOutput.ofThisThread().environment();
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
