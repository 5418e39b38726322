package backprop.show;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Optional;

/** The adapter for IJava, the kernel that JJava continues. It finds no extensions by itself. */
final class IJavaAdapter {
    private static final String KERNEL_CLASS = "io.github.spencerpark.ijava.IJava";

    private IJavaAdapter() {}

    /** The running IJava, made to render our types; empty where the program does not run in IJava. */
    static Optional<Kernel> findKernel() {
        try {
            // IJava itself is in no registry, so its one method cannot be compiled against.
            Object found =
                    Class.forName(KERNEL_CLASS).getMethod("getKernelInstance").invoke(null);
            return Optional.ofNullable((BaseKernel) found).map(IJavaAdapter::install);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Kernel install(BaseKernel kernel) {
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
        return new Kernel() {
            @Override
            public void display(String id, Rendering rendering) {
                kernel.display(data(id, rendering));
            }

            @Override
            public void update(String id, Rendering rendering) {
                kernel.getIO().display.updateDisplay(data(id, rendering));
            }
        };
    }

    private static DisplayData data(String id, Rendering rendering) {
        DisplayData data = new DisplayData();
        data.putHTML(rendering.html());
        data.putText(rendering.text());
        data.putTransientData("display_id", id);
        return data;
    }
}
