package backprop.show;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

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
            @Override
            public void display(String id, Rendering rendering) {
                kernel.display(data(id, rendering));
            }

            @Override
            public void update(String id, Rendering rendering) {
                kernel.getIO().display.updateDisplay(data(id, rendering));
            }
        });
    }

    private static DisplayData data(String id, Rendering rendering) {
        DisplayData data = new DisplayData();
        data.putHTML(rendering.html());
        data.putText(rendering.text());
        data.putTransientData("display_id", id);
        return data;
    }
}
