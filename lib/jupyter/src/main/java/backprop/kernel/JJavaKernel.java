package backprop.kernel;

import backprop.show.draw.Rendering;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.comm.CommCloseCommand;
import org.dflib.jjava.jupyter.messages.comm.CommMsgCommand;
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
    public Consumer<Rendering> display(Rendering first) {
        String id = UUID.randomUUID().toString();
        kernel.getIO().display.display(named(id, first));
        // Not by the kernel's display, which is shut as soon as a cell is stopped: then "stopped" would not be
        // seen.
        ReplyEnvironment cell = (ReplyEnvironment) reflection.place();
        return cell == null ? next -> {} : next -> cell.publish(new PublishUpdateDisplayData(named(id, next)));
    }

    @Override
    public void displayWidget(String id, Rendering elsewhere) {
        DisplayData data = data(elsewhere);
        data.putData(WIDGET_VIEW, Kernel.widgetView(id));
        kernel.getIO().display.display(data);
    }

    @Override
    public String openComm(
            String target,
            Map<String, Object> data,
            Map<String, Object> metadata,
            Consumer<Map<String, Object>> received) {
        Object place = reflection.place();
        Comm comm = kernel.getCommManager().openComm(target, (manager, id, name, opening) -> {
            reflection.write(opening.getContent(), data);
            opening.getNonNullMetadata().putAll(metadata);
            return new Comm(manager, id, name) {
                @Override
                protected void onMessage(Message<CommMsgCommand> message) {
                    reflection.during(place, () -> received.accept(reflection.read(message.getContent())));
                }

                @Override
                protected void onClose(Message<CommCloseCommand> message, boolean sending) {
                    // nothing is kept that could be given back
                }
            };
        });
        return comm.getID();
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
