package backprop.kernel;

import backprop.show.draw.Rendering;
import io.github.spencerpark.jupyter.channels.ReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.comm.Comm;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.comm.CommCloseCommand;
import io.github.spencerpark.jupyter.messages.comm.CommMsgCommand;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** IJava, the kernel that JJava continues. */
final class IJavaKernel implements Kernel {
    private static final String KERNEL_CLASS = "io.github.spencerpark.ijava.IJava";

    private final BaseKernel kernel;
    private final KernelReflection reflection;

    private IJavaKernel(BaseKernel kernel) {
        this.kernel = kernel;
        this.reflection = new KernelReflection(CommMsgCommand.class, kernel.getIO().display);
        try {
            IJavaCell.install(kernel);
        } catch (RuntimeException e) {
            // then every print is a message of its own, as this kernel does it
        }
    }

    /** The running IJava; empty where the program does not run in it. */
    static Optional<Kernel> find() {
        try {
            // IJava itself is in no registry, so its one method cannot be compiled against.
            Object found =
                    Class.forName(KERNEL_CLASS).getMethod("getKernelInstance").invoke(null);
            return Optional.ofNullable((BaseKernel) found).map(IJavaKernel::new);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public void render(Class<?> type, Function<Object, Rendering> look) {
        kernel.getRenderer()
                .createRegistration(type)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((object, context) -> {
                    Rendering rendering = withoutError(() -> look.apply(object));
                    context.renderIfRequested(MIMEType.TEXT_HTML, rendering::html);
                    context.renderIfRequested(MIMEType.TEXT_PLAIN, rendering::text);
                });
    }

    @Override
    public void renderOthers(Function<Object, String> text) {
        kernel.getRenderer()
                .createRegistration(Object.class)
                .preferring(MIMEType.TEXT_PLAIN)
                .register((object, context) ->
                        context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> withoutError(() -> text.apply(object))));
    }

    @Override
    public Consumer<Rendering> display(Rendering first) {
        String id = UUID.randomUUID().toString();
        // Not by the kernel's display, which is shut as soon as a cell is stopped: then "stopped" would not be
        // seen.
        ReplyEnvironment cell = place();
        if (cell == null) return next -> {};
        cell.publish(new PublishDisplayData(named(id, first)));
        return next -> cell.publish(new PublishUpdateDisplayData(named(id, next)));
    }

    @Override
    public void displayWidget(String id, Rendering elsewhere) {
        DisplayData data = data(elsewhere);
        data.putData(WIDGET_VIEW, Kernel.widgetView(id));
        ReplyEnvironment cell = place();
        if (cell != null) cell.publish(new PublishDisplayData(data));
    }

    @Override
    public PageComm openComm(
            String target,
            Map<String, Object> data,
            Map<String, Object> metadata,
            Consumer<Map<String, Object>> received) {
        CellOutput cell = CellOutput.ofThisThread();
        ReplyEnvironment place = place();
        Comm comm = kernel.getCommManager().openComm(target, (manager, id, name, opening) -> {
            reflection.write(opening.getContent(), data);
            opening.getNonNullMetadata().putAll(metadata);
            return new Comm(manager, id, name) {
                @Override
                protected void onMessage(Message<CommMsgCommand> message) {
                    Attention.pay();
                    Runnable receive = () -> received.accept(reflection.read(message.getContent()));
                    reflection.during(place, () -> CellOutput.as(cell, receive));
                }

                @Override
                protected void onClose(Message<CommCloseCommand> message, boolean sending) {
                    // nothing is kept that could be given back
                }
            };
        });
        return reflection.line(comm.getID(), comm);
    }

    /** An error would end the kernel's own thread, which takes exceptions only. */
    private static <T> T withoutError(Supplier<T> work) {
        try {
            return work.get();
        } catch (Error e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void serve(String target, UnaryOperator<Map<String, Object>> answer) {
        kernel.getCommManager().registerTarget(target, (manager, id, name, opening) -> new Comm(manager, id, name) {
            @Override
            protected void onMessage(Message<CommMsgCommand> message) {
                reflection.line(id, this).send(answer.apply(reflection.read(message.getContent())));
            }

            @Override
            protected void onClose(Message<CommCloseCommand> message, boolean sending) {
                // nothing is kept that could be given back
            }
        });
    }

    /** Where this thread's outputs go: its cell, or the running one if that was begun before we knew of cells. */
    private ReplyEnvironment place() {
        CellOutput cell = CellOutput.ofThisThread();
        return (ReplyEnvironment) (cell == null ? reflection.place() : cell.environment());
    }

    private static DisplayData named(String id, Rendering rendering) {
        DisplayData data = data(rendering);
        data.putTransientData("display_id", id);
        return data;
    }

    private static DisplayData data(Rendering rendering) {
        DisplayData data = new DisplayData();
        data.putHTML(rendering.html());
        data.putText(rendering.text());
        return data;
    }
}
