package backprop.show;

import java.lang.reflect.Field;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/**
 * The adapter for JJava, which finds it through {@code META-INF/services} when the library comes onto the classpath.
 *
 * <p>It uses only what JJava's releases agree on in binary form; {@code DisplayData.setDisplayId} is not among that.
 */
public final class JJavaExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        for (Class<?> type : Renderings.types())
            kernel.getRenderer()
                    .createRegistration(type)
                    .preferring(MIMEType.TEXT_HTML)
                    .supporting(MIMEType.TEXT_PLAIN)
                    .register((object, context) -> {
                        Rendering rendering = Renderings.of(object);
                        context.renderIfRequested(MIMEType.TEXT_HTML, rendering::html);
                        context.renderIfRequested(MIMEType.TEXT_PLAIN, rendering::text);
                    });
        Notebook.connectTo(new Kernel() {
            private volatile ReplyEnvironment cell;

            @Override
            public void display(String id, Rendering rendering) {
                cell = runningCell(kernel.getIO().display);
                kernel.display(data(id, rendering));
            }

            // When the reader presses stop, JJava ends the cell at once, and would drop what a stopped training says
            // last.
            @Override
            public void update(String id, Rendering rendering) {
                ReplyEnvironment running = runningCell(kernel.getIO().display);
                if (running != null) cell = running;
                if (cell != null) cell.publish(new PublishUpdateDisplayData(data(id, rendering)));
                else kernel.getIO().display.updateDisplay(data(id, rendering));
            }
        });
    }

    /** The running cell's way to the page, which JJava hands to nobody; null if no cell runs, or it is not where it was. */
    private static ReplyEnvironment runningCell(DisplayStream stream) {
        try {
            Field env = DisplayStream.class.getDeclaredField("env");
            env.setAccessible(true);
            return (ReplyEnvironment) env.get(stream);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static DisplayData data(String id, Rendering rendering) {
        DisplayData data = new DisplayData();
        data.putHTML(rendering.html());
        data.putText(rendering.text());
        data.putTransientData("display_id", id);
        return data;
    }
}
