package backprop.kernel;

import backprop.show.draw.Rendering;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * JJava. Uses only what its releases agree on in binary form; {@code DisplayData.setDisplayId} is not among that, nor is
 * anything with JSON.
 */
public final class JJavaKernel implements Kernel {

    private final BaseKernel kernel;
    private final KernelReflection reflection;

    public JJavaKernel(BaseKernel kernel) {
        this.kernel = kernel;
        this.reflection = new KernelReflection(CommMsgCommand.class, kernel.getIO().display);
    }

    @Override
    public void render(Class<?> type, Function<Object, Rendering> look) {
        kernel.getRenderer()
                .createRegistration(type)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((object, context) -> {
                    Rendering rendering = look.apply(object);
                    context.renderIfRequested(MIMEType.TEXT_HTML, rendering::html);
                    context.renderIfRequested(MIMEType.TEXT_PLAIN, rendering::text);
                });
    }

    @Override
    public void renderOthers(Function<Object, String> text) {
        kernel.getRenderer()
                .createRegistration(Object.class)
                .preferring(MIMEType.TEXT_PLAIN)
                .register(
                        (object, context) -> context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text.apply(object)));
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
