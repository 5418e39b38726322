package backprop.kernel;

import java.util.stream.Stream;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;

/**
 * What JJava keeps to itself, and errors cannot be explained without. Each method throws a {@link RuntimeException} where
 * JJava is built otherwise.
 */
public final class JJavaInternals {
    private JJavaInternals() {}

    /** What compiles and runs the cells. */
    public static JShell shell(BaseKernel kernel) {
        return (JShell) KernelReflection.call(KernelReflection.method(kernel, "getJShell"), kernel);
    }

    /** Where the running cell's outputs and its answer go. */
    public static ShellReplyEnvironment runningCell(BaseKernel kernel) {
        return (ShellReplyEnvironment) KernelReflection.field(DisplayStream.class, "env", kernel.getIO().display);
    }

    /** The frames of a thrown object as they are in an error of a cell: statements by the kernel's number. */
    public static StackTraceElement[] translated(JShell shell, StackTraceElement[] frames) {
        Object eval = KernelReflection.field(JShell.class, "eval", shell);
        Exception thrown = new Exception();
        thrown.setStackTrace(frames);
        return (StackTraceElement[])
                KernelReflection.callHidden(eval, "translateExceptionStack", Exception.class, thrown);
    }

    /** Frames down to those of the kernel, which has asked for what they do. */
    public static StackTraceElement[] withoutKernel(StackTraceElement[] frames) {
        return Stream.of(frames)
                .takeWhile(frame -> !frame.getClassName().startsWith("org.dflib.jjava."))
                .toArray(StackTraceElement[]::new);
    }

    /** What hands the page's requests to their handlers. */
    public static JupyterConnection connection(ShellReplyEnvironment cell) {
        return (JupyterConnection) KernelReflection.field(ShellChannel.class, "connection", cell.getShell());
    }

    /** Where a cell reads what the reader types. */
    public static StdinChannel stdin(ShellReplyEnvironment cell) {
        return (StdinChannel) KernelReflection.field(ShellReplyEnvironment.class, "stdin", cell);
    }
}
